//! Where the files of a checkpoint are as they were saved, when those of the
//! work tree are not.

use crate::drift::{Drift, FileDrift, FileVerdict, HeadDrift, Relation};
use crate::model::{Mode, ObjectId, Pin, Record, RepoPath};
use std::collections::BTreeMap;

/// A place whose files match the pins better than those of the work tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct World {
    /// What it is.
    pub kind: WorldKind,
    /// A branch's short name, a worktree's absolute directory, `stash@{1}`.
    pub name: String,
    /// How to get there.
    pub way: Way,
    /// How many of the pinned files are as pinned there.
    pub matches: usize,
    /// How many pinned files were compared.
    pub of: usize,
    /// How many of them are as pinned in the work tree.
    pub here: usize,
    /// Whether there are places that were not looked at.
    pub cut: bool,
}

/// What such a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorldKind {
    /// A branch, of this repository or as last fetched from a remote.
    Branch,
    /// Another work tree of the repository, with its files as they lie there.
    Worktree,
    /// An entry of `git stash`.
    Stash,
}

/// How to get to a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// Switch to the branch.
    Switch,
    /// Make a branch of one's own from the remote's.
    Track,
    /// Go to the commit, as a branch of that name is there already.
    Detach,
    /// Go to this directory, where the branch or the worktree is.
    Enter(String),
    /// Apply the stash, on this branch where it is another.
    Apply(Option<String>),
}

/// A place that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What it is.
    pub kind: WorldKind,
    /// Its name, as [`World::name`].
    pub name: String,
    /// How to get there.
    pub way: Way,
    /// How many of the pinned files are as pinned there.
    pub matches: usize,
    /// How many are in what stands to reason anyway: HEAD, the commit a stash
    /// was made on. A place that has no more than that adds nothing.
    pub floor: usize,
}

/// What to look for elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search<'a> {
    /// Path, mode and blob of every pin that can be compared.
    pub pins: Vec<(&'a RepoPath, Mode, &'a ObjectId)>,
    /// How many of them the work tree has.
    pub here: usize,
    /// HEAD now.
    pub head: Option<&'a ObjectId>,
    /// HEAD at the save, where HEAD now stems from it.
    pub origin: Option<&'a ObjectId>,
    /// Whether HEAD left where it was: then the work may be on a branch or in
    /// a worktree. While it only went on, what differs is that work itself.
    pub left: bool,
    /// The branch of the save, where another one is checked out.
    pub branch: Option<&'a str>,
    /// The branch that is checked out.
    pub branch_now: Option<&'a str>,
}

impl<'a> Search<'a> {
    /// What to look for, if the work tree matches badly: half of the pinned
    /// files or more were changed or deleted, or any was while HEAD left where
    /// it was. White space, modes and renames count as no change here.
    pub fn of(record: &'a Record, drift: &'a Drift) -> Option<Search<'a>> {
        if !drift.files.iter().any(is_changed) {
            return None;
        }
        let told: BTreeMap<&RepoPath, &FileDrift> =
            drift.files.iter().map(|file| (&file.path, file)).collect();
        let (mut pins, mut here, mut changed) = (Vec::new(), 0, 0);
        for (path, pinned) in &record.files {
            let (Pin::Blob { mode, blob }, Some(file)) = (&pinned.pin, told.get(path)) else {
                continue;
            };
            if !file.verdict.is_drift() && file.verdict != FileVerdict::Unchanged {
                continue;
            }
            pins.push((path, *mode, blob));
            here += usize::from(file.verdict == FileVerdict::Unchanged);
            changed += usize::from(is_changed(file));
        }
        let head = &drift.head;
        let other_branch = head.branch_saved != head.branch_now;
        let left = other_branch || has_left(head.relation);
        let bad = changed * 2 >= pins.len() || left;
        (changed > 0 && bad).then(|| Search {
            pins,
            here,
            head: head.now.as_ref(),
            origin: head.saved.as_ref().filter(|_| !has_left(head.relation)),
            left,
            branch: head.branch_saved.as_deref().filter(|_| other_branch),
            branch_now: head.branch_now.as_deref(),
        })
    }

    /// The place that matches best: half of the pins at least, more than the
    /// work tree, and more than its floor. Of several the first.
    pub fn best(&self, candidates: Vec<Candidate>, cut: bool) -> Option<World> {
        let fit = |one: &Candidate| {
            one.matches > self.here.max(one.floor) && one.matches * 2 >= self.pins.len()
        };
        let mut best: Option<Candidate> = None;
        for one in candidates.into_iter().filter(fit) {
            if best.as_ref().is_none_or(|best| one.matches > best.matches) {
                best = Some(one);
            }
        }
        best.map(|best| World {
            kind: best.kind,
            name: best.name,
            way: best.way,
            matches: best.matches,
            of: self.pins.len(),
            here: self.here,
            cut,
        })
    }
}

fn is_changed(file: &FileDrift) -> bool {
    match file.verdict {
        FileVerdict::Modified => !file.whitespace_only,
        FileVerdict::Deleted | FileVerdict::TypeChanged => true,
        _ => false,
    }
}

/// Whether the saved HEAD is not in the history of HEAD now, as far as is
/// known.
fn has_left(relation: Relation) -> bool {
    match relation {
        Relation::Same | Relation::Ahead(_) | Relation::Rewritten => false,
        Relation::Behind(_)
        | Relation::Diverged { .. }
        | Relation::Lost
        | Relation::Unborn
        | Relation::Unknown => true,
    }
}

impl HeadDrift {
    /// Whether another branch or commit is checked out, which the work of the
    /// save is not on.
    pub fn is_elsewhere(&self) -> bool {
        self.branch_saved != self.branch_now && has_left(self.relation)
    }
}

impl WorldKind {
    /// The word for it in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            WorldKind::Branch => "branch",
            WorldKind::Worktree => "worktree",
            WorldKind::Stash => "stash",
        }
    }
}
