//! JSON to the letter: numbers keep their spelling, a key stands once, and
//! what is written holds no character that steers a terminal.

mod read;
#[cfg(test)]
mod tests;
mod text;

pub(in crate::document) use read::Trouble;

use crate::model::steers;
use serde_json::Value;
use std::fmt::Write as _;

/// How deep values may lie in one another. What we answer has them a little
/// deeper, and many readers stop at 128.
const MAX_DEPTH: usize = 100;

/// Reads one value (RFC 8259). The sentence tells what is wrong, with line
/// and column.
pub fn read_json(text: &str) -> Result<Value, String> {
    read::value(text).map_err(|trouble| trouble.sentence())
}

pub(super) fn read(text: &str) -> Result<Value, Trouble> {
    read::value(text)
}

/// A value on one line of plain characters: whatever steers a terminal or
/// ends a line stands as `\u001b`.
pub fn json_text(value: &Value) -> String {
    plain(value.to_string())
}

/// The same over several lines, for people to read.
pub(super) fn pretty(value: &Value) -> String {
    plain(format!("{value:#}"))
}

/// JSON that somebody else wrote, with an escape for each such character.
/// Only texts hold them, and in a text an escape means the same.
pub fn plain(json: String) -> String {
    let raw = |c: char| !c.is_ascii_control() && steers(c) || c == '\u{7f}';
    if !json.contains(raw) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if raw(c) {
            write!(out, "\\u{:04x}", u32::from(c)).expect("a String takes every write");
        } else {
            out.push(c);
        }
    }
    out
}

/// The beginning of what a sentence quotes.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
