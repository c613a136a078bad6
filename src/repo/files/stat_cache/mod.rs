//! What the files of the work tree were when they were last read, so that a
//! file that nobody touched need not be read again: as git's index, and more
//! careful.
//!
//! An entry says of a file: while all that stat(2) tells of it is this, its
//! bytes *as they lie* have this id. What `git add` would make of those bytes
//! is no part of it: attributes and settings are asked at every look, and only
//! where they store the bytes as they lie does an entry answer. So none of them
//! can make it lie.
//!
//! What tells is the size, the time of the last writing, the time of the last
//! change (which the system alone sets: a time that is set back gives a file
//! away), the file's number, its file system and its mode; any difference, and
//! the file is read. A file that is written twice within one tick of the clock
//! could have one stat for two contents; git calls such an entry racy, and reads
//! the file where it was written in the very moment in which the index was, or
//! later (Documentation/technical/racy-git.txt). Here nothing is remembered of
//! a file that was written or changed less than [`SETTLED`] before the look at
//! it began, by the clock of the file system as by ours: whatever is done to it
//! after that look has a later time. A clock that is set back later changes
//! nothing about that: to be fooled, it would have to be set to the nanosecond.
//!
//! Not seen, as git does not see it: a program that writes through a shared map
//! of memory which it held, written already, when the file was read (mmap(2)
//! has the system note the first write alone, until the page is on disk). File
//! systems that ask another machine, or of which it is not known that they tell
//! of every change, have no entries (`platform::Root::telling_device`).
//! Nor is a single write(2) that takes longer than [`SETTLED`] and is met in
//! its middle.
//!
//! What was remembered before the system started does not count: after a power
//! cut a file may have its new times and its old content.
//!
//! It lies at `shipkit/stat-cache` in the work tree's own git directory. It may
//! be lost, torn or swapped for anything: what is not whole is no cache.

mod entries;
mod load;
mod remember;
#[cfg(test)]
mod tests;

use crate::model::RepoPath;
use crate::platform::{Stamp, Stat};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

pub(in crate::repo) use entries::Told;
pub(in crate::repo) use load::Cache;

/// A file is remembered that was at rest for longer than this before the look
/// at it began. The coarsest clock of a file system ticks so (FAT).
const SETTLED: Duration = Duration::from_secs(2);

/// The most files that are remembered.
const MAX_ENTRIES: usize = 100_000;

/// What is known of a file's bytes as they lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::repo) struct Known {
    /// The id that they have as a blob.
    pub(in crate::repo) id: gix::ObjectId,
    /// How many lines they are.
    pub(in crate::repo) lines: u64,
    /// Whether a line ends in CRLF.
    pub(in crate::repo) crlf: bool,
}

/// What is known of a file's bytes while this is told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::repo) struct Entry {
    pub(in crate::repo) stat: Stat,
    pub(in crate::repo) known: Known,
}

/// A file that was read.
pub(in crate::repo) struct Fresh {
    pub(in crate::repo) path: RepoPath,
    pub(in crate::repo) entry: Entry,
}

/// The moment a look began.
#[derive(Clone, Copy)]
pub(in crate::repo) struct Began {
    by_clock: SystemTime,
    steady: Instant,
}

impl Began {
    /// Now.
    pub(in crate::repo) fn now() -> Began {
        #[expect(
            clippy::disallowed_methods,
            reason = "the times of files are the system's, whatever SHIPKIT_NOW is"
        )]
        let by_clock = SystemTime::now();
        Began {
            by_clock,
            steady: Instant::now(),
        }
    }

    /// Before when a file must have come to rest, by our clock alone.
    fn rest(&self) -> Option<Stamp> {
        rest_before(self.by_clock)
    }

    /// The same where the file system says that it is `there` now.
    fn rest_by(&self, there: SystemTime) -> Option<Stamp> {
        let began = there.checked_sub(self.steady.elapsed())?;
        rest_before(began.min(self.by_clock))
    }
}

fn rest_before(began: SystemTime) -> Option<Stamp> {
    let rest = began.checked_sub(SETTLED)?;
    let since = rest.duration_since(UNIX_EPOCH).ok()?;
    Some((i64::try_from(since.as_secs()).ok()?, since.subsec_nanos()))
}

/// Whether a file was at rest before that moment.
fn is_settled(stat: &Stat, rest: Stamp) -> bool {
    stat.written < rest && stat.changed < rest
}
