//! What differs from HEAD in the work tree, as `git status` tells it.

use crate::error::Error;
use crate::repo::Repo;
use crate::repo::patience::output_within;
use crate::repo::work::Moment;
use std::time::Duration;

/// How long git may look, with new files and without.
const PATIENCE: [(&str, Duration); 2] = [
    ("--untracked-files=all", Duration::from_secs(2)),
    ("--untracked-files=no", Duration::from_secs(1)),
];

/// How many files are looked at.
const MAX_FILES: usize = 1000;

/// The paths that differ.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Dirty {
    /// Files that HEAD has with another content.
    pub(super) modified: Vec<Vec<u8>>,
    /// Files that HEAD does not have.
    pub(super) created: Vec<Vec<u8>>,
    /// Files that are not there any more.
    pub(super) gone: Vec<Vec<u8>>,
    /// Files that are unmerged.
    pub(super) unmerged: Vec<Vec<u8>>,
    /// Why these are not all.
    pub(super) unseen: Option<String>,
}

/// When a file was written.
pub(super) struct Lying {
    /// Last, in seconds since 1970.
    pub(super) written: i64,
    /// First, where the file system tells.
    pub(super) born: Option<i64>,
}

impl Lying {
    /// Whether it was written since. What is said to be written later than now
    /// is no evidence of anything.
    pub(super) fn is_after(&self, then: &Moment<'_>) -> bool {
        self.written <= then.now && then.at.is_none_or(|at| self.written > at)
    }

    /// Whether it lay there then as it lies now.
    pub(super) fn is_of_then(&self, then: &Moment<'_>) -> bool {
        then.at.is_some_and(|at| self.written <= at)
    }

    /// Whether it is known to have been there.
    pub(super) fn was_there(&self, then: &Moment<'_>) -> bool {
        let born = self.born.zip(then.at);
        born.is_some_and(|(born, at)| born <= at && self.written > at)
    }
}

impl Repo {
    /// What differs from HEAD; with `only_own`, not what git has staged itself
    /// in the middle of a merge or the like. The error is one line.
    pub(super) fn dirty(&self, only_own: bool) -> Result<Dirty, String> {
        let may_run = self.runs_its_programs.get();
        let foreign = self.foreign_filters().iter().filter(|_| !may_run);
        let foreign: Vec<&String> = foreign.collect();
        if foreign.iter().any(|name| name.contains('=')) {
            return Err("git status would run a filter of the repository's own".to_owned());
        }
        let status = |untracked: &str, patience| -> Result<Vec<u8>, Error> {
            let mut git = self.git();
            for name in &foreign {
                for (key, value) in [("clean", ""), ("process", ""), ("required", "false")] {
                    git.args(["-c", &format!("filter.{name}.{key}={value}")]);
                }
            }
            git.args(["status", "--porcelain=v1", "-z", "--no-renames"])
                .args(["--ignore-submodules=all", untracked]);
            output_within(
                self.patience(patience),
                git,
                "looking at the work tree",
                Vec::new(),
            )
        };
        let [(all, long), (tracked, short)] = PATIENCE;
        let is_merging = || {
            let mut marks = ["MERGE_HEAD", "SQUASH_MSG"].iter();
            marks.any(|mark| self.git_dir().join(mark).exists())
        };
        let under_way = only_own && (self.is_under_way() || is_merging());
        match status(all, long) {
            Ok(told) => Ok(read(&told, under_way)),
            Err(_) => match status(tracked, short) {
                Ok(told) => Ok(Dirty {
                    unseen: Some("there are too many new files to look at".to_owned()),
                    ..read(&told, under_way)
                }),
                Err(error) => Err(error.to_string()),
            },
        }
    }
}

/// Reads `XY PATH`, NUL after each. While something is `under_way`, what is
/// only staged may be another's.
fn read(told: &[u8], under_way: bool) -> Dirty {
    let mut dirty = Dirty::default();
    let entries = told.split(|byte| *byte == 0);
    for entry in entries.filter(|entry| entry.len() > 3) {
        if dirty.modified.len() + dirty.created.len() == MAX_FILES {
            dirty.unseen = Some(format!("only {MAX_FILES} files were looked at"));
            break;
        }
        let path = entry[3..].to_vec();
        match (entry[0], entry[1]) {
            (b'U', _) | (_, b'U') | (b'A', b'A') | (b'D', b'D') => dirty.unmerged.push(path),
            (b'?', _) => dirty.created.push(path),
            (_, b'D') | (b'D', b' ') => dirty.gone.push(path),
            (_, b' ') if under_way => {}
            (b'A', _) | (_, b'A') => dirty.created.push(path),
            _ => dirty.modified.push(path),
        }
    }
    dirty
}

#[cfg(test)]
mod tests {
    use super::{Dirty, read};

    fn paths(names: &[&str]) -> Vec<Vec<u8>> {
        names.iter().map(|name| name.as_bytes().to_vec()).collect()
    }

    const TOLD: &[u8] = b" M m\0M  s\0A  a\0AM b\0 A i\0?? n w\0 D d\0D  e\0UU u\0AA v\0T  t\0";

    #[test]
    fn every_state_has_its_place() {
        let dirty = Dirty {
            modified: paths(&["m", "s", "t"]),
            created: paths(&["a", "b", "i", "n w"]),
            gone: paths(&["d", "e"]),
            unmerged: paths(&["u", "v"]),
            unseen: None,
        };
        assert_eq!(read(TOLD, false), dirty);
    }

    #[test]
    fn what_a_merge_has_staged_is_left_out() {
        let dirty = read(TOLD, true);
        assert_eq!(dirty.modified, paths(&["m"]));
        assert_eq!(dirty.created, paths(&["b", "i", "n w"]));
    }

    #[test]
    fn no_more_than_a_thousand_are_looked_at() {
        let dirty = read(&b"?? n\0".repeat(1001), false);
        assert_eq!(dirty.created.len(), 1000);
        assert!(dirty.unseen.is_some());
    }
}
