//! What a checkpoint's ref holds: a commit without parents, whose tree has
//! one entry a save, `<n>/checkpoint.md` and `<n>/files/<blob id>`; n rises
//! and is never reused. A blob `cleared` beside them says that the task is
//! done with and only the history is kept.

use crate::error::Error;
use crate::model::ObjectId;
use crate::repo::{EntryKind, TreeEntry};
use crate::store::Store;
use crate::store::address::Address;
use crate::store::file::{MAX_DOCUMENT, too_large};
use crate::store::refname::refname;

/// One save in the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number, 1 for the first save.
    pub number: u64,
    /// Its tree.
    pub(crate) tree: ObjectId,
}

/// A checkpoint's ref, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The ref's full name.
    pub refname: String,
    /// The commit it points at.
    pub(crate) commit: ObjectId,
    /// The saves, newest first.
    pub entries: Vec<Entry>,
    /// Whether it was cleared since the newest save.
    pub cleared: bool,
}

/// How often an object that is gone is put back and looked for.
const TRIES: u32 = 5;

/// The name of the marker beside the entries.
pub(crate) const CLEARED: &str = "cleared";

impl Store<'_> {
    /// The ref of a checkpoint; `None` where nothing was ever saved.
    pub fn slot(&self, address: &Address) -> Result<Option<Slot>, Error> {
        let id = match &address.worktree {
            Some(id) => id.clone(),
            None => match self.worktree_id()? {
                Some(id) => id,
                None => return Ok(None),
            },
        };
        self.slot_at(&refname(&id, &address.name))
    }

    /// Whether anything of a checkpoint was ever saved and not purged.
    pub fn has_history(&self, address: &Address) -> Result<bool, Error> {
        Ok(self.slot(address)?.is_some())
    }

    pub(crate) fn slot_at(&self, refname: &str) -> Result<Option<Slot>, Error> {
        let Some(commit) = self.repo.tip(refname)? else {
            return Ok(None);
        };
        let tree = self.tree_at(&commit)?;
        let mut entries: Vec<Entry> = tree.iter().filter_map(entry).collect();
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.number));
        Ok(Some(Slot {
            refname: refname.to_owned(),
            commit,
            entries,
            cleared: tree.iter().any(|entry| entry.name == CLEARED),
        }))
    }

    /// A save's document, record and all.
    pub fn text(&self, entry: &Entry) -> Result<Vec<u8>, Error> {
        let tree = self.tree(&entry.tree)?;
        let broken = |why: &str| Error::Git {
            doing: format!("reading entry {} of the history", entry.number),
            cause: why.to_owned(),
        };
        let document = tree
            .iter()
            .find(|entry| entry.name == "checkpoint.md")
            .ok_or_else(|| broken("it has no checkpoint.md"))?;
        let text = self.found(&document.id, || self.repo.own_blob(&document.id))?;
        if text.len() as u64 > MAX_DOCUMENT {
            return Err(broken(&too_large())); // we have never written one
        }
        Ok(text)
    }

    /// The tree of a commit of ours; that it is gone is an error.
    fn tree_at(&self, commit: &ObjectId) -> Result<Vec<TreeEntry>, Error> {
        let tree = self.found(commit, || self.repo.own_tree_of(commit))?;
        self.tree(&tree)
    }

    pub(crate) fn tree(&self, id: &ObjectId) -> Result<Vec<TreeEntry>, Error> {
        self.found(id, || self.repo.tree(id))
    }

    /// What `look` finds of the object `id`. A gc at work may take what was
    /// put back before it, so it is put back and looked for again.
    fn found<T>(
        &self,
        id: &ObjectId,
        look: impl Fn() -> Result<Option<T>, Error>,
    ) -> Result<T, Error> {
        for _ in 0..TRIES {
            if let Some(found) = look()? {
                return Ok(found);
            }
            self.repo.put_back()?;
        }
        look()?.ok_or_else(|| gone(id))
    }
}

fn gone(id: &ObjectId) -> Error {
    Error::Git {
        doing: "reading the history".to_owned(),
        cause: format!("the object {id} is not in the object store"),
    }
}

fn entry(entry: &TreeEntry) -> Option<Entry> {
    let digits = entry.name.bytes().all(|b| b.is_ascii_digit());
    let number = digits.then(|| entry.name.parse().ok())??;
    (entry.kind == EntryKind::Directory).then(|| Entry {
        number,
        tree: entry.id.clone(),
    })
}

/// The number of the newest entry; 0 where there is none.
pub(crate) fn newest(slot: Option<&Slot>) -> u64 {
    slot.and_then(|slot| slot.entries.first())
        .map_or(0, |entry| entry.number)
}

/// The newest `most` entries as tree entries.
pub(crate) fn kept(slot: Option<&Slot>, most: usize) -> Vec<TreeEntry> {
    let entries = slot.map_or(&[][..], |slot| &slot.entries);
    entries
        .iter()
        .take(most)
        .map(|entry| TreeEntry::directory(entry.number.to_string(), entry.tree.clone()))
        .collect()
}
