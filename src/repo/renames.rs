//! Where a file went that is no longer at its path: to the same blob in the
//! index, at a path the saved HEAD did not have; else to where git's own rename
//! detection sees it. No walk of the work tree.

use super::Repo;
use super::git;
use crate::model::{ObjectId, Pin, RepoPath};
use std::collections::{BTreeMap, HashMap};

/// An absent file and the blob it was pinned with.
type Lost<'a> = (&'a RepoPath, &'a ObjectId);

impl Repo {
    /// For each of `lost` (absent files and their pins) the path where it is
    /// now, where that can be told. Nothing is guessed: of several files with
    /// its blob, it is the one of the same base name or none.
    pub(super) fn renames(
        &self,
        lost: &[(&RepoPath, &Pin)],
        saved_head: Option<&ObjectId>,
    ) -> BTreeMap<RepoPath, RepoPath> {
        let blobs = lost.iter().filter_map(|(path, pin)| match pin {
            Pin::Blob { blob, .. } => Some((*path, blob)),
            _ => None,
        });
        let lost: Vec<Lost<'_>> = blobs.collect();
        let mut found = self.same_blob(&lost, saved_head);
        let left: Vec<&RepoPath> = lost
            .iter()
            .map(|(path, _)| *path)
            .filter(|path| !found.contains_key(*path))
            .collect();
        if let (false, Some(head)) = (left.is_empty(), saved_head) {
            let similar = self.similar(head).unwrap_or_default();
            for path in left {
                found.insert(path.clone(), similar.get(path).cloned());
            }
        }
        found
            .into_iter()
            .filter_map(|(path, to)| Some((path, to?)))
            .collect()
    }

    /// `None` for a file whose blob is at several new paths: nobody can tell.
    fn same_blob(
        &self,
        lost: &[Lost<'_>],
        saved_head: Option<&ObjectId>,
    ) -> BTreeMap<RepoPath, Option<RepoPath>> {
        let candidates = self.paths_of(lost);
        let tree = saved_head.and_then(|head| self.tree_of(head).ok().flatten());
        let tree = tree.and_then(|tree| self.known(&tree));
        let mut found = BTreeMap::new();
        for (path, blob) in lost {
            let fresh: Vec<&RepoPath> = candidates
                .get(*blob)
                .into_iter()
                .flatten()
                .filter(|candidate| *candidate != *path && !self.was_there(tree, candidate))
                .collect();
            if !fresh.is_empty() {
                found.insert((*path).clone(), only(&fresh, path).cloned());
            }
        }
        found
    }

    /// The paths at which the index has each of the blobs.
    fn paths_of<'a>(&self, lost: &[Lost<'a>]) -> BTreeMap<&'a ObjectId, Vec<RepoPath>> {
        let mut out: BTreeMap<&ObjectId, Vec<RepoPath>> = BTreeMap::new();
        let wanted: HashMap<gix::ObjectId, &ObjectId> = lost
            .iter()
            .filter_map(|(_, blob)| Some((self.known(blob)?, *blob)))
            .collect();
        let Ok(index) = self.index() else {
            return out;
        };
        for (path, id) in index.files() {
            if let (Some(blob), Ok(path)) = (wanted.get(id), RepoPath::new(path)) {
                out.entry(blob).or_default().push(path);
            }
        }
        out
    }

    fn was_there(&self, tree: Option<gix::ObjectId>, path: &RepoPath) -> bool {
        tree.is_some_and(|tree| matches!(self.entry_at(tree, path.as_str()), Ok(Some(_))))
    }

    /// The renames between the saved HEAD and the index as git's own
    /// similarity finds them (git-diff(1), -M).
    fn similar(&self, saved_head: &ObjectId) -> Option<BTreeMap<RepoPath, RepoPath>> {
        let mut command = self.git();
        command
            .args(["diff-index", "--cached", "-M", "--diff-filter=R", "-z"])
            .args(["--name-status", "--ignore-submodules", "--no-ext-diff"])
            .args(["--no-textconv", saved_head.as_str(), "--"]);
        let listed = git::output(command, "looking for renames", &[]).ok()?;
        let mut fields = listed
            .split(|byte| *byte == 0)
            .map(|field| std::str::from_utf8(field).ok());
        let mut out = BTreeMap::new();
        while let (Some(status), Some(from), Some(to)) =
            (fields.next(), fields.next(), fields.next())
        {
            if let (Some(_), Some(Ok(from)), Some(Ok(to))) =
                (status, from.map(RepoPath::new), to.map(RepoPath::new))
            {
                out.insert(from, to);
            }
        }
        Some(out)
    }
}

fn only<'a>(candidates: &[&'a RepoPath], from: &RepoPath) -> Option<&'a RepoPath> {
    if let [one] = candidates {
        return Some(one);
    }
    let mut same_name = candidates
        .iter()
        .filter(|candidate| candidate.base_name() == from.base_name());
    match (same_name.next(), same_name.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}
