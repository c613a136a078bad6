//! Reading trees: one tree's entries, one path in a tree, and which of a few
//! paths differ between two trees.

use super::{Repo, git, model_id};
use crate::error::Error;
use crate::model::{Mode, ObjectId, RepoPath};
use gix::bstr::ByteSlice;
use gix::objs::{Kind, TreeRefIter};
use std::collections::{BTreeMap, HashSet};

/// One entry of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeEntry {
    /// Its name, without `/`; invalid UTF-8 is replaced on reading.
    pub name: String,
    /// What it is.
    pub kind: EntryKind,
    /// The object it names.
    pub id: ObjectId,
}

/// What an entry of a tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// Another tree.
    Directory,
    /// A file, a link or a submodule.
    File(Mode),
}

impl TreeEntry {
    /// A regular file.
    pub fn file(name: impl Into<String>, id: ObjectId) -> TreeEntry {
        let kind = EntryKind::File(Mode::File);
        let name = name.into();
        TreeEntry { name, kind, id }
    }

    /// Another tree.
    pub fn directory(name: impl Into<String>, id: ObjectId) -> TreeEntry {
        let kind = EntryKind::Directory;
        let name = name.into();
        TreeEntry { name, kind, id }
    }
}

/// An entry as it is compared: raw mode and id.
pub(super) type Raw = (u16, gix::ObjectId);

/// A tree on the way could not be read.
pub(super) struct Unreadable;

impl Repo {
    /// The entries of a tree, in git's order; `None` where it is not in this
    /// repository.
    pub fn tree(&self, id: &ObjectId) -> Result<Option<Vec<TreeEntry>>, Error> {
        let Some(bytes) = self.object(id, Kind::Tree)? else {
            return Ok(None);
        };
        let mut entries = Vec::new();
        for entry in TreeRefIter::from_bytes(&bytes, self.format) {
            let entry = entry.map_err(|error| Error::git(format!("reading tree {id}"), error))?;
            entries.push(TreeEntry {
                name: entry.filename.to_string(),
                kind: kind_of(entry.mode.value()),
                id: model_id(entry.oid),
            });
        }
        Ok(Some(entries))
    }

    /// The paths of all files that a commit holds; `None` where that cannot be
    /// told. This costs as much as the commit is large.
    pub fn listed_at(&self, commit: &ObjectId) -> Option<Vec<RepoPath>> {
        let mut git = self.git();
        git.args(["ls-tree", "-r", "-z", "--name-only", "--full-tree"])
            .arg(commit.as_str());
        let listed = git::output(git, "listing a commit", &[]).ok()?;
        let paths = listed.split(|byte| *byte == 0);
        let paths = paths.filter_map(|path| RepoPath::new(std::str::from_utf8(path).ok()?).ok());
        Some(paths.collect())
    }

    /// What `tree` holds at `path`: raw mode and id.
    pub(super) fn entry_at(
        &self,
        tree: gix::ObjectId,
        path: &str,
    ) -> Result<Option<Raw>, Unreadable> {
        let mut here = tree;
        let mut parts = path.split('/').peekable();
        while let Some(part) = parts.next() {
            let found = self.entries_named(Some(here), &[part])?.remove(part);
            match found {
                Some(entry) if parts.peek().is_none() => return Ok(Some(entry)),
                Some((mode, id)) if is_tree(mode) => here = id,
                _ => return Ok(None),
            }
        }
        Ok(None)
    }

    /// Which of `paths` (by their place in it) differ between two trees,
    /// where `None` is the empty one. Subtrees that are the same are not read.
    pub(super) fn differing(
        &self,
        left: Option<gix::ObjectId>,
        right: Option<gix::ObjectId>,
        paths: &[&str],
    ) -> Result<Vec<usize>, Unreadable> {
        let parts: Vec<(usize, &str)> = paths.iter().copied().enumerate().collect();
        let mut out = Vec::new();
        self.compare(left, right, &parts, &mut out)?;
        out.sort_unstable();
        Ok(out)
    }

    /// `rest` is what is left of each path below the two trees.
    fn compare(
        &self,
        left: Option<gix::ObjectId>,
        right: Option<gix::ObjectId>,
        rest: &[(usize, &str)],
        out: &mut Vec<usize>,
    ) -> Result<(), Unreadable> {
        if left == right || rest.is_empty() {
            return Ok(());
        }
        let mut files: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut below: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
        for (at, path) in rest {
            match path.split_once('/') {
                None => files.entry(path).or_default().push(*at),
                Some((name, more)) => below.entry(name).or_default().push((*at, more)),
            }
        }
        let names: Vec<&str> = files.keys().chain(below.keys()).copied().collect();
        let left = self.entries_named(left, &names)?;
        let right = self.entries_named(right, &names)?;
        for (name, at) in files {
            if left.get(name) != right.get(name) {
                out.extend(at);
            }
        }
        for (name, rest) in below {
            let tree = |side: &BTreeMap<String, Raw>| {
                side.get(name)
                    .filter(|(mode, _)| is_tree(*mode))
                    .map(|(_, id)| *id)
            };
            self.compare(tree(&left), tree(&right), &rest, out)?;
        }
        Ok(())
    }

    /// What a tree holds of these names; `None` is the empty tree.
    pub(super) fn entries_named(
        &self,
        tree: Option<gix::ObjectId>,
        names: &[&str],
    ) -> Result<BTreeMap<String, Raw>, Unreadable> {
        let Some(tree) = tree else {
            return Ok(BTreeMap::new());
        };
        let mut buffer = Vec::new();
        let kind = self.find(&tree, &mut buffer).map_err(|_| Unreadable)?;
        if kind != Some(Kind::Tree) {
            return Err(Unreadable);
        }
        let names: HashSet<&[u8]> = names.iter().map(|name| name.as_bytes()).collect();
        let mut found = BTreeMap::new();
        for entry in TreeRefIter::from_bytes(&buffer, self.format) {
            let entry = entry.map_err(|_| Unreadable)?;
            if names.contains(entry.filename.as_bytes()) {
                found.insert(
                    entry.filename.to_string(),
                    (entry.mode.value(), entry.oid.to_owned()),
                );
            }
        }
        Ok(found)
    }
}

pub(super) fn is_tree(mode: u16) -> bool {
    mode & 0o170_000 == 0o040_000
}

/// Old trees hold file modes git does not write any more (100664).
pub(super) fn kind_of(mode: u16) -> EntryKind {
    match mode & 0o170_000 {
        0o040_000 => EntryKind::Directory,
        0o120_000 => EntryKind::File(Mode::Symlink),
        0o160_000 => EntryKind::File(Mode::Gitlink),
        _ if mode & 0o100 != 0 => EntryKind::File(Mode::Executable),
        _ => EntryKind::File(Mode::File),
    }
}
