//! Where the machine's own section stands among those of people.

use super::outline::{Kind, Outline};
use super::section::Known;
use std::ops::Range;

/// How many headings a document has.
pub(in crate::document) fn heads(prose: &str) -> usize {
    let outline = Outline::of(prose);
    let is_heading = |kind: &Kind| matches!(kind, Kind::Heading { .. });
    let blocks = outline.blocks.iter();
    blocks.filter(|block| is_heading(&block.kind)).count()
}

/// Where code blocks stand that are closed, or indented: what an open fence
/// holds was not meant to be code.
pub(in crate::document) fn code_blocks(prose: &str) -> Vec<Range<usize>> {
    let outline = Outline::of(prose);
    let blocks = outline.blocks.iter();
    let code = blocks.filter(|block| matches!(block.kind, Kind::Code { .. }));
    let ranges = code.map(|block| block.range.clone());
    ranges
        .filter(|range| is_closed(outline.slice(range)))
        .collect()
}

/// Whether a code block ends where somebody said so.
fn is_closed(code: &str) -> bool {
    let mut lines = code.trim().lines();
    let first = lines.next().unwrap_or_default();
    let fence = ["```", "~~~"]
        .into_iter()
        .find(|fence| first.starts_with(fence));
    fence.is_none_or(|fence| {
        lines
            .next_back()
            .is_some_and(|last| last.trim_start().starts_with(fence))
    })
}

/// Where it goes: above To Resume, else at the end; and whether sections are
/// set apart by rules.
pub(in crate::document) fn place_of_news(prose: &str) -> (usize, bool) {
    let outline = Outline::of(prose);
    let Some(section) = outline.section(Known::ToResume) else {
        return (prose.len(), false);
    };
    let above = section.heading.checked_sub(1);
    let ruled = above.is_some_and(|above| matches!(outline.blocks[above].kind, Kind::Rule));
    (outline.block_start(section.heading), ruled)
}
