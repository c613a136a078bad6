//! The checkpoints that a hook may have to speak of.

use super::Call;
use crate::document;
use crate::error::Error;
use crate::model::{Name, ObjectId, Pin, Record};
use crate::repo::Repo;
use crate::store::{Address, Loaded, Store};
use std::cell::OnceCell;
use std::ffi::OsString;
use std::sync::Arc;

/// How many checkpoints are looked at.
const MOST: usize = 32;

/// How much of a document is read for its task, in bytes: it stands at the top.
const TOP: usize = 16 << 10;

/// A checkpoint with a record.
pub(super) struct Known {
    pub(super) name: Name,
    /// Whether a command without a name means it.
    pub(super) is_current: bool,
    pub(super) loaded: Loaded,
    pub(super) record: Arc<Record>,
    /// What tells its last save from any other, once it was asked for.
    save: OnceCell<String>,
}

impl Known {
    /// What tells its last save from any other. Measured: of 10,000 pins it
    /// takes 3 ms, and most commits have nothing to say of them.
    pub(super) fn save(&self, repo: &Repo) -> &str {
        self.save.get_or_init(|| save(repo, &self.record))
    }

    /// What its task is called, where it tells.
    pub(super) fn task(&self) -> Option<String> {
        task(&self.loaded)
    }
}

/// What a checkpoint's task is called, where it tells.
pub(super) fn task(loaded: &Loaded) -> Option<String> {
    let prose = &loaded.prose;
    let end = (0..=TOP.min(prose.len())).rev();
    let end = end.into_iter().find(|end| prose.is_char_boundary(*end));
    document::read(&prose[..end.unwrap_or(0)]).task
}

/// The checkpoint that a command without a name means.
pub(super) fn current(env: &dyn Fn(&str) -> Option<OsString>) -> Name {
    meant(env).unwrap_or_default()
}

/// The same, where what is meant can be a name.
pub(super) fn meant(env: &dyn Fn(&str) -> Option<OsString>) -> Option<Name> {
    match env("SHIPKIT_NAME").filter(|name| !name.is_empty()) {
        Some(name) => Name::new(name.to_str()?).ok(),
        None => Some(Name::current()),
    }
}

/// The current checkpoint first, then the named ones in their order; those
/// that cannot be read, or were never saved, are left out.
pub(super) fn all(call: &Call<'_>, store: &Store<'_>) -> Result<Vec<Known>, Error> {
    let mut names = store.names_of_files()?;
    let current = current(call.env);
    names.remove(&Name::current()); // only a command without a name means it
    names.remove(&current);
    let others = names.into_iter().map(|name| (name, false));
    let names = std::iter::once((current, true)).chain(others).take(MOST);
    let read = names.filter_map(|(name, is_current)| read(store, name, is_current));
    Ok(read.collect())
}

fn read(store: &Store<'_>, name: Name, is_current: bool) -> Option<Known> {
    let bytes = store.bytes(&name).ok()??;
    let loaded = store.open(&Address::here(name.clone()), bytes).ok()?;
    let record = loaded.record.clone()?;
    Some(Known {
        name,
        is_current,
        loaded,
        save: OnceCell::new(),
        record,
    })
}

/// Its time, and what it pinned: several may be made within a second.
pub(super) fn save(repo: &Repo, record: &Record) -> String {
    let mut pinned = record.prose.as_str().to_owned();
    pinned.push_str(record.head.as_ref().map_or("", ObjectId::as_str));
    for (path, file) in &record.files {
        pinned.push_str(path.as_str());
        if let Pin::Blob { blob, .. } = &file.pin {
            pinned.push_str(blob.as_str());
        }
    }
    let saved_at = record.saved_at.to_rfc3339();
    format!("{saved_at} {}", repo.id_of(pinned.as_bytes()).short())
}
