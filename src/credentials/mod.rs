//! Credentials, known by the shapes that their providers give them; never by
//! how random a text looks, since documents are full of hashes.

mod read;
mod shapes;

#[cfg(test)]
mod tests;

use crate::model::RepoPath;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use serde_json::{Map, Value};
use shapes::SHAPES;
use std::ops::Range;
use std::sync::LazyLock;

/// What is written where a credential was.
pub const MASK: &str = "[redacted]";

/// A credential in a text. What it is is never told, only how its kind begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// What people call its kind: `GitHub token`.
    pub kind: &'static str,
    /// What every one of its kind begins with, four characters at most; empty
    /// where it is told by what stands before it.
    pub begins: &'static str,
    /// The line it begins in, 1-based.
    pub line: usize,
    /// Where it is, in bytes.
    pub range: Range<usize>,
}

/// A credential in what is saved, or would have been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposed {
    /// The file that holds it; `None` for the document itself.
    pub file: Option<RepoPath>,
    /// The line it begins in, 1-based; of the record, its first.
    pub line: usize,
    /// What people call its kind.
    pub kind: &'static str,
    /// What its kind begins with, four characters at most; may be empty.
    pub begins: &'static str,
    /// Whether what is saved has it no more: it is masked in the document, and
    /// of the file nothing but the hash is kept.
    pub masked: bool,
}

impl Exposed {
    /// What was found in a file, or in the document.
    pub fn of(found: &Credential, file: Option<&RepoPath>, masked: bool) -> Exposed {
        Exposed {
            file: file.cloned(),
            line: found.line,
            kind: found.kind,
            begins: found.begins,
            masked,
        }
    }
}

/// The credentials in a text or a file, in order, none within another.
/// Examples that say so themselves (`AKIAIOSFODNN7EXAMPLE`) are none.
pub fn find(text: &[u8]) -> Vec<Credential> {
    let mut found: Vec<Credential> = Vec::new();
    for anchor in ANCHORS.find_overlapping_iter(text) {
        let shape = &SHAPES[anchor.pattern().as_usize()];
        let Some(range) = read::read(shape, text, anchor.range()) else {
            continue;
        };
        let whole = text[range.clone()].starts_with(shape.anchor.as_bytes());
        let begins = if whole { shape.anchor } else { "" };
        found.push(Credential {
            kind: shape.kind,
            begins: &begins[..begins.len().min(4)],
            line: 0,
            range,
        });
    }
    // the widest first where several begin together; of equals, as listed
    let listed = |kind: &str| SHAPES.iter().position(|shape| shape.kind == kind);
    found.sort_by_key(|one| {
        (
            one.range.start,
            usize::MAX - one.range.end,
            listed(one.kind),
        )
    });
    let mut end = 0;
    found.retain(|one| {
        let apart = one.range.start >= end;
        end = end.max(one.range.end);
        apart
    });
    number(text, &mut found);
    found
}

/// The text with [`MASK`] in the place of every credential, and what was
/// masked, as it is told of the masked text; `None` where there is nothing to
/// mask.
pub fn mask(text: &str) -> Option<(String, Vec<Credential>)> {
    let mut found = find(text.as_bytes());
    if found.is_empty() {
        return None;
    }
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for one in &mut found {
        masked.push_str(&text[from..one.range.start]);
        from = one.range.end;
        one.range = masked.len()..masked.len() + MASK.len();
        masked.push_str(MASK);
    }
    masked.push_str(&text[from..]);
    number(masked.as_bytes(), &mut found);
    Some((masked, found))
}

/// A JSON text with its credentials masked, however its strings are escaped.
pub fn mask_json(text: &str) -> String {
    let mut text = text.to_owned();
    if let Ok(mut value) = serde_json::from_str::<Value>(&text)
        && mask_strings(&mut value)
    {
        text = value.to_string();
    }
    // a mask is plain in JSON, and so is what of a credential is masked
    mask(&text).map_or(text, |(masked, _)| masked)
}

/// Whether a string was masked.
fn mask_strings(value: &mut Value) -> bool {
    match value {
        Value::String(text) => {
            let masked = mask(text);
            let is_masked = masked.is_some();
            if let Some((masked, _)) = masked {
                *text = masked;
            }
            is_masked
        }
        Value::Array(values) => mask_all(values.iter_mut()),
        Value::Object(map) => {
            let values = mask_all(map.values_mut());
            mask_keys(map) || values
        }
        _ => false,
    }
}

/// Whether a key was masked. Those that are alike then get a number, so that
/// none stands for another.
fn mask_keys(map: &mut Map<String, Value>) -> bool {
    if !map.keys().any(|key| mask(key).is_some()) {
        return false;
    }
    let named = std::mem::take(map);
    for (key, value) in &named {
        let mut name = mask(key).map_or_else(|| key.clone(), |(masked, _)| masked);
        let masked = name.clone();
        let mut number = 1;
        while name != *key && (map.contains_key(&name) || named.contains_key(&name)) {
            number += 1;
            name = format!("{masked} {number}");
        }
        map.insert(name, value.clone());
    }
    true
}

fn mask_all<'a>(values: impl Iterator<Item = &'a mut Value>) -> bool {
    let masked = values.filter_map(|value| mask_strings(value).then_some(()));
    masked.count() > 0 // each of them, not only the first
}

/// Gives each the line it begins in.
fn number(text: &[u8], found: &mut [Credential]) {
    let (mut line, mut from) = (1, 0);
    for one in found {
        line += text[from..one.range.start]
            .split(|byte| *byte == b'\n')
            .count()
            - 1;
        from = one.range.start;
        one.line = line;
    }
}

/// Finds all anchors at once. The small automaton is built in less time than
/// the large ones save in a text of some pages.
static ANCHORS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let anchors = SHAPES.iter().map(|shape| shape.anchor);
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .build(anchors)
        .expect("the anchors are few and short")
});
