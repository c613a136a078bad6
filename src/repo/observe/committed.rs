//! What HEAD's tree holds of some files, against what is seen of them.

use crate::drift::Seen;
use crate::model::{ObjectId, RepoPath};
use crate::repo::objects::trees::{EntryKind, Raw, kind_of};
use crate::repo::{Repo, model_id};
use std::collections::HashMap;

/// Some files as a tree holds them.
#[derive(Default)]
pub(in crate::repo) struct Committed {
    /// `None` for what is not in the tree; what cannot be told is left out.
    files: HashMap<RepoPath, Option<Raw>>,
}

impl Repo {
    /// What `tree` holds of `paths`: every tree on the way is read once.
    /// Without a tree that is nothing, unless HEAD is `born` and its tree
    /// cannot be read.
    pub(in crate::repo) fn committed(
        &self,
        tree: Option<&ObjectId>,
        born: bool,
        paths: &[&RepoPath],
    ) -> Committed {
        let all = paths.iter().map(|path| (*path).clone());
        let files = match tree.map(|tree| self.known(tree)) {
            None if born => HashMap::new(),
            None => all.map(|path| (path, None)).collect(),
            Some(None) => HashMap::new(),
            Some(Some(tree)) => {
                let names: Vec<&str> = paths.iter().map(|path| path.as_str()).collect();
                let found = all.zip(self.entries_at(tree, &names));
                found
                    .filter_map(|(path, entry)| Some((path, entry.ok()?)))
                    .collect()
            }
        };
        Committed { files }
    }

    /// See [`Committed::differs`].
    pub(in crate::repo) fn is_uncommitted(
        &self,
        tree: Option<&ObjectId>,
        born: bool,
        path: &RepoPath,
        seen: &Seen,
    ) -> Option<bool> {
        self.committed(tree, born, &[path]).differs(path, seen)
    }
}

impl Committed {
    /// Whether the tree holds anything else there than what was seen; `None`
    /// where it or the file cannot be read.
    pub(in crate::repo) fn differs(&self, path: &RepoPath, seen: &Seen) -> Option<bool> {
        match (seen, self.files.get(path)?) {
            (Seen::Blob { mode, blob }, Some((raw, id))) => {
                Some(kind_of(*raw) != EntryKind::File(*mode) || model_id(id) != *blob)
            }
            (Seen::Blob { .. }, None) => Some(true),
            (Seen::Absent, committed) => Some(committed.is_some()),
            (Seen::Sparse | Seen::Unhashed { .. }, _) => None,
        }
    }
}
