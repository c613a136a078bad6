//! Whether a document carries a state to the letter.

use super::fields::{of, told};
use crate::model::Content;
use serde_json::{Map, Value};

/// Whether `given` would be told otherwise than what a document reads back
/// as; the record beside it has the task's id.
pub(super) fn lost(given: &Map<String, Value>, read_back: &Content) -> bool {
    let id = given.get("taskId").and_then(Value::as_str);
    let read_back = Content {
        task_id: id.filter(|id| !id.trim().is_empty()).map(str::to_owned),
        ..read_back.clone()
    };
    let exactly = |map| Value::Object(told(map)).to_string();
    exactly(given.clone()) != exactly(of(&read_back))
}
