//! What a checkpoint's ref holds: a commit without parents, whose tree has
//! one entry a save, `<n>/checkpoint.md` and `<n>/files/<blob id>`; n rises
//! and is never reused. A blob `cleared` beside them says that the task is
//! done with and only the history is kept, and a blob `kept` which saves stay
//! longer than others, a blob `automatic` which nobody worded: a number a line.

use crate::error::Error;
use crate::model::ObjectId;
use crate::repo::{EntryKind, TreeEntry};
use crate::store::Store;
use crate::store::address::Address;
use crate::store::file::{MAX_DOCUMENT, too_large};
use crate::store::refname::refname;
use crate::store::retained::lists;
use std::time::{Duration, Instant};

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
    /// The list of those that stay longer, where there is one.
    pub(super) kept: Option<ObjectId>,
    /// The list of those that nobody worded, where there is one.
    pub(super) automatic: Option<ObjectId>,
}

/// How long an object that is gone is put back and looked for where somebody
/// is at work who may have it.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long a look waits for the next.
const PAUSE: Duration = Duration::from_millis(10);

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

    /// What `look` reads of a checkpoint's history; `None` where nothing was
    /// ever saved. A save beside us lets a gc take what only the earlier state
    /// held: then the history is read as it is by now.
    pub fn of_slot<T>(
        &self,
        address: &Address,
        look: impl Fn(&Slot) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let mut slot = self.slot(address)?;
        loop {
            let Some(read) = slot else {
                return Ok(None);
            };
            match look(&read) {
                Ok(found) => return Ok(Some(found)),
                Err(error) => {
                    slot = self.slot(address)?;
                    if slot.as_ref().is_some_and(|now| now.commit == read.commit) {
                        return Err(error);
                    }
                }
            }
        }
    }

    pub(crate) fn slot_at(&self, refname: &str) -> Result<Option<Slot>, Error> {
        let mut tip = self.repo.tip(refname)?;
        loop {
            let Some(commit) = tip else {
                return Ok(None);
            };
            match self.slot_of(refname, &commit) {
                Ok(slot) => return Ok(Some(slot)),
                Err(error) => {
                    tip = self.repo.tip(refname)?;
                    if tip.as_ref() == Some(&commit) {
                        return Err(error);
                    }
                }
            }
        }
    }

    fn slot_of(&self, refname: &str, commit: &ObjectId) -> Result<Slot, Error> {
        let tree = self.tree_at(commit)?;
        let mut entries: Vec<Entry> = tree.iter().filter_map(entry).collect();
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.number));
        let [kept, automatic] = lists(&tree);
        Ok(Slot {
            refname: refname.to_owned(),
            commit: commit.clone(),
            entries,
            cleared: tree.iter().any(|entry| entry.name == CLEARED),
            kept,
            automatic,
        })
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
    pub(super) fn tree_at(&self, commit: &ObjectId) -> Result<Vec<TreeEntry>, Error> {
        let tree = self.found(commit, || self.repo.own_tree_of(commit))?;
        self.tree(&tree)
    }

    pub(crate) fn tree(&self, id: &ObjectId) -> Result<Vec<TreeEntry>, Error> {
        self.found(id, || self.repo.tree(id))
    }

    /// What `look` finds of the object `id`. A gc at work may have taken it
    /// from a save that is about to put it back, or take what was put back.
    pub(super) fn found<T>(
        &self,
        id: &ObjectId,
        look: impl Fn() -> Result<Option<T>, Error>,
    ) -> Result<T, Error> {
        let began = Instant::now();
        loop {
            if let Some(found) = look()? {
                return Ok(found);
            }
            let unsettled = self.repo.is_unsettled();
            self.repo.put_back()?;
            self.repo.put_back_left()?;
            if let Some(found) = look()? {
                return Ok(found);
            }
            if !unsettled || began.elapsed() > PATIENCE {
                return Err(gone(id));
            }
            std::thread::sleep(PAUSE);
        }
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
