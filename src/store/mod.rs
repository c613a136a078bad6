//! Where checkpoints lie: the document in `.shipkit/` that people see, and
//! the ref that nothing can take away, as one thing.
//!
//! The ref is the commit point of every change; the file follows it. A change
//! is made under one lock a worktree (`Store::lock`), readers take none.

mod address;
mod changing;
mod clear;
mod displaced;
mod entries;
mod exchange;
mod file;
mod guard;
mod index;
mod journal;
mod load;
mod lock;
mod pending;
mod refname;
mod retained;
mod said;
mod save;
mod settings;
mod waiting;
mod worktree;

pub use address::Address;
pub use changing::is_changing;
pub use clear::{Cleared, Purged, Restored};
pub use entries::{Entry, Slot};
pub use file::{MAX_DOCUMENT, replace};
pub(crate) use file::{Prepared, lay_ready, read_bounded, too_large};
pub use index::Listed;
pub use journal::append_progress;
pub use load::{Loaded, Origin, from_the_future};
pub use lock::Lock;
pub use said::{Noted, Said};
pub use save::{Draft, Saved};
pub use settings::{Credentials, PreCommit, Settings};

use crate::error::Error;
use crate::repo::Repo;

/// The checkpoints of one worktree, and a look at those of others.
pub struct Store<'r> {
    repo: &'r Repo,
    settings: &'r Settings,
}

impl<'r> Store<'r> {
    /// The store of the worktree that `repo` was opened in.
    pub fn new(repo: &'r Repo, settings: &'r Settings) -> Store<'r> {
        Store { repo, settings }
    }

    /// What is done about credentials.
    pub fn credentials(&self) -> Credentials {
        self.settings.credentials
    }

    /// Whether saves have left so much that it is time for [`Store::tidy`].
    pub fn is_untidy(&self) -> bool {
        self.repo.is_untidy()
    }

    /// Keeps what saves have left in the object store small. To be called when
    /// the answer is out and never in a hook; a failure leaves everything as
    /// it was.
    pub fn tidy(&self) -> Result<(), Error> {
        self.repo.tidy(self.settings.durability)
    }
}
