//! Saving: objects first, then the ref, then the file; never the other way.

use crate::error::Error;
use crate::model::{Name, ObjectId, RepoPath};
use crate::repo::{RefMove, TreeEntry, Writer};
use crate::store::entries::{Slot, kept, newest};
use crate::store::file::Prepared;
use crate::store::refname::refname;
use crate::store::{Address, Lock, Store};
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// What one save writes.
pub struct Draft {
    /// The whole document, record and all.
    pub text: Vec<u8>,
    /// Bytes of referenced files that the object store may lack.
    pub snapshot: Vec<(RepoPath, Vec<u8>)>,
    /// The blobs that the record pins, to be kept as long as the entry is.
    pub pinned: BTreeSet<ObjectId>,
    /// When.
    pub now: DateTime<FixedOffset>,
}

/// What a save did.
#[derive(Debug, PartialEq, Eq)]
pub struct Saved {
    /// The new entry's number in the history.
    pub number: u64,
    /// The save holds, but something around it does not: one sentence.
    pub warning: Option<String>,
}

/// How a slot's ref is to look after a change.
pub(crate) struct Top {
    /// The tree's entries.
    pub(crate) entries: Vec<TreeEntry>,
    /// The commit's message.
    pub(crate) message: String,
}

/// Makes a slot's new top out of the slot as it is.
pub(crate) type Build<'a> = dyn FnMut(Option<&Slot>, &mut Writer<'_>) -> Result<Top, Error> + 'a;

/// What happens to the file once the ref has moved.
#[derive(Clone, Copy)]
pub(crate) enum Follow<'a> {
    /// It stays as it is.
    Stays,
    /// It changes.
    Changes {
        /// From these bytes.
        from: Option<&'a [u8]>,
        /// To these, which are on disk once the ref has moved; `None` where
        /// it goes.
        to: Option<&'a Prepared>,
    },
}

/// How often a ref that somebody else moves or locks is tried again.
const TRIES: u32 = 20;

/// How long a ref that is to go is tried again: each try may itself wait for a
/// lock.
const PATIENCE: Duration = Duration::from_secs(2);

impl Store<'_> {
    /// Saves `draft` under `name`. The lock proves that no other command of
    /// this worktree is between its reading and its writing.
    pub fn save(&self, _lock: &Lock, name: &Name, draft: &Draft) -> Result<Saved, Error> {
        self.refuse_case_twin(name)?;
        self.refuse_unreadable(name, &draft.text)?;
        let before = self.read_file(name)?;
        let prepared = self.prepare_file(name, &draft.text)?;
        let follow = Follow::Changes {
            from: before.as_deref(),
            to: Some(&prepared),
        };
        let number = self.append(name, draft, follow)?;
        let warning = self.complete(name, prepared.commit_synced());
        Ok(Saved { number, warning })
    }

    /// Adds `draft` to the history of `name`.
    pub(crate) fn append(
        &self,
        name: &Name,
        draft: &Draft,
        follow: Follow<'_>,
    ) -> Result<u64, Error> {
        let mut number = 0;
        self.move_slot(name, draft.now, follow, &mut |slot, writer| {
            number = newest(slot) + 1;
            let entry = self.entry_tree(draft, writer)?;
            let mut entries = kept(slot, self.settings.history.saturating_sub(1));
            entries.push(TreeEntry::directory(number.to_string(), entry));
            Ok(Top {
                entries,
                message: format!("git-shipkit: save {number}"),
            })
        })?;
        Ok(number)
    }

    fn entry_tree(&self, draft: &Draft, writer: &mut Writer<'_>) -> Result<ObjectId, Error> {
        let document = writer.like("checkpoint.md").blob(&draft.text)?;
        let mut written = BTreeSet::new();
        for (path, bytes) in &draft.snapshot {
            written.insert(writer.like(path.as_str()).blob(bytes)?);
        }
        let files = draft
            .pinned
            .iter()
            .filter(|blob| written.contains(blob) || self.repo.has(blob))
            .map(|blob| TreeEntry::file(blob.as_str(), blob.clone()))
            .collect();
        let files = writer.like("files").tree(files)?;
        writer.like("entry").tree(vec![
            TreeEntry::file("checkpoint.md", document),
            TreeEntry::directory("files", files),
        ])
    }

    /// Moves the ref of `name` to what `build` makes of the slot as it is:
    /// objects durable, marker, compare-and-swap, objects seen to be there.
    /// The ref's move is the commit point.
    pub(crate) fn move_slot(
        &self,
        name: &Name,
        now: DateTime<FixedOffset>,
        follow: Follow<'_>,
        build: &mut Build<'_>,
    ) -> Result<(), Error> {
        let refname = refname(&self.ensure_worktree_id()?, name);
        let mut held_by = None;
        // One for all tries: what an earlier one put in place is put back too.
        let mut writer = self.repo.writer(self.settings.durability);
        for attempt in 0..TRIES {
            let slot = self.slot_at(&refname)?;
            let top = build(slot.as_ref(), &mut writer)?;
            let tree = writer.like("history").tree(top.entries)?;
            let commit = writer.commit(&tree, &top.message, now)?;
            self.make_durable(&mut writer, name, &commit, follow)?;
            let old = slot.as_ref().map(|slot| &slot.commit);
            let durability = self.settings.durability;
            let moved = self.repo.move_ref(&refname, old, &commit, durability);
            match moved {
                // A gc may have taken what no ref named yet. One whose move
                // failed may name it all the same.
                Ok(RefMove::Moved) | Err(_) => {
                    let settled = writer.settle();
                    return moved.and(settled);
                }
                Ok(RefMove::Conflict { .. } | RefMove::ObjectGone) => {}
                Ok(RefMove::LockedBy { path }) => {
                    self.wait_for(&refname, attempt)?;
                    held_by = Some(path);
                }
            }
        }
        self.withdraw(name);
        Err(stuck(format!("moving {refname}"), held_by))
    }

    /// Makes durable what must be before the ref moves to `commit`: the
    /// objects, the marker, and the file's new bytes.
    fn make_durable(
        &self,
        writer: &mut Writer<'_>,
        name: &Name,
        commit: &ObjectId,
        follow: Follow<'_>,
    ) -> Result<(), Error> {
        let Follow::Changes { from, to } = follow else {
            return writer.finish();
        };
        let marker = self.announcement(name, commit, from)?;
        let ready = marker.ready().to_owned();
        let mut files = vec![ready.as_path()];
        files.extend(to.map(Prepared::ready));
        writer.finish_beside(&files, || marker.put().map(Some))
    }

    /// Removes the ref of `name`. Whether there was one.
    pub(crate) fn drop_slot(&self, name: &Name) -> Result<bool, Error> {
        let address = Address::here(name.clone());
        let start = Instant::now();
        for attempt in 0.. {
            let Some(slot) = self.slot(&address)? else {
                return Ok(attempt > 0);
            };
            let held_by = match self.repo.drop_ref(&slot.refname, &slot.commit)? {
                RefMove::Moved => return Ok(true),
                RefMove::Conflict { .. } | RefMove::ObjectGone => None,
                RefMove::LockedBy { path } => Some(path),
            };
            if start.elapsed() > PATIENCE {
                return Err(stuck(format!("removing {}", slot.refname), held_by));
            }
            self.wait_for(&slot.refname, attempt)?;
        }
        Ok(false)
    }

    /// Gives the holder of a ref's lock time, and cures one that nobody holds.
    fn wait_for(&self, refname: &str, attempt: u32) -> Result<(), Error> {
        self.repo.cure_lock(refname)?;
        std::thread::sleep(Duration::from_millis(u64::from(10 * (attempt + 1))));
        Ok(())
    }

    /// Ends a change whose ref has moved: from here on nothing is "failed",
    /// and the marker stays for the next command where the file is behind.
    pub(crate) fn complete(&self, name: &Name, file: Result<(), Error>) -> Option<String> {
        match file {
            Ok(()) => {
                self.withdraw(name);
                None
            }
            Err(error) => Some(format!("the history has it, but {error}")),
        }
    }

    /// Refuses a name that differs from an existing one only in case, where
    /// the file system would take the two for one.
    pub(crate) fn refuse_case_twin(&self, name: &Name) -> Result<(), Error> {
        let Some(given) = name.as_deref() else {
            return Ok(());
        };
        if !self.repo.ignore_case() {
            return Ok(());
        }
        let twin = self.names()?.into_iter().find(|other| {
            other != name
                && other
                    .as_deref()
                    .is_some_and(|other| other.to_lowercase() == given.to_lowercase())
        });
        match twin {
            Some(twin) => Err(Error::NameCase {
                name: given.to_owned(),
                existing: twin.as_deref().unwrap_or_default().to_owned(),
            }),
            None => Ok(()),
        }
    }
}

/// The ref could not be moved in all that time. Who holds it is named: what
/// is not ours is not removed.
fn stuck(doing: String, held_by: Option<PathBuf>) -> Error {
    let cause = match held_by {
        Some(lock) => format!(
            "'{}' is there, as another git process at work leaves it; remove it if there is none",
            lock.display()
        ),
        None => "another process moves it again and again".to_owned(),
    };
    Error::Git { doing, cause }
}
