//! Who changed a file since the save, and the newest commits.

use crate::drift::CommitSeen;
use crate::error::Error;
use crate::model::ObjectId;
use crate::model::RepoPath;
use crate::repo::commits::relation::{Step, Walk};
use crate::repo::commits::touched::Differ;
use crate::repo::{MAX_COMMITS, Repo};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashSet};

/// A file, as the record names it, and every path it is looked for at.
pub(in crate::repo) struct Paths<'a> {
    /// The file.
    pub(in crate::repo) of: &'a RepoPath,
    /// Its paths, the record's among them.
    pub(in crate::repo) all: Vec<RepoPath>,
}

/// The commits that touch each of some files.
#[derive(Default)]
pub(in crate::repo) struct Touching {
    /// Newest first.
    pub(in crate::repo) commits: BTreeMap<RepoPath, Vec<CommitSeen>>,
    /// Whether the history was longer than what was looked at.
    pub(in crate::repo) cut: bool,
}

impl Repo {
    /// Which of the walk's commits touch which of `files`, each under the
    /// paths it has had. A commit touches what differs from its parent; a
    /// merge, what differs from every parent that is new since the save, as
    /// else a merged commit tells of the change. Nothing is left out of what
    /// was merged and lost again: that is `git log --full-history`.
    pub(in crate::repo) fn touching(&self, walk: &Walk, files: &[Paths<'_>]) -> Touching {
        let mut out = Touching {
            commits: BTreeMap::new(),
            cut: walk.cut,
        };
        let flat: Vec<(&RepoPath, &str)> = files
            .iter()
            .flat_map(|file| file.all.iter().map(|path| (file.of, path.as_str())))
            .collect();
        let paths: Vec<&str> = flat.iter().map(|(_, path)| *path).collect();
        let mut differ = Differ::new(self, &paths);
        for step in &walk.ahead {
            let Some(touched) = touched_by(step, &paths, &mut differ) else {
                out.cut = true;
                continue;
            };
            let of: BTreeSet<&RepoPath> = touched.into_iter().map(|at| flat[at].0).collect();
            if of.is_empty() {
                continue;
            }
            let Some(seen) = self.commit_seen(step.id) else {
                continue;
            };
            for file in of {
                let commits = out.commits.entry(file.clone()).or_default();
                commits.push(seen.clone());
            }
        }
        out
    }

    /// What these commits say, in their order; those that cannot be read are
    /// left out.
    pub fn commits_seen(&self, ids: &[ObjectId]) -> Vec<CommitSeen> {
        let known = ids.iter().filter_map(|id| self.known(id));
        known.filter_map(|id| self.commit_seen(id)).collect()
    }

    /// The newest commits HEAD has, newest first: at most `n`, and none on an
    /// unborn branch or where HEAD's commit is missing.
    pub fn recent_commits(&self, n: usize) -> Result<Vec<CommitSeen>, Error> {
        let Some(head) = self.head()?.id.and_then(|id| self.known(&id)) else {
            return Ok(Vec::new());
        };
        let mut out = Vec::new();
        let mut known = HashSet::from([head]);
        let mut queue: BinaryHeap<_> = self
            .commit_node(head)
            .map(|node| (node.time, head))
            .into_iter()
            .collect();
        while let Some((_, id)) = queue.pop() {
            if out.len() == n.min(MAX_COMMITS) {
                break;
            }
            out.extend(self.commit_seen(id));
            let parents = self.commit_node(id).map(|node| node.parents);
            for parent in parents
                .into_iter()
                .flatten()
                .filter(|_| !self.shallow().contains(&id))
            {
                if let (true, Some(node)) = (known.insert(parent), self.commit_node(parent)) {
                    queue.push((node.time, parent));
                }
            }
        }
        Ok(out)
    }
}

/// Which of `paths` the commit touches; `None` where a tree is not here.
fn touched_by(step: &Step, paths: &[&str], differ: &mut Differ<'_, '_>) -> Option<Vec<usize>> {
    let Some((first, others)) = step.against.split_first() else {
        return differ.differing(Some(step.tree), None).ok();
    };
    let mut touched = differ.differing(Some(step.tree), Some((*first)?)).ok()?;
    for theirs in others {
        if touched.is_empty() {
            break;
        }
        let left: Vec<&str> = touched.iter().map(|at| paths[*at]).collect();
        let differing = differ
            .repo
            .differing(Some(step.tree), Some((*theirs)?), &left);
        touched = differing.ok()?.into_iter().map(|at| touched[at]).collect();
    }
    Some(touched)
}
