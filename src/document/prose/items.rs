//! The items of Completed, In Progress and Pending: where they stand and what
//! they say.

use super::inline::{label, leading_file, unescaped};
use super::outline::{Entry, Kind, Outline};
use super::section::Known;
use super::splice::Slot;
use crate::model::{FileMention, Item};
use std::ops::Range;

/// An item of a document and its source.
pub(super) struct Found {
    /// What it says.
    pub(super) item: Item,
    /// Where it stands.
    pub(super) slot: Slot,
    /// The byte between `[` and `]`, where it has a box.
    pub(super) boxed: Option<usize>,
    /// The end of the last line of its text.
    pub(super) text_end: usize,
    /// The lines nested in it.
    pub(super) lines: Vec<Line>,
    /// What its nested lines start with: white space and marker.
    pub(super) lead: String,
}

/// A line nested in an item.
pub(super) struct Line {
    /// What it says.
    pub(super) says: Says,
    /// Its own lines, without what is nested in it and the last line ending.
    pub(super) range: Range<usize>,
}

/// What a nested line says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Says {
    File(FileMention),
    Detail(String),
    StoppedAt(String),
    NextStep(String),
}

/// The items of a section, in order.
pub(super) fn items(outline: &Outline<'_>, known: Known) -> Vec<Found> {
    let Some(section) = outline.section(known) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for block in &outline.blocks[section.blocks()] {
        let Kind::List(entries) = &block.kind else {
            continue;
        };
        let tops = entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.depth == 1);
        for (at, top) in tops {
            let nested = &entries[at + 1..];
            let nested = &nested[..nested.iter().take_while(|entry| entry.depth > 1).count()];
            found.extend(item(outline, top, nested));
        }
    }
    found
}

fn item(outline: &Outline<'_>, top: &Entry, nested: &[Entry]) -> Option<Found> {
    let range = top.text.clone()?;
    let raw = outline.slice(&range);
    let (boxed, text) = match raw.as_bytes() {
        [b'[', b' ' | b'x' | b'X', b']', b' ' | b'\t', ..] => (Some(range.start + 1), &raw[4..]),
        _ => (None, raw),
    };
    let mut item = Item::new(unescaped(text));
    if item.text.is_empty() {
        return None;
    }
    let mut lines = Vec::new();
    for (at, entry) in nested.iter().enumerate() {
        let end = nested.get(at + 1).map_or(top.end, |next| next.start);
        lines.extend(line(outline, entry, end, &mut item));
    }
    let first = nested.first().filter(|entry| entry.start > top.start);
    Some(Found {
        item,
        slot: Slot {
            start: top.start,
            end: top.end,
            airy: outline.prose[range.start..top.end]
                .trim_end()
                .contains('\n'),
        },
        boxed,
        text_end: range.start + raw.trim_end().len(),
        lines,
        lead: first.map_or_else(|| own_lead(outline, top), |entry| lead(outline, entry)),
    })
}

fn line(outline: &Outline<'_>, entry: &Entry, end: usize, item: &mut Item) -> Option<Line> {
    let raw = outline.slice(entry.text.as_ref()?);
    let text = unescaped(raw);
    if text.is_empty() {
        return None;
    }
    let says = says(raw.trim(), text, item);
    match &says {
        Says::File(file) => item.files.push(file.clone()),
        Says::Detail(text) => item.details.push(text.clone()),
        Says::StoppedAt(text) => item.stopped_at = Some(text.clone()),
        Says::NextStep(text) => item.next_step = Some(text.clone()),
    }
    let end = entry.start
        + outline.prose[entry.start..end.max(entry.start)]
            .trim_end()
            .len();
    Some(Line {
        says,
        range: entry.start..end.min(entry.end),
    })
}

/// What a line that names a file begins with.
const FILE: &str = "File: ";

/// Only the exact written form names a file: any other `File:` line is kept
/// as the detail it is.
fn says(raw: &str, text: String, item: &Item) -> Says {
    if let Some((file, "")) = raw.strip_prefix(FILE).and_then(leading_file) {
        let canonical = super::inline::file_form(&file);
        if raw.strip_prefix(FILE) == Some(&*canonical) && !has_position(&file.path) {
            return Says::File(file);
        }
    }
    if let Some((name, value)) = label(&text) {
        let value = text[value].to_owned();
        let stopped = name.eq_ignore_ascii_case("stopped at");
        let next = name.eq_ignore_ascii_case("next step");
        if stopped && item.stopped_at.is_none() && !value.is_empty() {
            return Says::StoppedAt(value);
        }
        if next && item.next_step.is_none() && !value.is_empty() {
            return Says::NextStep(value);
        }
    }
    Says::Detail(text)
}

/// Whether a path ends as `:34` or `:15-28` does, and so would read back as a
/// position elsewhere.
fn has_position(path: &str) -> bool {
    path.rsplit_once(':').is_some_and(|(file, lines)| {
        !file.is_empty() && lines.parse::<crate::model::Lines>().is_ok()
    })
}

fn lead(outline: &Outline<'_>, entry: &Entry) -> String {
    let before = &outline.prose[entry.start..entry.marker];
    let bullet = match outline.prose.as_bytes().get(entry.marker) {
        Some(bullet @ (b'*' | b'+')) => char::from(*bullet),
        _ => '-',
    };
    format!("{before}{bullet} ")
}

/// Nested lines of an item without any stand below its text.
fn own_lead(outline: &Outline<'_>, top: &Entry) -> String {
    let before = &outline.prose[top.start..top.marker];
    let marker = outline.prose[top.marker..]
        .bytes()
        .take_while(|byte| !byte.is_ascii_whitespace())
        .count();
    format!("{before}{}- ", " ".repeat(marker + 1))
}
