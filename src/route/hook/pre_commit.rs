//! Before a commit: what it does to pinned files, and whether the checkpoint
//! is stale.

use super::Scene;
use super::known::Known;
use crate::error::Error;
use crate::model::Freshness;
use crate::suggest::{Event, Reminder};

impl Scene<'_> {
    /// What there is to say of each checkpoint that the commit concerns.
    pub(super) fn before_commit(&self) -> Result<Vec<(&Known, Reminder)>, Error> {
        let head = self.repo.head()?;
        let known = self.of_branch(head.branch.as_deref());
        let passed = self.about_to_commit(head.id.as_ref(), &known)?;
        let stale: Vec<(&Known, Reminder)> = known
            .iter()
            .filter_map(|known| Some((*known, self.stale(known)?)))
            .collect();
        let mut found = self.touched(Event::PreCommit, known, &passed);
        found.extend(stale);
        Ok(found)
    }

    fn stale(&self, known: &Known) -> Option<Reminder> {
        let (saved_at, now) = (known.record.saved_at, self.call.now);
        let is_stale = Freshness::of(saved_at, now) == Freshness::Stale;
        is_stale.then(|| Reminder::Stale(now.signed_duration_since(saved_at).num_days()))
    }

    /// The current checkpoint, and those saved on the branch that HEAD is on.
    pub(super) fn of_this_branch(&self) -> Result<Vec<&Known>, Error> {
        let branch = self.repo.head()?.branch;
        Ok(self.of_branch(branch.as_deref()))
    }

    fn of_branch(&self, branch: Option<&str>) -> Vec<&Known> {
        let is_meant = |known: &&Known| {
            known.is_current || branch.is_some() && known.record.branch.as_deref() == branch
        };
        self.known.iter().filter(is_meant).collect()
    }
}
