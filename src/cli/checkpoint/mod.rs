//! `checkpoint`: what is there and what is said, pinned and saved.

mod edit;
mod news;

use crate::cli::args::CheckpointArgs;
use crate::cli::desk::Desk;
use crate::cli::draft::{self, Said};
use crate::cli::stop::Stop;
use crate::cli::tell;
use crate::cli::ui::Answer;
use crate::error::Error;
use crate::model::Name;
use crate::report::text;
use crate::route::{self, Asked, Automatic, Draft, Made, Outcome, Site, Whole};
use crate::store::Loaded;
use clap::ArgMatches;
use edit::{Edited, Given};

pub(crate) fn run(
    desk: &Desk<'_>,
    args: &CheckpointArgs,
    matches: &ArgMatches,
) -> Result<u8, Stop> {
    let name = desk.name(args.name.as_deref())?;
    if args.auto {
        auto(desk, &name)
    } else {
        with_words(desk, &name, args, matches)
    }
}

/// Saves what is said, if only that all is to be saved again.
fn with_words(
    desk: &Desk<'_>,
    name: &Name,
    args: &CheckpointArgs,
    matches: &ArgMatches,
) -> Result<u8, Stop> {
    if args.state.is_none() {
        desk.repo.run_its_programs();
    }
    let whole = draft::whole(desk, args)?;
    let said = Said::read(desk, matches)?;
    for problem in &said.problems {
        desk.ui.warn(problem);
    }
    let nothing = said.changes.is_empty() && args.from.is_none() && args.state.is_none();
    let asks = (args.edit || nothing) && desk.ui.can_ask();
    let edits = args.edit || nothing && words_it(desk, args)?;
    let typed = Typed {
        name,
        asked: Asked {
            whole: &whole,
            changes: &said.changes,
            task_id: draft::task_id(args)?,
            new: args.new,
            edits,
        },
        dry_run: args.dry_run,
    };
    let edited = if edits || args.dry_run || asks {
        match typed.looked_over(desk, asks)? {
            Look::Save(edited) => edited,
            Look::Leave => return Ok(0),
        }
    } else {
        None
    };
    save_edited(desk, &typed, edited)
}

/// Saves; what somebody typed is kept where that fails.
fn save_edited(desk: &Desk<'_>, typed: &Typed<'_>, edited: Option<Edited>) -> Result<u8, Stop> {
    let text = edited.as_ref().map(|edited| &edited.text);
    let done = save(desk, typed.name, &typed.asked, text);
    if let (Err(_), Some(edited)) = (&done, edited) {
        edited.keep(desk);
    }
    done
}

/// Whether whoever says nothing is to say it in an editor.
fn words_it(desk: &Desk<'_>, args: &CheckpointArgs) -> Result<bool, Error> {
    let is_there = desk.ui.can_ask() && !desk.ui.says_yes() && !args.dry_run;
    Ok(is_there && desk.repo.editor()?.is_some())
}

/// Saves what git alone tells. A hook may ask for it, so nothing is asked here
/// and no program of the repository's own runs.
fn auto(desk: &Desk<'_>, name: &Name) -> Result<u8, Stop> {
    let outcome = desk.with_site(name, route::auto)?;
    tell_automatic(desk, name, &outcome)?;
    Ok(0)
}

/// Tells what came of a save that nobody words.
pub(crate) fn tell_automatic(
    desk: &Desk<'_>,
    name: &Name,
    outcome: &Automatic,
) -> Result<(), Error> {
    match outcome {
        Automatic::Saved { made, number } => tell::saved(desk, name, made, *number, "checkpoint"),
        Automatic::NothingNew(loaded) => tell::nothing_new(desk, name, loaded)?,
        Automatic::Damaged(loaded) => tell::left_alone(desk, name, loaded)?,
        Automatic::NoWork => tell::no_work(desk, name),
    }
    Ok(())
}

/// Saves a program's state, as `--state` does.
pub(crate) fn save_state(desk: &Desk<'_>, name: &Name, state: &Whole) -> Result<u8, Stop> {
    let asked = Asked {
        whole: state,
        changes: &[],
        task_id: None,
        new: false,
        edits: false,
    };
    save(desk, name, &asked, None)
}

/// Saves, and tells what was done. Editors and questions come before it: they
/// take as long as people do, and the lock is taken only here.
fn save(
    desk: &Desk<'_>,
    name: &Name,
    asked: &Asked<'_>,
    edited: Option<&route::Edited>,
) -> Result<u8, Stop> {
    let outcome = desk.with_site(name, |site| route::save(site, asked, edited))?;
    tell_outcome(desk, name, &outcome)?;
    Ok(0)
}

/// Tells what came of a save.
pub(crate) fn tell_outcome(desk: &Desk<'_>, name: &Name, outcome: &Outcome) -> Result<(), Error> {
    match outcome {
        Outcome::Saved { made, number } => tell::saved(desk, name, made, *number, "checkpoint"),
        Outcome::NothingNew(loaded) => tell::nothing_new(desk, name, loaded)?,
    }
    Ok(())
}

/// What came of looking it over.
enum Look {
    /// It is to be saved, perhaps edited.
    Save(Option<Edited>),
    /// Nothing is saved.
    Leave,
}

/// What was typed, read once.
struct Typed<'a> {
    name: &'a Name,
    asked: Asked<'a>,
    dry_run: bool,
}

impl Typed<'_> {
    /// Lets somebody look before it is saved: in the editor where they edit, in
    /// a dry run, or with a question where it `asks`.
    fn looked_over(&self, desk: &Desk<'_>, asks: bool) -> Result<Look, Stop> {
        desk.with_site(self.name, |site| {
            let loaded = site.store().load(&site.address())?;
            let mut draft = route::draft(site, &self.asked, loaded.as_ref())?;
            let edited = if self.asked.edits {
                let asks = asks && !desk.ui.says_yes();
                let given = self.given(desk, site, &draft, loaded.as_ref(), asks)?;
                let Some(edited) = edit::edited(desk, &given)? else {
                    return Ok(Look::Leave);
                };
                draft.prose.clone_from(&edited.text.prose);
                Some(edited)
            } else {
                None
            };
            let look = route::made(site, loaded.as_ref(), draft)
                .map(|made| self.is_to_be_saved(desk, asks, &made));
            match look {
                Ok(Answer::Yes) => return Ok(Look::Save(edited)),
                Err(_) => {}
                Ok(_) if self.dry_run => return Ok(Look::Leave),
                Ok(_) => desk.ui.tell("Nothing was saved.\n"),
            }
            if let Some(edited) = edited {
                edited.keep(desk);
            }
            look?.stop()?;
            Ok(Look::Leave)
        })
    }

    /// What the editor gets: the draft, or a first one where there is nothing
    /// yet and somebody who can make it theirs.
    fn given<'d>(
        &self,
        desk: &Desk<'_>,
        site: &Site<'_>,
        draft: &'d Draft,
        loaded: Option<&Loaded>,
        asks: bool,
    ) -> Result<Given<'d>, Error> {
        let first = if asks && draft.is_blank(&self.asked) {
            Some(route::first_draft(site)?)
        } else {
            None
        };
        let news = match (&first, loaded) {
            (Some(first), _) => first.told.clone(),
            (None, Some(loaded)) if asks => news::since(desk, loaded)?,
            _ => Vec::new(),
        };
        Ok(Given {
            base: &draft.prose,
            draft: first.map(|first| first.prose),
            news,
            needs_task: draft.needs_task(),
            asks,
        })
    }

    fn is_to_be_saved(&self, desk: &Desk<'_>, asks: bool, made: &Made) -> Answer {
        if self.dry_run {
            tell::would_save(desk, self.name, made);
            return Answer::No;
        }
        if !asks {
            return Answer::Yes;
        }
        confirmed(desk, self.name, made)
    }
}

fn confirmed(desk: &Desk<'_>, name: &Name, made: &Made) -> Answer {
    if !desk.ui.says_yes() {
        desk.with_site(name, |site| route::tell_credentials(site, made));
        desk.ui.answer(&tell::summary(desk, made));
    }
    desk.ui.ask(&text::save_question(name), true)
}
