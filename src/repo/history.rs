//! Who changed a file since the save, and the newest commits.

use super::relation::Walk;
use super::{MAX_COMMITS, Repo, model_id};
use crate::drift::CommitSeen;
use crate::error::Error;
use crate::model::RepoPath;
use chrono::{DateTime, FixedOffset, Utc};
use gix::objs::{CommitRef, Kind};
use std::collections::{BTreeMap, BinaryHeap, HashSet};

/// The commits that touch each of some files.
#[derive(Default)]
pub(super) struct Touching {
    /// Newest first.
    pub(super) commits: BTreeMap<RepoPath, Vec<CommitSeen>>,
    /// Whether the history was longer than what was looked at.
    pub(super) cut: bool,
}

impl Repo {
    /// Which of the walk's commits touch which of `paths`. A commit is
    /// compared with its first parent; a merge counts where it differs from
    /// all its parents, since else a merged commit tells of the change.
    pub(super) fn touching(&self, walk: &Walk, paths: &[&RepoPath]) -> Touching {
        let mut out = Touching {
            commits: BTreeMap::new(),
            cut: walk.cut,
        };
        let texts: Vec<&str> = paths.iter().map(|path| path.as_str()).collect();
        for id in &walk.ahead {
            let Some(touched) = self.touched_by(*id, &texts) else {
                out.cut = true;
                continue;
            };
            if touched.is_empty() {
                continue;
            }
            let Some(seen) = self.commit_seen(*id) else {
                continue;
            };
            for at in touched {
                out.commits
                    .entry(paths[at].clone())
                    .or_default()
                    .push(seen.clone());
            }
        }
        out
    }

    fn touched_by(&self, id: gix::ObjectId, paths: &[&str]) -> Option<Vec<usize>> {
        let node = self.commit_node(id)?;
        if node.parents.is_empty() {
            return self.differing(Some(node.tree), None, paths).ok();
        }
        let mut touched: Vec<usize> = (0..paths.len()).collect();
        for parent in &node.parents {
            let theirs = self.commit_node(*parent)?.tree;
            let left: Vec<&str> = touched.iter().map(|at| paths[*at]).collect();
            let differing = self.differing(Some(node.tree), Some(theirs), &left).ok()?;
            touched = differing.into_iter().map(|at| touched[at]).collect();
            if touched.is_empty() {
                break;
            }
        }
        Some(touched)
    }

    /// What is told of a commit.
    pub(super) fn commit_seen(&self, id: gix::ObjectId) -> Option<CommitSeen> {
        let id = model_id(&id);
        let bytes = self.object(&id, Kind::Commit).ok()??;
        let commit = CommitRef::from_bytes(&bytes, self.format).ok()?;
        let author = commit.author().ok()?;
        Some(CommitSeen {
            id,
            subject: commit.message().summary().to_string(),
            author: author.name.to_string().trim().to_owned(),
            time: author.time().ok().and_then(moment).unwrap_or_default(),
        })
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

fn moment(time: gix::date::Time) -> Option<DateTime<FixedOffset>> {
    let zone = FixedOffset::east_opt(time.offset)?;
    Some(DateTime::<Utc>::from_timestamp(time.seconds, 0)?.with_timezone(&zone))
}
