//! The tools: what they are called, and how one is called.

use crate::cli::common::Common;
use crate::cli::desk::Desk;
use crate::cli::mcp::answer::Answer;
use crate::cli::mcp::arguments::Arguments;
use crate::cli::mcp::resume::Wish;
use crate::cli::mcp::{look, resume, save};
use crate::cli::stop::Stop;
use crate::cli::world::{Terminal, World};
use crate::error::Error;
use serde_json::{Map, Value};
use std::path::PathBuf;

/// A tool, by the verb that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tool {
    Checkpoint,
    Resume,
    Check,
    Diff,
    Clear,
}

impl Tool {
    /// The tool of that name.
    pub(super) fn named(name: &str) -> Option<Tool> {
        Some(match name {
            "checkpoint" => Tool::Checkpoint,
            "resume" => Tool::Resume,
            "check" => Tool::Check,
            "diff" => Tool::Diff,
            "clear" => Tool::Clear,
            _ => return None,
        })
    }

    fn arguments(self) -> Vec<&'static str> {
        match self {
            Tool::Checkpoint => save::arguments(),
            Tool::Resume => vec!["choice", "tokens", "name"],
            Tool::Check => vec!["files", "name"],
            Tool::Diff => vec!["paths", "name"],
            Tool::Clear => vec!["summary", "name"],
        }
    }

    /// Calls it.
    pub(super) fn call(self, world: &World, given: Map<String, Value>) -> Called {
        self.begin(world, given, |desk, arguments| match self {
            Tool::Checkpoint => save::checkpoint(desk, arguments),
            Tool::Resume => {
                let wish = Wish::read(arguments)?;
                Ok(resume::resume(desk, &wish)?.0)
            }
            Tool::Check => look::check(desk, arguments),
            Tool::Diff => look::diff(desk, arguments),
            Tool::Clear => look::clear(desk, arguments),
        })
    }

    /// Reads its arguments and does what `act` does with them, in the
    /// repository as it is now.
    pub(super) fn begin(
        self,
        world: &World,
        given: Map<String, Value>,
        act: impl FnOnce(&mut Desk<'_>, &mut Arguments) -> Result<Answer, Stop>,
    ) -> Called {
        let arguments = Arguments::of(given, &self.arguments());
        let begun = arguments.and_then(|arguments| Ok((arguments, place(world)?)));
        let done = begun.and_then(|(mut arguments, place)| {
            at_top(&place, |desk| {
                let answer = match act(desk, &mut arguments) {
                    Ok(answer) => answer,
                    Err(Stop::Failed(error)) => Answer::failed(&error),
                    Err(Stop::Told(_)) => absent(&desk.ui.kept_answers()),
                };
                Ok(Called {
                    answer: answer.warned(desk.ui.warnings()),
                    untidy: desk.store().is_untidy(),
                })
            })
        });
        done.unwrap_or_else(|error| Called {
            answer: Answer::failed(&error),
            untidy: false,
        })
    }
}

/// What came of a call.
pub(super) struct Called {
    pub(super) answer: Answer,
    /// Whether it is time to [`tidy`].
    pub(super) untidy: bool,
}

/// The tools as clients are told of them.
pub(super) fn all() -> Vec<rmcp::model::Tool> {
    let tools = include_str!("tools.json");
    serde_json::from_str::<Value>(tools)
        .and_then(serde_json::from_value)
        .expect("a test reads the list")
}

/// Looks at something in the repository as it is now.
pub(super) fn looked<T>(
    world: &World,
    look: impl FnOnce(&Desk<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    at_top(&place(world)?, |desk| look(desk))
}

/// Works in the repository that `place` is in, from the top of its work tree:
/// paths are given and told from there, wherever the server was begun.
fn at_top<T>(
    place: &World,
    act: impl FnOnce(&mut Desk<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let desk = Desk::open(place, &COMMON)?;
    let top = World {
        cwd: desk.repo.work_dir().to_owned(),
        ..place.clone()
    };
    let mut desk = Desk {
        world: &top,
        ui: desk.ui,
        repo: desk.repo,
        settings: desk.settings,
        links: None,
    };
    desk.ui.keep_answers();
    act(&mut desk)
}

/// No colours, no questions, and answers in JSON unless they are told twice.
const COMMON: Common = Common {
    json: true,
    yes: false,
    quiet: false,
    verbose: false,
    color: None,
};

/// Where the calls run: where the server was started, if that is a
/// repository, else where the agent says that its project is.
fn place(world: &World) -> Result<World, Error> {
    let mut place = World {
        terminal: Terminal::default(),
        ..world.later()
    };
    let elsewhere = world.env("CLAUDE_PROJECT_DIR").map(PathBuf::from);
    match Desk::open(&place, &COMMON) {
        Err(Error::NotARepository(_)) if elsewhere.is_some() => {
            place.cwd = elsewhere.unwrap_or_default();
        }
        Err(Error::NotARepository(message)) => {
            return Err(Error::Content {
                message,
                hint: Some(
                    "let the server begin in a repository: git -C DIRECTORY shipkit mcp".to_owned(),
                ),
            });
        }
        _ => {}
    }
    Ok(place)
}

/// That there is no such checkpoint is an answer, not a failure.
fn absent(told: &str) -> Answer {
    let object: Value = serde_json::from_str(told).unwrap_or_default();
    let names = |key: &str| {
        let names = object[key].as_array().into_iter().flatten();
        let names = names.map(|name| name.as_str().unwrap_or("the current one"));
        names.collect::<Vec<_>>().join(", ")
    };
    let mut lines = vec![object["message"].as_str().unwrap_or_default().to_owned()];
    for (key, label) in [
        ("others", "Other checkpoints"),
        (
            "cleared",
            "Cleared, and brought back by git shipkit restore",
        ),
        ("elsewhere", "Of other worktrees"),
    ] {
        let names = names(key);
        if !names.is_empty() {
            lines.push(format!("{label}: {names}"));
        }
    }
    Answer {
        object,
        text: lines.join("\n") + "\n",
        failed: false,
    }
}

/// Packs what saves have left. What could not be done takes nothing from
/// anybody, and is tried again.
pub(super) fn tidy(world: &World) {
    let tidied = looked(world, |desk| {
        desk.tidy(false);
        Ok(())
    });
    drop(tidied);
}
