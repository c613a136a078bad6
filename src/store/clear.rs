//! Done with a checkpoint, and bringing one back. Nothing is lost by either:
//! what was edited and not saved goes into the history first.

use crate::error::Error;
use crate::model::{Name, ObjectId};
use crate::repo::TreeEntry;
use crate::store::displaced::{Came, Turn};
use crate::store::entries::{CLEARED, Entry, Slot};
use crate::store::retained::all;
use crate::store::save::{Follow, Top};
use crate::store::{Address, Draft, Lock, Store};
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeSet;

/// What a clearing did.
#[derive(Debug, PartialEq, Eq)]
pub struct Cleared {
    /// The entry that `restore` brings back.
    pub number: u64,
    /// The clearing holds, but something around it does not: a sentence each.
    pub warnings: Vec<String>,
}

/// What a purge did.
#[derive(Debug, PartialEq, Eq)]
pub struct Purged {
    /// The history is gone, but something around it is not: one sentence.
    pub warning: Option<String>,
}

/// What a restoring did.
#[derive(Debug, PartialEq, Eq)]
pub struct Restored {
    /// The entry that was brought back.
    pub from: u64,
    /// The new entry it became.
    pub number: u64,
    /// What it replaced, kept as this entry, had not been saved before.
    pub kept: Option<u64>,
    /// It holds, but something around it does not: a sentence each.
    pub warnings: Vec<String>,
}

impl Store<'_> {
    /// Saves the file's bytes as they are where the history lacks them, but
    /// for credentials where those are masked.
    /// Returns the entry's number if one was made.
    pub fn keep_unsaved(
        &self,
        lock: &Lock,
        name: &Name,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<u64>, Error> {
        lock.allows(name)?;
        let Some(bytes) = self.read_file(name)? else {
            return Ok(None);
        };
        let slot = self.slot(&Address::here(name.clone()))?;
        let newest = slot.as_ref().and_then(|slot| slot.entries.first());
        if let Some(newest) = newest
            && self.text(newest)? == bytes
        {
            return Ok(None);
        }
        let pinned = newest.map_or(Ok(BTreeSet::new()), |newest| self.pinned_by(newest))?;
        let draft = Draft::of(&self.masked(&bytes), &pinned, now, true);
        let mut came = Came::default();
        self.append(name, &draft, Follow::Stays, &mut came)
            .map(Some)
    }

    /// Clears `name`: the file goes, the history stays. `None` where there is
    /// no such checkpoint.
    pub fn clear(
        &self,
        lock: &Lock,
        name: &Name,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<Cleared>, Error> {
        let Some(bytes) = self.read_file(name)? else {
            return Ok(None);
        };
        self.keep_unsaved(lock, name, now)?;
        let turn = Turn {
            name,
            seen: Some(&bytes),
            text: None,
            now,
        };
        let aside = self.prepare_file(name, b"")?;
        let mut came = Came::default();
        self.mark_cleared(name, now, Follow::Changes(&turn, &aside), &mut came)?;
        self.follow(&turn, aside, &mut came);
        Ok(Some(Cleared {
            number: came.number,
            warnings: came.warnings,
        }))
    }

    /// When `address` was cleared; `None` where it is not, or nobody can tell.
    pub fn cleared_at(&self, address: &Address) -> Result<Option<DateTime<FixedOffset>>, Error> {
        let told = self.of_slot(address, |slot| {
            let tree = self.tree_at(&slot.commit)?;
            let Some(marker) = tree.into_iter().find(|entry| entry.name == CLEARED) else {
                return Ok(None);
            };
            self.found(&marker.id, || self.repo.own_blob(&marker.id))
                .map(Some)
        })?;
        let text = String::from_utf8(told.flatten().unwrap_or_default()).unwrap_or_default();
        Ok(DateTime::parse_from_rfc3339(text.trim_end()).ok())
    }

    /// Says in the history of `name` that it is cleared.
    pub(super) fn mark_cleared(
        &self,
        name: &Name,
        now: DateTime<FixedOffset>,
        follow: Follow<'_>,
        came: &mut Came,
    ) -> Result<(), Error> {
        let mut number = 0;
        let warning = self.move_slot(name, now, follow, &mut |slot, writer| {
            number = crate::store::entries::newest(slot);
            let marker = writer.blob(format!("{}\n", now.to_rfc3339()).as_bytes())?;
            let mut entries = all(slot);
            entries.push(TreeEntry::file(CLEARED, marker));
            Ok(Top {
                entries,
                message: "git-shipkit: cleared".to_owned(),
            })
        })?;
        came.warnings.extend(warning);
        came.number = number;
        Ok(())
    }

    /// Drops `name` with its history; `None` where there was nothing of it.
    pub fn purge(&self, lock: &Lock, name: &Name) -> Result<Option<Purged>, Error> {
        lock.allows(name)?;
        let before = self.read_file(name)?;
        if let Some(before) = &before {
            self.announce_purge(name, before)?;
        }
        let dropped = self.drop_slot(name);
        let removed = dropped.as_ref().map_or(Ok(()), |_| self.remove_file(name));
        if removed.is_ok() {
            self.withdraw(name); // else the next command tries again
        }
        let had_history = dropped?;
        match removed {
            Err(error) if !had_history => Err(error),
            removed => Ok((before.is_some() || had_history).then(|| Purged {
                warning: removed
                    .err()
                    .map(|error| format!("the history is gone, but {error}")),
            })),
        }
    }

    /// Brings a save of `from` back as the checkpoint `name` of this worktree.
    /// Without `number`: the newest save that differs from what is there.
    pub fn restore(
        &self,
        lock: &Lock,
        from: &Address,
        number: Option<u64>,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<Restored>, Error> {
        let name = &from.name;
        if from.worktree.is_some() {
            self.refuse_case_twin(name)?;
        }
        let before = self.read_file(name)?;
        // Who saves in another worktree asks for no lock of ours.
        let read = self.of_slot(from, |slot| {
            let Some(entry) = self.chosen(slot, number, before.as_deref())? else {
                return Ok(None);
            };
            let (text, pinned) = (self.text(&entry)?, self.pinned_by(&entry)?);
            let automatic = self.automatic_saves(slot)?.contains(&entry.number);
            let draft = Draft::of(&text, &pinned, now, false);
            Ok(Some((entry.number, Draft { automatic, ..draft })))
        })?;
        let Some((number, draft)) = read.flatten() else {
            return Ok(None);
        };
        let kept = self.keep_unsaved(lock, name, now)?;
        let came = self.save_over(name, &draft, before.as_deref())?;
        Ok(Some(Restored {
            from: number,
            number: came.number,
            kept,
            warnings: came.warnings,
        }))
    }

    fn chosen(
        &self,
        slot: &Slot,
        number: Option<u64>,
        current: Option<&[u8]>,
    ) -> Result<Option<Entry>, Error> {
        for entry in &slot.entries {
            let fits = match number {
                Some(number) => entry.number == number,
                None => match current {
                    Some(current) => self.text(entry)? != current,
                    None => true,
                },
            };
            if fits {
                return Ok(Some(entry.clone()));
            }
        }
        Ok(None)
    }

    /// The blobs that the newest entry keeps.
    pub(super) fn pinned_now(&self, name: &Name) -> Result<BTreeSet<ObjectId>, Error> {
        let slot = self.slot(&Address::here(name.clone()))?;
        let newest = slot.as_ref().and_then(|slot| slot.entries.first());
        newest.map_or(Ok(BTreeSet::new()), |newest| self.pinned_by(newest))
    }

    /// The blobs that an entry keeps.
    pub(super) fn pinned_by(&self, entry: &Entry) -> Result<BTreeSet<ObjectId>, Error> {
        let tree = self.tree(&entry.tree)?;
        let Some(files) = tree.iter().find(|entry| entry.name == "files") else {
            return Ok(BTreeSet::new());
        };
        let files = self.tree(&files.id)?;
        Ok(files.into_iter().map(|file| file.id).collect())
    }
}
