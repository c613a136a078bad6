//! Our own refs, moved by compare-and-swap.

use crate::error::Error;
use crate::model::ObjectId;
use crate::repo::Repo;
use crate::repo::objects::durable::{Durability, sync};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A lock file untouched for this long belongs to nobody that is alive, where
/// the caller holds the lock that all our writers take first.
const STALE: Duration = Duration::from_secs(1);

/// What came of moving a ref.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefMove {
    /// It is moved.
    Moved,
    /// It is moved, but nobody knows whether it outlives a power cut.
    Unsure {
        /// Why, as an error's sentence.
        why: String,
    },
    /// It was not where the caller thought.
    Conflict {
        /// Where it is; `None` where it is not there.
        actual: Option<ObjectId>,
    },
    /// The object it was to point at is gone: a prune beside us took it.
    ObjectGone,
    /// Another process holds its lock.
    LockedBy {
        /// The lock's file.
        path: PathBuf,
    },
}

impl RefMove {
    /// What came of a move that is made, once it was `synced`.
    pub(super) fn after(synced: Result<(), Error>) -> RefMove {
        match synced {
            Ok(()) => RefMove::Moved,
            Err(error) => RefMove::Unsure {
                why: error.to_string(),
            },
        }
    }
}

impl Repo {
    /// Where a ref points, read afresh; `None` where there is none. A ref that
    /// is damaged (as an empty file after a crash) is an error.
    pub fn tip(&self, name: &str) -> Result<Option<ObjectId>, Error> {
        refuse_bad_name(name)?;
        self.hand().tip(self, name)
    }

    /// Moves `name` from `old` (`None`: it must not exist) to `new`.
    pub fn move_ref(
        &self,
        name: &str,
        old: Option<&ObjectId>,
        new: &ObjectId,
        durability: Durability,
    ) -> Result<RefMove, Error> {
        refuse_bad_name(name)?;
        self.hand().move_ref(self, name, (old, new), durability)
    }

    /// Removes `name`, loose and packed, if it is at `old`.
    pub fn drop_ref(&self, name: &str, old: &ObjectId) -> Result<RefMove, Error> {
        let actual = self.tip(name)?;
        if actual.as_ref() != Some(old) {
            return Ok(RefMove::Conflict { actual });
        }
        self.hand().drop_ref(self, name, old)
    }

    /// All refs whose full name begins with `prefix` (as `refs/shipkit/`),
    /// in name order. Damaged and symbolic ones are left out.
    pub fn refs_under(&self, prefix: &str) -> Result<Vec<(String, ObjectId)>, Error> {
        let mut refs = self.hand().refs_under(prefix)?;
        refs.sort();
        Ok(refs)
    }

    /// Removes the lock file of `name` if it is older than a second, and says
    /// whether it did. Only for our own refs, and only for a caller that holds
    /// the lock which every writer of them takes first: then its owner died.
    pub fn cure_lock(&self, name: &str) -> Result<bool, Error> {
        let lock = lock_path(&ref_path(self, name));
        let age = fs::symlink_metadata(&lock)
            .and_then(|meta| meta.modified())
            .ok()
            .and_then(|time| time.elapsed().ok());
        match age {
            Some(age) if age > STALE => fs::remove_file(&lock)
                .map(|()| true)
                .map_err(|error| Error::io("remove", lock, &error)),
            _ => Ok(false),
        }
    }
}

/// Where a ref is a file of its own, that file.
pub(super) fn ref_path(repo: &Repo, name: &str) -> PathBuf {
    repo.places.common_dir.join(name)
}

/// The lock of that file.
pub(super) fn lock_path(path: &Path) -> PathBuf {
    let mut lock = path.as_os_str().to_owned();
    lock.push(".lock");
    PathBuf::from(lock)
}

/// Syncs the directories above that file, which is not there yet: they may
/// be new. Done before it comes into being, it never has to be done again:
/// where there is a ref as a file, the directories above it are on disk.
pub(super) fn sync_way_to(repo: &Repo, name: &str) -> Result<(), Error> {
    let top = repo.places.common_dir.join("refs");
    let path = ref_path(repo, name);
    let parents = path.ancestors().skip(2); // its own is synced after the ref
    let mut parents = parents.take_while(|dir| dir.starts_with(&top));
    parents.try_for_each(sync_if_there)
}

/// Makes a ref durable that was just put in place as a file of its own. What
/// packs refs beside us may have moved it on into the file of many, and taken
/// its directory away.
pub(super) fn sync_name_of(repo: &Repo, name: &str) -> Result<(), Error> {
    let path = ref_path(repo, name);
    path.parent().map_or(Ok(()), sync_if_there)?;
    if path.is_file() {
        return Ok(());
    }
    sync_if_there(&repo.places.common_dir.join("packed-refs"))?;
    sync(&repo.places.common_dir)
}

fn sync_if_there(path: &Path) -> Result<(), Error> {
    match sync(path) {
        Err(_) if !path.exists() => Ok(()),
        done => done,
    }
}

fn refuse_bad_name(name: &str) -> Result<(), Error> {
    if name.starts_with("refs/") && gix::validate::reference::name(name.into()).is_ok() {
        return Ok(());
    }
    let cause = format!("'{name}' is no name of a ref");
    Err(Error::git("naming a ref", cause))
}
