//! What a commit does to a few paths: one that was made, or the one that is
//! about to be made from the index that git names. Nothing is written, and
//! the index is not loaded where that can be had for less.

mod apart;
mod entries;
mod extensions;
mod leap;
mod telling;

use crate::error::Error;
use crate::model::{self, ObjectId, RepoPath};
use crate::platform::open_to_read;
use crate::repo::objects::trees::{EntryKind, Raw, kind_of};
use crate::repo::{Repo, git, model_id};
use std::collections::BTreeSet;
use std::fs::File;
use telling::Noted;

/// What the index holds at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::repo) enum Staged {
    /// Nothing that a commit would take.
    Absent,
    /// Sides of a merge.
    Unmerged,
    /// A file: its raw mode and id.
    File(u16, gix::ObjectId),
}

/// What a tree or the index holds at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The file's mode.
    pub mode: model::Mode,
    /// Its blob, or the submodule's commit.
    pub id: ObjectId,
}

/// Asked of a path and what a commit would hold there.
pub type Matters<'a> = &'a dyn Fn(&RepoPath, Option<&Kept>) -> bool;

/// A path at which two trees differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// The path.
    pub path: RepoPath,
    /// What was there; `None` for no file.
    pub before: Option<Kept>,
    /// What is there then; `None` for no file.
    pub after: Option<Kept>,
}

impl Repo {
    /// At which of `paths` the index that git names differs from the commit
    /// `head`, or from none, in path order. What is not merged, or only intended
    /// to be added, is no part of a commit. Where what the index holds does not
    /// `matter`, that may be left out, so that nothing else need be read.
    ///
    /// # Errors
    /// Where the index, the commit or a tree cannot be read.
    pub fn about_to_commit(
        &self,
        head: Option<&ObjectId>,
        paths: &BTreeSet<&RepoPath>,
        matters: Matters<'_>,
    ) -> Result<Vec<Passed>, Error> {
        let paths: Vec<&RepoPath> = paths.iter().copied().collect();
        let paths = self.telling(&paths, matters);
        if paths.is_empty() {
            return Ok(Vec::new());
        }
        let Noted {
            head,
            whole,
            paths,
            is_known,
        } = self.by_notes(head, paths)?;
        if paths.is_empty() {
            return Ok(Vec::new());
        }
        if let Some(tree) = whole
            && let Ok(passed) = self.between_trees(head.as_ref(), Some(&tree), &paths)
        {
            return Ok(passed);
        }
        let Some(staged) = self.entries_found(&paths, is_known) else {
            return self.as_git_would_commit(head.as_ref(), &paths);
        };
        let before = self.kept_at(head.as_ref(), &paths)?;
        let sides = before.into_iter().zip(staged);
        let passed = paths.iter().zip(sides);
        Ok(passed
            .filter_map(|(path, (before, staged))| match staged {
                Staged::Unmerged => None,
                Staged::Absent => differing(path, before, None),
                Staged::File(mode, id) => differing(path, before, kept(Some((mode, id)))),
            })
            .collect())
    }

    /// What the index holds at each of `paths`, which ascend; `None` where git
    /// must be asked. Where it `is_known` to stand on no other index and to
    /// list every file, it is not read whole.
    pub(in crate::repo) fn entries_found(
        &self,
        paths: &[&RepoPath],
        is_known: bool,
    ) -> Option<Vec<Staged>> {
        let (mut file, len) = self.index_file()?;
        let texts: Vec<&str> = paths.iter().map(|path| path.as_str()).collect();
        entries::find(&mut file, len, self.format, &texts, is_known)
    }

    /// Whether the index holds anything at one of `paths`; `None` where that
    /// takes a look at all of it.
    pub(in crate::repo) fn is_any_listed(&self, paths: &BTreeSet<RepoPath>) -> Option<bool> {
        if self.index.get().is_some() {
            return None; // it is there already
        }
        let paths: Vec<&RepoPath> = paths.iter().collect();
        let (is_noted, left) = match self.listed_by_trees(&paths) {
            Some((true, _)) => return Some(true),
            Some((false, left)) if left.is_empty() => return Some(false),
            Some((false, left)) => (true, left),
            None => (false, paths),
        };
        let is_known = is_noted && !self.has_shared_index();
        let mut found = self.entries_found(&left, is_known)?.into_iter();
        Some(found.any(|staged| staged != Staged::Absent))
    }

    /// Whether HEAD holds one of those of `paths` at which the index holds what
    /// HEAD does, and the others; `None` where git noted no trees. Measured:
    /// walking the index of 100,000 files took half of a small save.
    fn listed_by_trees<'p>(&self, paths: &[&'p RepoPath]) -> Option<(bool, Vec<&'p RepoPath>)> {
        let head = self.tree_of(&self.head().ok()?.id?).ok()??;
        let left = self.noted_trees(|root| self.suspects(Some(&head), root, paths))?;
        let same = paths.iter().copied().filter(|path| !left.contains(path));
        let same: Vec<&RepoPath> = same.collect();
        let kept = self.kept_at(Some(&head), &same).ok()?;
        Some((kept.iter().any(Option::is_some), left))
    }

    /// The index and its length, where it is a regular file.
    fn index_file(&self) -> Option<(File, u64)> {
        let file = open_to_read(&self.places.index_file).ok()?;
        let meta = file.metadata().ok().filter(std::fs::Metadata::is_file)?;
        Some((file, meta.len()))
    }

    /// The same as git itself tells it.
    fn as_git_would_commit(
        &self,
        head: Option<&ObjectId>,
        paths: &[&RepoPath],
    ) -> Result<Vec<Passed>, Error> {
        let empty = model_id(&gix::ObjectId::empty_tree(self.format));
        let mut git = self.git();
        git.args(["diff-index", "--cached", "--raw", "-z", "--no-abbrev"])
            .args(["--no-renames", "--ita-invisible-in-index"])
            .args(["--ignore-submodules=none", "--no-ext-diff"])
            .arg(head.unwrap_or(&empty).as_str());
        let said = git::output(git, "reading the index", &[])?;
        let mut fields = said.split(|byte| *byte == 0);
        let mut passed = Vec::new();
        while let (Some(told), Some(path)) = (fields.next(), fields.next()) {
            let path = std::str::from_utf8(path).ok();
            let path = path.and_then(|path| RepoPath::new(path).ok());
            let Some(path) = path.filter(|path| paths.binary_search(&path).is_ok()) else {
                continue;
            };
            let (before, after) = sides(told).ok_or_else(unreadable)?;
            passed.extend(differing(&path, before, after));
        }
        Ok(passed)
    }

    /// At which of `paths` two commits differ, in their order; `None` is
    /// before the first commit.
    ///
    /// # Errors
    /// Where a commit or a tree is not here.
    pub fn between(
        &self,
        old: Option<&ObjectId>,
        new: Option<&ObjectId>,
        paths: &[&RepoPath],
    ) -> Result<Vec<Passed>, Error> {
        let (old, new) = (self.tree_under(old)?, self.tree_under(new)?);
        self.between_trees(old.as_ref(), new.as_ref(), paths)
    }

    /// The tree of a commit, or of none.
    fn tree_under(&self, commit: Option<&ObjectId>) -> Result<Option<ObjectId>, Error> {
        match commit {
            Some(commit) => self.tree_of(commit)?.map(Some).ok_or_else(unreadable),
            None => Ok(None),
        }
    }

    fn between_trees(
        &self,
        old: Option<&ObjectId>,
        new: Option<&ObjectId>,
        paths: &[&RepoPath],
    ) -> Result<Vec<Passed>, Error> {
        let texts: Vec<&str> = paths.iter().map(|path| path.as_str()).collect();
        let [left, right] = [old, new].map(|tree| tree.and_then(|tree| self.known(tree)));
        let differ = self.differing(left, right, &texts);
        let differ = differ.map_err(|_| unreadable())?;
        let paths: Vec<&RepoPath> = differ.into_iter().map(|at| paths[at]).collect();
        let before = self.kept_at(old, &paths)?;
        let after = self.kept_at(new, &paths)?;
        let sides = before.into_iter().zip(after);
        let passed = paths.iter().zip(sides);
        Ok(passed
            .filter_map(|(path, (before, after))| differing(path, before, after))
            .collect())
    }

    /// What a commit holds at each of `paths`, in their order.
    ///
    /// # Errors
    /// Where the commit or a tree is not here.
    pub fn committed_at(
        &self,
        commit: &ObjectId,
        paths: &[&RepoPath],
    ) -> Result<Vec<Option<Kept>>, Error> {
        let tree = self.tree_of(commit)?.ok_or_else(unreadable)?;
        self.kept_at(Some(&tree), paths)
    }

    /// What a tree holds at each of `paths`; nothing in the empty tree, `None`.
    fn kept_at(
        &self,
        tree: Option<&ObjectId>,
        paths: &[&RepoPath],
    ) -> Result<Vec<Option<Kept>>, Error> {
        let Some(tree) = tree.and_then(|tree| self.known(tree)) else {
            return Ok(vec![None; paths.len()]);
        };
        let texts: Vec<&str> = paths.iter().map(|path| path.as_str()).collect();
        let found = self.entries_at(tree, &texts).into_iter();
        found
            .map(|entry| Ok(kept(entry.map_err(|_| unreadable())?)))
            .collect()
    }
}

/// `:MODE MODE ID ID STATUS`; nothing on either side of what is not merged.
fn sides(told: &[u8]) -> Option<(Option<Kept>, Option<Kept>)> {
    let told = std::str::from_utf8(told).ok()?.strip_prefix(':')?;
    let words: Vec<&str> = told.split(' ').collect();
    let [from, to, old, new, status] = words[..] else {
        return None;
    };
    if status.starts_with('U') {
        return Some((None, None));
    }
    let side = |mode: &str, id: &str| {
        let raw = u16::from_str_radix(mode, 8).ok()?;
        let id = gix::ObjectId::from_hex(id.as_bytes()).ok()?;
        kept(Some((raw, id)).filter(|_| raw != 0))
    };
    Some((side(from, old), side(to, new)))
}

fn unreadable() -> Error {
    Error::git("reading a commit's tree", "it is not here")
}

/// An entry of a tree that is no tree.
fn kept(entry: Option<Raw>) -> Option<Kept> {
    let (mode, id) = entry?;
    match kind_of(mode) {
        EntryKind::File(mode) => Some(Kept {
            mode,
            id: model_id(&id),
        }),
        EntryKind::Directory => None,
    }
}

fn differing(path: &RepoPath, before: Option<Kept>, after: Option<Kept>) -> Option<Passed> {
    (before != after).then(|| Passed {
        path: path.clone(),
        before,
        after,
    })
}
