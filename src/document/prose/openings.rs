//! Files to Open First: a numbered list of files with notes.

use super::inline::{file_form, leading_file, leading_lines, one_line, written};
use super::lists::{Change, change};
use super::notes::{slot, tops};
use super::outline::{Kind, Outline};
use super::section::Known;
use super::splice::{Slot, Wanted, aligned, leading};
use crate::model::{FileMention, Lines, OpenFile};
use std::ops::Range;

/// An entry that names a file, and its source.
pub(super) struct Opening {
    /// What it says.
    pub(super) says: OpenFile,
    /// Where it stands.
    pub(super) slot: Slot,
    /// Its text, without its number and what is nested in it.
    text: Range<usize>,
}

/// The entries that name a file.
pub(super) fn openings(outline: &Outline<'_>) -> Vec<Opening> {
    let Some(section) = outline.section(Known::FilesToOpen) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for block in &outline.blocks[section.blocks()] {
        if let Kind::List(entries) = &block.kind {
            found.extend(tops(entries).filter_map(|entry| {
                let range = entry.text.clone()?;
                let raw = outline.slice(&range).trim_end();
                Some(Opening {
                    says: opening(&one_line(raw))?,
                    slot: slot(entry),
                    text: range.start..range.start + raw.len(),
                })
            }));
        }
    }
    found
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
        let (lines, rest) = leading_lines(&raw[path.len()..]);
        let path = path.to_owned();
        (FileMention { path, lines }, rest)
    })
}

/// Splits `path:34` and `path:15-28`.
pub(in crate::document) fn split_position(text: &str) -> Option<(&str, Lines)> {
    let (path, lines) = text.rsplit_once(':')?;
    let lines = lines.parse().ok()?;
    (!path.is_empty()).then_some((path, lines))
}

fn form(open: &OpenFile) -> String {
    match open.note.as_deref().map(written) {
        Some(note) if !note.is_empty() => format!("{} — {note}", file_form(&open.file)),
        _ => file_form(&open.file),
    }
}

/// Makes the entries say `new`. An entry of the same file keeps what is
/// nested in it; numbers stay in sequence.
pub(super) fn set_openings(prose: &str, old: &[Opening], new: &[OpenFile]) -> String {
    let path = |open: &OpenFile| open.file.path.clone();
    let before: Vec<String> = old.iter().map(|found| path(&found.says)).collect();
    let after: Vec<String> = new.iter().map(path).collect();
    let pairs = aligned(&before, &after);
    let stays = |index: usize| pairs.iter().find(|(_, new)| *new == index);
    let bullet = old.first().and_then(|found| bullet(prose, found));
    let wanted = new.iter().enumerate().map(|(index, open)| {
        let slot = stays(index).map(|(old, _)| *old);
        let text = match (slot, bullet) {
            (Some(slot), _) => retold(prose, &old[slot], open, index + 1),
            (None, Some(lead)) => format!("{lead}{}", form(open)),
            (None, None) => format!("{}. {}", index + 1, form(open)),
        };
        Wanted {
            text: Some(text),
            slot,
            airy: false,
        }
    });
    let wanted = wanted.collect();
    let slots = old.iter().map(|found| found.slot).collect();
    let known = Known::FilesToOpen;
    change(
        prose,
        vec![Change {
            known,
            slots,
            wanted,
        }],
    )
}

/// What an entry starts with, where it has no number.
fn bullet<'a>(prose: &'a str, found: &Opening) -> Option<&'a str> {
    let lead = &prose[found.slot.start..found.text.start];
    (!lead.contains(|c: char| c.is_ascii_digit())).then_some(lead)
}

/// An entry's lines under another number, saying `open`.
fn retold(prose: &str, found: &Opening, open: &OpenFile, number: usize) -> String {
    let Opening { says, slot, text } = found;
    let lead = &prose[slot.start..text.start];
    let indent = leading(lead);
    let mark = lead[indent.len()..].trim_start_matches(|c: char| c.is_ascii_digit());
    let lead = if mark.len() + indent.len() < lead.len() {
        format!("{indent}{number}{mark}")
    } else {
        lead.to_owned()
    };
    let told = if form(says) == form(open) {
        prose[text.clone()].to_owned()
    } else {
        form(open)
    };
    format!("{lead}{told}{}", &prose[text.end..slot.end])
}
