//! `checkpoint`: what is there and what is said, pinned and saved.

use crate::cli::args::CheckpointArgs;
use crate::cli::desk::Desk;
use crate::cli::draft::{Draft, Said, Whole, draft};
use crate::cli::editor::Edited;
use crate::cli::stop::Stop;
use crate::cli::{editor, keep, tell};
use crate::document::{self, State};
use crate::error::Error;
use crate::model::{Name, Record};
use crate::report::text;
use crate::route::{self, Made, Wish};
use crate::store::{Address, Loaded, Lock};
use clap::ArgMatches;
use std::collections::BTreeSet;

pub(crate) fn run(
    desk: &Desk<'_>,
    args: &CheckpointArgs,
    matches: &ArgMatches,
) -> Result<u8, Stop> {
    let name = desk.name(args.name.as_deref())?;
    let whole = Whole::read(desk, args)?;
    let said = Said::read(desk, matches)?;
    for problem in &said.problems {
        desk.ui.warn(problem);
    }
    let nothing = said.changes.is_empty() && args.from.is_none() && args.state.is_none();
    let asks = (args.edit || nothing && !args.new) && desk.ui.can_ask();
    let typed = Typed {
        args,
        name: &name,
        whole: &whole,
        said: &said,
    };
    let edited = if args.edit || args.dry_run || asks {
        match typed.looked_over(desk, asks)? {
            Look::Save(edited) => edited,
            Look::Leave => return Ok(0),
        }
    } else {
        None
    };
    let done = typed.save(desk, edited.as_ref());
    if let (Err(_), Some(edited)) = (&done, edited) {
        edited.keep(desk);
    }
    done
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
    args: &'a CheckpointArgs,
    name: &'a Name,
    whole: &'a Whole,
    said: &'a Said,
}

impl Typed<'_> {
    /// The document as it is to be saved, from the one that lies there now.
    fn draft(
        &self,
        desk: &Desk<'_>,
        edited: Option<&Edited>,
    ) -> Result<(Option<Loaded>, Draft), Error> {
        let loaded = desk.store().load(&Address::here(self.name.clone()))?;
        let (args, said) = (self.args, self.said);
        let mut draft = draft(desk, args, self.name, self.whole, said, loaded.as_ref())?;
        if let Some(edited) = edited {
            if edited.from != draft.prose {
                draft.replaces = true;
                desk.ui.warn(&format!(
                    "{} was changed meanwhile; what was there stays in the history",
                    self.name.document()
                ));
            }
            draft.prose.clone_from(&edited.prose);
            draft.content = document::read(&draft.prose);
        }
        Ok((loaded, draft))
    }

    /// Lets somebody look before it is saved: in the editor, in a dry run, or
    /// with a question where it `asks`.
    fn looked_over(&self, desk: &Desk<'_>, asks: bool) -> Result<Look, Error> {
        let (loaded, mut draft) = self.draft(desk, None)?;
        let edited = self.edited(desk, &mut draft)?;
        let made = match make(desk, loaded.as_ref(), &mut draft) {
            Ok(made) => made,
            Err(error) => {
                if let Some(edited) = edited {
                    edited.keep(desk);
                }
                return Err(error);
            }
        };
        if self.args.dry_run {
            tell::would_save(desk, self.name, &made);
            return Ok(Look::Leave);
        }
        if asks && !confirmed(desk, self.name, &made) {
            desk.ui.tell("Nothing was saved.\n");
            if let Some(edited) = edited {
                edited.keep(desk);
            }
            return Ok(Look::Leave);
        }
        Ok(Look::Save(edited))
    }

    /// Opens the editor if it was asked for.
    fn edited(&self, desk: &Desk<'_>, draft: &mut Draft) -> Result<Option<Edited>, Error> {
        if !self.args.edit {
            return Ok(None);
        }
        let edited = editor::edit(desk, &draft.prose)?;
        draft.content = document::read(&edited.prose);
        draft.prose.clone_from(&edited.prose);
        Ok(Some(edited))
    }

    /// Saves. The lock is taken only now, since editors and questions take as
    /// long as people do; so what lies there is read again.
    fn save(&self, desk: &Desk<'_>, edited: Option<&Edited>) -> Result<u8, Stop> {
        let store = desk.store();
        let lock = store.lock()?;
        let (loaded, mut draft) = self.draft(desk, edited)?;
        let told_damage = |loaded| tell::warn_of_damage(desk, loaded);
        loaded.iter().for_each(told_damage);
        let loses = |loaded| keep::lacks_lines(desk, self.name, loaded, &draft.prose);
        let replaces = draft.replaces || loaded.as_ref().is_some_and(loses);
        let made = make(desk, loaded.as_ref(), &mut draft)?;
        let is_state = self.args.state.is_some();
        if is_state && changes_nothing(desk, self.name, loaded.as_ref(), &made) {
            tell::nothing_new(desk, self.name, loaded.as_ref())?;
            return Ok(0);
        }
        keep::make_room(desk, &lock, self.name, loaded.as_ref(), replaces)?;
        save(desk, &lock, self.name, &made, "checkpoint")
    }
}

/// Goes the way of a save.
fn make(desk: &Desk<'_>, loaded: Option<&Loaded>, draft: &mut Draft) -> Result<Made, Error> {
    let earlier = loaded.and_then(|loaded| loaded.record.as_ref());
    let earlier = earlier.filter(|_| draft.follows);
    let kept = earlier.filter(|_| !draft.is_state);
    let kept = kept.and_then(|record| kept_state(record, loaded?, &draft.prose));
    let wish = Wish {
        prose: std::mem::take(&mut draft.prose),
        given: std::mem::take(&mut draft.given),
        task_id: draft.task_id.clone(),
        source: draft.source.clone(),
        state: draft.state.take().or(kept),
        earlier,
        carry: draft.carry,
        now: desk.world.local_now(),
    };
    route::make(&desk.repo, &wish)
}

/// A program's state survives a save, but for what that says otherwise.
pub(crate) fn kept_state(record: &Record, loaded: &Loaded, prose: &str) -> Option<String> {
    let kept = record.state.as_ref().filter(|_| !loaded.is_edited());
    kept.map(|state| State::follow(state, &loaded.prose, prose))
}

/// Whether a program saved what is saved already: only the clock differs.
fn changes_nothing(desk: &Desk<'_>, name: &Name, loaded: Option<&Loaded>, made: &Made) -> bool {
    let Some((loaded, record)) = loaded.and_then(|l| Some((l, l.record.as_ref()?))) else {
        return false;
    };
    let timeless = |record: &Record| Record {
        saved_at: made.record.saved_at,
        prose: made.record.prose.clone(),
        ..record.clone()
    };
    let stamped = |prose: &str| keep::stamped(desk, name, prose);
    !loaded.is_edited() && timeless(record) == made.record && stamped(&loaded.prose) == made.prose
}

fn confirmed(desk: &Desk<'_>, name: &Name, made: &Made) -> bool {
    if !desk.ui.says_yes() {
        desk.ui.answer(&tell::summary(desk, made));
    }
    desk.ui.ask(&text::save_question(name), true) == Some(true)
}

/// Writes what was made and tells what was done; `resume --update` ends here
/// too.
pub(crate) fn save(
    desk: &Desk<'_>,
    lock: &Lock,
    name: &Name,
    made: &Made,
    kind: &str,
) -> Result<u8, Stop> {
    let draft = crate::store::Draft {
        text: document::seal(&made.prose, &made.record).into_bytes(),
        snapshot: made.snapshot.clone(),
        pinned: made.pinned().into_iter().collect::<BTreeSet<_>>(),
        now: desk.world.local_now(),
    };
    let saved = desk.store().save(lock, name, &draft)?;
    if let Some(warning) = &saved.warning {
        desk.ui.warn(warning);
    }
    for file in &made.not_pinned {
        let path = desk.shown(&file.path);
        desk.ui
            .warn(&format!("'{path}' is not pinned: {}", file.why));
    }
    tell::saved(desk, name, made, saved.number, kind);
    Ok(0)
}
