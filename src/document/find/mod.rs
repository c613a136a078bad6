//! The places a document names: paths, with lines where some are told. What
//! is found is only plausible; the repository's files decide what is real.

mod attach;
mod bare;
mod candidate;
mod fenced;
mod front;
mod leaf;
mod leaves;
mod lend;
mod look;
mod moves;
mod name;
mod outright;
mod position;
mod read;
mod symbols;
mod table;
mod target;
mod tell;
mod tree;
mod words;

#[cfg(test)]
mod tests;

pub use moves::{Move, Rewrite, rewrite};
pub use name::Name;
pub use outright::named;
pub use symbols::{Passage, Symbol, passages};

use crate::model::{Lines, quoted};
use std::ops::Range;
use std::sync::Arc;

/// A place where a document names a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What it calls the file.
    pub name: Arc<Name>,
    /// The lines told with it.
    pub position: Option<Position>,
    /// Where the path stands in the prose, as UTF-8 byte offsets.
    pub span: Range<usize>,
    /// How it is named.
    pub kind: Kind,
}

impl Mention {
    /// The lines told with the path.
    pub fn lines(&self) -> Option<Lines> {
        self.position.as_ref().map(|position| position.lines)
    }

    /// What it takes to tell other lines; `None` where none are told.
    pub fn with_lines(&self, to: Lines) -> Option<Rewrite> {
        let position = self.position.as_ref()?;
        Some(Rewrite::Lines(Move {
            digits: position.digits.clone(),
            form: position.form,
            to,
        }))
    }

    /// What it takes to name another path.
    pub fn with_path(&self, to: &str) -> Rewrite {
        Rewrite::Path {
            span: self.span.clone(),
            to: match self.kind {
                Kind::Link => target::encoded(to),
                _ if self.name.slashed().is_some() => to.to_owned(),
                _ => quoted(to).into_owned(),
            },
        }
    }
}

impl Kind {
    /// Whether the document says outright that this is a file, so that one
    /// that is not there is missing rather than no file at all.
    pub fn states_a_file(self) -> bool {
        matches!(self, Kind::FileLine | Kind::OpenEntry)
    }
}

/// Lines told with a path, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The lines.
    pub lines: Lines,
    /// The bytes of the numbers, from the first digit of the first to the
    /// last digit of the last: `34`, `15-28`, `34-L40`.
    pub digits: Range<usize>,
    /// How they are written.
    pub form: Form,
}

/// How lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `path:34`, `path:34-40`, `path:34:5`.
    Colon,
    /// `path#L34`, `path#L34-L40`.
    Hash,
    /// `line 34`, `(lines 15-28)`.
    Word,
}

/// How a path is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// In an item's line `` - File: `path` ``.
    FileLine,
    /// As an entry of Files to Open First.
    OpenEntry,
    /// As the target of a link.
    Link,
    /// In a code span.
    Code,
    /// As a word.
    Bare,
    /// In a code block.
    Fenced,
}

/// A document, read once; what its names mean may be asked in between.
pub struct Found(read::Reading);

/// Reads the paths of a document.
pub fn find(prose: &str) -> Found {
    Found(read::read(prose, leaves::leaves(prose)))
}

impl Found {
    /// What may be a path, in no order, each name once.
    pub fn names(&self) -> impl Iterator<Item = &Name> {
        self.0.names.iter().map(|name| &**name)
    }

    /// The names that the document says outright are files.
    pub fn stated(&self) -> impl Iterator<Item = &Name> {
        let stated = |mention: &&Mention| mention.kind.states_a_file();
        self.0
            .mentions
            .iter()
            .filter(stated)
            .map(|mention| &*mention.name)
    }

    /// The mentions of what `is_file` knows, in source order. A file named
    /// twice gives two, and so does one told with two positions. A position
    /// stands for the nearest of them before it, so that no look-alike takes
    /// it.
    pub fn mentions(&self, is_file: &dyn Fn(&Name) -> bool) -> Vec<Mention> {
        attach::mentions(&self.0, is_file)
    }
}

pub(super) use look::looks_like_file;
