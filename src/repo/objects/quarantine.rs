//! Where new objects wait until all of them are shown at once, and who tells
//! one in use from one whose owner was killed: a lock that dies with it.

use crate::error::Error;
use std::fs::{self, DirEntry, File, TryLockError};
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

/// Not a `tmp_` name: `git gc --prune=now` removes those, in use or not.
const PREFIX: &str = "shipkit-incoming-";

/// Where directories cannot be locked, one older than this has lost its owner.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// How often a new one is made that another process has taken for abandoned
/// before it was locked.
const TRIES: u32 = 20;

/// A directory of objects that are not shown yet. It goes when dropped.
pub(super) struct Quarantine {
    dir: TempDir,
    /// Locked as long as this is open; none where that cannot be.
    _in_use: Option<File>,
}

impl Quarantine {
    /// A new one among the objects, once those are gone whose owners are.
    pub(super) fn new(objects: &Path) -> Result<Quarantine, Error> {
        for entry in fs::read_dir(objects).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(PREFIX) {
                remove_abandoned(&entry);
            }
        }
        for _ in 0..TRIES {
            let dir = tempfile::Builder::new().prefix(PREFIX).tempdir_in(objects);
            let dir = dir.map_err(|error| Error::io("write in", objects, &error))?;
            let Ok(file) = File::open(dir.path()) else {
                continue; // taken away
            };
            let locked = file.try_lock();
            if !dir.path().exists() || matches!(locked, Err(TryLockError::WouldBlock)) {
                continue; // taken away, or just about to be
            }
            return Ok(Quarantine {
                dir,
                _in_use: locked.is_ok().then_some(file),
            });
        }
        let cause = "its directory is removed again and again";
        Err(Error::git("writing an object", cause))
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        self.dir.path()
    }
}

/// Removes a quarantine that nobody uses. Its lock is held meanwhile: whoever
/// made it this moment then makes another.
fn remove_abandoned(entry: &DirEntry) {
    let path = entry.path();
    let file = File::open(&path);
    let is_abandoned = match file.as_ref().map(File::try_lock) {
        Ok(Ok(())) => true,
        Ok(Err(TryLockError::WouldBlock)) => false,
        Ok(Err(TryLockError::Error(_))) | Err(_) => is_old(entry),
    };
    if is_abandoned {
        // another process may be at it too; whoever is second has nothing to do
        let _ = fs::remove_dir_all(path);
    }
}

fn is_old(entry: &DirEntry) -> bool {
    let modified = entry.metadata().and_then(|meta| meta.modified());
    modified.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > ABANDONED))
}
