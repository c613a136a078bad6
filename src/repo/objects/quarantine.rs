//! Where new objects wait until all of them can be shown. Whoever writes holds
//! the place locked, so one that nobody holds was left by a killed process.

use crate::error::Error;
use crate::model::ObjectId;
use crate::repo::Repo;
use crate::repo::objects::durable::sync;
use crate::repo::objects::packs::ASIDE;
use gix::objs::Kind;
use std::fs::{self, DirEntry, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// How such a place is called. Not a `tmp_` name: `git gc --prune=now` removes
/// those, in use or not.
const QUARANTINE: &str = "shipkit-incoming-";

/// A packing's place that is not locked for so long has lost its owner, who
/// locks it as soon as it is made. A writer makes another where one was taken
/// away before it was locked, so that its own need not grow old.
const ABANDONED: Duration = Duration::from_secs(5);

/// How often a writer makes another.
const TRIES: u32 = 20;

/// One that cannot be locked, for want of a file system that knows locks, has
/// after so long.
const FORGOTTEN: Duration = Duration::from_secs(60 * 60);

/// A place of that kind. It goes when it is dropped.
pub(super) struct Quarantine {
    dir: TempDir,
    _at_work: Option<File>,
}

impl Quarantine {
    /// Makes one, and removes those that killed processes left.
    pub(super) fn make(repo: &Repo) -> Result<Quarantine, Error> {
        let objects = repo.objects_dir();
        repo.sweep_quarantines();
        for _ in 0..TRIES {
            let dir = tempfile::Builder::new()
                .prefix(QUARANTINE)
                .tempdir_in(objects)
                .map_err(|error| Error::io("write in", objects, &error))?;
            let Ok(file) = File::open(dir.path()) else {
                continue; // taken away
            };
            let locked = file.try_lock();
            if !dir.path().exists() || matches!(locked, Err(TryLockError::WouldBlock)) {
                continue; // taken away, or just about to be
            }
            return Ok(Quarantine {
                dir,
                _at_work: locked.is_ok().then_some(file),
            });
        }
        let cause = "its directory is taken away again and again";
        Err(Error::git("writing an object", cause))
    }

    pub(super) fn path(&self) -> &Path {
        self.dir.path()
    }
}

impl Repo {
    /// Whether a writer is at work, or was killed.
    pub(super) fn has_quarantine(&self) -> bool {
        places(self.objects_dir(), &[QUARANTINE]).next().is_some()
    }

    /// Removes what killed writers and packings left among the objects. What a
    /// ref may name by now is put in place before.
    fn sweep_quarantines(&self) {
        for place in places(self.objects_dir(), &[QUARANTINE, ASIDE]) {
            // its lock is held meanwhile: who made it this moment makes another
            let left = left(&place);
            if left.is_some() && self.put_back_from(&place.path()).is_ok() {
                // another process may be at it too; whoever is second has nothing to do
                let _ = fs::remove_dir_all(place.path());
            }
        }
    }

    /// Puts in place what killed writers left and is not there. One may have
    /// moved its ref already, while a gc was at work.
    pub fn put_back_left(&self) -> Result<(), Error> {
        for place in places(self.objects_dir(), &[QUARANTINE]) {
            if let Some(_held) = left(&place) {
                self.put_back_from(&place.path())?;
            }
        }
        Ok(())
    }

    fn put_back_from(&self, place: &Path) -> Result<(), Error> {
        for fan in children(place) {
            for object in children(&fan.path()) {
                let (fan, rest) = (fan.file_name(), object.file_name());
                let id = format!("{}{}", fan.to_string_lossy(), rest.to_string_lossy());
                let Some(id) = ObjectId::new(&id).filter(|id| self.known(id).is_some()) else {
                    continue;
                };
                if !self.has(&id) && self.is_whole_in(place, &id) {
                    self.put_back_one(&object.path(), &id)?;
                }
            }
        }
        Ok(())
    }

    fn put_back_one(&self, from: &Path, id: &ObjectId) -> Result<(), Error> {
        let to = self.loose_path(id);
        let home: PathBuf = to.parent().map(Path::to_owned).unwrap_or_default();
        self.make_dir(&home)?;
        sync(from)?;
        // else somebody else was faster
        let _ = fs::hard_link(from, &to);
        sync(&home)
    }

    /// Whether an object lies there with the bytes that its name stands for: a
    /// power cut leaves empty ones.
    fn is_whole_in(&self, place: &Path, id: &ObjectId) -> bool {
        let kinds = [Kind::Blob, Kind::Tree, Kind::Commit];
        kinds
            .into_iter()
            .any(|kind| self.loose_in(place, id, kind).is_some())
    }
}

fn children(dir: &Path) -> impl Iterator<Item = DirEntry> + use<> {
    fs::read_dir(dir).into_iter().flatten().flatten()
}

fn places(objects: &Path, prefixes: &'static [&str]) -> impl Iterator<Item = DirEntry> + use<> {
    children(objects).filter(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        prefixes.iter().any(|prefix| name.starts_with(prefix))
    })
}

/// The place, held, if its owner is dead for sure.
fn left(place: &DirEntry) -> Option<File> {
    let modified = place.metadata().and_then(|meta| meta.modified());
    let older = |than: Duration| {
        let modified = modified.as_ref().ok();
        modified.is_some_and(|time| time.elapsed().is_ok_and(|age| age > than))
    };
    let is_writers = place.file_name().to_string_lossy().starts_with(QUARANTINE);
    let dir = File::open(place.path()).ok()?;
    let is_left = match dir.try_lock() {
        Ok(()) => is_writers || older(ABANDONED),
        Err(TryLockError::WouldBlock) => false,
        Err(TryLockError::Error(_)) => older(FORGOTTEN),
    };
    is_left.then_some(dir)
}
