//! The id that tells this worktree's checkpoints from those of others.
//!
//! git reuses the names of removed worktrees, and what lies in
//! `refs/worktree/` is lost to a gc run elsewhere; so the id is our own, random,
//! and kept in the worktree's git directory, with which it goes.

use crate::error::Error;
use crate::store::{Store, address::is_worktree_id, file};
use std::fmt::Write as _;
use std::path::PathBuf;

impl Store<'_> {
    /// Our directory in this worktree's own git directory.
    pub(crate) fn private_dir(&self) -> PathBuf {
        self.repo.git_dir().join("shipkit")
    }

    /// This worktree's id; `None` before its first save.
    pub fn worktree_id(&self) -> Result<Option<String>, Error> {
        let path = self.private_dir().join("id");
        match std::fs::read_to_string(&path) {
            Ok(text) => match text.trim_end() {
                id if is_worktree_id(id) => Ok(Some(id.to_owned())),
                _ => Err(Error::Document {
                    path: path.to_string_lossy().into_owned(),
                    line: Some(1),
                    why: "this is no worktree id".to_owned(),
                    hint: Some(
                        "find the id in 'git for-each-ref refs/shipkit' and write it there"
                            .to_owned(),
                    ),
                }),
            },
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(Error::io("read", path, &cause)),
        }
    }

    /// This worktree's id, made if it has none. Call under the lock.
    pub(crate) fn ensure_worktree_id(&self) -> Result<String, Error> {
        if let Some(id) = self.worktree_id()? {
            return Ok(id);
        }
        let mut random = [0_u8; 6];
        getrandom::fill(&mut random).map_err(|cause| Error::Git {
            doing: "making a worktree id".to_owned(),
            cause: cause.to_string(),
        })?;
        let mut id = String::new();
        for byte in random {
            write!(id, "{byte:02x}").expect("a String takes every write");
        }
        let path = self.private_dir().join("id");
        file::replace(&path, format!("{id}\n").as_bytes(), true)?;
        self.repo.share(&path)?;
        // Our directory may be new, and without its name the id is lost.
        let git_dir = self.repo.git_dir();
        file::sync_dir(git_dir).map_err(|cause| Error::io("sync", git_dir, &cause))?;
        Ok(id)
    }
}
