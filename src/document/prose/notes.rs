//! The sections that are plain lists: Gotchas Discovered and Test State.

use super::inline::{escaped, unescaped, written};
use super::lists::{Change, change};
use super::outline::{Entry, Kind, Outline};
use super::section::Known;
use super::splice::{Edit, Slot, Wanted, aligned, entries};
use crate::document::file::line_ending;

/// An entry of a plain list and its source.
pub(super) struct Note<T> {
    pub(super) says: T,
    pub(super) slot: Slot,
}

pub(super) fn slot(entry: &Entry) -> Slot {
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

pub(super) fn tops(entries: &[Entry]) -> impl Iterator<Item = &Entry> {
    entries.iter().filter(|entry| entry.depth == 1)
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
    let after: Vec<String> = new.iter().map(|text| written(text)).collect();
    wanted(&before, &after)
}

fn wanted(before: &[String], after: &[String]) -> Vec<Wanted> {
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
            let text = slot.is_none().then(|| format!("- {}", escaped(text)));
            Wanted {
                text,
                slot,
                airy: false,
            }
        })
        .collect()
}
