//! Which files a few commits held that are no longer there.

use crate::error::Error;
use crate::model::{ObjectId, RepoPath};
use crate::repo::{Repo, git};
use std::collections::{BTreeMap, BTreeSet};

impl Repo {
    /// For each of these commits, the files it held that are neither in HEAD
    /// nor in the index now; none where that cannot be told. Directories that
    /// are the same are not read.
    pub fn gone_since<'a>(
        &self,
        commits: &BTreeSet<&'a ObjectId>,
    ) -> BTreeMap<&'a ObjectId, Vec<RepoPath>> {
        self.gone(commits).unwrap_or_default()
    }

    fn gone<'a>(
        &self,
        commits: &BTreeSet<&'a ObjectId>,
    ) -> Result<BTreeMap<&'a ObjectId, Vec<RepoPath>>, Error> {
        let tree = |commit: &ObjectId| self.tree_of(commit).ok().flatten();
        let head = self.head()?.id.and_then(|head| tree(&head));
        let Some(head) = head.filter(|_| !commits.is_empty()) else {
            return Ok(BTreeMap::new());
        };
        let trees: Vec<(&ObjectId, ObjectId)> = commits
            .iter()
            .filter_map(|commit| Some((*commit, tree(commit)?)))
            .collect();
        let pair = |tree: &ObjectId| format!("{tree} {head}\n");
        let asked: String = trees.iter().map(|(_, tree)| pair(tree)).collect();
        let mut git = self.git();
        git.args(["diff-tree", "--stdin", "-r", "-z", "--name-only"])
            .args(["--no-renames", "--diff-filter=D"]);
        let told = git::output(git, "looking for what is gone", asked.as_bytes())?;
        let staged = self.gone_from_index(&head)?;
        let mut rest = &told[..];
        let mut gone = BTreeMap::new();
        for (at, (commit, tree)) in trees.iter().enumerate() {
            rest = rest.strip_prefix(pair(tree).as_bytes()).unwrap_or(rest);
            let next = trees.get(at + 1).map(|(_, tree)| pair(tree));
            let mut paths = staged.clone();
            while let Some(end) = rest.iter().position(|byte| *byte == 0)
                && !next
                    .as_ref()
                    .is_some_and(|next| rest.starts_with(next.as_bytes()))
            {
                paths.extend(path(&rest[..end]));
                rest = &rest[end + 1..];
            }
            gone.insert(*commit, paths);
        }
        Ok(gone)
    }

    /// The files of HEAD's tree that the index lacks.
    fn gone_from_index(&self, head: &ObjectId) -> Result<Vec<RepoPath>, Error> {
        let mut git = self.git();
        git.args(["diff-index", "--cached", "-r", "-z", "--name-only"])
            .args(["--no-renames", "--diff-filter=D", head.as_str(), "--"]);
        let told = git::output(git, "looking for what is gone", &[])?;
        Ok(told.split(|byte| *byte == 0).filter_map(path).collect())
    }
}

fn path(bytes: &[u8]) -> Option<RepoPath> {
    RepoPath::new(std::str::from_utf8(bytes).ok()?).ok()
}
