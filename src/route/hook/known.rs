//! The checkpoints that a hook may have to speak of.

use super::Call;
use crate::document;
use crate::error::Error;
use crate::model::{Name, Record};
use crate::store::{Address, Loaded, Store};

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
    pub(super) record: Record,
}

impl Known {
    /// What its task is called, where it tells.
    pub(super) fn task(&self) -> Option<String> {
        let prose = &self.loaded.prose;
        let end = (0..=TOP.min(prose.len())).rev();
        let end = end.into_iter().find(|end| prose.is_char_boundary(*end));
        document::read(&prose[..end.unwrap_or(0)]).task
    }

    /// What tells its last save from any other.
    pub(super) fn save(&self) -> String {
        let saved_at = self.record.saved_at.to_rfc3339();
        let prose = self.record.prose.short();
        format!("{}/{saved_at}/{prose}", self.name.document())
    }
}

/// The current checkpoint first, then the named ones in their order; those
/// that cannot be read, or were never saved, are left out.
pub(super) fn all(call: &Call<'_>, store: &Store<'_>) -> Result<Vec<Known>, Error> {
    let mut names = store.names_of_files()?;
    let meant = (call.env)("SHIPKIT_NAME");
    let meant = meant.as_ref().and_then(|name| name.to_str());
    let current = match meant.filter(|name| !name.is_empty()) {
        Some(name) => Name::new(name).unwrap_or_default(),
        None => Name::current(),
    };
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
        record,
    })
}
