//! Who waits is told how far we are.

use crate::repo::Repo;

/// What may take long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toil {
    /// Files are compared with their pins.
    Comparing,
    /// Files are pinned for a save.
    Pinning,
    /// git is asked who wrote the lines of a document; the count is seconds.
    Blaming,
    /// Documents are checked.
    Checking,
}

/// Is told how much of a toil is done, of how much; of 0 where nobody knows.
/// The last call of a toil has all of it done.
pub type Watcher = Box<dyn Fn(Toil, usize, usize)>;

impl Repo {
    /// Has `watcher` told from here on how far we are. The first one stays.
    pub fn watched_by(&self, watcher: Watcher) {
        let _ = self.watcher.set(watcher);
    }

    /// Tells who watches how far we are.
    pub fn at_work(&self, toil: Toil, done: usize, of: usize) {
        if let Some(watcher) = self.watcher.get() {
            watcher(toil, done, of);
        }
    }

    /// Whether somebody watches.
    pub(super) fn is_watched(&self) -> bool {
        self.watcher.get().is_some()
    }
}
