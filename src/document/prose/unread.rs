//! What a document says beside what [`super::read`] recognises.

use super::inline::one_line;
use super::outline::{Block, Kind, Outline};
use super::section::Known;
use super::{decisions, head, items, notes, openings};
use std::ops::Range;

/// Lines of a document under one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    /// The heading; none above the first.
    pub heading: Option<String>,
    /// The lines as they are written, without their endings; none is blank.
    pub lines: Vec<String>,
}

/// What [`super::read`] leaves out, in the document's order, but for the title,
/// rules, `## To Resume`, front matter and the range `aside`.
pub fn unread(prose: &str, aside: Option<&Range<usize>>) -> Vec<Unread> {
    let outline = Outline::of(prose);
    let mut known = read_ranges(&outline);
    known.extend(aside.cloned());
    known.sort_by_key(|range| range.start);
    let mut found = vec![Unread::default()];
    let mut inside = None;
    let mut from = 0;
    for block in &outline.blocks {
        if let Kind::Heading { text, .. } = &block.kind {
            let text = one_line(outline.slice(text));
            inside = Known::of_heading(&text);
            let is_title = inside.is_none() && found.len() == 1 && found[0].lines.is_empty();
            found.push(Unread {
                heading: Some(text).filter(|_| !is_title),
                lines: Vec::new(),
            });
            continue;
        }
        let is_ours = inside == Some(Known::ToResume) || is_table_of_decisions(block, inside);
        if let (false, Some(passage)) = (
            is_ours || matches!(block.kind, Kind::Rule),
            found.last_mut(),
        ) {
            passage
                .lines
                .extend(lines(&outline, block, &known, &mut from));
        }
    }
    found.retain(|passage| !passage.lines.is_empty());
    found
}

fn is_table_of_decisions(block: &Block, inside: Option<Known>) -> bool {
    inside == Some(Known::Decisions) && matches!(block.kind, Kind::Table { columns: 2, .. })
}

/// The lines of a block that stand in none of the ranges `known`; those before
/// `from` are over.
fn lines(
    outline: &Outline<'_>,
    block: &Block,
    known: &[Range<usize>],
    from: &mut usize,
) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = block.range.start;
    for line in outline.slice(&block.range).split_inclusive('\n') {
        let here = at..at + line.len();
        at = here.end;
        while known
            .get(*from)
            .is_some_and(|range| range.end <= here.start)
        {
            *from += 1;
        }
        let is_known = known.get(*from).is_some_and(|range| range.start < here.end);
        let line = line.trim_end();
        if !is_known && !line.is_empty() {
            found.push(line.to_owned());
        }
    }
    found
}

/// Where the document says what [`super::read`] recognises.
fn read_ranges(outline: &Outline<'_>) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    ranges.extend(
        head::labels(outline)
            .iter()
            .map(|label| label.line.start..label.end()),
    );
    for known in [Known::Completed, Known::InProgress, Known::Pending] {
        let items = items::items(outline, known);
        ranges.extend(items.iter().map(|found| found.slot.start..found.slot.end));
    }
    ranges.extend(
        decisions::decisions(outline)
            .slots
            .iter()
            .map(|slot| slot.start..slot.end),
    );
    ranges.extend(
        openings::openings(outline)
            .iter()
            .map(|note| note.slot.start..note.slot.end),
    );
    let notes = notes::gotchas(outline)
        .into_iter()
        .chain(notes::test_state(outline));
    ranges.extend(notes.map(|note| note.slot.start..note.slot.end));
    ranges
}
