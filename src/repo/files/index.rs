//! The user's index, read only, and only when something asks for it.

use crate::error::Error;
use crate::model::RepoPath;
use crate::repo::Repo;
use crate::repo::hand::{Hand, Listing, Staged};
use crate::repo::model_id;
use crate::repo::objects::trees::{EntryKind, kind_of};

impl Repo {
    /// The index; an error says, in one line, why it cannot be read. What gix
    /// cannot read, git may.
    pub(in crate::repo) fn index(&self) -> Result<&dyn Listing, String> {
        let read = || {
            self.hand().index(self).or_else(|why| {
                if !is_unsupported(&why) {
                    return Err(why); // git might make something of what is damaged
                }
                let listed = self.git.index(self).map_err(|_| why.clone())?;
                self.note_asked("the index", &why);
                Ok(listed)
            })
        };
        match self.index.get_or_init(read) {
            Ok(index) => Ok(index.as_ref()),
            Err(why) => Err(why.clone()),
        }
    }

    /// What the index holds at `path`; loads the index. A directory that a
    /// sparse index folds into one entry is looked into.
    pub(in crate::repo) fn staged(&self, path: &RepoPath) -> Result<Option<Staged>, String> {
        let index = self.index()?;
        let text = path.as_str();
        if let Some(staged) = index.entry(text) {
            return Ok(Some(staged));
        }
        let mut directories = text.match_indices('/').map(|(slash, _)| slash + 1);
        let folded = directories.find_map(|end| Some((index.folded(&text[..end])?, &text[end..])));
        let Some((tree, below)) = folded else {
            return Ok(None);
        };
        let unreadable = |_| "a tree of the sparse index cannot be read".to_owned();
        let found = self.entry_at(tree, below).map_err(unreadable)?;
        Ok(found.map(|(mode, id)| Staged {
            mode: match kind_of(mode) {
                EntryKind::File(mode) => Some(mode),
                EntryKind::Directory => None,
            },
            id: model_id(&id),
            skipped: true,
        }))
    }

    /// Whether the index holds `path`; loads the index.
    pub fn is_tracked(&self, path: &RepoPath) -> Result<bool, Error> {
        let staged = self.staged(path);
        let staged = staged.map_err(|why| Error::git("reading the index", why))?;
        Ok(staged.is_some())
    }
}

/// Whether gix says that an index is beyond it, not that it is damaged.
fn is_unsupported(why: &str) -> bool {
    why.contains("not supported") || why.contains("mandatory extension")
}
