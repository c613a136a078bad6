//! After a commit: something came to an end, and the save may not know it.

use super::Scene;
use super::known::Known;
use super::touched::differs;
use crate::error::Error;
use crate::model::{ObjectId, Pin, Pinned, RepoPath};
use crate::suggest::Reminder;
use std::collections::BTreeMap;

/// How many files are looked at for parts that were committed.
const MOST: usize = 64;

/// What git notes of the commits that somebody makes one at a time.
const OWN: [&str; 3] = ["commit", "commit (initial)", "commit (merge)"];

impl Scene<'_> {
    /// What there is to say of each checkpoint that lacks what was committed.
    pub(super) fn after_commit(&self) -> Result<Vec<(&Known, Reminder)>, Error> {
        let Some(head) = self.repo.head()?.id else {
            return Ok(Vec::new());
        };
        let last = self.repo.last_move().filter(|last| last.new == head);
        let is_own = last
            .as_ref()
            .is_none_or(|last| OWN.contains(&last.action()));
        let before = match last {
            Some(last) => last.old,
            None => self.repo.first_parent(&head),
        };
        if !is_own || self.said.spoke_at(before.as_ref()) {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        for known in self.of_this_branch()? {
            let pins = &known.record.files;
            let has_more = |pins| self.repo.is_beyond(before.as_ref(), &head, pins);
            if has_more(pins).unwrap_or(false)
                && self.is_beyond(known, &head)
                && has_more(&self.with_parts(known, &head)).unwrap_or(false)
            {
                let since = self.call.now.signed_duration_since(known.record.saved_at);
                found.push((known, Reminder::Breakpoint(since.num_seconds().max(0))));
            }
        }
        Ok(found)
    }

    /// The pins, those as committed whose file lies there as it was saved: a
    /// commit of a part of that is nothing new.
    fn with_parts(&self, known: &Known, head: &ObjectId) -> BTreeMap<RepoPath, Pinned> {
        let mut pins = known.record.files.clone();
        let paths: Vec<&RepoPath> = known.record.files.keys().take(MOST).collect();
        let committed = self.repo.committed_at(head, &paths).unwrap_or_default();
        for (path, kept) in paths.into_iter().zip(committed) {
            let pinned = &known.record.files[path];
            if let Some(kept) = kept
                && differs(&pinned.pin, Some(&kept))
                && self.repo.is_as_pinned(path, pinned, Some(&kept))
                && let Some(pinned) = pins.get_mut(path)
            {
                pinned.pin = Pin::Blob {
                    mode: kept.mode,
                    blob: kept.id,
                };
            }
        }
        pins
    }

    /// Whether a commit holds something that the save did not know. What
    /// cannot be told is not.
    pub(super) fn is_beyond(&self, known: &Known, commit: &ObjectId) -> bool {
        let record = &known.record;
        let beyond = self
            .repo
            .is_beyond(record.head.as_ref(), commit, &record.files);
        beyond.unwrap_or(false)
    }
}
