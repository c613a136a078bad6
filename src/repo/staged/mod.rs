//! What a commit does to a few paths: one that was made, or the one that is
//! about to be made from the index that git names. Nothing is written, and
//! the index is not loaded where that can be had for less.

use crate::error::Error;
use crate::model::{Mode, ObjectId, RepoPath};
use crate::repo::objects::trees::{EntryKind, Raw, kind_of};
use crate::repo::{Repo, model_id};

/// What a tree or the index holds at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The file's mode.
    pub mode: Mode,
    /// Its blob, or the submodule's commit.
    pub id: ObjectId,
}

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
    /// At which of `paths` the index that git names differs from HEAD, in
    /// their order. What is not merged, or only intended to be added, is no
    /// part of a commit.
    ///
    /// # Errors
    /// Where the index, HEAD or a tree cannot be read.
    pub fn about_to_commit(&self, paths: &[&RepoPath]) -> Result<Vec<Passed>, Error> {
        let tree = match self.head()?.id {
            Some(head) => self.tree_of(&head)?,
            None => None,
        };
        let before = self.kept_at(tree.as_ref(), paths)?;
        let mut passed = Vec::new();
        for (path, before) in paths.iter().zip(before) {
            let staged = self.staged(path);
            let staged = staged.map_err(|why| Error::git("reading the index", why))?;
            let after = staged.and_then(|staged| {
                Some(Kept {
                    mode: staged.mode?,
                    id: staged.id,
                })
            });
            passed.extend(differing(path, before, after));
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
        let tree = |commit: Option<&ObjectId>| match commit {
            Some(commit) => match self.tree_of(commit)? {
                Some(tree) => Ok(Some(tree)),
                None => Err(unreadable()),
            },
            None => Ok(None),
        };
        let (old, new) = (tree(old)?, tree(new)?);
        if old == new {
            return Ok(Vec::new());
        }
        let before = self.kept_at(old.as_ref(), paths)?;
        let after = self.kept_at(new.as_ref(), paths)?;
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
