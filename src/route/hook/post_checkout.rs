//! After a switch of branches: the task that was left, and the one that may
//! wait here.

use super::Scene;
use super::known::Known;
use crate::error::Error;
use crate::model::{ObjectId, RepoPath};
use crate::suggest::Reminder;
use std::cmp::Reverse;

/// What git gives the hook where HEAD was moved, not files taken.
const BRANCH: &str = "1";

/// What git notes of a switch.
const MOVING: &str = "checkout: moving from ";

/// How many files are looked at for edits that came along.
const MOST: usize = 64;

/// A switch from one branch to another.
struct Switch {
    from: String,
    to: String,
    old: ObjectId,
    new: ObjectId,
}

impl Scene<'_> {
    /// What there is to say of the checkpoints of either branch.
    pub(super) fn after_checkout(&self) -> Result<Vec<(&Known, Reminder)>, Error> {
        let Some(switch) = self.switch()? else {
            return Ok(Vec::new());
        };
        let saved_on = |branch: &str| {
            let known = self.known.iter();
            let mut known: Vec<&Known> = known
                .filter(|known| known.record.branch.as_deref() == Some(branch))
                .collect();
            known.sort_by_key(|known| Reverse(known.record.saved_at));
            known
        };
        let mut found = Vec::new();
        for known in saved_on(&switch.from) {
            if self.has_progress(known, &switch) {
                let (from, to) = (switch.from.clone(), switch.to.clone());
                found.push((known, Reminder::Left { from, to }));
            }
        }
        let here = saved_on(&switch.to).into_iter();
        found.extend(here.map(|known| (known, Reminder::Here)));
        Ok(found)
    }

    /// The switch that was just made; `None` where no other branch was entered.
    fn switch(&self) -> Result<Option<Switch>, Error> {
        let flag = self.call.args.get(2).and_then(|flag| flag.to_str());
        if flag != Some(BRANCH) {
            return Ok(None);
        }
        let now = self.repo.head()?;
        let last = self.repo.last_move();
        let (Some(last), Some(branch)) = (last, now.branch) else {
            return Ok(None);
        };
        let moved = last.message.strip_prefix(MOVING);
        let Some((from, _)) = moved.and_then(|moved| moved.split_once(" to ")) else {
            return Ok(None);
        };
        let is_entered = from != branch && Some(&last.new) == now.id.as_ref();
        Ok(last.old.filter(|_| is_entered).map(|old| Switch {
            from: from.to_owned(),
            to: branch,
            old,
            new: last.new,
        }))
    }

    /// Whether the branch was left with something that the save did not know:
    /// commits, words in the document, or edits that came along.
    fn has_progress(&self, known: &Known, switch: &Switch) -> bool {
        let has_committed = || {
            let record = &known.record;
            let (at, head) = (record.saved_at.timestamp(), record.head.as_ref());
            self.repo.may_have_committed(at, head) && self.is_beyond(known, &switch.old)
        };
        if known.loaded.is_edited() || has_committed() {
            return true;
        }
        let files = known.record.files.iter();
        let paths: Vec<&RepoPath> = files.take(MOST).map(|(path, _)| path).collect();
        let Ok(committed) = self.repo.committed_at(&switch.new, &paths) else {
            return false;
        };
        let Ok(passed) = self
            .repo
            .between(Some(&switch.old), Some(&switch.new), &paths)
        else {
            return false;
        };
        let came_along = |path: &RepoPath| !passed.iter().any(|passed| passed.path == *path);
        paths.iter().zip(&committed).any(|(path, committed)| {
            let pinned = &known.record.files[*path];
            came_along(path) && self.repo.is_edited(path, pinned, committed.as_ref())
        })
    }
}
