//! Reading trees: one tree's entries, one path in a tree, and which of a few
//! paths differ between two trees.

use crate::error::Error;
use crate::model::{Mode, ObjectId, RepoPath};
use crate::repo::objects::tree_bytes;
use crate::repo::{Repo, git, model_id};
use gix::objs::{Kind, TreeRefIter};
use std::collections::BTreeMap;

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
pub(in crate::repo) type Raw = (u16, gix::ObjectId);

/// A tree on the way could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::repo) struct Unreadable;

/// Paths below a tree by their first part: the places of those that end there,
/// and what is left of the others.
#[derive(Default)]
pub(in crate::repo) struct Parts<'p> {
    pub(in crate::repo) files: BTreeMap<&'p str, Vec<usize>>,
    pub(in crate::repo) below: BTreeMap<&'p str, Vec<(usize, &'p str)>>,
}

impl<'p> Parts<'p> {
    /// The paths, each with its place.
    pub(in crate::repo) fn new(paths: &[(usize, &'p str)]) -> Parts<'p> {
        let mut parts = Parts::default();
        for (at, path) in paths {
            match path.split_once('/') {
                None => parts.files.entry(path).or_default().push(*at),
                Some((name, rest)) => parts.below.entry(name).or_default().push((*at, rest)),
            }
        }
        parts
    }

    /// The first parts.
    pub(in crate::repo) fn names(&self) -> Vec<&'p str> {
        self.files
            .keys()
            .chain(self.below.keys())
            .copied()
            .collect()
    }
}

impl Repo {
    /// The entries of a tree, in git's order; `None` where it is not in this
    /// repository.
    pub fn tree(&self, id: &ObjectId) -> Result<Option<Vec<TreeEntry>>, Error> {
        let Some(bytes) = self.own_object(id, Kind::Tree)? else {
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
    pub(in crate::repo) fn entry_at(
        &self,
        tree: gix::ObjectId,
        path: &str,
    ) -> Result<Option<Raw>, Unreadable> {
        let found = self.entries_at(tree, &[path]).pop();
        found.expect("there is one answer for each path")
    }

    /// What `tree` holds at each of `paths`, in their order: a tree is read
    /// once for all that lies below it.
    pub(in crate::repo) fn entries_at(
        &self,
        tree: gix::ObjectId,
        paths: &[&str],
    ) -> Vec<Result<Option<Raw>, Unreadable>> {
        let mut out = vec![Ok(None); paths.len()];
        let rest: Vec<(usize, &str)> = paths.iter().copied().enumerate().collect();
        self.gather(tree, &rest, &mut out);
        out
    }

    /// `rest` is what is left of each path below `tree`.
    fn gather(
        &self,
        tree: gix::ObjectId,
        rest: &[(usize, &str)],
        out: &mut [Result<Option<Raw>, Unreadable>],
    ) {
        let parts = Parts::new(rest);
        let Ok(found) = self.entries_named(Some(tree), &parts.names()) else {
            for (at, _) in rest {
                out[*at] = Err(Unreadable);
            }
            return;
        };
        for (name, at) in parts.files {
            for at in at {
                out[at] = Ok(found.get(name).copied());
            }
        }
        for (name, rest) in parts.below {
            match found.get(name) {
                Some((mode, id)) if is_tree(*mode) => self.gather(*id, &rest, out),
                _ => {}
            }
        }
    }

    /// Which of `paths` (by their place in it) differ between two trees,
    /// where `None` is the empty one. Subtrees that are the same are not read.
    pub(in crate::repo) fn differing(
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
        let parts = Parts::new(rest);
        let names = parts.names();
        let left = self.entries_named(left, &names)?;
        let right = self.entries_named(right, &names)?;
        for (name, at) in parts.files {
            if left.get(name) != right.get(name) {
                out.extend(at);
            }
        }
        for (name, rest) in parts.below {
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
    pub(in crate::repo) fn entries_named(
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
        tree_bytes::named(&buffer, self.format, names).ok_or(Unreadable)
    }
}

pub(in crate::repo) fn is_tree(mode: u16) -> bool {
    mode & 0o170_000 == 0o040_000
}

/// Old trees hold file modes git does not write any more (100664).
pub(in crate::repo) fn kind_of(mode: u16) -> EntryKind {
    match mode & 0o170_000 {
        0o040_000 => EntryKind::Directory,
        0o120_000 => EntryKind::File(Mode::Symlink),
        0o160_000 => EntryKind::File(Mode::Gitlink),
        _ if mode & 0o100 != 0 => EntryKind::File(Mode::Executable),
        _ => EntryKind::File(Mode::File),
    }
}
