//! Whether git is in the middle of something that makes or visits many
//! commits.

use crate::repo::Repo;

/// What git leaves in a worktree's own directory while it is at it: a rebase,
/// `git am`, a cherry-pick, a revert, a bisection.
const MARKS: [&str; 9] = [
    "rebase-merge",
    "rebase-apply",
    "sequencer",
    "CHERRY_PICK_HEAD",
    "REVERT_HEAD",
    "BISECT_LOG",
    "BISECT_START",
    "BISECT_NAMES",
    "BISECT_EXPECTED_REV",
];

/// Those among them that are refs, and no files where refs are none.
const REFS: [&str; 2] = ["CHERRY_PICK_HEAD", "REVERT_HEAD"];

impl Repo {
    /// Whether a rebase, a cherry-pick, a revert or a bisection is under way
    /// in this worktree.
    pub fn is_under_way(&self) -> bool {
        let mut marks = MARKS.iter();
        if marks.any(|mark| self.git_dir().join(mark).symlink_metadata().is_ok()) {
            return true;
        }
        let in_tables = self.common_dir().join("reftable").is_dir();
        in_tables
            && REFS
                .iter()
                .any(|name| !matches!(self.hand().tip(self, name), Ok(None)))
    }
}
