//! Whether a file is again what it was before the version that was pinned.

use crate::model::{Mode, ObjectId, RepoPath};
use crate::repo::commits::commit::CommitNode;
use crate::repo::objects::trees::{EntryKind, kind_of};
use crate::repo::{MAX_COMMITS, Repo, model_id};
use std::collections::{BTreeMap, BinaryHeap, HashSet};

/// A file as it was or is: its mode and blob; `None` where nothing was there.
pub type Version = Option<(Mode, ObjectId)>;

/// A file that was pinned as something else than it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Where it lies.
    pub path: RepoPath,
    /// As it was pinned.
    pub then: Version,
    /// As it is.
    pub now: Version,
}

/// What proves that a file is again as it was before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The commit of the save had it so: what was not committed is gone.
    Uncommitted,
    /// The commit that changed it from what it is now, in the end to what was
    /// pinned.
    Commit {
        /// The commit.
        id: ObjectId,
        /// When it was committed, in seconds since 1970.
        time: i64,
        /// Whether nothing was committed before it.
        first: bool,
    },
}

impl Proof {
    /// The commit, where one was made since.
    pub fn commit(&self) -> Option<&ObjectId> {
        match self {
            Proof::Uncommitted => None,
            Proof::Commit { id, .. } => Some(id),
        }
    }
}

/// One that is still looked for.
struct Sought<'a> {
    changed: &'a Changed,
    /// Whether the commit that brought what was pinned is behind us.
    brought: bool,
}

impl Repo {
    /// Those of `changed` that are now as a commit before had them: the
    /// commit `head` itself, where it had something else than was pinned, or
    /// one before it. A file that is gone counts only where it was not there
    /// right before it was pinned. At most [`MAX_COMMITS`] are looked at;
    /// what lies beyond them, or cannot be read, is not told.
    pub fn back_again(
        &self,
        head: Option<&ObjectId>,
        changed: &[Changed],
    ) -> BTreeMap<RepoPath, Proof> {
        let mut back = BTreeMap::new();
        let Some(head) = head else {
            // Before the first commit there was nothing.
            let gone = changed.iter().filter(|file| file.now.is_none());
            return gone
                .map(|file| (file.path.clone(), Proof::Uncommitted))
                .collect();
        };
        let Some(node) = self
            .known(head)
            .and_then(|id| Some((id, self.commit_node(id)?)))
        else {
            return back;
        };
        let tree = node.1.tree;
        let mut sought = Vec::new();
        for changed in changed {
            let Some(there) = self.version(tree, &changed.path) else {
                continue;
            };
            if there == changed.now && there != changed.then {
                back.insert(changed.path.clone(), Proof::Uncommitted);
            } else if self.may_be_old(&changed.now) {
                let brought = there != changed.then;
                sought.push(Sought { changed, brought });
            }
        }
        self.walk_back(node, sought, &mut back);
        back
    }

    /// What no object has, no commit ever had.
    fn may_be_old(&self, now: &Version) -> bool {
        now.as_ref().is_none_or(|(_, blob)| self.has(blob))
    }

    fn walk_back(
        &self,
        (head, node): (gix::ObjectId, CommitNode),
        mut sought: Vec<Sought<'_>>,
        back: &mut BTreeMap<RepoPath, Proof>,
    ) {
        let mut known = HashSet::from([head]);
        let mut queue = BinaryHeap::from([(node.time, head)]);
        for _ in 0..MAX_COMMITS {
            if sought.is_empty() {
                return;
            }
            let Some((id, node)) = queue
                .pop()
                .and_then(|(_, id)| Some((id, self.commit_node(id)?)))
            else {
                return;
            };
            if self.shallow().contains(&id) {
                continue;
            }
            let first = node.parents.is_empty();
            let mut found = Vec::new();
            if first {
                found.extend(self.step(node.tree, None, &mut sought));
            }
            for parent in node.parents {
                let Some(older) = self.commit_node(parent) else {
                    continue;
                };
                found.extend(self.step(node.tree, Some(older.tree), &mut sought));
                if known.insert(parent) {
                    queue.push((older.time, parent));
                }
            }
            let (id, time) = (model_id(&id), node.time);
            let proof = Proof::Commit { id, time, first };
            back.extend(found.into_iter().map(|path| (path, proof.clone())));
        }
    }

    /// Takes out of `sought` the files that were one commit before what they
    /// are now.
    fn step(
        &self,
        tree: gix::ObjectId,
        older: Option<gix::ObjectId>,
        sought: &mut Vec<Sought<'_>>,
    ) -> Vec<RepoPath> {
        let paths: Vec<&str> = sought.iter().map(|one| one.changed.path.as_str()).collect();
        let Ok(touched) = self.differing(Some(tree), older, &paths) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for at in touched {
            let Sought { changed, brought } = &mut sought[at];
            let before = match older {
                Some(older) => self.version(older, &changed.path),
                None => Some(None),
            };
            let Some(before) = before else {
                continue;
            };
            let brings = self.version(tree, &changed.path).as_ref() == Some(&changed.then);
            let counts = before.is_some() || brings && !*brought;
            if before == changed.now && before != changed.then && counts {
                found.push(at);
            }
            *brought |= brings;
        }
        let found = found.into_iter().rev();
        let path = |at| sought.swap_remove(at).changed.path.clone();
        found.map(path).collect()
    }

    /// What a tree has at a path; `None` where that cannot be read or is no
    /// file.
    fn version(&self, tree: gix::ObjectId, path: &RepoPath) -> Option<Version> {
        match self.entry_at(tree, path.as_str()).ok()? {
            None => Some(None),
            Some((raw, id)) => match kind_of(raw) {
                EntryKind::File(mode) => Some(Some((mode, model_id(&id)))),
                EntryKind::Directory => Some(None),
            },
        }
    }
}
