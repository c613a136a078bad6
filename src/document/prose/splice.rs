//! Changing a document in place: edits of byte ranges, and lists of entries
//! in which what stays keeps its bytes.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// A replacement of a byte range.
pub(super) struct Edit {
    /// What goes.
    pub(super) range: Range<usize>,
    /// What comes in its place.
    pub(super) text: String,
}

/// `text` with all edits made. They must not overlap; edits at one place keep
/// their order.
pub(super) fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut out = String::with_capacity(text.len() + 256);
    let mut at = 0;
    for edit in edits {
        if edit.range.start >= at {
            out.push_str(&text[at..edit.range.start]);
            at = edit.range.end;
            out.push_str(&edit.text);
        }
    }
    out.push_str(&text[at..]);
    out
}

/// The pairs of equal elements that keep their order, as indices.
pub(super) fn aligned(old: &[String], new: &[String]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = op
        {
            pairs.extend((0..len).map(|step| (old_index + step, new_index + step)));
        }
    }
    pairs
}

/// An entry that is there: whole lines, without the last line ending.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    /// The start of its first line.
    pub(super) start: usize,
    /// The end of its last line.
    pub(super) end: usize,
    /// Whether it has lines below its first, and stands between blank lines.
    pub(super) airy: bool,
}

/// An entry as it shall be.
pub(super) struct Wanted {
    /// Its lines; for an entry that stays, `None` leaves them as they are.
    pub(super) text: Option<String>,
    /// The slot it stays in; it is new without one.
    pub(super) slot: Option<usize>,
    /// Whether it stands between blank lines.
    pub(super) airy: bool,
}

/// Makes the entries in `slots` the ones in `wanted`. Entries that stay must
/// be in ascending order. What stands between the entries is kept.
pub(super) fn entries(prose: &str, eol: &str, slots: &[Slot], wanted: &[Wanted]) -> Vec<Edit> {
    let groups = groups(prose, slots);
    let homes = homes(&groups, wanted);
    let mut edits = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        let inside: Vec<&Wanted> = wanted
            .iter()
            .zip(&homes)
            .filter_map(|(wanted, home)| (*home == index).then_some(wanted))
            .collect();
        let range = slots[group.start].start..slots[group.end - 1].end;
        if inside.is_empty() {
            edits.push(removal(prose, range));
            continue;
        }
        let text = regrouped(prose, eol, slots, group, &inside);
        if text != prose[range.clone()] {
            edits.push(Edit { range, text });
        }
    }
    edits
}

/// Runs of slots with nothing but white space between them.
fn groups(prose: &str, slots: &[Slot]) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (index, slot) in slots.iter().enumerate() {
        match groups.last_mut() {
            Some(group) if prose[slots[index - 1].end..slot.start].trim().is_empty() => {
                group.end = index + 1;
            }
            _ => groups.push(index..index + 1),
        }
    }
    groups
}

/// For each wanted entry its group: its own where it stays, else that of the
/// entry before it, else that of the entry after it.
fn homes(groups: &[Range<usize>], wanted: &[Wanted]) -> Vec<usize> {
    let own = |wanted: &Wanted| {
        let slot = wanted.slot?;
        groups.iter().position(|group| group.contains(&slot))
    };
    let first = wanted.iter().find_map(own).unwrap_or(0);
    let mut home = first;
    wanted
        .iter()
        .map(|wanted| {
            home = own(wanted).unwrap_or(home);
            home
        })
        .collect()
}

fn regrouped(
    prose: &str,
    eol: &str,
    slots: &[Slot],
    group: &Range<usize>,
    inside: &[&Wanted],
) -> String {
    let gap = |after: usize| &prose[slots[after].end..slots[after + 1].start];
    let loose = (group.start..group.end - 1)
        .any(|at| gap(at).matches('\n').count() > 1 && !slots[at].airy && !slots[at + 1].airy);
    let mut text = String::new();
    let mut before: Option<&Wanted> = None;
    for wanted in inside {
        if let Some(before) = before {
            match (before.slot, wanted.slot) {
                (Some(slot), Some(_)) => text.push_str(gap(slot)),
                _ if loose || before.airy || wanted.airy => text.push_str(&eol.repeat(2)),
                _ => text.push_str(eol),
            }
        }
        match (&wanted.text, wanted.slot) {
            (Some(lines), _) => text.push_str(lines),
            (None, Some(slot)) => text.push_str(&prose[slots[slot].start..slots[slot].end]),
            (None, None) => {}
        }
        before = Some(wanted);
    }
    text
}

/// Removes whole lines together with the blank lines below them, at the
/// document's end with those above.
pub(super) fn removal(prose: &str, range: Range<usize>) -> Edit {
    let rest = &prose[range.end..];
    let line = rest.find('\n').map_or(rest.len(), |at| at + 1);
    let mut end = range.end + line;
    let blank = prose[end..].len()
        - prose[end..]
            .trim_start_matches(['\r', '\n', ' ', '\t'])
            .len();
    let follows = end + blank < prose.len();
    let mut start = range.start;
    if follows {
        end += prose[end..end + blank].rfind('\n').map_or(0, |at| at + 1);
    } else {
        end = prose.len();
        let kept = prose[..start].trim_end();
        start = kept.len() + prose[kept.len()..start].find('\n').map_or(0, |at| at + 1);
    }
    Edit {
        range: start..end,
        text: String::new(),
    }
}

/// Lines as they stand at another indentation: the first line's is taken off
/// each line, and `indent` put before it.
pub(super) fn indented(lines: &str, indent: &str) -> String {
    let own = leading(lines);
    let mut out = String::with_capacity(lines.len());
    for line in lines.split_inclusive('\n') {
        let common = line
            .bytes()
            .zip(own.bytes())
            .take_while(|(a, b)| a == b)
            .count();
        if !line.trim().is_empty() {
            out.push_str(indent);
        }
        out.push_str(&line[common..]);
    }
    out
}

/// The white space a text starts with.
pub(super) fn leading(text: &str) -> &str {
    &text[..text.len() - text.trim_start_matches([' ', '\t']).len()]
}
