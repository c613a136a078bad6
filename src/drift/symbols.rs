//! Names of code that stood in a text at the save and no longer do.

use crate::document::Symbol;
use std::collections::{HashMap, HashSet};

/// What became of a name in one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is there, or never was, or nothing proves either.
    Fine,
    /// It stood on that line (1-based) at the save, and stands nowhere now.
    Gone(u32),
}

/// What became of each of `symbols` from the text `old` to `new`. A name
/// stands where its own word stands, whole, be it in a comment; the types it
/// is qualified with count where the old text has them. A word of a script
/// that needs no spaces also counts where it is part of a longer one now.
pub fn standings(old: &[u8], new: &[u8], symbols: &[&Symbol]) -> Vec<Standing> {
    let wanted = wanted(symbols);
    let then = Words::of(old, &wanted);
    let now = Words::of(new, &wanted);
    let standing = |symbol: &&Symbol| {
        let Some(line) = then.line(&symbol.word) else {
            return Standing::Fine;
        };
        let mut types = symbol.types.iter();
        let lost =
            !now.has(&symbol.word) || types.any(|name| then.line(name).is_some() && !now.has(name));
        if lost {
            Standing::Gone(line)
        } else {
            Standing::Fine
        }
    };
    symbols.iter().map(standing).collect()
}

/// Whether a text has each of the names: its own word and the types it is
/// qualified with.
pub fn stand(text: &[u8], symbols: &[&Symbol]) -> Vec<bool> {
    let now = Words::of(text, &wanted(symbols));
    let has =
        |symbol: &&Symbol| now.has(&symbol.word) && symbol.types.iter().all(|name| now.has(name));
    symbols.iter().map(has).collect()
}

fn wanted<'s>(symbols: &[&'s Symbol]) -> HashSet<&'s str> {
    let words = symbols
        .iter()
        .flat_map(|symbol| symbol.types.iter().chain([&symbol.word]));
    words.map(String::as_str).collect()
}

/// The wanted words of a text, each with the line (1-based) it first stands
/// on.
struct Words<'s> {
    lines: HashMap<&'s str, u32>,
    parts: HashSet<&'s str>,
}

impl<'s> Words<'s> {
    fn of(text: &[u8], wanted: &HashSet<&'s str>) -> Words<'s> {
        let text = String::from_utf8_lossy(text);
        let mut lines = HashMap::new();
        for (number, line) in (1..).zip(text.split('\n')) {
            for word in line.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')) {
                // `$name` in one language is `name` in another.
                if let Some(word) = wanted.get(word.trim_matches('$')) {
                    lines.entry(*word).or_insert(number);
                }
            }
        }
        let unspaced = wanted.iter().filter(|word| !word.is_ascii());
        let parts = unspaced.filter(|word| text.contains(**word)).copied();
        Words {
            parts: parts.collect(),
            lines,
        }
    }

    fn line(&self, word: &str) -> Option<u32> {
        self.lines.get(word).copied()
    }

    fn has(&self, word: &str) -> bool {
        self.lines.contains_key(word) || self.parts.contains(word)
    }
}
