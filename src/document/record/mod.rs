//! The record: the machine's part at a document's end, an HTML comment that
//! holds TOML.

mod head;
mod locate;
mod plain;
mod read;
mod write;

#[cfg(test)]
mod tests;

pub(super) use locate::{Located, locate};
pub(super) use read::{Parsed, parse};
pub(super) use write::render;

/// The record's first line.
pub(super) const OPENER: &str = "<!-- git-shipkit";

/// The record's last line.
pub(super) const CLOSER: &str = "-->";
