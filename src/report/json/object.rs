//! A JSON object built in the order its fields are told.

use crate::report::json::VERSION;
use serde_json::{Map, Value};

pub(super) struct Object(Map<String, Value>);

impl Object {
    pub(super) fn new() -> Object {
        Object(Map::new())
    }

    /// An answer: its version and kind first.
    pub(super) fn answer(kind: &str) -> Object {
        Object::new().put("version", VERSION).put("kind", kind)
    }

    /// What another object has, to go on from.
    pub(super) fn of(fields: Map<String, Value>) -> Object {
        Object(fields)
    }

    pub(super) fn put(mut self, key: &str, value: impl Into<Value>) -> Object {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    /// The field only where there is a value; elsewhere nothing.
    pub(super) fn put_some(self, key: &str, value: Option<impl Into<Value>>) -> Object {
        match value {
            Some(value) => self.put(key, value),
            None => self,
        }
    }

    pub(super) fn build(self) -> Value {
        Value::Object(self.0)
    }
}
