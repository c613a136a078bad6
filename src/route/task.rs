//! Which task a save is of: one is not written over another unasked.

use crate::document;
use crate::error::Error;
use crate::model::{Change, folded};
use crate::route::draft::{Asked, Whole};
use crate::store::Loaded;

/// That nobody said what it is about.
pub(super) fn no_task() -> Error {
    Error::Usage {
        message: "what are you working on? no task was given".to_owned(),
        hint: Some("git shipkit checkpoint --task 'TEXT'".to_owned()),
    }
}

/// Refuses to write one task over another.
pub(super) fn guard_task(asked: &Asked<'_>, loaded: Option<&Loaded>) -> Result<(), Error> {
    let given = asked.changes.iter().find_map(|change| match change {
        Change::Task(task) => Some(task.as_str()),
        _ => None,
    });
    let (Some(given), Some(loaded)) = (given.filter(|_| !asked.new), loaded) else {
        return Ok(());
    };
    match document::read(&loaded.prose).task {
        Some(saved) if folded(given) != folded(&saved) => Err(Error::TaskSwitch {
            saved,
            given: given.to_owned(),
        }),
        _ => Ok(()),
    }
}

/// Whether a program's state is of another task than the saved one.
pub(super) fn is_another_task(
    asked: &Asked<'_>,
    loaded: Option<&Loaded>,
    saved_id: Option<&str>,
) -> bool {
    let (Whole::State(state), Some(loaded)) = (asked.whole, loaded) else {
        return false;
    };
    match (state.content.task_id.as_deref(), saved_id) {
        (Some(given), Some(saved)) => given != saved,
        _ => state.task_as_written() != document::read(&loaded.prose).task,
    }
}
