//! Sections that hold entries: making the entries of a document the wanted
//! ones, section by section.

use super::outline::Outline;
use super::place;
use super::section::Known;
use super::splice::{Edit, Slot, Wanted, apply, entries};
use crate::document::file::line_ending;

/// A section and what its entries are and shall be.
pub(super) struct Change {
    pub(super) known: Known,
    pub(super) slots: Vec<Slot>,
    pub(super) wanted: Vec<Wanted>,
}

/// Makes all changes. A section that empties goes unless something else
/// stands in it; one that is missing is added.
pub(super) fn change(prose: &str, changes: Vec<Change>) -> String {
    let outline = Outline::of(prose);
    let eol = line_ending(prose);
    let mut edits = Vec::new();
    let mut gone = Vec::new();
    let mut missing = Vec::new();
    for Change {
        known,
        slots,
        wanted,
    } in changes
    {
        if !slots.is_empty() {
            if wanted.is_empty() && holds_only(&outline, known, &slots) {
                gone.push(known);
            } else {
                edits.extend(entries(prose, eol, &slots, &wanted));
            }
        } else if !wanted.is_empty() {
            let body = joined(&wanted, eol);
            match outline.section(known) {
                Some(_) => edits.push(appended(&outline, known, &body, eol)),
                None => missing.push((known, body)),
            }
        }
    }
    let mut done = apply(prose, edits);
    for known in gone {
        done = place::remove(&done, known);
    }
    for (known, body) in missing {
        done = place::add(&done, known, &body);
    }
    done
}

fn joined(wanted: &[Wanted], eol: &str) -> String {
    let mut body = String::new();
    let mut airy = false;
    for (index, entry) in wanted.iter().enumerate() {
        if index > 0 {
            body.push_str(eol);
            if airy || entry.airy {
                body.push_str(eol);
            }
        }
        airy = entry.airy;
        body.push_str(entry.text.as_deref().unwrap_or_default());
    }
    body
}

/// Whether nothing but these entries stands in the section.
pub(super) fn holds_only(outline: &Outline<'_>, known: Known, slots: &[Slot]) -> bool {
    let Some(section) = outline.section(known) else {
        return false;
    };
    let inner = outline.inner(&section);
    let mut at = inner.start;
    for slot in slots {
        if !outline
            .prose
            .get(at..slot.start)
            .unwrap_or_default()
            .trim()
            .is_empty()
        {
            return false;
        }
        at = slot.end;
    }
    section.until == section.extent
        && outline
            .prose
            .get(at..inner.end)
            .unwrap_or_default()
            .trim()
            .is_empty()
}

/// Puts `body` at the end of a section that is there.
pub(super) fn appended(outline: &Outline<'_>, known: Known, body: &str, eol: &str) -> Edit {
    let section = outline
        .section(known)
        .expect("asked for only where it is there");
    let inner = outline.inner(&section);
    let prose = outline.prose;
    let text = prose[inner.clone()].trim_end();
    let mut at = inner.start + text.len();
    if let Some(last) = open_fence(outline, &section) {
        at = prose[..last].trim_end().len().max(inner.start);
    }
    let fresh = at == inner.start;
    let mut lines = String::new();
    if fresh && !prose[..at].ends_with('\n') {
        lines.push_str(eol);
    }
    match (fresh, known.is_inner()) {
        (true, true) => {}
        (true, false) => lines.push_str(eol),
        (false, _) => lines.push_str(&eol.repeat(2)),
    }
    lines.push_str(body);
    let rest = &prose[at..];
    if fresh || !rest.starts_with('\n') && !rest.starts_with("\r\n") {
        lines.push_str(eol);
    }
    lines.push_str(&guard(rest, eol));
    Edit {
        range: at..at,
        text: lines,
    }
}

/// What keeps an indented line or a list from becoming part of a list put
/// above it: an empty comment.
pub(super) fn guard(next: &str, eol: &str) -> String {
    let line = next.trim_start_matches(['\r', '\n']);
    if line.starts_with([' ', '\t', '-']) && !line.starts_with("--") && !line.trim().is_empty() {
        format!("{eol}<!-- -->{eol}")
    } else {
        String::new()
    }
}

/// The start of a code block that ends the document and may not be closed.
fn open_fence(outline: &Outline<'_>, section: &super::section::Section) -> Option<usize> {
    let last = outline.blocks.last()?;
    let inside = section.until == outline.blocks.len();
    let code = matches!(
        last.kind,
        super::outline::Kind::Code { .. } | super::outline::Kind::Other
    );
    (inside && code && section.heading + 1 < section.until).then_some(last.range.start)
}
