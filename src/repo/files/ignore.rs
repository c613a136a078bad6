//! Whether git ignores a file.

use crate::model::RepoPath;
use crate::repo::Repo;

impl Repo {
    /// Whether git's ignore rules leave the file out; what is in the index is
    /// never ignored. Where it cannot be told, it is: an ignored file may be
    /// a secret.
    pub fn is_ignored(&self, path: &RepoPath) -> bool {
        self.hand().ignores(path).unwrap_or(true) && !self.is_tracked(path).unwrap_or(false)
    }
}
