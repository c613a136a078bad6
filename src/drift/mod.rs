//! What has changed between a record and what is there now. Pure: the
//! observation reaches it as a value, the answer leaves as one.

mod answer;
mod apart;
mod blank;
mod carrier;
mod certain;
mod claims;
mod compare;
mod distinctive;
mod elsewhere;
mod found;
mod heal;
mod hunks;
mod lacking;
mod listed;
mod numbering;
mod observation;
mod positions;
mod severity;
mod symbols;
#[cfg(test)]
mod tests;
mod texts;
mod tokens;
mod verdict;
mod whereabouts;
mod words;
mod world;

pub use apart::{Apart, together};
pub use carrier::{carry, has_left, is_near};
pub use claims::{About, Answer, Back, ClaimDrift, ClaimVerdict, Ground};
pub use compare::{Written, compare};
pub use heal::{Carried, Carry, Earlier, Healed, Held};
pub use lacking::Lacking;
pub use observation::{
    CommitSeen, Count, Edit, FileSeen, HeadSeen, Hunk, Observation, Other, Relation, Seen,
};
pub use symbols::{Standing, stand, standings};
pub use texts::{Numbered, Texts};
pub use whereabouts::Whereabouts;
pub use words::Words;
pub use world::{Candidate, Search, Way, World, WorldKind};

use crate::model::{Choice, Lines, Mode, ObjectId, RepoPath};

/// The whole answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Drift {
    /// Where HEAD was and is.
    pub head: HeadDrift,
    /// One entry a referenced file, in path order.
    pub files: Vec<FileDrift>,
    /// What that means for what the document claims, in the document's order;
    /// empty where nobody asked.
    pub claims: Vec<ClaimDrift>,
    /// How much it matters to whoever goes on.
    pub severity: Severity,
    /// What to do about it.
    pub recommended: Choice,
    /// What of the saved content this clone lacks; looked for as `world` is.
    pub lacking: Option<Lacking>,
    /// Where the files are as they were saved, when they are not here; only
    /// looked for where a resume is told.
    pub world: Option<World>,
}

/// HEAD then and now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadDrift {
    /// HEAD at the save; `None` on an unborn branch.
    pub saved: Option<ObjectId>,
    /// HEAD now.
    pub now: Option<ObjectId>,
    /// How the two relate.
    pub relation: Relation,
    /// The branch at the save; `None` when detached.
    pub branch_saved: Option<String>,
    /// The branch now.
    pub branch_now: Option<String>,
}

/// One file's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileDrift {
    /// The file, as the record names it.
    pub path: RepoPath,
    /// What became of it.
    pub verdict: FileVerdict,
    /// How much that matters by its positions, the names of code aside.
    pub severity: Severity,
    /// Lines added and removed since the save, where both texts are known.
    pub changes: Option<Changes>,
    /// Whether white space is proven to be all that differs.
    pub whitespace_only: bool,
    /// Its positions, in line order.
    pub positions: Vec<PositionDrift>,
    /// Names of code that the document tells with it and that have left it,
    /// in the order of their lines.
    pub symbols: Vec<SymbolDrift>,
    /// The commits since the save that touch it, newest first.
    pub commits: Vec<CommitSeen>,
    /// Whether the history was longer than what was looked at.
    pub commits_cut: bool,
    /// Whether it may be at another path that was not looked for to the end.
    pub search_cut: bool,
    /// Whether the work tree holds edits of it that no commit has.
    pub uncommitted: Option<bool>,
}

/// How many lines differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changes {
    /// Lines that are new.
    pub added: u32,
    /// Lines that are gone.
    pub removed: u32,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileVerdict {
    /// Proven the same, as git stores it.
    Unchanged,
    /// Its content differs.
    Modified,
    /// It is at another path now.
    Renamed {
        /// That path.
        to: RepoPath,
    },
    /// It is gone.
    Deleted,
    /// It was a file and is a link, or the like.
    TypeChanged,
    /// Same content, another mode.
    ModeChanged {
        /// The mode at the save.
        from: Mode,
        /// The mode now.
        to: Mode,
    },
    /// It was missing at the save and is there now.
    Appeared,
    /// It was missing and still is.
    Missing,
    /// The document names it, and no save has pinned it.
    Unpinned,
    /// It is outside the sparse checkout.
    Sparse,
    /// It cannot be told.
    Unreadable {
        /// Why, one line.
        why: String,
    },
}

/// A name of code that stood in a file at the save and stands there no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SymbolDrift {
    /// The name as the document writes it.
    pub name: String,
    /// The line (1-based) on which its word first stood.
    pub line: u32,
}

/// One position's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PositionDrift {
    /// As the document names it.
    pub lines: Lines,
    /// What became of it.
    pub verdict: PositionVerdict,
    /// The first line's text: now where it is there, else then. Without its
    /// line ending; invalid UTF-8 replaced.
    pub text: Option<String>,
    /// The other file that the lines are in now; `verdict` is
    /// [`PositionVerdict::Moved`] then.
    pub path: Option<RepoPath>,
    /// Several other files' lines that they may be, beside the candidates of
    /// [`PositionVerdict::Ambiguous`].
    pub elsewhere: Vec<(RepoPath, Lines)>,
    /// Of edited lines the first few as they were, without their endings;
    /// invalid UTF-8 replaced, cut where they are long.
    pub then: Vec<String>,
    /// The first few of those in their place now.
    pub now: Vec<String>,
}

impl PositionDrift {
    /// A position of which no more is known than what became of it.
    pub fn only(lines: Lines, verdict: PositionVerdict) -> PositionDrift {
        PositionDrift {
            lines,
            verdict,
            text: None,
            path: None,
            elsewhere: Vec::new(),
            then: Vec::new(),
            now: Vec::new(),
        }
    }
}

/// What became of a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PositionVerdict {
    /// The same lines at the same numbers.
    Same,
    /// The same lines at other numbers.
    Moved {
        /// Where.
        to: Lines,
    },
    /// The lines themselves were changed.
    Edited {
        /// What stands in their place.
        near: Lines,
    },
    /// The lines are gone.
    Deleted {
        /// The line now standing where they were, if the file has any.
        near: Option<Lines>,
    },
    /// The same text stands at several places, or stood there, and nothing
    /// tells which of them this is.
    Ambiguous {
        /// Where they may be in this file; none where that is another.
        candidates: Vec<Lines>,
    },
    /// The file never had that many lines.
    OutOfRange,
    /// The bytes of the save are gone, or the file is unreadable.
    Unknown,
    /// The number was written by hand since the save.
    Unpinned,
}

/// How much the drift matters, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing has changed.
    None,
    /// Files have changed, no position is touched.
    Elsewhere,
    /// An edit lies within three lines of a position.
    Near,
    /// A position itself was edited, deleted or became ambiguous, work marked
    /// as done is undone, or a name of code that is told has left its file.
    AtPosition,
}
