//! Of when the words of a checkpoint are that was last saved automatically.

use crate::document::{self, Automatic, Point, RecordState};
use crate::drift::Words;
use crate::error::Error;
use crate::model::{Content, Record, RepoPath};
use crate::store::{Entry, Loaded, Slot, Store};
use std::collections::BTreeSet;

/// How the checkpoint stands to its words; `None` where its last save was
/// somebody's own. A history that cannot be read tells nothing.
pub fn words(store: &Store<'_>, loaded: &Loaded) -> Result<Option<Words>, Error> {
    let Some(record) = &loaded.record else {
        return Ok(None);
    };
    let seen = store.of_slot(&loaded.address, |slot| of_slot(store, slot, loaded, record));
    match seen {
        Err(Error::Git { .. }) => Ok(None),
        seen => Ok(seen?.flatten()),
    }
}

fn of_slot(
    store: &Store<'_>,
    slot: &Slot,
    loaded: &Loaded,
    record: &Record,
) -> Result<Option<Words>, Error> {
    let automatic = store.automatic_saves(slot)?;
    let newest = slot.entries.first().map(|entry| entry.number);
    if newest.is_none_or(|newest| !automatic.contains(&newest)) {
        return Ok(None);
    }
    let section = Automatic::of(&loaded.prose);
    let begun = section.as_ref().map(|section| &section.since);
    let (number, at) = if let Some(since) = begun {
        match since.point {
            Point::Save(number) => (Some(number), Some(since.at)),
            _ if says_nothing(&loaded.prose) => return Ok(Some(Words::default())),
            _ => (None, None),
        }
    } else {
        let mut numbers = slot.entries.iter().map(|entry| entry.number);
        (numbers.find(|one| !automatic.contains(one)), None)
    };
    let entry = slot.entries.iter().find(|one| Some(one.number) == number);
    let then = entry.map(|entry| record_of(store, entry)).transpose()?;
    let then = then.flatten();
    let then = then.filter(|then| at.is_none_or(|at| at == then.saved_at));
    let at = at.or(then.as_ref().map(|then| then.saved_at));
    let named = named(loaded, section.as_ref());
    Ok(Some(Words::since(at, then.as_ref(), record, &named)))
}

/// Whether all that a document tells is the machine's.
fn says_nothing(prose: &str) -> bool {
    document::read(&document::without_automatic(prose)) == Content::default()
}

/// The record of a save in the history.
pub(super) fn record_of(store: &Store<'_>, entry: &Entry) -> Result<Option<Record>, Error> {
    let text = store.text(entry)?;
    Ok(match store.take_apart("", &text)?.record {
        RecordState::Present(record) => Some(*record),
        _ => None,
    })
}

/// The files that the machine's section names.
fn named(loaded: &Loaded, section: Option<&Automatic>) -> BTreeSet<RepoPath> {
    let body = section.map_or("", |section| &loaded.prose[section.body.clone()]);
    let files = loaded.record.iter().flat_map(|record| record.files.keys());
    let files: Vec<&str> = files.map(RepoPath::as_str).collect();
    let said = document::named(body, files.into_iter());
    let paths = said.into_iter();
    paths
        .filter_map(|path| RepoPath::new(path.to_owned()).ok())
        .collect()
}
