//! Objects that are here already and that a ref of ours names for the first
//! time: what `git add` has left may not be on disk yet, and a gc that began
//! before may still remove it. They are cared for as if we had written them.

use crate::error::Error;
use crate::model::ObjectId;
use crate::repo::objects::durable::{Durability, sync};
use crate::repo::objects::write::Writer;
use gix::objs::Kind;
use std::fs;
use std::path::Path;

impl Writer<'_> {
    /// Takes a blob that is here already into care; whether it is here, as it
    /// stays from then on. One in a pack is on disk, and only a gc at work can
    /// take it.
    pub fn adopt(&mut self, id: &ObjectId) -> Result<bool, Error> {
        if self.waiting.contains_key(id) || self.adopted.contains(id) {
            return Ok(true);
        }
        let loose = self.repo.loose_path(id);
        if !loose.exists() {
            let is_packed = self.repo.has_packed(id);
            self.packed.extend(is_packed.then(|| id.clone()));
            return Ok(is_packed);
        }
        let kept = self.quarantine()?.join(id.as_str());
        if fs::hard_link(&loose, kept).is_ok() {
            self.adopted.insert(id.clone());
            self.unsynced.push(id.clone());
            return Ok(true);
        }
        self.synced_in_place(&loose)?;
        Ok(self.repo.has(id))
    }

    /// Where it is another's file, or there are no links.
    fn synced_in_place(&self, loose: &Path) -> Result<(), Error> {
        match self.durability {
            Durability::Full if loose.exists() => sync(loose),
            _ => Ok(()),
        }
    }

    /// Takes copies of those that are in packs, where a gc at work `may_take`
    /// them.
    pub(super) fn keep_adopted(&mut self, may_take: bool) -> Result<(), Error> {
        let packed = std::mem::take(&mut self.packed);
        let mut packed = packed.iter().filter(|_| may_take);
        packed.try_for_each(|id| self.adopt_copy(id))
    }

    fn adopt_copy(&mut self, id: &ObjectId) -> Result<(), Error> {
        let (Some(known), Some(bytes)) = (self.repo.known(id), self.repo.object(id, Kind::Blob)?)
        else {
            return Ok(());
        };
        let home = self.quarantine()?.to_owned();
        self.repo
            .hand()
            .write_loose(&home, &known, Kind::Blob, &bytes)?;
        self.adopted.insert(id.clone());
        self.unsynced.push(id.clone());
        Ok(())
    }
}
