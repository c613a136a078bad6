//! How what is pinned relates to what is there, for one path at a time.

use crate::drift::{Edit, Seen};
use crate::model::{Lines, ObjectId, Pin, Pinned, RepoPath};
use crate::repo::{Kept, Repo};
use std::rc::Rc;

/// Texts above this many bytes are not mapped line by line where the answer
/// must be quick.
const QUICK: usize = 512 << 10;

/// How many such maps are kept.
const REMEMBERED: usize = 16;

/// Files above this many bytes are not hashed there.
const HASHED: u64 = 8 << 20;

impl Repo {
    /// Whether what lies at `path` in the work tree is what was pinned, proven
    /// as a resume would prove it; a large file is not looked at.
    /// What is `staged` is not what was pinned, nor is a file that is as that.
    pub fn is_as_pinned(&self, path: &RepoPath, pinned: &Pinned, staged: Option<&Kept>) -> bool {
        if self.size_of(path) > HASHED {
            return false;
        }
        let first = self.look(path);
        if let (Seen::Blob { mode, blob }, Some(kept)) = (&first.seen, staged)
            && kept.mode == *mode
            && kept.id == *blob
        {
            return false;
        }
        let seen = self.look_for(path, &[pinned]).seen;
        match (&pinned.pin, seen) {
            (Pin::Blob { mode, blob }, Seen::Blob { mode: m, blob: b }) => *mode == m && *blob == b,
            (Pin::Missing, Seen::Absent) => true,
            _ => false,
        }
    }

    /// Whether somebody edited or removed what lies at `path`, and neither the
    /// pin nor the commit knows it.
    pub fn is_edited(&self, path: &RepoPath, pinned: &Pinned, committed: Option<&Kept>) -> bool {
        if self.size_of(path) > HASHED {
            return false;
        }
        let seen = self.look_for(path, &[pinned]).seen;
        match (&pinned.pin, seen) {
            (pin, Seen::Blob { mode, blob }) => {
                let is_pinned =
                    matches!(pin, Pin::Blob { mode: m, blob: b } if *m == mode && *b == blob);
                let is_committed =
                    committed.is_some_and(|kept| kept.mode == mode && kept.id == blob);
                !is_pinned && !is_committed
            }
            (Pin::Blob { .. }, Seen::Absent) => committed.is_some(),
            _ => false,
        }
    }

    /// How many bytes lie at `path` in the work tree.
    fn size_of(&self, path: &RepoPath) -> u64 {
        let there = self.work_dir().join(path.as_str()).symlink_metadata();
        there.map_or(0, |meta| meta.len())
    }

    /// The last lines of the file at `path` that are other than the blob `old`
    /// has them, at most a dozen; `None` where there are none, where lines
    /// are only gone, or where that takes too long to tell.
    pub fn last_written(&self, path: &RepoPath, old: &ObjectId) -> Option<Lines> {
        const MOST: u32 = 12;
        if self.size_of(path) > QUICK as u64 {
            return None;
        }
        let edit = self.edit(old, self.text_at(path)?)?;
        let hunks = edit.hunks.iter().rev();
        let last = hunks
            .map(|hunk| &hunk.after)
            .find(|lines| !lines.is_empty())?;
        Lines::new(
            (last.start + 1).max(last.end.saturating_sub(MOST - 1)),
            last.end,
        )
    }

    /// How the lines of one blob of `path` map to those of another; `None`
    /// where either is not here, is no text or is too large for a quick answer.
    /// Of many positions each asks for the same: it is worked out once.
    pub fn quick_edit(&self, path: &RepoPath, old: &ObjectId, new: &ObjectId) -> Option<Rc<Edit>> {
        let mut known = self.mapping.quick.borrow_mut();
        let both = (old.clone(), new.clone());
        if let Some(edit) = known.get(&both) {
            return edit.clone();
        }
        if self.size_of(path) > QUICK as u64 {
            return None; // most likely those are as large
        }
        let small = |id| self.blob_within(id, QUICK).ok()?;
        let edit = small(old).and_then(|old| self.edit_from(old, small(new)?));
        let edit = edit.map(Rc::new);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(both, edit.clone());
        edit
    }
}
