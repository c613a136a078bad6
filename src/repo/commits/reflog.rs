//! What git has noted of the moves of HEAD or of a branch.

use crate::repo::Repo;

/// One move.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::repo) struct Moved {
    /// The commit before, all zeros where there was none.
    pub(in crate::repo) old: gix::ObjectId,
    /// The commit after.
    pub(in crate::repo) new: gix::ObjectId,
    /// What git notes of it.
    pub(in crate::repo) message: String,
    /// When, in seconds since 1970; 0 where the log does not tell.
    pub(in crate::repo) time: i64,
}

impl Moved {
    /// What moved it: see [`action`].
    pub(in crate::repo) fn action(&self) -> &str {
        action(&self.message)
    }
}

/// What moved a ref: `commit (amend)`, `rebase (finish)`, the text before the
/// message's first `:`.
pub(in crate::repo) fn action(message: &str) -> &str {
    let action = message.split_once(':').map_or(message, |(act, _)| act);
    action.trim()
}

impl Repo {
    /// The last moves of `branch`, or of HEAD without one, newest first; none
    /// where git keeps no log, and not all of a very long one.
    pub(in crate::repo) fn reflog(&self, branch: Option<&str>) -> Vec<Moved> {
        match branch {
            Some(branch) => self.reflog_of(&format!("refs/heads/{branch}")),
            None => self.reflog_of("HEAD"),
        }
    }

    /// The same of `HEAD` or of a ref by its full name.
    pub(in crate::repo) fn reflog_of(&self, name: &str) -> Vec<Moved> {
        self.hand().reflog(self, name)
    }
}
