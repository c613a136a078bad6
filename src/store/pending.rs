//! What a command was about to do to the file, written down before the ref
//! moves, so that the next command can finish it.
//!
//! A marker says which tip the ref will have, which bytes the file has before,
//! and where they lie once they were taken from their place. The file follows
//! only if both still hold: a file that somebody deleted or changed since is
//! theirs.

use crate::error::Error;
use crate::model::{Name, ObjectId};
use crate::store::Store;
use crate::store::displaced::{Came, Turn};
use crate::store::entries::Slot;
use crate::store::exchange::OLD;
use crate::store::file::{Prepared, UNFINISHED, lay_ready, read_document, sync_dir};
use crate::store::refname::{encoded, parse, refname};
use chrono::DateTime;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

/// The tip of a ref that is to go for good.
const PURGED: &str = "none";

/// A marker's content, as TOML.
#[derive(Serialize, Deserialize, PartialEq, Eq)]
struct Marker {
    /// The commit that the ref will point at, or that there will be no ref.
    tip: String,
    /// The blob id of the file before; absent where there is no file.
    replaces: Option<String>,
    /// The name of the file beside it in which its bytes lie afterwards.
    aside: Option<String>,
    /// When, as RFC 3339 has it.
    at: Option<String>,
}

/// What a killed command began could not be finished.
enum Behind {
    /// The file is behind: the history has all there is.
    File,
    /// The history lacks what somebody wrote.
    History(Error),
}

impl From<Error> for Behind {
    fn from(_: Error) -> Behind {
        Behind::File
    }
}

impl Store<'_> {
    fn pending_dir(&self) -> PathBuf {
        self.private_dir().join("pending")
    }

    /// What says that the ref is about to move to `tip` and the file to follow
    /// with what lies `ready`; to be in place before the ref moves.
    pub(super) fn announcement(
        &self,
        turn: &Turn<'_>,
        tip: &ObjectId,
        ready: &Prepared,
    ) -> Result<Prepared, Error> {
        let aside = ready.ready().file_name();
        let marker = Marker {
            tip: tip.as_str().to_owned(),
            replaces: turn
                .seen
                .map(|bytes| self.repo.id_of(bytes).as_str().to_owned()),
            aside: aside.map(|name| name.to_string_lossy().into_owned()),
            at: Some(turn.now.to_rfc3339()),
        };
        self.marker_ready(turn.name, &marker)
    }

    /// Says that the ref is about to go for good and the file, `before`, to
    /// follow.
    pub(super) fn announce_purge(&self, name: &Name, before: &[u8]) -> Result<(), Error> {
        let marker = Marker {
            tip: PURGED.to_owned(),
            replaces: Some(self.repo.id_of(before).as_str().to_owned()),
            aside: None,
            at: None,
        };
        self.marker_ready(name, &marker)?.commit()
    }

    fn marker_ready(&self, name: &Name, marker: &Marker) -> Result<Prepared, Error> {
        let text = toml::to_string(marker)
            .map_err(|cause| Error::git("writing the pending marker", cause))?;
        let (dir, sync) = (self.pending_dir(), self.settings.durability.syncs());
        if !dir.exists() {
            self.repo.make_dir(&dir)?;
            if sync {
                let private = self.private_dir();
                sync_dir(&private).map_err(|cause| Error::io("sync", private, &cause))?;
            }
        }
        let path = dir.join(encoded(name));
        let shown = path.to_string_lossy().into_owned();
        let marker = lay_ready(&path, text.as_bytes(), sync, shown)?;
        self.repo.share(marker.ready())?;
        Ok(marker)
    }

    /// The change is complete, or never happened.
    pub(crate) fn withdraw(&self, name: &Name) {
        // A marker that stays is harmless: what it says no longer holds.
        let _ = fs::remove_file(self.pending_dir().join(encoded(name)));
    }

    /// Finishes what a killed command began, before a reader looks. Does
    /// nothing while another command is at work.
    pub(crate) fn recover_for_reading(&self) -> Result<(), Error> {
        // A reader that may not write reads what there is.
        let _ = self.repo.put_back();
        self.repo.cure_locks();
        if self.markers().is_empty() {
            return Ok(());
        }
        match self.lock_until(Duration::ZERO) {
            Ok(_lock) => self.recover().map(drop),
            Err(_) => Ok(()), // at work right now, or a place we cannot write to
        }
    }

    /// Rolls the files of all markers forward and sweeps up. Call under the
    /// lock. Gives the names of which something that somebody wrote could not
    /// be kept in the history, and why: their markers are still needed.
    pub(crate) fn recover(&self) -> Result<Vec<(Name, String)>, Error> {
        let mut in_use = Vec::new();
        let mut unkept = Vec::new();
        for file_name in self.markers() {
            let Some(id) = self.worktree_id()? else {
                continue;
            };
            let Some((_, name)) =
                parse(&format!("{}{id}/{file_name}", crate::store::refname::ROOT))
            else {
                continue;
            };
            // A file that cannot follow now stands in nobody's way: the
            // history has it, and the next command tries again.
            match self.roll_forward(&id, &name) {
                Ok(()) => self.withdraw(&name),
                Err(behind) => {
                    in_use.extend(self.marker(&name).and_then(|marker| marker.aside));
                    if let Behind::History(why) = behind {
                        unkept.push((name, why.to_string()));
                    }
                }
            }
        }
        self.sweep(&[&self.private_dir(), &self.pending_dir()], &in_use);
        Ok(unkept)
    }

    fn marker(&self, name: &Name) -> Option<Marker> {
        let text = fs::read_to_string(self.pending_dir().join(encoded(name))).ok()?;
        toml::from_str(&text).ok()
    }

    fn roll_forward(&self, id: &str, name: &Name) -> Result<(), Behind> {
        let Some(marker) = self.marker(name) else {
            return Ok(());
        };
        let Some(slot) = self.slot_at(&refname(id, name))? else {
            return Ok(self.finish_purge(&marker, name)?);
        };
        if slot.commit.as_str() != marker.tip {
            return Ok(());
        }
        let newest = slot.entries.first().filter(|_| !slot.cleared);
        let text = newest.map(|newest| self.text(newest)).transpose()?;
        let at = marker.at.as_deref().unwrap_or_default();
        let at = DateTime::parse_from_rfc3339(at);
        let mut turn = Turn {
            name,
            seen: None,
            text: text.as_deref(),
            now: at.unwrap_or_else(|_| DateTime::UNIX_EPOCH.fixed_offset()),
        };
        if let Some(theirs) = self.left_aside(&marker, text.as_deref())? {
            return self
                .take_in(&turn, &theirs, &mut Came::default(), 0)
                .map_or_else(|why| Err(Behind::History(why)), |_| Ok(()));
        }
        let current = self.read_file(name)?;
        let before = current.as_ref().map(|bytes| self.repo.id_of(bytes));
        if before.as_ref().map(ObjectId::as_str) != marker.replaces.as_deref() {
            return Ok(());
        }
        turn.seen = current.as_deref();
        Ok(self.follow_late(&turn, &slot)?)
    }

    /// Removes the file of a ref that is gone for good, if it is as it was.
    fn finish_purge(&self, marker: &Marker, name: &Name) -> Result<(), Error> {
        let current = self.read_file(name)?;
        let current = current.map(|bytes| self.repo.id_of(&bytes));
        let is_same = current.as_ref().map(ObjectId::as_str) == marker.replaces.as_deref();
        if marker.tip == PURGED && is_same {
            self.remove_file(name)?;
        }
        Ok(())
    }

    /// What a killed command had taken from its place and not looked at yet:
    /// bytes that are neither those it had read nor those it saved.
    fn left_aside(&self, marker: &Marker, text: Option<&[u8]>) -> Result<Option<Vec<u8>>, Error> {
        // anybody may have written the marker
        let is_ours = |name: &&String| name.starts_with(UNFINISHED) && !name.contains('/');
        let Some(aside) = marker.aside.as_ref().filter(is_ours) else {
            return Ok(None);
        };
        for end in ["", OLD] {
            let name = format!("{aside}{end}");
            let path = self.repo.work_dir().join(".shipkit").join(&name);
            let bytes = read_document(&path, &name)?;
            let is_known = |bytes: &[u8]| {
                let id = self.repo.id_of(bytes);
                bytes.is_empty()
                    || Some(bytes) == text
                    || Some(id.as_str()) == marker.replaces.as_deref()
            };
            if let Some(bytes) = bytes.filter(|bytes| !is_known(bytes)) {
                return Ok(Some(bytes));
            }
        }
        Ok(None)
    }

    /// The file follows its ref at last, announced anew: what lies ready now
    /// has another name.
    fn follow_late(&self, turn: &Turn<'_>, slot: &Slot) -> Result<(), Error> {
        let ready = self.prepare_file(turn.name, turn.text.unwrap_or_default())?;
        ready.sync()?;
        self.announcement(turn, &slot.commit, &ready)?.commit()?;
        let mut came = Came::default();
        self.follow(turn, ready, &mut came);
        match came.warnings.first() {
            Some(behind) if self.marker(turn.name).is_some() => {
                Err(Error::git("writing a document", behind))
            }
            _ => Ok(()),
        }
    }

    fn markers(&self) -> Vec<String> {
        let Ok(dir) = fs::read_dir(self.pending_dir()) else {
            return Vec::new();
        };
        dir.flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| !name.starts_with('.'))
            .collect()
    }
}
