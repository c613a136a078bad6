//! Saving: objects first, then the ref, then the file; never the other way.

use crate::error::Error;
use crate::model::{Name, ObjectId, RepoPath};
use crate::repo::{RefMove, TreeEntry, Writer};
use crate::store::changing::Changing;
use crate::store::displaced::{Came, Turn};
use crate::store::entries::{Slot, newest};
use crate::store::file::Prepared;
use crate::store::refname::refname;
use crate::store::waiting::stuck;
use crate::store::{Lock, Store};
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeSet;
use std::fmt::Display;

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
    /// Whether somebody wrote it into the file and nobody saved it: it stays
    /// longer than what programs save.
    pub kept: bool,
    /// Whether another task begins with it: the last save of the one before
    /// stays longer.
    pub starts_over: bool,
    /// Whether nobody saved it, but a program at its time: of such saves few
    /// stay, those that are `kept` aside.
    pub automatic: bool,
}

impl Draft {
    /// These bytes and what they pin, as nobody edits them any more.
    pub(super) fn of(
        text: &[u8],
        pinned: &BTreeSet<ObjectId>,
        now: DateTime<FixedOffset>,
        kept: bool,
    ) -> Draft {
        Draft {
            text: text.to_vec(),
            snapshot: Vec::new(),
            pinned: pinned.clone(),
            now,
            kept,
            starts_over: false,
            automatic: false,
        }
    }
}

/// What a save did.
#[derive(Debug, PartialEq, Eq)]
pub struct Saved {
    /// The new entry's number in the history.
    pub number: u64,
    /// The document, where what somebody wrote meanwhile was merged into it.
    pub merged: Option<Vec<u8>>,
    /// The save holds, but something around it does not: a sentence each.
    pub warnings: Vec<String>,
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
    /// It changes, to the bytes that lie ready. Where it goes, what it had
    /// takes their place.
    Changes(&'a Turn<'a>, &'a Prepared),
}

/// How often a ref that somebody else moves or locks is tried again.
const TRIES: u32 = 20;

impl Store<'_> {
    /// Saves `draft` under `name`. The lock proves that no other command of
    /// this worktree is between its reading and its writing. `seen` is what
    /// the file had when it was read: what it has beside is somebody's, and
    /// kept.
    pub fn save(
        &self,
        lock: &Lock,
        name: &Name,
        draft: &Draft,
        seen: Option<&[u8]>,
    ) -> Result<Saved, Error> {
        lock.allows(name)?;
        self.refuse_case_twin(name)?;
        self.refuse_unreadable(name, &draft.text)?;
        let came = self.save_over(name, draft, seen)?;
        Ok(Saved {
            number: came.number,
            merged: came.merged,
            warnings: came.warnings,
        })
    }

    /// Adds `draft` to the history and puts it in the place of what the file
    /// had, which was `seen`.
    pub(super) fn save_over(
        &self,
        name: &Name,
        draft: &Draft,
        seen: Option<&[u8]>,
    ) -> Result<Came, Error> {
        let ready = self.prepare_file(name, &draft.text)?;
        let turn = Turn {
            name,
            seen,
            text: Some(&draft.text),
            now: draft.now,
        };
        let mut came = Came::default();
        let _under_way = Changing::begin();
        self.append(name, draft, Follow::Changes(&turn, &ready), &mut came)?;
        self.follow(&turn, ready, &mut came);
        Ok(came)
    }

    /// Adds `draft` to the history of `name`. Gives its number.
    pub(crate) fn append(
        &self,
        name: &Name,
        draft: &Draft,
        follow: Follow<'_>,
        came: &mut Came,
    ) -> Result<u64, Error> {
        let mut number = 0;
        let warning = self.move_slot(name, draft.now, follow, &mut |slot, writer| {
            number = newest(slot) + 1;
            let entry = self.entry_tree(slot, draft, writer)?;
            let mut entries = self.older(slot, draft, number, writer)?;
            entries.push(TreeEntry::directory(number.to_string(), entry));
            Ok(Top {
                entries,
                message: format!("git-shipkit: save {number}"),
            })
        })?;
        came.warnings.extend(warning);
        came.number = number;
        Ok(number)
    }

    fn entry_tree(
        &self,
        slot: Option<&Slot>,
        draft: &Draft,
        writer: &mut Writer<'_>,
    ) -> Result<ObjectId, Error> {
        let document = writer.like("checkpoint.md").blob(&draft.text)?;
        let mut written = BTreeSet::new();
        for (path, bytes) in &draft.snapshot {
            let mut blob = writer.like(path.as_str()).blob(bytes)?;
            // where a git add was faster since it was pinned
            if !writer.adopt(&blob)? {
                blob = writer.like(path.as_str()).blob(bytes)?; // and a prune since
            }
            written.insert(blob);
        }
        // What the entry before names is cared for already.
        let before = slot.and_then(|slot| slot.entries.first());
        let before = before.map_or(Ok(BTreeSet::new()), |entry| self.pinned_by(entry))?;
        let mut files = Vec::new();
        for blob in &draft.pinned {
            if !written.contains(blob) && !before.contains(blob) && !writer.adopt(blob)? {
                continue;
            }
            files.push(TreeEntry::file(blob.as_str(), blob.clone()));
        }
        let files = writer.like("files").tree(files)?;
        writer.like("entry").tree(vec![
            TreeEntry::file("checkpoint.md", document),
            TreeEntry::directory("files", files),
        ])
    }

    /// Moves the ref of `name` to what `build` makes of the slot as it is:
    /// objects durable, marker, compare-and-swap, objects seen to be there.
    /// The ref's move is the commit point: what goes wrong after it is a
    /// sentence to be told, and no error.
    pub(crate) fn move_slot(
        &self,
        name: &Name,
        now: DateTime<FixedOffset>,
        follow: Follow<'_>,
        build: &mut Build<'_>,
    ) -> Result<Option<String>, Error> {
        let refname = refname(&self.ensure_worktree_id()?, name);
        let mut held_by = None;
        // One for all tries: what an earlier one put in place is put back too.
        let mut writer = self.repo.writer(self.settings.durability);
        for attempt in 0..TRIES {
            let slot = self.slot_at(&refname)?;
            let top = build(slot.as_ref(), &mut writer)?;
            let tree = writer.like("history").tree(top.entries)?;
            let commit = writer.commit(&tree, &top.message, now)?;
            self.make_durable(&mut writer, &commit, follow)?;
            let old = slot.as_ref().map(|slot| &slot.commit);
            let durability = self.settings.durability;
            match self.repo.move_ref(&refname, old, &commit, durability) {
                Ok(RefMove::Conflict { .. } | RefMove::ObjectGone) => {}
                Ok(RefMove::LockedBy { path }) => {
                    self.wait_for(&refname, attempt)?;
                    held_by = Some(path);
                }
                moved => return self.settled(moved, writer, &refname, &commit),
            }
        }
        self.withdraw(name);
        Err(stuck(format!("moving {refname}"), held_by))
    }

    /// Sees to it that all objects are there once the ref has moved to
    /// `commit`: a gc may have taken what no ref named yet. A move that failed
    /// may have been made all the same.
    fn settled(
        &self,
        moved: Result<RefMove, Error>,
        writer: Writer<'_>,
        refname: &str,
        commit: &ObjectId,
    ) -> Result<Option<String>, Error> {
        let settled = writer.settle();
        match moved {
            Ok(RefMove::Unsure { why }) => Ok(Some(behind(why))),
            Ok(_) => Ok(settled.err().map(behind)),
            Err(error) => match self.repo.tip(refname) {
                Ok(Some(tip)) if tip == *commit => Ok(Some(behind(error))),
                _ => Err(error),
            },
        }
    }

    /// Makes durable what must be before the ref moves to `commit`: the
    /// objects, the marker, and the file's new bytes.
    fn make_durable(
        &self,
        writer: &mut Writer<'_>,
        commit: &ObjectId,
        follow: Follow<'_>,
    ) -> Result<(), Error> {
        let Follow::Changes(turn, prepared) = follow else {
            return writer.finish();
        };
        let marker = self.announcement(turn, commit, prepared)?;
        let ready = marker.ready().to_owned();
        let mut files = vec![ready.as_path()];
        files.extend(turn.text.map(|_| prepared.ready()));
        writer.finish_beside(&files, || marker.put().map(Some))
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

/// The sentence for what went wrong when the history had it already.
pub(super) fn behind(error: impl Display) -> String {
    format!("the history has it, but {error}")
}
