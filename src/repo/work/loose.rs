//! What no commit of a branch has: changes in the work tree, and stashes.

use crate::model::RepoPath;
use crate::repo::Repo;

/// What differs from HEAD.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uncommitted {
    /// Files that HEAD has with another content, from the top of the work
    /// tree; invalid UTF-8 replaced.
    pub modified: Vec<String>,
    /// Files that HEAD does not have, and that are not ignored.
    pub created: Vec<String>,
    /// Files that HEAD has and that are gone.
    pub deleted: Vec<String>,
    /// Files that a merge or the like has left unmerged.
    pub unmerged: Vec<String>,
    /// Why these are not all, one line.
    pub unseen: Option<String>,
}

/// What was put aside with `git stash`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stashes {
    /// How many, as far as the log was read.
    pub count: usize,
    /// What the newest says: `WIP on main: 9e8d7c6 Move token creation`.
    pub newest: Option<String>,
    /// When that was made, in seconds since 1970; none where it is not told.
    pub time: Option<i64>,
}

impl Repo {
    /// What differs from HEAD, but for what lies in `.shipkit/`. Costs one
    /// `git status`, which is left where it takes too long.
    pub fn uncommitted(&self) -> Uncommitted {
        let dirty = match self.dirty(false) {
            Ok(dirty) => dirty,
            Err(why) => {
                return Uncommitted {
                    unseen: Some(why),
                    ..Uncommitted::default()
                };
            }
        };
        let filtered = |path: &[u8]| {
            let path = std::str::from_utf8(path).ok().map(RepoPath::new);
            matches!(path, Some(Ok(path)) if self.refused_by_git(&path).is_some())
        };
        let named = |paths: &[Vec<u8>]| {
            let paths = paths.iter().filter(|path| !super::is_ours(path));
            let paths = paths.filter(|path| !filtered(path));
            let names = paths.map(|path| String::from_utf8_lossy(path).into_owned());
            names.collect::<Vec<String>>()
        };
        Uncommitted {
            modified: named(&dirty.modified),
            created: named(&dirty.created),
            deleted: named(&dirty.gone),
            unmerged: named(&dirty.unmerged),
            unseen: dirty.unseen,
        }
    }

    /// The stashes, by their log: that is all git keeps of any but the newest.
    pub fn stashes(&self) -> Stashes {
        let log = self.reflog_of("refs/stash");
        let newest = log.first();
        Stashes {
            count: log.len(),
            newest: newest.map(|stash| stash.message.clone()),
            time: newest.map(|stash| stash.time).filter(|time| *time > 0),
        }
    }
}
