//! Settings that belong to somebody else: entries of ours are put in and taken
//! out as text, and every other byte stays as it is.

mod cut;
mod lay;
mod put;
mod read;
mod splice;
#[cfg(test)]
mod tests;
mod toml;
mod trivia;

pub(super) use read::{Handler, Why};
pub(super) use splice::{Splice, apply, undo};

use serde_json::Value;

/// What is to be in a file of settings.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wanted {
    /// `"version": N` at the top, where the format asks for one.
    pub(super) version: Option<u64>,
    /// An element for the list of each event.
    pub(super) entries: Vec<(&'static str, Value)>,
}

/// How a file of settings is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// JSON, with comments and trailing commas where people put some.
    Json,
    /// TOML.
    Toml,
}

impl Format {
    /// Every handler in the file, in its order.
    ///
    /// # Errors
    /// Why the file cannot be understood.
    pub(super) fn handlers(self, text: &str) -> Result<Vec<Handler>, Why> {
        match self {
            Format::Json => read::handlers(text),
            Format::Toml => toml::handlers(text),
        }
    }

    /// What puts `wanted` in.
    ///
    /// # Errors
    /// Why it cannot be put in.
    pub(super) fn put(self, text: &str, wanted: &Wanted) -> Result<Vec<Splice>, Why> {
        match self {
            Format::Json => put::put(text, wanted),
            Format::Toml => toml::put(text, wanted),
        }
    }

    /// What takes the handlers out that `is_ours` picks, and what would be
    /// empty without them.
    ///
    /// # Errors
    /// Why the file cannot be understood.
    pub(super) fn cut(
        self,
        text: &str,
        is_ours: &dyn Fn(&Handler) -> bool,
    ) -> Result<Vec<Splice>, Why> {
        match self {
            Format::Json => cut::cut(text, is_ours),
            Format::Toml => toml::cut(text, is_ours),
        }
    }
}

/// What a JSON text holds; nothing where it cannot be understood.
pub(super) fn tree(text: &str) -> Value {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let tree = read::parsed(text).ok().flatten();
    tree.map(Value::from).unwrap_or_default()
}
