//! Directories: a submodule is a pin of its commit, anything else is none.

use super::pin::Look;
use super::{Repo, look};
use crate::drift::Seen;
use crate::error::Error;
use crate::model::{Mode, ObjectId, RepoPath};

impl Repo {
    /// The top of the work tree, held open.
    pub(super) fn root(&self) -> Result<&look::Root, Error> {
        if let Some(root) = self.root.get() {
            return Ok(root);
        }
        let root = look::Root::open(&self.places.work_dir)?;
        Ok(self.root.get_or_init(|| root))
    }

    /// What a directory is to git: a repository of its own is a link to the
    /// commit it is on; an empty place of a submodule is what the index says
    /// (read-cache.c, ce_compare_gitlink).
    pub(super) fn look_at_directory(&self, path: &RepoPath) -> Look {
        let commit = if self.is_repository(path) {
            self.hand()
                .commit_of(&self.places.work_dir.join(path.as_str()))
        } else {
            self.staged_commit(path)
        };
        let seen = match commit {
            Some(blob) => Seen::Blob {
                mode: Mode::Gitlink,
                blob,
            },
            None => Seen::Unhashed {
                why: "it is a directory".to_owned(),
                raw: None,
            },
        };
        Look { seen, bytes: None }
    }

    fn is_repository(&self, path: &RepoPath) -> bool {
        let inner = self.places.work_dir.join(path.as_str()).join(".git");
        inner.symlink_metadata().is_ok()
    }

    fn staged_commit(&self, path: &RepoPath) -> Option<ObjectId> {
        let staged = self.staged(path).ok()??;
        (staged.mode == Some(Mode::Gitlink)).then_some(staged.id)
    }
}
