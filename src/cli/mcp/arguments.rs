//! The arguments of a tool, read strictly: what is not understood is refused,
//! not passed over.

use crate::error::Error;
use serde_json::{Map, Value};

/// What a call gave.
pub(super) struct Arguments(Map<String, Value>);

impl Arguments {
    /// The arguments, of which all must be `known`.
    pub(super) fn of(given: Map<String, Value>, known: &[&str]) -> Result<Arguments, Error> {
        let arguments = Arguments(given);
        match arguments
            .0
            .keys()
            .find(|key| !known.contains(&key.as_str()))
        {
            None => Ok(arguments),
            Some(key) => Err(Error::Usage {
                message: sentence(key, "is not known"),
                hint: Some(format!("it may be one of: {}", known.join(", "))),
            }),
        }
    }

    /// Takes an argument out; null counts as not given.
    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.0.shift_remove(key).filter(|value| !value.is_null())
    }

    /// Takes a text out; one that says nothing counts as not given.
    pub(super) fn text(&mut self, key: &str) -> Result<Option<String>, Error> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text).filter(|text| !text.trim().is_empty())),
            Some(_) => Err(bad(key, "is no string")),
        }
    }

    /// Takes a list of texts out.
    pub(super) fn texts(&mut self, key: &str) -> Result<Vec<String>, Error> {
        let list = match self.take(key) {
            None => Some(Vec::new()),
            Some(Value::Array(list)) => {
                let texts = list.into_iter().map(|text| match text {
                    Value::String(text) if !text.is_empty() => Some(text),
                    _ => None,
                });
                texts.collect()
            }
            Some(_) => None,
        };
        list.ok_or_else(|| bad(key, "is no list of strings"))
    }

    /// Takes a switch out; one that is not given is off.
    pub(super) fn switch(&mut self, key: &str) -> Result<bool, Error> {
        match self.take(key) {
            None => Ok(false),
            Some(Value::Bool(switch)) => Ok(switch),
            Some(_) => Err(bad(key, "is not true or false")),
        }
    }

    /// Takes a whole number out.
    pub(super) fn number(&mut self, key: &str) -> Result<Option<usize>, Error> {
        let given = self.take(key);
        let number = given.as_ref().map(|value| {
            let number = value.as_u64().and_then(|number| number.try_into().ok());
            number.ok_or_else(|| bad(key, "is no whole number"))
        });
        number.transpose()
    }

    /// What was not taken out.
    pub(super) fn rest(&mut self) -> Map<String, Value> {
        std::mem::take(&mut self.0)
    }
}

/// An argument that says something it cannot say.
pub(super) fn bad(key: &str, why: &str) -> Error {
    Error::Usage {
        message: sentence(key, why),
        hint: Some("tools/list tells what each tool takes".to_owned()),
    }
}

fn sentence(key: &str, why: &str) -> String {
    format!("the argument '{}' {why}", crate::model::quoted(key))
}
