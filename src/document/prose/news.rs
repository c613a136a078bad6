//! Where the machine's own section stands among those of people.

use super::outline::{Kind, Outline};
use super::section::Known;

/// How many headings a document has.
pub(in crate::document) fn heads(prose: &str) -> usize {
    let outline = Outline::of(prose);
    let is_heading = |kind: &Kind| matches!(kind, Kind::Heading { .. });
    let blocks = outline.blocks.iter();
    blocks.filter(|block| is_heading(&block.kind)).count()
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
