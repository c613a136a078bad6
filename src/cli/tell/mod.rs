//! What the verbs say, put together for [`crate::report`].

mod done;
mod saved;

pub(crate) use saved::{saved, would_save};

use done::done;

use crate::cli::desk::Desk;
use crate::cli::not_found::spelled;
use crate::document::{self, State};
use crate::error::Error;
use crate::model::{Name, Record};
use crate::report::text::{self, View};
use crate::report::{json, minute};
use crate::route::{Comparison, Made};
use crate::store::{Address, Cleared, Loaded, Origin, Restored};
use serde_json::{Map, Value};

impl Desk<'_> {
    /// Lets `tell` speak for this terminal, this time and this directory.
    pub(crate) fn with_view<T>(&self, tell: impl FnOnce(&View<'_>) -> T) -> T {
        tell(&View {
            style: self.ui.style,
            width: self.ui.width,
            now: self.world.now,
            display: &|path| self.shown(path),
        })
    }
}

/// A checkpoint as programs get it: a state kept to the letter, else what the
/// document says.
fn checkpoint(
    name: &Name,
    id: Option<u64>,
    prose: &str,
    record: Option<&Record>,
    edited: bool,
) -> Value {
    let kept = record
        .filter(|_| !edited)
        .and_then(|record| record.state.as_deref())
        .and_then(|state| State::parse(state).ok());
    let task_id = record.and_then(|record| record.task_id.as_deref());
    let fields = kept.map_or_else(
        || {
            let mut content = document::read(prose);
            content.task_id = task_id.map(str::to_owned);
            State::fields(&content)
        },
        |state| state.told(task_id),
    );
    json::checkpoint(fields, name.as_deref(), id, record)
}

/// A loaded checkpoint as programs get it; without its number where the
/// history is damaged, since nothing else in it needs the history.
pub(crate) fn loaded(desk: &Desk<'_>, loaded: &Loaded) -> Result<Value, Error> {
    let slot = match desk.store().slot(&loaded.address) {
        Err(Error::Git { .. }) => None,
        read => read?,
    };
    let id = slot.and_then(|slot| Some(slot.entries.first()?.number));
    let record = loaded.record.as_ref();
    let name = &loaded.address.name;
    Ok(checkpoint(
        name,
        id,
        &loaded.prose,
        record,
        loaded.is_edited(),
    ))
}

/// A save of the history as programs get it.
pub(crate) fn entry(loaded: &Loaded, number: u64) -> Value {
    let record = loaded.record.as_ref();
    checkpoint(
        &loaded.address.name,
        Some(number),
        &loaded.prose,
        record,
        loaded.is_edited(),
    )
}

/// Says that a document's record is not what it should be.
pub(crate) fn warn_of_damage(desk: &Desk<'_>, loaded: &Loaded) {
    if let Origin::Damaged { line, why } = &loaded.origin {
        let document = loaded.address.name.document();
        let serves = if loaded.record.is_some() {
            "the last save's is used"
        } else {
            "there is no save to use instead"
        };
        desk.ui.warn(&format!(
            "{document}:{line}: the record is damaged: {why}; {serves}"
        ));
    }
}

/// The whole report of a resume, or the drift alone.
/// `asks` tells whether a key is asked for where there is a choice.
pub(crate) fn resume(
    desk: &Desk<'_>,
    loaded: &Loaded,
    compared: &Comparison,
    check: bool,
    asks: bool,
) {
    let name = spelled(&loaded.address);
    let elsewhere = loaded.address.worktree.is_some();
    let text = desk.with_view(|view| {
        if check {
            text::check(&text::Check::of_checkpoint(&compared.drift, *view))
        } else {
            text::resume(&text::Resume {
                name: name.as_deref(),
                saved_at: loaded.record.as_ref().map(|record| record.saved_at),
                content: &document::read(&loaded.prose),
                edited: !elsewhere && loaded.record.is_some() && loaded.is_edited(),
                asks: asks || elsewhere,
                drift: &compared.drift,
                view: *view,
            })
        }
    });
    if check {
        desk.ui.tell(&text);
        return;
    }
    desk.ui.answer(&text);
    if let Some(name) = name.filter(|_| elsewhere) {
        let restore = format!("git shipkit restore {}", crate::report::as_argument(&name));
        desk.ui.answer(&format!(
            "\nIt is of another worktree. To bring it here: {restore}\n"
        ));
    }
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
    let answer = json::resume(checkpoint, saved_at, desk.world.now, drift);
    desk.ui.object(&answer);
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
pub(crate) fn nothing_new(
    desk: &Desk<'_>,
    name: &Name,
    loaded: Option<&Loaded>,
) -> Result<(), Error> {
    match loaded {
        Some(loaded) if desk.ui.json => {
            done(desk, "checkpoint", self::loaded(desk, loaded)?, None);
        }
        _ => desk.ui.tell(&format!(
            "Nothing has changed; {} stays as it is.\n",
            name.document()
        )),
    }
    Ok(())
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
        done(desk, "clear", entry(loaded, cleared.number), None);
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
        done(desk, "resume", entry(loaded, cleared.number), None);
        return;
    }
    let name = &loaded.address.name;
    desk.ui.tell(&format!(
        "Checkpoint discarded; entry {} of its history has it.\nTo undo: {}\n",
        cleared.number,
        restore(name)
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

/// A save is back.
pub(crate) fn restored(desk: &Desk<'_>, name: &Name, restored: &Restored) -> Result<(), Error> {
    if desk.ui.json {
        if let Some(loaded) = desk.store().load(&Address::here(name.clone()))? {
            done(desk, "restore", self::loaded(desk, &loaded)?, None);
        }
        return Ok(());
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
    Ok(())
}
