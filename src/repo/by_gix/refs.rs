//! Refs as files, moved with the lock files git itself uses
//! (refs/files-backend.c), and synced as git would not.

use super::{ByGix, with_causes};
use crate::error::Error;
use crate::model::ObjectId;
use crate::repo::refs::{RefMove, lock_path, ref_path, sync_name_of, sync_way_to};
use crate::repo::{Durability, Repo, model_id};
use gix::lock::acquire::Fail;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::time::Duration;

/// How long another process's lock is waited for: git's own default
/// (core.filesRefLockTimeout).
const PATIENCE: Duration = Duration::from_millis(100);

/// How often a lock that nobody holds is tried.
const TRIES: u32 = 5;

impl ByGix {
    /// As [`Repo::tip`].
    pub(super) fn tip_of(&self, repo: &Repo, name: &str) -> Result<Option<ObjectId>, Error> {
        let path = ref_path(repo, name);
        match fs::read_to_string(&path) {
            Ok(text) => ObjectId::new(text.trim_end())
                .filter(|id| repo.known(id).is_some())
                .map(Some)
                .ok_or_else(|| Error::git(format!("reading {name}"), "the ref is damaged")),
            Err(error) if is_absent(&error) => self.packed_tip(name),
            Err(error) => Err(Error::io("read", path, &error)),
        }
    }

    /// As [`Repo::move_ref`].
    pub(super) fn moved(
        &self,
        repo: &Repo,
        name: &str,
        (old, new): (Option<&ObjectId>, &ObjectId),
        durability: Durability,
    ) -> Result<RefMove, Error> {
        let path = ref_path(repo, name);
        let mut lock = match lock(repo, &path)? {
            Ok(lock) => lock,
            Err(error) => return locked(&path, &error),
        };
        let actual = self.tip_of(repo, name)?;
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
        repo.share(lock.lock_path())?;
        if durability == Durability::Full && !path.is_file() {
            sync_way_to(repo, name)?;
        }
        remove_empty_directories(&path);
        lock.commit().map_err(|error| failed(&error.error))?;
        Ok(RefMove::after(match durability {
            Durability::Full => sync_name_of(repo, name),
            Durability::Git => Ok(()),
        }))
    }

    /// As [`Repo::drop_ref`].
    pub(super) fn dropped(
        &self,
        repo: &Repo,
        name: &str,
        old: &ObjectId,
    ) -> Result<RefMove, Error> {
        use gix::refs::transaction::{Change, PreviousValue, RefEdit, RefLog};
        let doing = || format!("removing {name}");
        let path = ref_path(repo, name);
        let target = repo
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
        let _note = repo.note_moving();
        match self.gix.edit_reference(edit) {
            Ok(_) => Ok(RefMove::Moved),
            Err(error) => match self.tip_of(repo, name)? {
                actual if actual.as_ref() != Some(old) => Ok(RefMove::Conflict { actual }),
                _ => [
                    lock_path(&path),
                    repo.places.common_dir.join("packed-refs.lock"),
                ]
                .into_iter()
                .find(|lock| lock.exists())
                .map(|path| RefMove::LockedBy { path })
                .ok_or_else(|| Error::git(doing(), with_causes(&error))),
            },
        }
    }

    /// As [`Repo::refs_under`], in no order.
    pub(super) fn listed(&self, prefix: &str) -> Result<Vec<(String, ObjectId)>, Error> {
        let doing = "listing refs";
        let platform = self
            .gix
            .references()
            .map_err(|error| Error::git(doing, error))?;
        let refs = platform
            .prefixed(prefix)
            .map_err(|error| Error::git(doing, error))?;
        let refs = refs.filter_map(Result::ok).filter_map(|found| {
            Some((
                found.name().as_bstr().to_string(),
                model_id(found.target().try_id()?),
            ))
        });
        Ok(refs.collect())
    }

    fn packed_tip(&self, name: &str) -> Result<Option<ObjectId>, Error> {
        let failed = |error: gix::Error| Error::git("reading packed-refs", error);
        let Some(packed) = self.gix.refs.open_packed_buffer().map_err(failed)? else {
            return Ok(None);
        };
        let found = packed.try_find(name).map_err(failed)?;
        Ok(found.map(|found| model_id(&found.target())))
    }
}

fn is_absent(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory
    )
}

/// Takes the lock of the ref at `path`. What packs refs beside us removes the
/// directories that it empties.
fn lock(repo: &Repo, path: &Path) -> Result<Result<gix::lock::File, gix::Error>, Error> {
    let take = || {
        repo.make_dir(path.parent().unwrap_or(path))?;
        Ok(gix::lock::File::acquire_to_update_resource(
            path,
            Fail::AfterDurationWithBackoff(PATIENCE),
            Some(repo.places.common_dir.join("refs")),
            0,
        ))
    };
    for _ in 1..TRIES {
        match take() {
            Ok(Err(_)) | Err(_) if !lock_path(path).exists() => {}
            taken => return taken,
        }
    }
    take()
}

fn locked(path: &Path, error: &gix::Error) -> Result<RefMove, Error> {
    let lock = lock_path(path);
    if lock.exists() {
        Ok(RefMove::LockedBy { path: lock })
    } else {
        Err(Error::git("locking a ref", with_causes(error)))
    }
}

/// What other refs left behind must not stand in a ref's way; a directory
/// that holds anything stays, and the rename then fails.
fn remove_empty_directories(path: &Path) {
    if path.is_dir() {
        let _ = fs::remove_dir(path);
    }
}
