//! What an earlier commit held: the pins of references that no save has
//! pinned.

use crate::model::{ObjectId, Pin, RepoPath};
use crate::repo::objects::trees::{EntryKind, Raw, Unreadable, is_tree, kind_of};
use crate::repo::observe::edits::is_binary;
use crate::repo::{Repo, model_id};
use std::collections::{BTreeMap, BTreeSet};

/// A tree that could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotHere;

impl Repo {
    /// What `commit` held at each of `paths`; what it did not hold is left
    /// out. Only trees are read, each once.
    pub fn pins_at(
        &self,
        commit: &ObjectId,
        paths: &BTreeSet<RepoPath>,
    ) -> Result<BTreeMap<RepoPath, Pin>, NotHere> {
        let tree = self.tree_of(commit).ok().flatten();
        let tree = tree.and_then(|tree| self.known(&tree)).ok_or(NotHere)?;
        let rest: Vec<(&RepoPath, &str)> = paths.iter().map(|path| (path, path.as_str())).collect();
        let mut pins = BTreeMap::new();
        self.collect(tree, &rest, &mut pins).map_err(|_| NotHere)?;
        Ok(pins)
    }

    /// What a blob holds; `None` where it is binary or not to be had.
    pub fn text_of(&self, blob: &ObjectId) -> Option<Vec<u8>> {
        let bytes = self.blob(blob).ok().flatten();
        bytes.filter(|bytes| !is_binary(bytes))
    }

    /// What git would store of the file at `path`; `None` where it is binary,
    /// longer than a snapshot takes, or not to be had.
    pub fn text_at(&self, path: &RepoPath) -> Option<Vec<u8>> {
        let look = self.look_again(path, self.look(path));
        look.bytes.filter(|bytes| !is_binary(bytes))
    }

    /// `rest` is what is left of each path below `tree`.
    fn collect(
        &self,
        tree: gix::ObjectId,
        rest: &[(&RepoPath, &str)],
        pins: &mut BTreeMap<RepoPath, Pin>,
    ) -> Result<(), Unreadable> {
        let mut below: BTreeMap<&str, Vec<(&RepoPath, &str)>> = BTreeMap::new();
        for (path, rest) in rest {
            let (name, more) = rest.split_once('/').unwrap_or((rest, ""));
            below.entry(name).or_default().push((path, more));
        }
        let names: Vec<&str> = below.keys().copied().collect();
        let entries = self.entries_named(Some(tree), &names)?;
        for (name, rest) in below {
            let Some(entry) = entries.get(name) else {
                continue;
            };
            if let Some((path, _)) = rest.iter().find(|(_, more)| more.is_empty()) {
                pins.extend(pin(entry).map(|pin| ((*path).clone(), pin)));
            }
            let deeper: Vec<_> = rest
                .into_iter()
                .filter(|(_, more)| !more.is_empty())
                .collect();
            if is_tree(entry.0) && !deeper.is_empty() {
                self.collect(entry.1, &deeper, pins)?;
            }
        }
        Ok(())
    }
}

fn pin((mode, id): &Raw) -> Option<Pin> {
    match kind_of(*mode) {
        EntryKind::Directory => None,
        EntryKind::File(mode) => Some(Pin::Blob {
            mode,
            blob: model_id(id),
        }),
    }
}
