//! After a merge or an amend: what it moved or changed under the checkpoint.

use super::Scene;
use super::known::Known;
use crate::error::Error;
use crate::model::{ObjectId, RepoPath};
use crate::repo::{HeadMove, Passed};
use crate::suggest::{Event, Reminder};
use std::collections::BTreeSet;

/// What git gives the hook for a merge that is left to be committed.
const SQUASHED: &str = "1";

impl Scene<'_> {
    /// What there is to say of the checkpoints that a merge changed files of.
    pub(super) fn after_merge(&self) -> Result<Vec<(&Known, Reminder)>, Error> {
        if self.first_arg() == Some(SQUASHED) {
            let known = self.of_this_branch()?;
            let head = self.repo.head()?.id;
            let passed = self.about_to_commit(head.as_ref(), &known)?;
            return Ok(self.touched(Event::PostMerge, known, &passed));
        }
        let head = self.repo.head()?.id;
        let is_merge = |last: &HeadMove| {
            let word = last.action().split(' ').next();
            Some(&last.new) == head.as_ref() && matches!(word, Some("merge" | "pull"))
        };
        let old = match self.repo.last_move().filter(is_merge) {
            Some(last) => last.old,
            None => self.repo.head_before()?, // noted as something else, or not at all
        };
        self.after_move(old, head)
    }

    /// What there is to say of those that an amend changed files of.
    pub(super) fn after_rewrite(&self) -> Result<Vec<(&Known, Reminder)>, Error> {
        if self.first_arg() != Some("amend") {
            return Ok(Vec::new());
        }
        let head = self.repo.head()?.id;
        let last = self.repo.last_move();
        let last = last.filter(|last| Some(&last.new) == head.as_ref());
        let last = last.filter(|last| last.action() == "commit (amend)");
        self.after_move(last.and_then(|last| last.old), head)
    }

    fn first_arg(&self) -> Option<&str> {
        self.call.args.first().and_then(|arg| arg.to_str())
    }

    /// The same of a move of HEAD; nothing where one of its ends is not known.
    fn after_move(
        &self,
        old: Option<ObjectId>,
        new: Option<ObjectId>,
    ) -> Result<Vec<(&Known, Reminder)>, Error> {
        let (Some(old), Some(new)) = (old, new) else {
            return Ok(Vec::new());
        };
        let known = self.of_this_branch()?;
        let paths: Vec<&RepoPath> = paths_of(&known).into_iter().collect();
        let passed = self.repo.between(Some(&old), Some(&new), &paths)?;
        Ok(self.touched(self.call.event, known, &passed))
    }

    /// What is to be said of each checkpoint that is left behind.
    pub(super) fn touched<'k>(
        &self,
        event: Event,
        known: Vec<&'k Known>,
        passed: &[Passed],
    ) -> Vec<(&'k Known, Reminder)> {
        let mut found = Vec::new();
        for known in known {
            let touched = self.left_behind(known, passed);
            if !touched.is_empty() {
                found.push((known, Reminder::Touched(event, touched)));
            }
        }
        found
    }
}

/// Every file that one of these pins, once.
pub(super) fn paths_of<'k>(known: &[&'k Known]) -> BTreeSet<&'k RepoPath> {
    let paths = known.iter().flat_map(|known| known.record.files.keys());
    paths.collect()
}
