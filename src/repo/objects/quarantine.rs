//! Where new objects wait until all of them can be shown. Whoever writes holds
//! the place locked, so one that nobody holds was left by a killed process.

use crate::error::Error;
use crate::model::ObjectId;
use crate::platform::{Held, open_to_lock};
use crate::repo::Repo;
use crate::repo::objects::durable::sync;
use crate::repo::objects::loose;
use crate::repo::objects::packs::ASIDE;
use std::ffi::OsString;
use std::fs::{self, DirEntry, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How such a place is called. Not a `tmp_` name: `git gc --prune=now` removes
/// those, in use or not.
const QUARANTINE: &str = "shipkit-incoming-";

/// One that cannot be locked, for want of a file system that knows locks, has
/// lost its owner after so long.
const FORGOTTEN: Duration = Duration::from_secs(60 * 60);

/// How often a new one is made that another process has taken for a killed
/// one's before it was locked.
const TRIES: u32 = 20;

/// A place of that kind. It goes when it is dropped.
pub(super) struct Quarantine(Held);

impl Quarantine {
    /// Makes one, and removes those that killed processes left.
    pub(super) fn make(repo: &Repo) -> Result<Quarantine, Error> {
        repo.sweep_quarantines();
        Quarantine::named(repo.objects_dir(), QUARANTINE)
    }

    /// Makes one among the objects whose name begins so.
    pub(super) fn named(objects: &Path, prefix: &str) -> Result<Quarantine, Error> {
        for _ in 0..TRIES {
            let dir = tempfile::Builder::new()
                .prefix(prefix)
                .tempdir_in(objects)
                .map_err(|error| Error::io("write in", objects, &error))?;
            let place = match open_to_lock(dir.path()) {
                Ok(place) => place,
                Err(error) if error.kind() == ErrorKind::NotFound => continue, // taken away
                Err(error) => return Err(Error::io("open", dir.path(), &error)),
            };
            let locked = place.try_lock();
            if !dir.path().exists() || matches!(locked, Err(TryLockError::WouldBlock)) {
                continue; // taken away, or just about to be
            }
            let at_work = locked.is_ok().then_some(place);
            return Ok(Quarantine(Held::new(dir, at_work)));
        }
        let cause = "its directory is removed again and again";
        Err(Error::git("writing an object", cause))
    }

    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(super) fn move_to(&mut self, to: &Path) -> std::io::Result<()> {
        self.0.move_to(to)
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
            // held meanwhile: whoever made it this moment then makes another
            if let Some(_held) = Left::find(&place)
                && self.put_back_from(&place.path()).is_ok()
            {
                // another process may be at it too; whoever is second has nothing to do
                let _ = fs::remove_dir_all(place.path());
            }
        }
    }

    /// Puts in place what killed writers left and is not there. One may have
    /// moved its ref already, while a gc was at work.
    pub fn put_back_left(&self) -> Result<(), Error> {
        for place in places(self.objects_dir(), &[QUARANTINE]) {
            if let Some(_held) = Left::find(&place) {
                self.put_back_from(&place.path())?;
            }
        }
        Ok(())
    }

    fn put_back_from(&self, place: &Path) -> Result<(), Error> {
        for (id, object) in objects_in(place) {
            let id = ObjectId::new(&id).filter(|id| self.known(id).is_some());
            if let Some(id) = id
                && !self.has(&id)
                && self.is_whole_at(&object, &id)
            {
                self.put_back_one(&object, &id)?;
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
    fn is_whole_at(&self, path: &Path, id: &ObjectId) -> bool {
        let read = loose::read(path).ok().flatten();
        read.is_some_and(|(kind, bytes)| self.hash(kind, &bytes).as_ref() == Some(id))
    }
}

/// The objects of such a place, each with the id that its name gives. What git
/// itself wrote there, or an earlier version, may lie as git lays it out.
pub(super) fn objects_in(place: &Path) -> impl Iterator<Item = (String, PathBuf)> + use<> {
    children(place).flat_map(|child| {
        let start = child.file_name().to_string_lossy().into_owned();
        let is_fan = child.file_type().is_ok_and(|kind| kind.is_dir());
        let inner = is_fan
            .then(|| children(&child.path()))
            .into_iter()
            .flatten();
        let inner = inner.map(|object| (object.file_name(), object.path()));
        let own = (!is_fan).then(|| (OsString::new(), child.path()));
        let all = own.into_iter().chain(inner);
        all.map(move |(rest, path)| (format!("{start}{}", rest.to_string_lossy()), path))
            .collect::<Vec<_>>()
    })
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

/// A place whose owner is dead for sure, locked where that can be.
struct Left {
    _lock: Option<File>,
}

impl Left {
    fn find(place: &DirEntry) -> Option<Left> {
        let dir = open_to_lock(&place.path()).ok()?;
        match dir.try_lock() {
            Ok(()) => Some(Left { _lock: Some(dir) }),
            Err(TryLockError::WouldBlock) => None,
            Err(TryLockError::Error(_)) => is_forgotten(place).then_some(Left { _lock: None }),
        }
    }
}

fn is_forgotten(place: &DirEntry) -> bool {
    let modified = place.metadata().and_then(|meta| meta.modified());
    modified.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > FORGOTTEN))
}
