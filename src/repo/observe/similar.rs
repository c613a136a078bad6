//! git's own similarity between files that went and files that came: in two
//! private indexes that hold nothing else, so that the pinned bytes are what
//! is compared, whatever HEAD had.

use crate::error::Error;
use crate::model::{Mode, ObjectId, RepoPath};
use crate::repo::{Repo, git};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How many pairs of files git is asked to compare at most.
const MAX_PAIRS: usize = 20_000;

/// A file as trees and indexes have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::repo) struct Entry {
    /// Where.
    pub(in crate::repo) path: RepoPath,
    /// Its mode.
    pub(in crate::repo) mode: Mode,
    /// Its blob.
    pub(in crate::repo) id: ObjectId,
}

impl Entry {
    /// What two files must share to be the same: a link to `x` is no file that
    /// reads `x`.
    pub(in crate::repo) fn content(&self) -> (&ObjectId, &str) {
        let kind = if self.mode.is_regular() {
            "file"
        } else {
            self.mode.as_str()
        };
        (&self.id, kind)
    }
}

/// What git's similarity says.
#[derive(Default)]
pub(in crate::repo) struct Similar {
    /// From the old path to the new one.
    pub(in crate::repo) found: BTreeMap<RepoPath, RepoPath>,
    /// Whether some could not be compared: too many, bytes that are not here,
    /// or git failed.
    pub(in crate::repo) cut: bool,
}

impl Repo {
    /// Where each of `lost` went among `added`, as `git diff -M` pairs them.
    /// The `others` that were deleted take part, so that no file is given to
    /// one of ours that is more similar to one of them.
    pub(in crate::repo) fn similar(
        &self,
        lost: &[Entry],
        others: &[Entry],
        added: &[Entry],
    ) -> Similar {
        let ids = |entries: &[Entry]| -> BTreeSet<ObjectId> {
            entries.iter().map(|entry| entry.id.clone()).collect()
        };
        let (went, came) = (ids(others), ids(added));
        let mut others: Vec<&Entry> = regular(others);
        others.retain(|entry| !came.contains(&entry.id) && self.has(&entry.id));
        let mut added: Vec<&Entry> = regular(added);
        added.retain(|entry| !went.contains(&entry.id));
        let wanted = regular(lost);
        let mut lost = wanted.clone();
        lost.retain(|entry| self.has(&entry.id));
        let mut similar = Similar {
            cut: lost.len() < wanted.len() && !added.is_empty(),
            ..Similar::default()
        };
        if (lost.len() + others.len()) * added.len() > MAX_PAIRS {
            let names: BTreeSet<&str> = others.iter().map(|one| one.path.base_name()).collect();
            added.retain(|entry| !names.contains(entry.path.base_name()));
            others.clear();
        }
        if lost.len() * added.len() > MAX_PAIRS {
            similar.cut = true;
        } else if !lost.is_empty() && !added.is_empty() {
            let from: Vec<&Entry> = lost.iter().chain(&others).copied().collect();
            match self.pairs(&from, &added) {
                Ok(pairs) => similar.found = pairs,
                Err(_) => similar.cut = true,
            }
            let ours: BTreeSet<&RepoPath> = lost.iter().map(|entry| &entry.path).collect();
            similar.found.retain(|from, _| ours.contains(from));
        }
        similar
    }

    fn pairs(&self, from: &[&Entry], to: &[&Entry]) -> Result<BTreeMap<RepoPath, RepoPath>, Error> {
        let doing = "comparing files";
        let home = self.private_home()?;
        let home = home.path();
        self.bring(home, to)?;
        self.seed(home, "index", from)?;
        let mut git = self.git_aside(home);
        git.args(["write-tree", "--missing-ok"]);
        let tree = git::output(git, doing, &[])?;
        let tree = String::from_utf8_lossy(&tree).trim().to_owned();
        self.seed(home, "index-now", to)?;
        let mut git = self.git_aside(home);
        git.env("GIT_INDEX_FILE", home.join("index-now"))
            .args(["diff-index", "--cached", "-M", "-l32767", "-z"])
            .args(["--diff-filter=R", "--name-status", "--no-ext-diff"])
            .args(["--no-textconv", &tree, "--"]);
        Ok(parse(&git::output(git, doing, &[])?))
    }

    /// Puts what is only on disk (`git add -N` stores nothing) where git can
    /// compare it.
    fn bring(&self, home: &Path, entries: &[&Entry]) -> Result<(), Error> {
        for entry in entries.iter().filter(|entry| !self.has(&entry.id)) {
            if let Some(bytes) = self.look(&entry.path).bytes {
                let mut git = self.git_aside(home);
                git.args(["hash-object", "-w", "--stdin"]);
                git::output(git, "comparing files", &bytes)?;
            }
        }
        Ok(())
    }

    fn seed(&self, home: &Path, index: &str, entries: &[&Entry]) -> Result<(), Error> {
        let line = |entry: &&Entry| {
            let (mode, path) = (entry.mode.as_str(), entry.path.as_str());
            format!("{mode} {} 0\t{path}\0", entry.id)
        };
        let lines: String = entries.iter().map(line).collect();
        let mut git = self.git_aside(home);
        git.env("GIT_INDEX_FILE", home.join(index))
            .args(["update-index", "-z", "--index-info"]);
        git::output(git, "comparing files", lines.as_bytes())?;
        Ok(())
    }
}

/// git compares the content of regular files alone.
fn regular(entries: &[Entry]) -> Vec<&Entry> {
    let all = entries.iter();
    all.filter(|entry| entry.mode.is_regular()).collect()
}

/// Status, old and new path, again and again.
fn parse(listed: &[u8]) -> BTreeMap<RepoPath, RepoPath> {
    let path = |field: &[u8]| RepoPath::new(std::str::from_utf8(field).ok()?).ok();
    let fields: Vec<&[u8]> = listed.split(|byte| *byte == 0).collect();
    fields
        .chunks_exact(3)
        .filter_map(|pair| Some((path(pair[1])?, path(pair[2])?)))
        .collect()
}
