//! The fields of an agent's object, each taken as it is asked for: a field
//! that nobody asks for may say anything.

use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The fields in their order, their values as they were written.
pub(super) struct Fields<'a>(Vec<(String, &'a RawValue)>);

impl<'a> Fields<'a> {
    /// Reads one JSON object; of one that breaks off, what comes before that.
    pub(super) fn read(text: &'a str) -> Fields<'a> {
        let mut fields = Vec::new();
        let mut reader = serde_json::Deserializer::from_str(text);
        // What cannot be read ends it; what was read by then is kept.
        let _ = Collect(&mut fields).deserialize(&mut reader);
        Fields(fields)
    }

    /// What `take` makes of the first of `keys` that it can make something of:
    /// agents spell the same field in several ways. A key that is there twice
    /// is passed over, since nobody could tell which one the agent means.
    fn first<T>(&self, keys: &[&str], take: impl Fn(&'a RawValue) -> Option<T>) -> Option<T> {
        keys.iter().find_map(|key| {
            let mut there = self.0.iter().filter(|(name, _)| name == key);
            let (_, value) = there.next()?;
            let is_alone = there.next().is_none();
            is_alone.then(|| take(value)).flatten()
        })
    }

    /// A text of at most `most` bytes, and not empty.
    pub(super) fn text(&self, keys: &[&str], most: usize) -> Option<String> {
        self.first(keys, |value| text(value, most))
    }

    /// A text on one line that steers nothing: an id or a word.
    pub(super) fn word(&self, keys: &[&str]) -> Option<String> {
        let steers = |word: &String| word.contains(crate::model::steers);
        self.first(keys, |value| {
            text(value, MAX_WORD).filter(|word| !steers(word))
        })
    }

    /// A path of the file system.
    pub(super) fn path(&self, keys: &[&str]) -> Option<String> {
        self.first(keys, path)
    }

    /// The first of a list of paths.
    pub(super) fn first_path(&self, key: &str) -> Option<String> {
        self.first(&[key], |value| {
            let list: Vec<&RawValue> = serde_json::from_str(value.get()).ok()?;
            path(list.first()?)
        })
    }

    /// Whether a switch is on; one that is not given is off.
    pub(super) fn is_on(&self, keys: &[&str]) -> bool {
        let is_on = |value: &RawValue| (value.get() == "true").then_some(());
        self.first(keys, is_on).is_some()
    }
}

fn text(value: &RawValue, most: usize) -> Option<String> {
    string(value).filter(|text| !text.is_empty() && text.len() <= most)
}

fn path(value: &RawValue) -> Option<String> {
    text(value, MAX_PATH).filter(|path| !path.contains('\0'))
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

/// Takes the entries of an object one by one, so that none is lost where the
/// next cannot be read.
struct Collect<'v, 'a>(&'v mut Vec<(String, &'a RawValue)>);

impl<'a> DeserializeSeed<'a> for Collect<'_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'a> Visitor<'a> for Collect<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some((Key(key), value)) = entries.next_entry()? {
            self.0.push((key, value));
        }
        Ok(())
    }
}

/// A key, read as leniently as a text.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_bytes(Bytes).map(Key)
    }
}
