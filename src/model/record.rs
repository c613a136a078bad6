//! The machine's part of a checkpoint.

use crate::model::{ObjectId, Pinned, RepoPath};
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeMap;

/// The version of the record this program writes, and the newest it reads.
pub const VERSION: u32 = 1;

/// What was true of the repository when the checkpoint was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// When, to the second, with the offset of the clock that saved.
    pub saved_at: DateTime<FixedOffset>,
    /// The blob id of the document above the record, byte for byte. Equal
    /// means that the references in `files` still hold.
    pub prose: ObjectId,
    /// The id a program gave its task.
    pub task_id: Option<String>,
    /// The file the document came from, from the top of the work tree: the
    /// base of its relative links.
    pub source: Option<RepoPath>,
    /// HEAD; `None` on an unborn branch.
    pub head: Option<ObjectId>,
    /// The branch's short name; `None` when HEAD is detached.
    pub branch: Option<String>,
    /// A program's state as JSON: the fields that the document cannot carry
    /// to the letter, or the whole. It holds only while `prose` does.
    pub state: Option<String>,
    /// One entry a referenced file.
    pub files: BTreeMap<RepoPath, Pinned>,
}
