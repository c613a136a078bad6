//! Doing what a request wants, as the verb of that name does it.

use crate::cli::args::{ClearArgs, ShowArgs};
use crate::cli::common::Common;
use crate::cli::desk::Desk;
use crate::cli::serve::request::{Ask, Verb};
use crate::cli::stop::Stop;
use crate::cli::world::World;
use crate::cli::{checkpoint, clear, show};
use crate::error::Error;
use crate::report::json;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a verb answered.
pub(super) struct Answer {
    /// Its exit code.
    pub(super) exit: u8,
    /// Its one JSON object, on one line.
    object: String,
    /// Whether it is time to [`tidy`].
    pub(super) untidy: bool,
}

impl Answer {
    /// The answer of something that failed.
    pub(super) fn failed(error: &Error) -> Answer {
        Answer {
            exit: error.code(),
            object: json::line(&json::error(error)).trim_end().to_owned(),
            untidy: false,
        }
    }

    /// The line for the client; `id` is JSON.
    pub(super) fn line(&self, id: &str) -> String {
        let Answer { exit, object, .. } = self;
        format!("{{\"id\":{id},\"exit\":{exit},\"answer\":{object}}}\n")
    }
}

/// Answers `ask`. The world is looked at anew: the clock, the repository, its
/// settings and HEAD.
pub(super) fn answer(world: &World, common: &Common, ask: Ask) -> Answer {
    unbroken(|| attempt(&world.later(), common, ask))
        .and_then(|attempted| attempted)
        .unwrap_or_else(|error| Answer::failed(&error))
}

fn attempt(world: &World, common: &Common, ask: Ask) -> Result<Answer, Error> {
    let mut desk = Desk::open(world, common)?;
    desk.ui.keep_answers();
    let done = act(&desk, ask);
    if common.verbose {
        desk.tell_who_served();
    }
    let exit = match done {
        Ok(code) | Err(Stop::Told(code)) => code,
        Err(Stop::Failed(error)) => return Err(error),
    };
    let object = desk.ui.kept_answers().trim_end().to_owned();
    Ok(Answer {
        exit,
        object,
        untidy: desk.store().is_untidy(),
    })
}

/// Packs what the saves have left.
pub(super) fn tidy(world: &World, common: &Common) {
    // What could not be done takes nothing from anybody, and is tried again.
    let _ = unbroken(|| Desk::open(world, common).map(|desk| desk.tidy(common.verbose)));
}

fn act(desk: &Desk<'_>, ask: Ask) -> Result<u8, Stop> {
    let name = ask.name;
    match ask.verb {
        Verb::Checkpoint { state, .. } => {
            let name = desk.name(name.as_deref())?;
            checkpoint::save_state(desk, &name, &state?)
        }
        Verb::Show => show::run(desk, &ShowArgs { name }),
        Verb::Clear => {
            let args = ClearArgs {
                name,
                progress: false,
                no_progress: true,
                purge: false,
            };
            clear::run(desk, &args)
        }
    }
}

/// What `act` gives; the error of a panic in it, which ends one request and
/// not the conversation.
pub(crate) fn unbroken<T>(act: impl FnOnce() -> T) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(act)).map_err(|panic| fault(&*panic))
}

/// The error of a panic.
pub(super) fn fault(panic: &(dyn Any + Send)) -> Error {
    let said = panic.downcast_ref::<String>().map(String::as_str);
    let said = said.or_else(|| panic.downcast_ref::<&str>().copied());
    Error::Content {
        message: format!(
            "this is a fault of git-shipkit: {}",
            said.unwrap_or("it did not say which")
        ),
        hint: Some("please report it; the saved checkpoints are as they were".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, unbroken};

    #[test]
    fn a_panic_becomes_an_answer() {
        let error = unbroken(|| panic!("no {}", "luck")).unwrap_err();
        let line = Answer::failed(&error).line("7");
        assert!(line.starts_with(r#"{"id":7,"exit":128,"answer":{"version":1,"kind":"error""#));
        assert!(line.contains("a fault of git-shipkit: no luck"), "{line}");
        assert_eq!(unbroken(|| 1).unwrap(), 1);
    }
}
