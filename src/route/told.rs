//! A checkpoint as programs get it, and what is wrong with it.

use crate::document::{self, State};
use crate::error::Error;
use crate::model::{Name, Record};
use crate::report::json;
use crate::route::save::Made;
use crate::store::{Loaded, Origin, Store};
use serde_json::Value;

/// What was just saved as the entry `number`; `None` where it only would be.
pub fn of_made(name: &Name, made: &Made, number: Option<u64>) -> Value {
    let prose = made.merged.as_ref().unwrap_or(&made.prose);
    let edited = made.merged.is_some();
    checkpoint(name, number, prose, Some(&made.record), edited)
}

/// A loaded checkpoint; without its number where the history is damaged,
/// since nothing else in it needs the history.
pub fn of_loaded(store: &Store<'_>, loaded: &Loaded) -> Result<Value, Error> {
    let slot = match store.slot(&loaded.address) {
        Err(Error::Git { .. }) => None,
        read => read?,
    };
    let id = slot.and_then(|slot| Some(slot.entries.first()?.number));
    Ok(of_entry(loaded, id))
}

/// A save of the history, read as the entry `number`.
pub fn of_entry(loaded: &Loaded, number: Option<u64>) -> Value {
    checkpoint(
        &loaded.address.name,
        number,
        &loaded.prose,
        loaded.record.as_deref(),
        loaded.is_edited(),
    )
}

/// A state kept to the letter, else what the document says.
fn checkpoint(
    name: &Name,
    id: Option<u64>,
    prose: &str,
    record: Option<&Record>,
    edited: bool,
) -> Value {
    let task_id = record.and_then(|record| record.task_id.as_deref());
    let mut says = document::read(prose);
    let kept = record
        .filter(|_| !edited)
        .and_then(|record| record.state.as_deref())
        .and_then(|kept| State::back(kept, &says, task_id));
    let fields = if let Some(state) = kept {
        state.told(task_id)
    } else {
        says.task_id = task_id.map(str::to_owned);
        State::fields(&says)
    };
    json::checkpoint(fields, name.as_deref(), id, record)
}

/// Says that a document's record is not what it should be.
pub fn damage(loaded: &Loaded) -> Option<String> {
    let Origin::Damaged { line, why } = &loaded.origin else {
        return None;
    };
    let document = loaded.address.name.document();
    let serves = if loaded.record.is_some() {
        "the last save's is used"
    } else {
        "there is no save to use instead"
    };
    Some(format!(
        "{document}:{line}: the record is damaged: {why}; {serves}"
    ))
}
