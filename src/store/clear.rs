//! Done with a checkpoint, and bringing one back. Nothing is lost by either:
//! what was edited and not saved goes into the history first.

use crate::error::Error;
use crate::model::{Name, ObjectId};
use crate::repo::TreeEntry;
use crate::store::entries::{CLEARED, Entry, Slot, kept};
use crate::store::guard::without_credentials;
use crate::store::save::{Follow, Top};
use crate::store::{Address, Credentials, Draft, Lock, Store};
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeSet;

/// What a clearing did.
#[derive(Debug, PartialEq, Eq)]
pub struct Cleared {
    /// The entry that `restore` brings back.
    pub number: u64,
    /// The clearing holds, but something around it does not: one sentence.
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
    /// It holds, but something around it does not: one sentence.
    pub warning: Option<String>,
}

impl Store<'_> {
    /// Saves the file's bytes as they are where the history lacks them, but
    /// for credentials where those are masked.
    /// Returns the entry's number if one was made.
    pub fn keep_unsaved(
        &self,
        _lock: &Lock,
        name: &Name,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<u64>, Error> {
        let Some(mut bytes) = self.read_file(name)? else {
            return Ok(None);
        };
        let slot = self.slot(&Address::here(name.clone()))?;
        let newest = slot.as_ref().and_then(|slot| slot.entries.first());
        if let Some(newest) = newest
            && self.text(newest)? == bytes
        {
            return Ok(None);
        }
        if self.settings.credentials == Credentials::Masked {
            bytes = without_credentials(bytes);
        }
        let draft = Draft {
            text: bytes,
            snapshot: Vec::new(),
            pinned: match newest {
                Some(newest) => self.pinned_by(newest)?,
                None => BTreeSet::new(),
            },
            now,
        };
        self.append(name, &draft, Follow::Stays).map(Some)
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
        let mut number = 0;
        self.move_slot(
            name,
            now,
            Follow::Changes {
                from: Some(&bytes),
                to: None,
            },
            &mut |slot, writer| {
                number = crate::store::entries::newest(slot);
                let marker = writer.blob(format!("{}\n", now.to_rfc3339()).as_bytes())?;
                let mut entries = kept(slot, self.settings.history);
                entries.push(TreeEntry::file(CLEARED, marker));
                Ok(Top {
                    entries,
                    message: "git-shipkit: cleared".to_owned(),
                })
            },
        )?;
        let warning = self.complete(name, self.remove_file(name));
        Ok(Some(Cleared { number, warning }))
    }

    /// Drops `name` with its history. Returns whether there was anything.
    pub fn purge(&self, _lock: &Lock, name: &Name) -> Result<bool, Error> {
        let had_file = self.read_file(name)?.is_some();
        let had_history = self.drop_slot(name)?;
        self.withdraw(name);
        self.remove_file(name)?;
        Ok(had_file || had_history)
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
        let Some(slot) = self.slot(from)? else {
            return Ok(None);
        };
        let before = self.read_file(name)?;
        let Some(entry) = self.chosen(&slot, number, before.as_deref())? else {
            return Ok(None);
        };
        let draft = Draft {
            text: self.text(&entry)?,
            snapshot: Vec::new(),
            pinned: self.pinned_by(&entry)?,
            now,
        };
        let kept = self.keep_unsaved(lock, name, now)?;
        let prepared = self.prepare_file(name, &draft.text)?;
        let follow = Follow::Changes {
            from: before.as_deref(),
            to: Some(&prepared),
        };
        let number = self.append(name, &draft, follow)?;
        Ok(Some(Restored {
            from: entry.number,
            number,
            kept,
            warning: self.complete(name, prepared.commit_synced()),
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
