//! Keeping what saves write small: loose objects of ours become packs, packs
//! of ours become fewer. Nothing is dropped: somebody may have tagged or merged
//! what we no longer need. The user's own objects and packs are git's to tend.

use crate::error::Error;
use crate::model::ObjectId;
use crate::platform;
use crate::repo::env::Env;
use crate::repo::objects::durable::Durability;
use crate::repo::objects::journal::{Likeness, locked};
use crate::repo::objects::packs::Ours;
use crate::repo::{Places, Repo};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;

/// When there is something to do.
#[derive(Clone, Copy, Debug)]
pub(in crate::repo) struct Bounds {
    /// So many loose objects of ours become a pack. A save writes four and one
    /// a changed file. More at once would be packed no better once merged, and
    /// somebody waits for it.
    pub(in crate::repo) objects: usize,
    /// So many packs of a level become one of the next: N saves leave
    /// log N packs, and each object is copied log N times. Far below
    /// `gc.autoPackLimit` (50), and few to be searched.
    pub(in crate::repo) packs: usize,
    /// At most so many bytes are packed at once, as they lie there; the rest
    /// waits for the next save.
    pub(in crate::repo) bytes: u64,
    /// A loose object of more bytes stays as it is: finding its differences
    /// takes long, and a file of its own wastes little.
    pub(in crate::repo) object_bytes: u64,
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds {
            objects: 256,
            packs: 4,
            bytes: 4 << 20,
            object_bytes: 128 << 10,
        }
    }
}

/// Whether this is a place and a time to pack at all: not inside a hook, whose
/// caller waits and whose objects may be on probation, and not where the
/// objects are kept elsewhere than in the repository.
pub(in crate::repo) fn may_pack(places: &Places, env: Env<'_>) -> bool {
    let usual = places.common_dir.join("objects");
    let is_usual = || {
        usual == places.objects_dir
            || platform::real(&usual).is_ok_and(|usual| usual == places.objects_dir)
    };
    ["GIT_QUARANTINE_PATH", "GIT_INDEX_FILE"]
        .into_iter()
        .all(|name| env(name).is_none())
        && is_usual()
}

impl Repo {
    /// Whether what we write here is packed later.
    pub(super) fn packs_here(&self) -> bool {
        self.may_pack
    }

    /// Whether something was saved through this value and enough lies loose
    /// to be packed.
    pub fn is_untidy(&self) -> bool {
        self.has_saved.get() && self.is_due(Bounds::default())
    }

    /// Packs what saves have left loose, if there is enough of it. To be
    /// called when the answer is out: it takes some ten milliseconds once in
    /// sixty saves. It may fail, or be killed at any moment, and everything is
    /// as sound as before.
    pub fn tidy(&self, durability: Durability) -> Result<(), Error> {
        self.tidy_within(Bounds::default(), durability)
    }

    /// Whether the list is long enough, at a time and a place to work it off.
    fn is_due(&self, bounds: Bounds) -> bool {
        let shortest_line = self.format.len_in_hex() as u64 + 2;
        self.length_of_list() >= bounds.objects as u64 * shortest_line
            && self.packs_here()
            && !self.is_tended()
    }

    /// As [`Repo::tidy`], with bounds of the caller's.
    pub(in crate::repo) fn tidy_within(
        &self,
        bounds: Bounds,
        durability: Durability,
    ) -> Result<(), Error> {
        if !self.is_due(bounds) {
            return Ok(());
        }
        let path = self.shared_dir().join("packing.lock");
        let failed = |error: &std::io::Error| Error::io("lock", &path, error);
        let mut options = fs::OpenOptions::new();
        // Not all systems lock what can only be appended to.
        let opened = options.read(true).append(true).create(true).open(&path);
        let lock: File = opened.map_err(|error| failed(&error))?;
        self.share(&path)?;
        if !locked(&lock) {
            return Ok(()); // another process is at it
        }
        self.sweep_packings();
        self.pack_loose(bounds, durability)?;
        while self.merge_packs(bounds, durability)? {}
        Ok(())
    }

    /// Whether git tends its objects at this moment: two at once would take
    /// packs from under each other.
    fn is_tended(&self) -> bool {
        self.gc_at_work() || self.objects_dir().join("maintenance.lock").exists()
    }

    fn pack_loose(&self, bounds: Bounds, durability: Durability) -> Result<(), Error> {
        let noted = self.noted();
        if noted.objects.len() < bounds.objects {
            if self.is_list_full() {
                // so long and with so little in it, it is damaged
                return self.forget(self.length_of_list());
            }
            return Ok(());
        }
        let mut chosen = Vec::new();
        let (mut bytes, mut worked_off) = (0, 0);
        for (id, likeness, end) in noted.objects {
            let size = fs::symlink_metadata(self.loose_path(&id)).map(|meta| meta.len());
            // one that is not there was packed, or pruned, by somebody else
            if let Ok(size) = size
                && size <= bounds.object_bytes
            {
                if bytes + size > bounds.bytes || chosen.len() == 4 * bounds.objects {
                    break;
                }
                bytes += size;
                chosen.push((id, likeness));
            }
            worked_off = end;
        }
        let packed = self.pack_and_drop(&chosen, durability);
        // Also where it failed: it would fail again after every save. The
        // objects stay loose.
        self.forget(worked_off)?;
        packed
    }

    /// Packs loose objects, and removes them once they are in the pack.
    fn pack_and_drop(
        &self,
        objects: &[(ObjectId, Likeness)],
        durability: Durability,
    ) -> Result<(), Error> {
        if objects.is_empty() {
            return Ok(());
        }
        self.pack(objects, 0, durability)?;
        for (id, _) in objects {
            // As `git prune-packed` would. The directory stays, for the next
            // save: a new one costs it a sync.
            remove(&self.loose_path(id));
        }
        Ok(())
    }

    /// Makes one pack of those of a level that are too many; whether there
    /// were such.
    fn merge_packs(&self, bounds: Bounds, durability: Durability) -> Result<bool, Error> {
        let noted = self.our_packs();
        let mut ours = noted.clone();
        ours.retain(|pack| self.is_still_ours(&pack.name));
        let levels: BTreeSet<u32> = ours.iter().map(|pack| pack.level).collect();
        let at = |level: u32| ours.iter().filter(move |pack| pack.level == level);
        let full = levels
            .into_iter()
            .find(|level| at(*level).count() >= bounds.packs);
        let Some(level) = full else {
            if ours != noted {
                self.note_packs(&ours)?; // git has taken the others over
            }
            return Ok(false);
        };
        let merged: Vec<Ours> = at(level).cloned().collect();
        let mut ids = BTreeSet::new();
        for pack in &merged {
            ids.extend(self.ids_in(&pack.name)?);
        }
        let unlike = |id| (id, Likeness::default()); // most are differences already
        let objects: Vec<_> = ids.into_iter().map(unlike).collect();
        let name = self.pack(&objects, level.saturating_add(1), durability)?;
        for pack in merged.iter().filter(|pack| pack.name != name) {
            if self.is_still_ours(&pack.name) {
                self.remove_pack(&pack.name);
            }
        }
        let mut left = self.our_packs();
        left.retain(|pack| pack.name == name || !merged.contains(pack));
        self.note_packs(&left)?;
        Ok(true)
    }
}

/// What cannot be removed stays, and is there twice.
fn remove(path: &Path) {
    let _ = fs::remove_file(path);
}
