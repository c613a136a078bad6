//! The programs' side: a checkpoint's state as JSON.

mod fields;
mod input;
mod item;
mod keep;
mod take;

#[cfg(test)]
mod tests;

pub use fields::FIELDS;

use crate::document::json_text;
use crate::error::Error;
use crate::model::Content;
use serde_json::{Map, Value};

/// A whole state, as a program gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// What it says. Texts may have line breaks; `document::write` folds them.
    pub content: Content,
    /// The same as JSON, to the letter: every field that was given, `null`
    /// included, without the read-only ones, in the order of the contract.
    pub json: Map<String, Value>,
}

impl State {
    /// Reads a state. [`Error::State`] names the field or, for what is no
    /// JSON, the line and column (1-based).
    pub fn parse(json: &str) -> Result<State, Error> {
        take::state(input::object(json)?)
    }

    /// Reads a state from the bytes a program gave, which must be UTF-8.
    pub fn from_bytes(bytes: &[u8]) -> Result<State, Error> {
        State::parse(input::text(bytes)?)
    }

    /// The state as one text.
    pub fn to_text(&self) -> String {
        json_text(&Value::Object(self.json.clone()))
    }

    /// The fields of a content, in the order of the contract. Lists are
    /// always there, other fields only where they say something; a status
    /// follows from the progress where nobody gave one.
    pub fn fields(content: &Content) -> Map<String, Value> {
        fields::of(content)
    }

    /// The fields of a state as they are told: as they were given, and lists
    /// and a status as [`State::fields`] has them. `task_id` is the record's,
    /// which a flag may have changed since.
    pub fn told(mut self, task_id: Option<&str>) -> Map<String, Value> {
        if let Some(id) = task_id {
            self.json.insert("taskId".to_owned(), id.into());
        }
        fields::told(self.json)
    }

    /// A whole state after its document was changed by us, as by a flag or by
    /// healing a line number: what it says `after` otherwise than `before` is
    /// taken from there, all else stays to the letter.
    pub fn follow(state: &str, before: &Content, after: &Content) -> String {
        if before == after {
            return state.to_owned();
        }
        let Ok(State { mut json, .. }) = State::parse(state) else {
            return state.to_owned();
        };
        let (before, after) = (fields::of(before), fields::of(after));
        for key in FIELDS {
            match after.get(key) {
                value if value == before.get(key) => {}
                Some(value) => _ = json.insert(key.to_owned(), value.clone()),
                None => _ = json.remove(key),
            }
        }
        json_text(&Value::Object(fields::in_order(json)))
    }

    /// The task's title as a document made from this state says it.
    pub fn task_as_written(&self) -> Option<String> {
        let task = Content {
            task: self.content.task.clone(),
            ..Content::default()
        };
        crate::document::read(&crate::document::write("", &task, None)).task
    }

    /// What of a state must be kept beside a document that says this, so that
    /// [`State::back`] has it to the letter: the fields that the document does
    /// not carry, or, where that is not enough, the whole. `task_id` is the
    /// record's.
    pub fn beside(state: &str, says: &Content, task_id: Option<&str>) -> Option<String> {
        let Ok(whole) = State::parse(state) else {
            return Some(state.to_owned());
        };
        let kept = keep::beside(whole, says, task_id)?;
        Some(json_text(&Value::Object(kept)))
    }

    /// The state that was `kept` beside a document that says this; `None`
    /// where that is none, as in a record that somebody changed.
    pub fn back(kept: &str, says: &Content, task_id: Option<&str>) -> Option<State> {
        keep::back(input::object(kept).ok()?, says, task_id)
    }
}
