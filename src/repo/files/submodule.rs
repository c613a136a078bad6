//! Directories: a submodule is a pin of its commit, anything else is none.

use crate::drift::Seen;
use crate::error::Error;
use crate::model::{Mode, ObjectId, RepoPath};
use crate::platform::{DIRECTORY, Root};
use crate::repo::Repo;
use crate::repo::files::look::Look;
use crate::repo::git::Unreadable;

impl Repo {
    /// The top of the work tree, held open.
    pub(in crate::repo) fn root(&self) -> Result<&Root, Error> {
        if let Some(root) = self.root.get() {
            return Ok(root);
        }
        let root = Root::open(&self.places.work_dir)?;
        Ok(self.root.get_or_init(|| root))
    }

    /// What a directory is to git: a repository of its own is a link to the
    /// commit it is on; an empty place of a submodule is what the index says
    /// (read-cache.c, ce_compare_gitlink).
    pub(in crate::repo) fn look_at_directory(&self, path: &RepoPath) -> Look {
        let commit = if self.is_repository(path) {
            self.commit_of(path)
        } else {
            let staged = self.staged_commit(path);
            staged.ok_or_else(|| DIRECTORY.to_owned())
        };
        let seen = match commit {
            Ok(blob) => Seen::Blob {
                mode: Mode::Gitlink,
                blob,
            },
            Err(why) => Seen::Unhashed { why, raw: None },
        };
        Look {
            seen,
            bytes: None,
            unread: None,
        }
    }

    fn is_repository(&self, path: &RepoPath) -> bool {
        let inner = self.places.work_dir.join(path.as_str()).join(".git");
        inner.symlink_metadata().is_ok()
    }

    /// The commit that the repository at `path` is on; the error is one line.
    fn commit_of(&self, path: &RepoPath) -> Result<ObjectId, String> {
        let dir = self.places.work_dir.join(path.as_str());
        let commit = self.hand().head_of(&dir);
        let commit =
            commit.map_err(|Unreadable| "it is a directory whose repository cannot be read")?;
        let commit = commit.ok_or("it is a directory whose repository has no commit yet")?;
        match self.known(&commit) {
            Some(_) => Ok(commit),
            None => Err("it is a directory whose repository has another object format".to_owned()),
        }
    }

    fn staged_commit(&self, path: &RepoPath) -> Option<ObjectId> {
        let staged = self.staged(path).ok()??;
        (staged.mode == Some(Mode::Gitlink)).then_some(staged.id)
    }
}
