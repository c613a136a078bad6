//! The fields of an agent's object, each taken as it is asked for: a field
//! that nobody asks for may say anything.

use super::bad;
use crate::error::Error;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The fields in their order, their values as they were written.
pub(super) struct Fields<'a>(Vec<(String, &'a RawValue)>);

impl<'a> Fields<'a> {
    /// Reads one JSON object.
    pub(super) fn read(text: &'a str) -> Result<Fields<'a>, Error> {
        serde_json::from_str(text).map_err(|why| super::whole(format!("is no JSON object: {why}")))
    }

    /// The first of `keys` that is given, with its value: agents spell the
    /// same field in several ways. `null` counts as not given; twice is once
    /// too often, since nobody could tell which one the agent means.
    fn given(&self, keys: &[&'static str]) -> Result<Option<(&'static str, &'a RawValue)>, Error> {
        for key in keys {
            let mut there = self.0.iter().filter(|(name, _)| name == key);
            let first = there.next();
            if there.next().is_some() {
                return Err(bad(key, "is there twice"));
            }
            if let Some((_, value)) = first.filter(|(_, value)| value.get() != "null") {
                return Ok(Some((key, value)));
            }
        }
        Ok(None)
    }

    /// A text of at most `most` bytes; an empty one counts as not given.
    pub(super) fn text(
        &self,
        keys: &[&'static str],
        most: usize,
    ) -> Result<Option<(&'static str, String)>, Error> {
        let Some((key, value)) = self.given(keys)? else {
            return Ok(None);
        };
        let text = string(value).ok_or_else(|| bad(key, "is no text"))?;
        if text.len() > most {
            return Err(bad(key, format!("is longer than {most} bytes")));
        }
        Ok(Some((key, text)).filter(|(_, text)| !text.is_empty()))
    }

    /// A text on one line that steers nothing: an id or a word.
    pub(super) fn word(&self, keys: &[&'static str]) -> Result<Option<String>, Error> {
        self.plain(keys, MAX_WORD)
    }

    /// A path of the file system.
    pub(super) fn path(&self, keys: &[&'static str]) -> Result<Option<String>, Error> {
        let Some((key, path)) = self.text(keys, MAX_PATH)? else {
            return Ok(None);
        };
        if path.contains('\0') {
            return Err(bad(key, "has a NUL byte"));
        }
        Ok(Some(path))
    }

    /// The first text of a list of them.
    pub(super) fn first_path(&self, key: &'static str) -> Result<Option<String>, Error> {
        let Some((_, value)) = self.given(&[key])? else {
            return Ok(None);
        };
        let list: Vec<&RawValue> =
            serde_json::from_str(value.get()).map_err(|_| bad(key, "is no list"))?;
        let Some(first) = list.into_iter().next() else {
            return Ok(None);
        };
        Fields(vec![(key.to_owned(), first)]).path(&[key])
    }

    /// Whether a switch is on; one that is not given is off.
    pub(super) fn switch(&self, keys: &[&'static str]) -> Result<bool, Error> {
        match self.given(keys)? {
            None => Ok(false),
            Some((key, value)) => match value.get() {
                "true" => Ok(true),
                "false" => Ok(false),
                _ => Err(bad(key, "is not true or false")),
            },
        }
    }

    fn plain(&self, keys: &[&'static str], most: usize) -> Result<Option<String>, Error> {
        let Some((key, text)) = self.text(keys, most)? else {
            return Ok(None);
        };
        if text.contains(crate::model::steers) {
            return Err(bad(key, "has a control character"));
        }
        Ok(Some(text))
    }
}

/// The longest id or word, in bytes. Those of today have 36.
const MAX_WORD: usize = 256;

/// The longest path, in bytes (PATH_MAX of Linux).
const MAX_PATH: usize = 4096;

/// A JSON text. Half a character, as JavaScript leaves where it cuts a text,
/// reads as U+FFFD.
fn string(value: &RawValue) -> Option<String> {
    let mut reader = serde_json::Deserializer::from_str(value.get());
    reader.deserialize_bytes(Bytes).ok()
}

struct Bytes;

impl Visitor<'_> for Bytes {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<String, E> {
        Ok(match String::from_utf8_lossy(bytes) {
            Cow::Borrowed(text) => text.to_owned(),
            Cow::Owned(text) => text,
        })
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Fields<'a>, D::Error> {
        deserializer.deserialize_map(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Fields<'de>, A::Error> {
        let mut fields = Vec::new();
        while let Some((Key(key), value)) = entries.next_entry()? {
            fields.push((key, value));
        }
        Ok(Fields(fields))
    }
}

/// A key, read as leniently as a text.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_bytes(Bytes).map(Key)
    }
}
