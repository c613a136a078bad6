//! Where and when something is saved, and who hears of what goes beside it.

use crate::document::Stamp;
use crate::model::{Name, RepoPath};
use crate::repo::Repo;
use crate::store::{Address, Settings, Store};
use chrono::{DateTime, FixedOffset};
use std::path::Path;

/// What every change of a checkpoint stands on.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    /// The repository.
    pub repo: &'a Repo,
    /// How its store behaves.
    pub settings: &'a Settings,
    /// Which checkpoint.
    pub name: &'a Name,
    /// When, in the offset that is written down.
    pub now: DateTime<FixedOffset>,
    /// Where whoever asked is, absolute: sentences name paths from there.
    pub cwd: &'a Path,
    /// Hears what goes beside the way, as it happens.
    pub hear: &'a dyn Fn(Aside<'_>),
}

/// Something that is told beside what a way comes to, failures included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside<'a> {
    /// A sentence that somebody should read.
    Warning(&'a str),
    /// What was there and not saved is this entry of the history now.
    Kept(u64),
}

impl<'a> Site<'a> {
    /// The store.
    pub fn store(&self) -> Store<'a> {
        Store::new(self.repo, self.settings)
    }

    /// The checkpoint's address.
    pub fn address(&self) -> Address {
        Address::here(self.name.clone())
    }

    pub(super) fn stamp(&self) -> Stamp {
        Stamp {
            created: self.now,
            name: self.name.clone(),
        }
    }

    pub(super) fn warn(&self, sentence: &str) {
        (self.hear)(Aside::Warning(sentence));
    }

    pub(super) fn shown(&self, path: &RepoPath) -> String {
        self.repo.display_path(path, self.cwd)
    }
}
