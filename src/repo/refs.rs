//! Our own refs, moved by compare-and-swap with the lock files git itself
//! uses (refs/files-backend.c), and synced as git would not.

use super::durable::{Durability, sync};
use super::{Repo, model_id};
use crate::error::Error;
use crate::model::ObjectId;
use gix::lock::acquire::Fail;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long another process's lock is waited for: git's own default
/// (core.filesRefLockTimeout).
const PATIENCE: Duration = Duration::from_millis(100);

/// A lock file untouched for this long belongs to nobody that is alive, where
/// the caller holds the lock that all our writers take first.
const STALE: Duration = Duration::from_secs(1);

/// What came of moving a ref.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefMove {
    /// It is moved.
    Moved,
    /// It was not where the caller thought.
    Conflict {
        /// Where it is; `None` where it is not there.
        actual: Option<ObjectId>,
    },
    /// Another process holds its lock.
    LockedBy {
        /// The lock's file.
        path: PathBuf,
    },
}

impl Repo {
    /// Where a ref points, read afresh; `None` where there is none. A ref that
    /// is damaged (as an empty file after a crash) is an error.
    pub fn tip(&self, name: &str) -> Result<Option<ObjectId>, Error> {
        let path = self.ref_path(name)?;
        match fs::read_to_string(&path) {
            Ok(text) => ObjectId::new(text.trim_end())
                .filter(|id| self.known(id).is_some())
                .map(Some)
                .ok_or_else(|| Error::git(format!("reading {name}"), "the ref is damaged")),
            Err(error) if is_absent(&error) => self.packed_tip(name),
            Err(error) => Err(Error::io("read", path, &error)),
        }
    }

    /// Moves `name` from `old` (`None`: it must not exist) to `new`.
    pub fn move_ref(
        &self,
        name: &str,
        old: Option<&ObjectId>,
        new: &ObjectId,
        durability: Durability,
    ) -> Result<RefMove, Error> {
        let path = self.ref_path(name)?;
        self.make_dir(path.parent().unwrap_or(&path))?;
        let lock = gix::lock::File::acquire_to_update_resource(
            &path,
            Fail::AfterDurationWithBackoff(PATIENCE),
            Some(self.common_dir.join("refs")),
            0,
        );
        let mut lock = match lock {
            Ok(lock) => lock,
            Err(error) => return locked(&path, &error),
        };
        let actual = self.tip(name)?;
        if actual.as_ref() != old {
            return Ok(RefMove::Conflict { actual });
        }
        let failed = |error: &std::io::Error| Error::io("write", &path, error);
        lock.with_mut(|file| {
            file.write_all(format!("{new}\n").as_bytes())?;
            if durability == Durability::Full {
                file.sync_all()?;
            }
            Ok(())
        })
        .map_err(|error| failed(&error))?;
        self.share(lock.lock_path())?;
        remove_empty_directories(&path);
        lock.commit().map_err(|error| failed(&error.error))?;
        if durability == Durability::Full {
            self.sync_up_to_refs(&path)?;
        }
        Ok(RefMove::Moved)
    }

    /// Removes `name`, loose and packed, if it is at `old`.
    pub fn drop_ref(&self, name: &str, old: &ObjectId) -> Result<RefMove, Error> {
        use gix::refs::transaction::{Change, PreviousValue, RefEdit, RefLog};
        let doing = || format!("removing {name}");
        let actual = self.tip(name)?;
        if actual.as_ref() != Some(old) {
            return Ok(RefMove::Conflict { actual });
        }
        let path = self.ref_path(name)?;
        let target = self
            .known(old)
            .ok_or_else(|| Error::git(doing(), "no such object format"))?;
        let edit = RefEdit {
            change: Change::Delete {
                expected: PreviousValue::MustExistAndMatch(gix::refs::Target::Object(target)),
                log: RefLog::AndReference,
            },
            name: gix::refs::FullName::try_from(name)
                .map_err(|error| Error::git(doing(), error))?,
            deref: false,
        };
        match self.gix.edit_reference(edit) {
            Ok(_) => Ok(RefMove::Moved),
            Err(error) => match self.tip(name)? {
                actual if actual.as_ref() != Some(old) => Ok(RefMove::Conflict { actual }),
                _ => [lock_path(&path), self.common_dir.join("packed-refs.lock")]
                    .into_iter()
                    .find(|lock| lock.exists())
                    .map(|path| RefMove::LockedBy { path })
                    .ok_or_else(|| Error::git(doing(), error)),
            },
        }
    }

    /// All refs whose full name begins with `prefix` (as `refs/shipkit/`),
    /// in name order. Damaged and symbolic ones are left out.
    pub fn refs_under(&self, prefix: &str) -> Result<Vec<(String, ObjectId)>, Error> {
        let doing = "listing refs";
        let platform = self
            .gix
            .references()
            .map_err(|error| Error::git(doing, error))?;
        let refs = platform
            .prefixed(prefix)
            .map_err(|error| Error::git(doing, error))?;
        let mut out: Vec<(String, ObjectId)> = refs
            .filter_map(Result::ok)
            .filter_map(|found| {
                Some((
                    found.name().as_bstr().to_string(),
                    model_id(found.target().try_id()?),
                ))
            })
            .collect();
        out.sort();
        Ok(out)
    }

    /// Removes the lock file of `name` if it is older than a second, and says
    /// whether it did. Only for our own refs, and only for a caller that holds
    /// the lock which every writer of them takes first: then its owner died.
    pub fn cure_lock(&self, name: &str) -> Result<bool, Error> {
        let lock = lock_path(&self.ref_path(name)?);
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

    fn packed_tip(&self, name: &str) -> Result<Option<ObjectId>, Error> {
        let failed = |error: gix::Error| Error::git("reading packed-refs", error);
        let Some(packed) = self.gix.refs.open_packed_buffer().map_err(failed)? else {
            return Ok(None);
        };
        let found = packed.try_find(name).map_err(failed)?;
        Ok(found.map(|found| model_id(&found.target())))
    }

    fn ref_path(&self, name: &str) -> Result<PathBuf, Error> {
        let valid =
            name.starts_with("refs/") && gix::validate::reference::name(name.into()).is_ok();
        if valid {
            Ok(self.common_dir.join(name))
        } else {
            Err(Error::git(
                "naming a ref",
                format!("'{name}' is no name of a ref"),
            ))
        }
    }

    /// The directories that may be new, innermost first.
    fn sync_up_to_refs(&self, path: &Path) -> Result<(), Error> {
        let top = self.common_dir.join("refs");
        let parents = path
            .ancestors()
            .skip(1)
            .take_while(|dir| dir.starts_with(&top));
        for dir in parents {
            sync(dir)?;
        }
        Ok(())
    }
}

fn is_absent(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory
    )
}

fn lock_path(path: &Path) -> PathBuf {
    let mut lock = path.as_os_str().to_owned();
    lock.push(".lock");
    PathBuf::from(lock)
}

fn locked(path: &Path, error: &gix::Error) -> Result<RefMove, Error> {
    let lock = lock_path(path);
    if lock.exists() {
        Ok(RefMove::LockedBy { path: lock })
    } else {
        Err(Error::git("locking a ref", error))
    }
}

/// What other refs left behind must not stand in a ref's way; a directory
/// that holds anything stays, and the rename then fails.
fn remove_empty_directories(path: &Path) {
    if path.is_dir() {
        let _ = fs::remove_dir(path);
    }
}
