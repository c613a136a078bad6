//! After a commit: something came to an end, and the save may not know it.

use super::Scene;
use super::known::Known;
use crate::error::Error;
use crate::model::ObjectId;
use crate::suggest::Reminder;

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
            let has_more = self.repo.is_beyond(before.as_ref(), &head, pins);
            if has_more.unwrap_or(false) && self.is_beyond(known, &head) {
                let since = self.call.now.signed_duration_since(known.record.saved_at);
                found.push((known, Reminder::Breakpoint(since.num_seconds().max(0))));
            }
        }
        Ok(found)
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
