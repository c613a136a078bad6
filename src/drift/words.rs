//! What an automatic save pinned anew: its words are older than it.

use crate::model::{Record, RepoPath};
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeSet;

/// How a checkpoint that was last saved automatically stands to its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// When it was last saved in words; `None` where nobody has put it into
    /// words, or nothing tells any more.
    pub at: Option<DateTime<FixedOffset>>,
    /// Files that changed between that save and the automatic one.
    pub changed: BTreeSet<RepoPath>,
    /// Files of which nothing tells whether they did.
    pub untold: BTreeSet<RepoPath>,
}

impl Words {
    /// What of the files of `now` changed since `then`, the record of the last
    /// save in words, as far as the history has it. `named` are those of which
    /// the machine's section says it.
    pub fn since(
        at: Option<DateTime<FixedOffset>>,
        then: Option<&Record>,
        now: &Record,
        named: &BTreeSet<RepoPath>,
    ) -> Words {
        let mut words = Words {
            at,
            ..Words::default()
        };
        for (path, pinned) in &now.files {
            let before = then.and_then(|then| then.files.get(path));
            match before {
                Some(before) if before.pin == pinned.pin => {}
                None if !named.contains(path) => drop(words.untold.insert(path.clone())),
                _ => drop(words.changed.insert(path.clone())),
            }
        }
        words
    }

    /// Whether the file is not proven to be what it was when the words were
    /// saved.
    pub fn are_older(&self, path: &RepoPath) -> bool {
        self.changed.contains(path) || self.untold.contains(path)
    }
}
