//! Refs that somebody else holds for the moment, or held when it died.

use crate::error::Error;
use crate::model::Name;
use crate::repo::RefMove;
use crate::store::{Address, Store};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How long a ref that is to go is tried again: each try may itself wait for a
/// lock.
const PATIENCE: Duration = Duration::from_secs(2);

impl Store<'_> {
    /// Removes the ref of `name`. Whether there was one.
    pub(crate) fn drop_slot(&self, name: &Name) -> Result<bool, Error> {
        let address = Address::here(name.clone());
        let start = Instant::now();
        for attempt in 0.. {
            let Some(slot) = self.slot(&address)? else {
                return Ok(attempt > 0);
            };
            let held_by = match self.repo.drop_ref(&slot.refname, &slot.commit)? {
                RefMove::Moved | RefMove::Unsure { .. } => return Ok(true),
                RefMove::Conflict { .. } | RefMove::ObjectGone => None,
                RefMove::LockedBy { path } => Some(path),
            };
            if start.elapsed() > PATIENCE {
                return Err(stuck(format!("removing {}", slot.refname), held_by));
            }
            self.wait_for(&slot.refname, attempt)?;
        }
        Ok(false)
    }

    /// Gives the holder of a ref's lock time, and cures one that nobody holds.
    pub(super) fn wait_for(&self, refname: &str, attempt: u32) -> Result<(), Error> {
        self.repo.cure_lock(refname)?;
        self.repo.cure_locks();
        std::thread::sleep(Duration::from_millis(u64::from(10 * (attempt + 1))));
        Ok(())
    }
}

/// The ref could not be moved in all that time. Who holds it is named: what
/// is not ours is not removed.
pub(super) fn stuck(doing: String, held_by: Option<PathBuf>) -> Error {
    let cause = match held_by {
        Some(lock) => format!(
            "'{}' is there, as another git process at work leaves it; remove it if there is none",
            lock.display()
        ),
        None => "another process moves it again and again".to_owned(),
    };
    Error::Git { doing, cause }
}
