//! What the verbs say, put together for [`crate::report`].

mod done;
mod saved;

pub(crate) use saved::{saved, would_save};

use done::done;

use crate::cli::desk::Desk;
use crate::cli::not_found::spelled;
use crate::document;
use crate::drift::Words;
use crate::error::Error;
use crate::model::{Name, RepoPath};
use crate::repo;
use crate::report::text::{self, View};
use crate::report::{hidden_sentence, json, minute};
use crate::route::{self, Comparison, Made};
use crate::store::{Address, Cleared, Loaded, Restored};
use serde_json::{Map, Value};

impl Desk<'_> {
    /// Lets `tell` speak for this terminal, this time and this directory.
    pub(crate) fn with_view<T>(&self, tell: impl FnOnce(&View<'_>) -> T) -> T {
        let prefix = self.repo.prefix(&self.world.cwd);
        tell(&View {
            style: self.ui.style,
            width: self.ui.width(),
            now: self.world.now,
            display: &|path| repo::shown_below(path, &prefix),
            links: self.links.as_ref(),
        })
    }
}

/// A loaded checkpoint as programs get it.
pub(crate) fn loaded(desk: &Desk<'_>, loaded: &Loaded) -> Result<Value, Error> {
    route::of_loaded(&desk.store(), loaded)
}

/// Says that a document's record is not what it should be.
pub(crate) fn warn_of_damage(desk: &Desk<'_>, loaded: &Loaded) {
    if let Some(damage) = route::damage(loaded) {
        desk.ui.warn(&damage);
    }
}

/// Says which characters of a document no eye sees as they are.
pub(crate) fn warn_of_hidden(desk: &Desk<'_>, prose: &str) {
    if let Some(sentence) = hidden_sentence(prose) {
        desk.ui.warn(&sentence);
    }
}

/// The drift alone.
pub(crate) fn check(desk: &Desk<'_>, loaded: &Loaded, compared: &Comparison) {
    let words = words(desk, loaded);
    let of = |view: &View<'_>| {
        let check = text::Check::of_checkpoint(&compared.drift, words.as_ref(), *view);
        text::check(&check)
    };
    desk.ui.tell(&desk.with_view(of));
}

/// The whole report of a resume. `asks` tells whether a key is asked for where
/// there is a choice.
pub(crate) fn resume(desk: &Desk<'_>, loaded: &Loaded, compared: &Comparison, asks: bool) {
    let name = spelled(&loaded.address);
    let elsewhere = loaded.address.worktree.is_some();
    let words = words(desk, loaded);
    let code = |path: &RepoPath, lines| route::code(&desk.repo, path, lines);
    let text = desk.with_view(|view| {
        text::resume(&text::Resume {
            name: name.as_deref(),
            saved_at: loaded.record.as_ref().map(|record| record.saved_at),
            content: &document::read(&loaded.prose),
            edited: !elsewhere && loaded.record.is_some() && loaded.is_edited(),
            asks,
            elsewhere,
            excerpt: Some(&code),
            drift: &compared.drift,
            words: words.as_ref(),
            view: *view,
        })
    });
    warn_of_hidden(desk, &loaded.prose);
    desk.ui.answer(&text);
    tell_elsewhere(desk, name.filter(|_| elsewhere));
}

/// What to type for a checkpoint of another worktree.
fn tell_elsewhere(desk: &Desk<'_>, name: Option<String>) {
    if let Some(name) = name {
        let restore = format!("git shipkit restore {}", crate::report::as_argument(&name));
        desk.ui.answer(&format!(
            "\nIt is of another worktree. To bring it here: {restore}\n"
        ));
    }
}

/// Of when the words are; a history that cannot be read is no failure here.
pub(crate) fn words(desk: &Desk<'_>, loaded: &Loaded) -> Option<Words> {
    route::words(&desk.store(), loaded).ok().flatten()
}

/// The same for programs.
pub(crate) fn resume_json(
    desk: &Desk<'_>,
    loaded: &Loaded,
    compared: &Comparison,
) -> Result<(), Error> {
    let checkpoint = self::loaded(desk, loaded)?;
    let saved_at = loaded.record.as_ref().map(|record| record.saved_at);
    let drift = &compared.with_claims(&desk.repo, loaded);
    let words = words(desk, loaded);
    let answer = json::resume(checkpoint, saved_at, desk.world.now, drift, words.as_ref());
    desk.ui.object(answer);
    Ok(())
}

/// Someone goes on with the checkpoint as it is.
pub(crate) fn proceeding(
    desk: &Desk<'_>,
    loaded: &Loaded,
    compared: &Comparison,
) -> Result<(), Error> {
    if desk.ui.json {
        done(desk, "resume", self::loaded(desk, loaded)?, None);
    } else {
        let when = minute(compared.record.saved_at);
        desk.ui.tell(&format!(
            "Proceeding with the checkpoint of {when} as it is.\n"
        ));
    }
    Ok(())
}

/// What is about to be saved.
pub(crate) fn summary(desk: &Desk<'_>, made: &Made) -> String {
    desk.with_view(|view| text::draft(&document::read(&made.prose), view))
}

/// A program saved what is saved already.
pub(crate) fn nothing_new(desk: &Desk<'_>, name: &Name, loaded: &Loaded) -> Result<(), Error> {
    if desk.ui.json {
        done(desk, "checkpoint", self::loaded(desk, loaded)?, None);
    } else {
        desk.ui.tell(&format!(
            "Nothing has changed; {} stays as it is.\n",
            name.document()
        ));
    }
    Ok(())
}

/// An automatic save touched nothing, since the record is damaged.
pub(crate) fn left_alone(desk: &Desk<'_>, name: &Name, loaded: &Loaded) -> Result<(), Error> {
    if desk.ui.json {
        done(desk, "checkpoint", self::loaded(desk, loaded)?, None);
    } else {
        desk.ui.tell(&format!(
            "Nothing was saved; {} stays as it is.\n",
            name.document()
        ));
    }
    Ok(())
}

/// An automatic save found nothing that asks for a checkpoint.
pub(crate) fn no_work(desk: &Desk<'_>, name: &Name) {
    if desk.ui.json {
        let instead = desk.instead(&Address::here(name.clone()));
        desk.ui.object(json::none(&instead));
    } else {
        desk.ui
            .tell("There is no checkpoint and no work to save; nothing was saved.\n");
    }
}

/// What to type to get the earlier save back.
fn restore(name: &Name) -> String {
    match name.as_deref() {
        None => "git shipkit restore".to_owned(),
        Some(name) => format!("git shipkit restore {}", crate::report::as_argument(name)),
    }
}

/// The checkpoint is done with.
pub(crate) fn cleared(desk: &Desk<'_>, loaded: &Loaded, cleared: &Cleared) {
    let name = &loaded.address.name;
    if desk.ui.json {
        done(
            desk,
            "clear",
            route::of_entry(loaded, Some(cleared.number)),
            None,
        );
        return;
    }
    desk.ui
        .tell(&desk.with_view(|view| text::cleared(name.as_deref(), true, view)));
}

/// The project's journal has an entry more.
pub(crate) fn summed_up(desk: &Desk<'_>) {
    if !desk.ui.json {
        desk.ui
            .tell("A summary was added to .shipkit/progress.md.\n");
    }
}

/// The checkpoint is moved aside.
pub(crate) fn discarded(desk: &Desk<'_>, loaded: &Loaded, cleared: &Cleared) {
    if desk.ui.json {
        done(
            desk,
            "resume",
            route::of_entry(loaded, Some(cleared.number)),
            None,
        );
        return;
    }
    let name = &loaded.address.name;
    desk.ui.tell(&format!(
        "Checkpoint discarded; entry {} of its history has it.\nTo undo: {}\n",
        cleared.number,
        desk.ui.style.hint(&restore(name))
    ));
}

/// The checkpoint is gone with its history.
pub(crate) fn purged(desk: &Desk<'_>, name: &Name) {
    if desk.ui.json {
        let gone = json::checkpoint(Map::new(), name.as_deref(), None, None);
        done(desk, "clear", gone, None);
        return;
    }
    desk.ui
        .tell(&desk.with_view(|view| text::cleared(name.as_deref(), false, view)));
    desk.ui.tell(
        "Its history is dropped. What was saved stays in the object store until this is run:\n  \
         git gc --prune=now\n",
    );
}

/// A save is back. That it cannot be read now is no failure any more.
pub(crate) fn restored(desk: &Desk<'_>, name: &Name, restored: &Restored) {
    if desk.ui.json {
        let loaded = desk.store().load(&Address::here(name.clone()));
        let told = loaded.and_then(|there| {
            let there = there.map(|there| self::loaded(desk, &there));
            there.transpose()
        });
        if let Err(error) = &told {
            desk.ui.warn(&error.to_string());
        }
        let named = || json::checkpoint(Map::new(), name.as_deref(), Some(restored.number), None);
        done(
            desk,
            "restore",
            told.ok().flatten().unwrap_or_else(named),
            None,
        );
        return;
    }
    desk.ui.tell(&format!(
        "Entry {} is back at {}.\n",
        restored.from,
        name.document()
    ));
    if let Some(kept) = restored.kept {
        desk.ui.tell(&format!(
            "What was there and not saved is entry {kept} now.\n"
        ));
    }
}
