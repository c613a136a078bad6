//! What was seen in the repository: the input of a comparison, as values.

use crate::drift::Texts;
use crate::model::{Mode, ObjectId, RepoPath};
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeMap;
use std::ops::Range;

/// The repository as it is now, as far as one record asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// HEAD and its relation to the record's.
    pub head: HeadSeen,
    /// One entry for every file of the record.
    pub files: BTreeMap<RepoPath, FileSeen>,
    /// Files that changed since the save, to which lines of others may have
    /// gone; only looked for when lines have left their file.
    pub others: Vec<Other>,
    /// Whether there were more of them than were looked at.
    pub others_cut: bool,
}

/// A file then and now, as git would store it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Where.
    pub path: RepoPath,
    /// Its bytes at the save; none where it was not there.
    pub then: Vec<u8>,
    /// Its bytes now.
    pub now: Vec<u8>,
}

/// HEAD as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadSeen {
    /// The commit; `None` on an unborn branch.
    pub id: Option<ObjectId>,
    /// The branch's short name; `None` when detached.
    pub branch: Option<String>,
    /// How it relates to the HEAD of the record.
    pub relation: Relation,
}

/// How HEAD now relates to HEAD at the save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The same commit, or unborn both times.
    Same,
    /// The saved one is an ancestor: commits were added.
    Ahead(Count),
    /// The saved one is a descendant: HEAD went back.
    Behind(Count),
    /// Both have commits the other lacks.
    Diverged {
        /// Commits only HEAD now has.
        ahead: Count,
        /// Commits only the saved HEAD has.
        behind: Count,
    },
    /// The saved commit was replaced by another of the same origin.
    Rewritten,
    /// The saved commit is not in this repository any more.
    Lost,
    /// HEAD is unborn now, or was at the save.
    Unborn,
    /// It cannot be told, as beyond a shallow boundary.
    Unknown,
}

/// A count that may have been cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// How many were counted.
    pub n: usize,
    /// Whether there are more.
    pub more: bool,
}

/// One file as it is now.
#[derive(Clone, Debug, PartialEq)]
pub struct FileSeen {
    /// What lies at its path; for a renamed file still the old path.
    pub seen: Seen,
    /// Where it went, when nothing lies at its path.
    pub renamed: Option<(RepoPath, Box<Seen>)>,
    /// Whether that place was not looked for to the end.
    pub search_cut: bool,
    /// From each blob that a position or the pin stands on to what is there
    /// now (at the new path of a renamed file), wherever the two differ or a
    /// position must be checked; `None` where the old bytes are gone or one
    /// side is no text.
    pub edits: BTreeMap<ObjectId, Option<Edit>>,
    /// The commits since the save that touch the path, newest first; only
    /// looked for when the file has drifted.
    pub commits: Vec<CommitSeen>,
    /// Whether the history was longer than what was looked at.
    pub commits_cut: bool,
    /// Whether the work tree differs from HEAD here; `None` where not asked.
    pub uncommitted: Option<bool>,
}

impl FileSeen {
    /// A file of which no more is known than what lies at its path.
    pub fn only(seen: Seen) -> FileSeen {
        FileSeen {
            seen,
            renamed: None,
            search_cut: false,
            edits: BTreeMap::new(),
            commits: Vec::new(),
            commits_cut: false,
            uncommitted: None,
        }
    }
}

/// What lies at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// A file, as `git add` would store it.
    Blob {
        /// Its mode.
        mode: Mode,
        /// Its id.
        blob: ObjectId,
    },
    /// Nothing.
    Absent,
    /// Nothing, because the sparse checkout leaves it out.
    Sparse,
    /// Something that cannot be hashed as git would.
    Unhashed {
        /// Why, one line: `it is a directory`, `filter 'lfs' failed`.
        why: String,
        /// The id of its bytes as they lie on disk, where they can be read.
        raw: Option<ObjectId>,
    },
}

/// A text then and now, and how git's diff maps one to the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes at the save, and those now, as git would store them.
    pub texts: Texts,
    /// What was replaced, in order, as `git diff` counts it.
    pub hunks: Vec<Hunk>,
    /// What was replaced as `git diff -U0` maps lines; `None` where that is
    /// the same.
    pub mapped: Option<Vec<Hunk>>,
    /// What was replaced where line endings make no difference, as
    /// `git diff -U0 --ignore-cr-at-eol` maps lines; `None` where that is the
    /// same as without it.
    pub folded: Option<Vec<Hunk>>,
    /// What was replaced where white space at a line's ends makes no
    /// difference; `None` where that is the same as `folded`.
    pub trimmed: Option<Vec<Hunk>>,
}

/// One replaced run of lines: 0-based, half-open, either side may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// The lines that went.
    pub before: Range<u32>,
    /// The lines that came.
    pub after: Range<u32>,
}

/// A commit that touched a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitSeen {
    /// Its id.
    pub id: ObjectId,
    /// Its subject line; invalid UTF-8 replaced, never made harmless here.
    pub subject: String,
    /// Its author's name.
    pub author: String,
    /// When it was authored.
    pub time: DateTime<FixedOffset>,
}
