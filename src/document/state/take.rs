//! Taking a state apart, field by field.

use super::State;
use super::fields::FIELDS;
use super::item::{items, openings};
use crate::document::json::short;
use crate::error::Error;
use crate::model::{Blockers, Content, Decision, Priority, Progress};
use serde_json::{Map, Value};

/// What a program is told, and may hand back: it is ignored. The last two are
/// what `list` tells beside a checkpoint.
const READ_ONLY: [&str; 10] = [
    "name", "id", "savedAt", "head", "branch", "version", "kind", "cleared", "worktree", "hidden",
];

/// A field that cannot be taken.
pub(super) fn bad(field: impl Into<String>, why: impl Into<String>) -> Error {
    Error::State {
        field: field.into(),
        why: why.into(),
        hint: None,
    }
}

pub(super) fn state(mut json: Map<String, Value>) -> Result<State, Error> {
    json.retain(|key, _| !READ_ONLY.contains(&key.as_str()));
    only(&json, "", &FIELDS)?;
    match json.get("taskName") {
        None | Some(Value::Null) => return Err(bad("taskName", "is missing")),
        Some(Value::String(name)) if name.trim().is_empty() => {
            return Err(bad("taskName", "is empty"));
        }
        Some(_) => {}
    }
    let json = super::fields::in_order(json);
    let content = Content {
        task: text(&json, "taskName")?,
        task_id: text(&json, "taskId")?,
        progress: progress(&json)?,
        status: text(&json, "status")?,
        last_action: text(&json, "lastAction")?,
        next_step: text(&json, "nextStep")?,
        blockers: blockers(&json)?,
        priority: priority(&json)?,
        context: json
            .get("context")
            .filter(|value| !value.is_null())
            .cloned(),
        stopped_at: text(&json, "stoppedAt")?,
        test_state: text(&json, "testState")?,
        completed: items(&json, "completed")?,
        in_progress: items(&json, "inProgress")?,
        pending: items(&json, "pending")?,
        decisions: decisions(&json)?,
        files_to_open: openings(&json)?,
        gotchas: texts(&json, "", "gotchas")?,
    };
    Ok(State { content, json })
}

/// Refuses fields that are not in `known`; the sentence tells the nearest one.
pub(super) fn only(map: &Map<String, Value>, at: &str, known: &[&str]) -> Result<(), Error> {
    let Some(key) = map.keys().find(|key| !known.contains(&key.as_str())) else {
        return Ok(());
    };
    let distance = |name: &&&str| edits(&key.to_lowercase(), &name.to_lowercase());
    let nearest = known
        .iter()
        .min_by_key(distance)
        .copied()
        .unwrap_or_default();
    Err(Error::State {
        field: format!("{at}{}", short(key)),
        why: "is not known".to_owned(),
        hint: Some(format!("the nearest known field is '{at}{nearest}'")),
    })
}

/// How many characters to insert, delete or replace to get from `a` to `b`.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().take(64).enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let replaced = corner + usize::from(left != *right);
            corner = row[j + 1];
            row[j + 1] = replaced.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// A string field; empty counts as absent.
pub(super) fn text(map: &Map<String, Value>, key: &str) -> Result<Option<String>, Error> {
    text_at(map, "", key)
}

pub(super) fn text_at(
    map: &Map<String, Value>,
    at: &str,
    key: &str,
) -> Result<Option<String>, Error> {
    match map.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok((!text.trim().is_empty()).then(|| text.clone())),
        Some(_) => Err(bad(format!("{at}{key}"), "is no string")),
    }
}

/// A field that holds a list, or nothing.
pub(super) fn list<'a>(
    map: &'a Map<String, Value>,
    at: &str,
    key: &str,
) -> Result<&'a [Value], Error> {
    match map.get(key) {
        None | Some(Value::Null) => Ok(&[]),
        Some(Value::Array(values)) => Ok(values),
        Some(_) => Err(bad(format!("{at}{key}"), "is no list")),
    }
}

/// A list of strings; empty ones say nothing.
pub(super) fn texts(map: &Map<String, Value>, at: &str, key: &str) -> Result<Vec<String>, Error> {
    let mut texts = Vec::new();
    for (index, value) in list(map, at, key)?.iter().enumerate() {
        match value {
            Value::String(text) if text.trim().is_empty() => {}
            Value::String(text) => texts.push(text.clone()),
            _ => return Err(bad(format!("{at}{key}[{index}]"), "is no string")),
        }
    }
    Ok(texts)
}

fn progress(json: &Map<String, Value>) -> Result<Option<Progress>, Error> {
    match json.get("progress") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Number(number)) => Progress::new(number.clone()).map(Some).ok_or_else(|| {
            let number = short(&number.to_string());
            bad("progress", format!("is {number}, not 0 to 100"))
        }),
        Some(_) => Err(bad("progress", "is no number")),
    }
}

fn priority(json: &Map<String, Value>) -> Result<Option<Priority>, Error> {
    let given = match json.get("priority") {
        None | Some(Value::Null) => return Ok(None),
        given => given.and_then(Value::as_str),
    };
    let found = Priority::ALL
        .into_iter()
        .find(|priority| Some(priority.as_str()) == given);
    let why = "is none of low, normal and high";
    found.map(Some).ok_or_else(|| bad("priority", why))
}

fn blockers(json: &Map<String, Value>) -> Result<Option<Blockers>, Error> {
    match json.get("blockers") {
        Some(Value::Array(_)) => {
            texts(json, "", "blockers").map(|texts| Some(Blockers::Many(texts)))
        }
        None | Some(Value::Null | Value::String(_)) => {
            Ok(text(json, "blockers")?.map(Blockers::One))
        }
        Some(_) => Err(bad("blockers", "is neither null, a string nor a list")),
    }
}

fn decisions(json: &Map<String, Value>) -> Result<Vec<Decision>, Error> {
    let mut decisions = Vec::new();
    for (index, value) in list(json, "", "decisions")?.iter().enumerate() {
        let at = format!("decisions[{index}]");
        let Value::Object(map) = value else {
            return Err(bad(at, "is no object"));
        };
        let at = format!("{at}.");
        only(map, &at, &["decision", "rationale"])?;
        let Some(decision) = text_at(map, &at, "decision")? else {
            return Err(bad(format!("{at}decision"), "is missing"));
        };
        let rationale = text_at(map, &at, "rationale")?.unwrap_or_default();
        decisions.push(Decision {
            decision,
            rationale,
        });
    }
    Ok(decisions)
}
