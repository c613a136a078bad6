//! Whether git ignores a file.

use super::Repo;
use crate::model::RepoPath;
use gix::worktree::stack::state::ignore::Source;
use std::path::Path;

impl Repo {
    /// Whether git's ignore rules leave the file out; what is in the index is
    /// never ignored. Where it cannot be told, it is: an ignored file may be
    /// a secret.
    pub fn is_ignored(&self, path: &RepoPath) -> bool {
        self.matches_a_rule(path).unwrap_or(true) && !self.is_tracked(path).unwrap_or(false)
    }

    fn matches_a_rule(&self, path: &RepoPath) -> Option<bool> {
        let mut slot = self.excludes.borrow_mut();
        let mut stack = if let Some(stack) = slot.take() {
            stack
        } else {
            let empty = gix::index::State::new(self.gix.object_hash());
            let source = Source::WorktreeThenIdMappingIfNotSkipped;
            self.gix.excludes(&empty, None, source).ok()?.detach()
        };
        let mode = Some(gix::index::entry::Mode::FILE);
        let ignored = stack
            .at_path(Path::new(path.as_str()), mode, &self.gix.objects)
            .ok()
            .map(|place| place.is_excluded());
        *slot = Some(stack);
        ignored
    }
}
