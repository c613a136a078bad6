//! The fields of a request, each once, and their values as they were written.

use crate::cli::serve::request::bad;
use crate::error::Error;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// A request's fields, in their order.
pub(super) struct Fields(Vec<(String, Box<RawValue>)>);

/// What a field says that is not handed on as it is.
pub(super) enum Given {
    /// It is not there.
    Nothing,
    /// It is `null`.
    Null,
    /// A string.
    Text(String),
    /// `true` or `false`.
    Switch(bool),
    /// Anything else.
    Other,
}

impl Fields {
    /// Reads one JSON object; a field that is there twice is an error.
    pub(super) fn read(line: &[u8]) -> Result<Fields, Error> {
        let refused = |why: String| Error::Usage {
            message: format!("the request is {why}"),
            hint: Some("one JSON object a line: 'git shipkit serve --help'".to_owned()),
        };
        let text = std::str::from_utf8(line).map_err(|_| refused("not UTF-8 text".to_owned()))?;
        let fields: Fields = serde_json::from_str(text)
            .map_err(|why| refused(format!("no JSON object: {}", without_line(&why))))?;
        let mut seen = std::collections::BTreeSet::new();
        match fields.0.iter().find(|(key, _)| !seen.insert(key)) {
            Some((twice, _)) => Err(bad(twice, "is there twice")),
            None => Ok(fields),
        }
    }

    /// A field's value as it was written.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        let field = self.0.iter().find(|(name, _)| name == key);
        field.map(|(_, value)| value.get())
    }

    /// A field's value, where it is a simple one.
    pub(super) fn value(&self, key: &str) -> Result<Given, Error> {
        let Some(text) = self.text(key) else {
            return Ok(Given::Nothing);
        };
        Ok(match text.as_bytes().first() {
            Some(b'n') => Given::Null,
            Some(b't' | b'f') => Given::Switch(text == "true"),
            Some(b'"') => Given::Text(
                serde_json::from_str(text).map_err(|_| bad(key, "is no text that can be read"))?,
            ),
            _ => Given::Other,
        })
    }

    /// Refuses fields that are not among `known`.
    pub(super) fn only(&self, known: &[&str]) -> Result<(), Error> {
        let mut keys = self.0.iter().map(|(key, _)| key);
        match keys.find(|key| !known.contains(&key.as_str())) {
            None => Ok(()),
            Some(key) => Err(Error::Usage {
                message: bad(key, "is not known").to_string(),
                hint: Some(format!("it may have: {}", known.join(", "))),
            }),
        }
    }
}

/// What is wrong and in which column: a request is one line.
fn without_line(why: &serde_json::Error) -> String {
    why.to_string().replace(" at line 1 column ", " at column ")
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Fields, D::Error> {
        deserializer.deserialize_map(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Fields, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = entries.next_entry()? {
            fields.push(field);
        }
        Ok(Fields(fields))
    }
}
