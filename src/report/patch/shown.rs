//! A line's bytes as text that can be shown.

use crate::report::harmless;
use std::borrow::Cow;
use std::fmt::Write as _;

/// The text: what would steer a terminal is shown as [`harmless()`] shows it, a
/// byte that is no UTF-8 as `\xff`. Tabs stay.
pub(super) fn shown(line: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(line) {
        return harmless(text);
    }
    let mut out = String::with_capacity(line.len() + 16);
    for chunk in line.utf8_chunks() {
        out.push_str(&harmless(chunk.valid()));
        for byte in chunk.invalid() {
            write!(out, "\\x{byte:02x}").expect("a String takes every write");
        }
    }
    Cow::Owned(out)
}
