//! What `git add` would store for some files, by git alone.

use super::Git;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// A file as git stores it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stored {
    /// Its mode, six octal digits.
    pub(crate) mode: String,
    /// Its blob id.
    pub(crate) blob: String,
}

impl Stored {
    /// A file with lines, not a link.
    pub(crate) fn is_regular(&self) -> bool {
        self.mode.starts_with("100")
    }
}

/// What lies at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// Nothing, for git: a link or a file in the way counts as nothing.
    Absent,
    /// Nothing, and the index says that this is as it should be.
    Sparse,
    /// A directory.
    Directory,
    /// A file or a link.
    Stored(Stored),
}

/// The user's index: the entry of each path, at stage 0 or else stage 2, and
/// the paths that are left out of the work tree.
pub(super) struct UsersIndex {
    pub(super) entries: BTreeMap<String, Stored>,
    pub(super) skipped: BTreeSet<String>,
}

/// Reads the user's index.
pub(super) fn users_index(git: &Git) -> UsersIndex {
    let listed = git.ask("", &["ls-files", "-s", "-v", "-z"], &[]);
    let mut index = UsersIndex {
        entries: BTreeMap::new(),
        skipped: BTreeSet::new(),
    };
    for line in listed.split(|byte| *byte == 0).filter(|l| !l.is_empty()) {
        let line = String::from_utf8_lossy(line);
        let (head, path) = line.split_once('\t').expect("a path after a tab");
        let head: Vec<&str> = head.split(' ').collect();
        let [tag, mode, blob, stage] = head[..] else {
            panic!("git ls-files says {line:?}");
        };
        if stage == "0" || stage == "2" {
            let entry = Stored {
                mode: mode.to_owned(),
                blob: blob.to_owned(),
            };
            index.entries.insert(path.to_owned(), entry);
        }
        if tag.eq_ignore_ascii_case("s") {
            index.skipped.insert(path.to_owned());
        }
    }
    index
}

/// What lies at each of `paths`, as `git add` would store it with the user's
/// index: a private one with the same entries, without what the user's knows
/// of times and sizes, so that every byte is looked at.
pub(crate) fn found(git: &Git, paths: &BTreeSet<String>) -> BTreeMap<String, Found> {
    let index = users_index(git);
    let mut out: BTreeMap<String, Found> = paths
        .iter()
        .map(|path| (path.clone(), at(git, &index, path)))
        .collect();
    let mut added = Vec::new();
    for (path, found) in &out {
        if matches!(found, Found::Stored(_)) {
            added.extend_from_slice(path.as_bytes());
            added.push(0);
        }
    }
    if added.is_empty() {
        return out;
    }
    git.forget("add");
    fill(git, "add", index.entries.iter());
    git.ask(
        "add",
        &["update-index", "--add", "--replace", "-z", "--stdin"],
        &added,
    );
    let listed = git.ask("add", &["ls-files", "-s", "-z"], &[]);
    for line in listed.split(|byte| *byte == 0).filter(|l| !l.is_empty()) {
        let line = String::from_utf8_lossy(line);
        let (head, path) = line.split_once('\t').expect("a path after a tab");
        if let Some(found @ Found::Stored(_)) = out.get_mut(path) {
            let (mode, rest) = head.split_once(' ').expect("mode, blob, stage");
            *found = Found::Stored(Stored {
                mode: mode.to_owned(),
                blob: rest.split(' ').next().unwrap_or_default().to_owned(),
            });
        }
    }
    out
}

/// Puts entries into an index of our own.
pub(super) fn fill<'a>(
    git: &Git,
    index: &str,
    entries: impl Iterator<Item = (&'a String, &'a Stored)>,
) {
    let mut input = Vec::new();
    for (path, entry) in entries {
        let line = format!("{} {} 0\t{path}\0", entry.mode, entry.blob);
        input.extend_from_slice(line.as_bytes());
    }
    git.ask(index, &["update-index", "-z", "--index-info"], &input);
}

/// What lies there; the entry of a file is not worked out yet.
fn at(git: &Git, index: &UsersIndex, path: &str) -> Found {
    let absent = || {
        if index.skipped.contains(path) {
            Found::Sparse
        } else {
            Found::Absent
        }
    };
    let mut parent = git.dir().to_owned();
    let parts: Vec<&str> = path.split('/').collect();
    for part in &parts[..parts.len() - 1] {
        parent.push(part);
        if !fs::symlink_metadata(&parent).is_ok_and(|data| data.is_dir()) {
            return absent();
        }
    }
    match fs::symlink_metadata(git.dir().join(path)) {
        Err(_) => absent(),
        Ok(data) if data.is_dir() => Found::Directory,
        Ok(_) => Found::Stored(Stored {
            mode: String::new(),
            blob: String::new(),
        }),
    }
}
