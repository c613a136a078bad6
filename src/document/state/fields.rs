//! A content as JSON fields.

use crate::document::prose::derived_status;
use crate::model::{Blockers, Content, Decision, FileMention, Item, OpenFile, Progress};
use serde_json::{Map, Value, json};

/// The fields a program may give, in the order of the contract.
pub const FIELDS: [&str; 17] = [
    "taskId",
    "taskName",
    "progress",
    "status",
    "lastAction",
    "nextStep",
    "blockers",
    "priority",
    "context",
    "completed",
    "inProgress",
    "pending",
    "stoppedAt",
    "decisions",
    "filesToOpen",
    "gotchas",
    "testState",
];

/// Those that are told even where nobody gave them.
pub(super) const LISTS: [&str; 6] = [
    "completed",
    "inProgress",
    "pending",
    "decisions",
    "filesToOpen",
    "gotchas",
];

/// The fields in the order of the contract.
pub(super) fn in_order(mut map: Map<String, Value>) -> Map<String, Value> {
    let fields = FIELDS.into_iter();
    fields.filter_map(|field| map.remove_entry(field)).collect()
}

/// A state as it is told: as it was given, with its lists and, where there is
/// a progress, its status.
pub(super) fn told(given: Map<String, Value>) -> Map<String, Value> {
    let mut told = given;
    for key in LISTS {
        told.entry(key).or_insert_with(|| Value::Array(Vec::new()));
    }
    let progress = told.get("progress").and_then(Value::as_number).cloned();
    if let Some(progress) = progress.and_then(Progress::new) {
        told.entry("status")
            .or_insert_with(|| derived_status(&progress).into());
    }
    in_order(told)
}

pub(super) fn of(content: &Content) -> Map<String, Value> {
    let mut map = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            map.insert(key.to_owned(), value);
        }
    };
    let text = |text: &Option<String>| text.clone().map(Value::String);
    let progress = content.progress.as_ref();
    let derived = || progress.map(|progress| derived_status(progress).into());
    put("taskId", text(&content.task_id));
    put("taskName", text(&content.task));
    put(
        "progress",
        progress.map(|progress| Value::Number(progress.number().clone())),
    );
    put("status", text(&content.status).or_else(derived));
    put("lastAction", text(&content.last_action));
    put("nextStep", text(&content.next_step));
    put("blockers", content.blockers.as_ref().map(blockers));
    put(
        "priority",
        content.priority.map(|priority| priority.as_str().into()),
    );
    put("context", content.context.clone());
    put("completed", Some(items(&content.completed)));
    put("inProgress", Some(items(&content.in_progress)));
    put("pending", Some(items(&content.pending)));
    put("stoppedAt", text(&content.stopped_at));
    put("decisions", Some(decisions(&content.decisions)));
    put("filesToOpen", Some(openings(&content.files_to_open)));
    put("gotchas", Some(content.gotchas.clone().into()));
    put("testState", text(&content.test_state));
    map
}

fn decisions(made: &[Decision]) -> Value {
    made.iter()
        .map(|made| json!({ "decision": made.decision, "rationale": made.rationale }))
        .collect()
}

fn openings(files: &[OpenFile]) -> Value {
    files
        .iter()
        .map(|open| Value::Object(opening(open)))
        .collect()
}

fn blockers(blockers: &Blockers) -> Value {
    match blockers {
        Blockers::One(text) => text.clone().into(),
        Blockers::Many(texts) => texts.clone().into(),
    }
}

fn items(items: &[Item]) -> Value {
    items.iter().map(|one| Value::Object(item(one))).collect()
}

/// An item: its files as `PATH` or `PATH:15-28`.
pub(super) fn item(item: &Item) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert("text".to_owned(), item.text.clone().into());
    map.insert("files".to_owned(), item.files.iter().map(file).collect());
    map.insert("details".to_owned(), item.details.clone().into());
    for (key, text) in [
        ("stoppedAt", &item.stopped_at),
        ("nextStep", &item.next_step),
    ] {
        if let Some(text) = text {
            map.insert(key.to_owned(), text.clone().into());
        }
    }
    map
}

fn file(file: &FileMention) -> Value {
    match file.lines {
        Some(lines) => format!("{}:{lines}", file.path).into(),
        None => file.path.clone().into(),
    }
}

/// An entry of the files to open.
pub(super) fn opening(open: &OpenFile) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert("path".to_owned(), open.file.path.clone().into());
    if let Some(lines) = open.file.lines {
        map.insert("lines".to_owned(), lines.to_string().into());
    }
    if let Some(note) = &open.note {
        map.insert("note".to_owned(), note.clone().into());
    }
    map
}
