//! The sections that are plain lists: Gotchas Discovered, Test State, Files
//! to Open First.

use super::inline::{escaped, file_form, leading_file, one_line, unescaped};
use super::lists::{Change, change};
use super::outline::{Entry, Kind, Outline};
use super::section::Known;
use super::splice::{Edit, Slot, Wanted, aligned, entries};
use crate::document::file::line_ending;
use crate::model::{FileMention, Lines, OpenFile};

/// An entry of a plain list and its source.
pub(super) struct Note<T> {
    pub(super) says: T,
    pub(super) slot: Slot,
}

fn slot(entry: &Entry) -> Slot {
    Slot {
        start: entry.start,
        end: entry.end,
        airy: false,
    }
}

/// The bullets of Gotchas Discovered.
pub(super) fn gotchas(outline: &Outline<'_>) -> Vec<Note<String>> {
    bullets(outline, Known::Gotchas, false)
}

/// The bullets of Test State; paragraphs count as well.
pub(super) fn test_state(outline: &Outline<'_>) -> Vec<Note<String>> {
    bullets(outline, Known::TestState, true)
}

fn bullets(outline: &Outline<'_>, known: Known, paragraphs: bool) -> Vec<Note<String>> {
    let mut notes = Vec::new();
    let Some(section) = outline.section(known) else {
        return notes;
    };
    for block in &outline.blocks[section.blocks()] {
        match &block.kind {
            Kind::List(entries) => notes.extend(tops(entries).filter_map(|entry| {
                let says = unescaped(outline.slice(entry.text.as_ref()?));
                (!says.is_empty()).then(|| Note {
                    says,
                    slot: slot(entry),
                })
            })),
            Kind::Paragraph if paragraphs => {
                let raw = outline.slice(&block.range).trim_end();
                let start = block.range.start;
                notes.push(Note {
                    says: unescaped(raw),
                    slot: Slot {
                        start,
                        end: start + raw.len(),
                        airy: false,
                    },
                });
            }
            _ => {}
        }
    }
    notes
}

fn tops(entries: &[Entry]) -> impl Iterator<Item = &Entry> {
    entries.iter().filter(|entry| entry.depth == 1)
}

/// The entries of Files to Open First that name a file.
pub(super) fn openings(outline: &Outline<'_>) -> Vec<Note<OpenFile>> {
    let Some(section) = outline.section(Known::FilesToOpen) else {
        return Vec::new();
    };
    let mut notes = Vec::new();
    for block in &outline.blocks[section.blocks()] {
        if let Kind::List(entries) = &block.kind {
            notes.extend(tops(entries).filter_map(|entry| {
                let says = opening(&one_line(outline.slice(entry.text.as_ref()?)))?;
                Some(Note {
                    says,
                    slot: slot(entry),
                })
            }));
        }
    }
    notes
}

fn opening(raw: &str) -> Option<OpenFile> {
    let bold = raw.strip_prefix("**").filter(|rest| rest.starts_with('`'));
    let (mut file, rest) = match leading_file(bold.unwrap_or(raw)) {
        Some(found) => found,
        None => bare_file(raw)?,
    };
    if file.lines.is_none()
        && let Some((path, lines)) = split_position(&file.path)
    {
        file = FileMention {
            path: path.to_owned(),
            lines: Some(lines),
        };
    }
    let rest = bold
        .map_or(rest, |_| rest.strip_prefix("**").unwrap_or(rest))
        .trim_start();
    let note = ["— ", "– ", "- ", ": "]
        .iter()
        .find_map(|mark| rest.strip_prefix(mark));
    let note = note.unwrap_or(rest).trim();
    let note = (!note.is_empty()).then(|| note.to_owned());
    Some(OpenFile { file, note })
}

/// A file named without a code span: a first word that has a path's look.
fn bare_file(raw: &str) -> Option<(FileMention, &str)> {
    let end = raw.find(char::is_whitespace).unwrap_or(raw.len());
    let path = raw[..end].trim_end_matches([':', ',', ';']);
    let plain = path
        .chars()
        .all(|c| c.is_alphanumeric() || "/._-".contains(c) || c == ':');
    let looks = path.contains('/') || path.trim_matches('.').contains('.');
    (plain && looks && !path.contains("//")).then(|| {
        let file = FileMention {
            path: path.to_owned(),
            lines: None,
        };
        (file, &raw[path.len()..])
    })
}

/// Splits `path:34` and `path:15-28`.
pub(in crate::document) fn split_position(text: &str) -> Option<(&str, Lines)> {
    let (path, lines) = text.rsplit_once(':')?;
    let lines = lines.parse().ok()?;
    (!path.is_empty()).then_some((path, lines))
}

/// Makes the section's bullets say `new`.
pub(super) fn set_bullets(
    prose: &str,
    known: Known,
    old: &[Note<String>],
    new: &[String],
) -> String {
    let wanted = bullets_wanted(old, new);
    let slots = old.iter().map(|note| note.slot).collect();
    change(
        prose,
        vec![Change {
            known,
            slots,
            wanted,
        }],
    )
}

/// The edits that make the bullets of a list say `new`.
pub(super) fn bullet_edits(prose: &str, old: &[Note<String>], new: &[String]) -> Vec<Edit> {
    let slots: Vec<Slot> = old.iter().map(|note| note.slot).collect();
    entries(prose, line_ending(prose), &slots, &bullets_wanted(old, new))
}

fn bullets_wanted(old: &[Note<String>], new: &[String]) -> Vec<Wanted> {
    let before: Vec<String> = old.iter().map(|note| note.says.clone()).collect();
    let after: Vec<String> = new.iter().map(|text| one_line(text)).collect();
    wanted(&before, &after, |_, text| format!("- {}", escaped(text)))
}

/// Makes the entries of Files to Open First say `new`, numbered as they were.
pub(super) fn set_openings(prose: &str, old: &[Note<OpenFile>], new: &[OpenFile]) -> String {
    let form = |open: &OpenFile| match open.note.as_deref().map(one_line) {
        Some(note) if !note.is_empty() => format!("{} — {note}", file_form(&open.file)),
        _ => file_form(&open.file),
    };
    let before: Vec<String> = old.iter().map(|note| form(&note.says)).collect();
    let after: Vec<String> = new.iter().map(form).collect();
    let mut wanted = wanted(&before, &after, |at, text| format!("{}. {text}", at + 1));
    for (at, entry) in wanted.iter_mut().enumerate() {
        if let Some(slot) = entry.slot.map(|slot| old[slot].slot) {
            entry.text = renumbered(&prose[slot.start..slot.end], at + 1);
        }
    }
    let slots = old.iter().map(|note| note.slot).collect();
    change(
        prose,
        vec![Change {
            known: Known::FilesToOpen,
            slots,
            wanted,
        }],
    )
}

/// The lines of an ordered entry under another number.
fn renumbered(lines: &str, number: usize) -> Option<String> {
    let indent = super::splice::leading(lines);
    let rest = &lines[indent.len()..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let new = number.to_string();
    (digits > 0 && rest[..digits] != new).then(|| format!("{indent}{new}{}", &rest[digits..]))
}

fn wanted(
    before: &[String],
    after: &[String],
    fresh: impl Fn(usize, &str) -> String,
) -> Vec<Wanted> {
    let pairs = aligned(before, after);
    let stays = |index: usize| {
        pairs
            .iter()
            .find(|(_, new)| *new == index)
            .map(|(old, _)| *old)
    };
    after
        .iter()
        .enumerate()
        .map(|(index, text)| {
            let slot = stays(index);
            let text = slot.is_none().then(|| fresh(index, text));
            Wanted {
                text,
                slot,
                airy: false,
            }
        })
        .collect()
}
