//! The template's sections, and where a document has them.

use super::outline::{Kind, Outline};
use std::ops::Range;

/// A section of the template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::document) enum Known {
    Completed,
    InProgress,
    Pending,
    Decisions,
    Context,
    FilesToOpen,
    Gotchas,
    TestState,
    Variables,
    ToResume,
}

impl Known {
    /// The sections that stand on their own, in template order.
    pub(super) const TOP: [Known; 6] = [
        Known::Completed,
        Known::InProgress,
        Known::Pending,
        Known::Decisions,
        Known::Context,
        Known::ToResume,
    ];

    /// The sections inside [`Known::Context`], in template order.
    pub(super) const INNER: [Known; 4] = [
        Known::FilesToOpen,
        Known::Gotchas,
        Known::TestState,
        Known::Variables,
    ];

    /// The heading.
    pub(super) fn title(self) -> &'static str {
        match self {
            Known::Completed => "Completed",
            Known::InProgress => "In Progress",
            Known::Pending => "Pending",
            Known::Decisions => "Key Decisions Made",
            Known::Context => "Context for Next Session",
            Known::FilesToOpen => "Files to Open First",
            Known::Gotchas => "Gotchas Discovered",
            Known::TestState => "Test State",
            Known::Variables => "Variables",
            Known::ToResume => "To Resume",
        }
    }

    /// Whether it stands inside [`Known::Context`].
    pub(super) fn is_inner(self) -> bool {
        Known::INNER.contains(&self)
    }

    /// The section a heading opens, in any case.
    pub(in crate::document) fn of_heading(text: &str) -> Option<Known> {
        let text = text.trim().trim_end_matches(':').to_lowercase();
        Known::TOP
            .into_iter()
            .chain(Known::INNER)
            .find(|known| known.title().to_lowercase() == text)
    }
}

/// A section of a document.
#[derive(Clone, Debug)]
pub(super) struct Section {
    /// The heading's level, 1 to 6.
    pub(super) level: u8,
    /// The index of its heading among the blocks.
    pub(super) heading: usize,
    /// The index after its last own block: the next heading that is as high,
    /// or opens a section of the template.
    pub(super) until: usize,
    /// The index after its last block, sections inside it included.
    pub(super) extent: usize,
}

impl Section {
    /// The indices of its own blocks.
    pub(super) fn blocks(&self) -> Range<usize> {
        self.heading + 1..self.until
    }
}

impl Outline<'_> {
    /// The first section of that kind.
    pub(super) fn section(&self, known: Known) -> Option<Section> {
        let headings = || {
            self.blocks
                .iter()
                .enumerate()
                .filter_map(|(index, block)| match &block.kind {
                    Kind::Heading { level, text } => {
                        Some((index, *level, Known::of_heading(self.slice(text))))
                    }
                    _ => None,
                })
        };
        let (heading, level, _) = headings().find(|(_, _, found)| *found == Some(known))?;
        let end = self.blocks.len();
        let after = || headings().filter(|(index, ..)| *index > heading);
        Some(Section {
            level,
            heading,
            until: after()
                .find(|(_, other, found)| *other <= level || found.is_some())
                .map_or(end, |(index, ..)| index),
            extent: after()
                .find(|(_, other, _)| *other <= level)
                .map_or(end, |(index, ..)| index),
        })
    }

    /// Where the block with that index starts; the document's end after the last.
    pub(super) fn block_start(&self, index: usize) -> usize {
        self.blocks
            .get(index)
            .map_or(self.prose.len(), |block| block.range.start)
    }

    /// The source of a section's own blocks, without its heading and without
    /// the separator that ends it.
    pub(super) fn inner(&self, section: &Section) -> Range<usize> {
        let start = self.blocks[section.heading].range.end;
        start
            ..self
                .block_start(self.before_rule(section.until, section))
                .max(start)
    }

    /// `until`, or the index of the rule just before it.
    pub(super) fn before_rule(&self, until: usize, section: &Section) -> usize {
        let last = until - 1;
        if last > section.heading && matches!(self.blocks[last].kind, Kind::Rule) {
            last
        } else {
            until
        }
    }
}
