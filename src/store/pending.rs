//! What a command was about to do to the file, written down before the ref
//! moves, so that the next command can finish it.
//!
//! A marker says which tip the ref will have and which bytes the file has
//! before. The file follows only if both still hold: a file that somebody
//! deleted or changed since is theirs.

use crate::error::Error;
use crate::model::{Name, ObjectId};
use crate::store::Store;
use crate::store::file::{Prepared, lay_ready, sync_dir};
use crate::store::refname::{encoded, parse, refname};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

/// A marker's content, as TOML.
#[derive(Serialize, Deserialize, PartialEq, Eq)]
struct Marker {
    /// The commit that the ref will point at.
    tip: String,
    /// The blob id of the file before; absent where there is no file.
    replaces: Option<String>,
}

impl Store<'_> {
    fn pending_dir(&self) -> PathBuf {
        self.private_dir().join("pending")
    }

    /// What says that the ref of `name` is about to move to `tip` and the
    /// file, now `before`, to follow; to be in place before the ref moves.
    pub(crate) fn announcement(
        &self,
        name: &Name,
        tip: &ObjectId,
        before: Option<&[u8]>,
    ) -> Result<Prepared, Error> {
        let marker = Marker {
            tip: tip.as_str().to_owned(),
            replaces: before.map(|bytes| self.repo.id_of(bytes).as_str().to_owned()),
        };
        let text = toml::to_string(&marker)
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
        if self.markers().is_empty() {
            return Ok(());
        }
        match self.lock_until(Duration::ZERO) {
            Ok(_lock) => self.recover(),
            Err(_) => Ok(()), // at work right now, or a place we cannot write to
        }
    }

    /// Rolls the files of all markers forward and sweeps up. Call under the
    /// lock.
    pub(crate) fn recover(&self) -> Result<(), Error> {
        self.sweep(&[&self.private_dir(), &self.pending_dir()]);
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
            if self.roll_forward(&id, &name).is_ok() {
                self.withdraw(&name);
            }
        }
        Ok(())
    }

    fn roll_forward(&self, id: &str, name: &Name) -> Result<(), Error> {
        let path = self.pending_dir().join(encoded(name));
        let marker = fs::read_to_string(&path)
            .ok()
            .and_then(|text| toml::from_str::<Marker>(&text).ok());
        let (Some(marker), Some(slot)) = (marker, self.slot_at(&refname(id, name))?) else {
            return Ok(());
        };
        let current = self.read_file(name)?;
        let before = current.map(|bytes| self.repo.id_of(&bytes).as_str().to_owned());
        if slot.commit.as_str() != marker.tip || before != marker.replaces {
            return Ok(());
        }
        match slot.entries.first() {
            Some(newest) if !slot.cleared => self.write_file(name, &self.text(newest)?),
            _ => self.remove_file(name),
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
