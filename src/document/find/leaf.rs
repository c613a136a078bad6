//! The leaves of a document and the blocks they stand in.

use std::ops::Range;

/// A run of text that no block boundary crosses.
#[derive(Debug)]
pub(super) struct Leaf {
    /// What it is made of, in source order.
    pub(super) pieces: Vec<Piece>,
    /// The innermost block it stands in: an index into [`Leaves::scopes`].
    pub(super) scope: usize,
    /// What is special about it.
    pub(super) role: Role,
}

/// A part of a leaf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Raw source without code spans, link targets and HTML.
    Text(Range<usize>),
    /// A code span, fences included.
    Code(Range<usize>),
    /// The target of a link, as it stands in the source.
    Target(Range<usize>),
}

/// What is special about a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing.
    Plain,
    /// An item's line that starts `File: `.
    FileLine,
    /// The text of an entry of Files to Open First.
    OpenEntry,
    /// A line of a code block.
    Fenced,
    /// A heading of that level, 1 to 6.
    Heading(u8),
    /// A cell under the head "Line" of a table.
    LineCell,
}

/// A block that leaves stand in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    /// The block around it: an index into [`Leaves::scopes`]; the document's
    /// own is 0 and lies in itself.
    pub(super) parent: usize,
    /// What it is.
    pub(super) block: Block,
}

/// What a scope is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// The document.
    Document,
    /// A list.
    List,
    /// An item of a list.
    Item,
    /// A row of a table.
    Row,
    /// A code block; `true` where it is of no language.
    Code(bool),
}

/// A document, taken apart.
#[derive(Debug)]
pub(super) struct Leaves {
    /// In source order, but for targets that stand elsewhere.
    pub(super) leaves: Vec<Leaf>,
    /// Every block that counts, outer ones first.
    pub(super) scopes: Vec<Scope>,
}

impl Leaf {
    /// Where it starts.
    pub(super) fn start(&self) -> Option<usize> {
        self.pieces.first().map(|piece| piece.range().start)
    }

    /// Where it ends.
    pub(super) fn end(&self) -> Option<usize> {
        self.pieces.last().map(|piece| piece.range().end)
    }
}

impl Piece {
    fn range(&self) -> &Range<usize> {
        match self {
            Piece::Text(range) | Piece::Code(range) | Piece::Target(range) => range,
        }
    }
}

impl Leaves {
    /// Whether a code block is of no language.
    pub(super) fn is_plain(&self, scope: usize) -> bool {
        self.scopes[scope].block == Block::Code(true)
    }

    /// The blocks around a leaf, innermost first, without the document.
    pub(super) fn around(&self, scope: usize) -> impl Iterator<Item = usize> {
        let up = |at: usize| Some(self.scopes[at].parent).filter(|parent| *parent > 0);
        std::iter::successors(Some(scope).filter(|at| *at > 0), move |at| up(*at))
    }
}
