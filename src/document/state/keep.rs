//! Whether a document carries a state to the letter.

use super::fields;
use crate::document::prose::derived_status;
use crate::model::Content;
use serde_json::{Map, Value};

/// Whether `given` differs from what a document reads back as. The task's id
/// is the record's; a status that only follows from the progress, and a list
/// that is absent here and empty there, are no difference.
pub(super) fn lost(given: &Map<String, Value>, read_back: &Content) -> bool {
    let mut found = fields::of(read_back);
    let status = found.get("status").and_then(Value::as_str);
    let derived = read_back.progress.as_ref().map(derived_status);
    if !given.contains_key("status") && status == derived {
        found.remove("status");
    }
    spelled(given) != spelled(&found)
}

/// The fields as exact JSON texts, sorted by key.
fn spelled(map: &Map<String, Value>) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = map
        .iter()
        .filter(|(key, value)| *key != "taskId" && !is_empty_list(key, value))
        .map(|(key, value)| (key.clone(), field(key, value)))
        .collect();
    fields.sort_unstable();
    fields
}

fn is_empty_list(key: &str, value: &Value) -> bool {
    const LISTS: [&str; 8] = [
        "completed",
        "inProgress",
        "pending",
        "decisions",
        "filesToOpen",
        "gotchas",
        "files",
        "details",
    ];
    LISTS.contains(&key) && value.as_array().is_some_and(Vec::is_empty)
}

/// In lists of objects the order of an object's keys says nothing; in the
/// context it does.
fn field(key: &str, value: &Value) -> String {
    match value {
        Value::Array(values) if key != "context" && values.iter().any(Value::is_object) => {
            let objects = values.iter().map(|value| match value {
                Value::Object(map) => format!("{:?}", spelled(map)),
                other => other.to_string(),
            });
            objects.collect::<Vec<_>>().join(",")
        }
        _ => value.to_string(),
    }
}
