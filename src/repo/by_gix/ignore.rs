//! Ignore rules, without the index.

use super::ByGix;
use crate::model::RepoPath;
use gix::worktree::stack::state::ignore::Source;
use std::path::Path;

impl ByGix {
    /// Whether a rule matches the file; `None` where it cannot be told.
    pub(super) fn matches_a_rule(&self, path: &RepoPath) -> Option<bool> {
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
