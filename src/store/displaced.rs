//! What somebody wrote into the file while a command changed it: it becomes
//! an entry of the history, and is merged into what the command wrote where
//! the two do not meet.
//!
//! Who replaces the file, or has begun to write into it when it is taken from
//! its place, loses nothing. Who opened it before and writes only after it was
//! looked at writes into a file that has no name any more; no system tells of
//! that.

use crate::document::{self, RecordState};
use crate::error::Error;
use crate::model::Name;
use crate::report::as_argument;
use crate::store::exchange::Displaced;
use crate::store::file::Prepared;
use crate::store::save::{Follow, behind};
use crate::store::{Draft, Store};
use chrono::{DateTime, FixedOffset};
use std::time::Duration;

/// How often somebody who writes again and again is merged with.
const TRIES: u32 = 5;

/// How often a file that is being written is looked at, and how long apart.
const LOOKS: u32 = 100;
const PAUSE: Duration = Duration::from_millis(5);

/// A change of the file that follows the ref's.
pub(crate) struct Turn<'a> {
    /// Whose file.
    pub(crate) name: &'a Name,
    /// What it had when it was read: what may go.
    pub(crate) seen: Option<&'a [u8]>,
    /// What it is to have; `None` where it goes.
    pub(crate) text: Option<&'a [u8]>,
    /// When.
    pub(crate) now: DateTime<FixedOffset>,
}

/// What came of a change.
#[derive(Debug, Default)]
pub(crate) struct Came {
    /// The number of the newest entry that was added.
    pub(crate) number: u64,
    /// The document, where what somebody wrote was merged into it.
    pub(crate) merged: Option<Vec<u8>>,
    /// A sentence each.
    pub(crate) warnings: Vec<String>,
}

impl Came {
    /// Notes what went wrong when the history had it already: nothing is done
    /// about it now.
    pub(crate) fn is_behind(&mut self, error: &Error) -> bool {
        self.warnings.push(behind(error));
        false
    }
}

impl Store<'_> {
    /// Changes the file once its ref has moved. From here on nothing is
    /// "failed", and the marker stays for the next command where the file is
    /// behind.
    pub(super) fn follow(&self, turn: &Turn<'_>, ready: Prepared, came: &mut Came) {
        let turned = self.turn(turn, ready, came, TRIES);
        if turned.unwrap_or_else(|error| came.is_behind(&error)) {
            self.withdraw(turn.name);
        }
    }

    /// Whether all is done; else the marker stands for what is left.
    fn turn(
        &self,
        turn: &Turn<'_>,
        ready: Prepared,
        came: &mut Came,
        tries: u32,
    ) -> Result<bool, Error> {
        let displaced = match turn.text {
            Some(_) => ready.exchange()?,
            None => ready.take_away()?,
        };
        let Some(displaced) = displaced else {
            return Ok(true);
        };
        match written(&displaced, turn) {
            Ok(None) => {
                displaced.remove();
                Ok(true)
            }
            Ok(Some(theirs)) => Ok(self.keep(turn, displaced, theirs, came, tries)),
            Err(error) => {
                displaced.give_back(turn.text);
                Err(error)
            }
        }
    }

    /// Keeps what was `displaced`. Whether all is done.
    fn keep(
        &self,
        turn: &Turn<'_>,
        displaced: Displaced,
        mut theirs: Vec<u8>,
        came: &mut Came,
        tries: u32,
    ) -> bool {
        let mut done = true;
        for left in (0..tries.max(1)).rev() {
            match self.take_in(turn, &theirs, came, left) {
                Ok(taken) => done &= taken,
                Err(error) => {
                    let (file, aside) = (turn.name.document(), displaced.shown());
                    came.warnings.push(format!(
                        "{file} was changed meanwhile; what it had is at {aside}, for {error}"
                    ));
                    return false;
                }
            }
            match displaced.read() {
                Ok(Some(now)) if now != theirs => theirs = now, // still being written
                _ => break,
            }
        }
        displaced.remove();
        done
    }

    /// Adds to the history what somebody wrote, and what comes of it and of
    /// what the command wrote; that goes into the file. Whether all is done.
    pub(super) fn take_in(
        &self,
        turn: &Turn<'_>,
        theirs: &[u8],
        came: &mut Came,
        tries: u32,
    ) -> Result<bool, Error> {
        let (name, now) = (turn.name, turn.now);
        let theirs = &*self.masked(theirs);
        let pinned = self.pinned_now(name)?;
        let draft = |text, kept| Draft::of(text, &pinned, now, kept);
        let number = self.append(name, &draft(theirs, true), Follow::Stays, came)?;
        let Some(ours) = turn.text else {
            came.warnings.push(told(name, number, false));
            self.mark_cleared(name, now, Follow::Stays, came)?;
            return Ok(true);
        };
        let seen = turn.seen.filter(|_| tries > 0);
        let merged = seen.and_then(|seen| self.merged(name, seen, theirs, ours));
        came.warnings.push(told(name, number, merged.is_some()));
        came.merged.clone_from(&merged);
        let Some(merged) = merged else {
            self.append(name, &draft(ours, false), Follow::Stays, came)?;
            return Ok(true);
        };
        let ready = self.prepare_file(name, &merged)?;
        let (seen, text) = (Some(ours), Some(&*merged));
        let next = Turn {
            seen,
            text,
            ..*turn
        };
        let follow = Follow::Changes(&next, &ready);
        self.append(name, &draft(&merged, false), follow, came)?;
        self.turn(&next, ready, came, tries)
            .or_else(|error| Ok(came.is_behind(&error)))
    }

    /// The two documents as one, with the record of ours; `None` where they
    /// meet, or where theirs is none that could be read.
    fn merged(&self, name: &Name, seen: &[u8], theirs: &[u8], ours: &[u8]) -> Option<Vec<u8>> {
        let shown = name.document();
        let open = |bytes| self.take_apart(&shown, bytes).ok();
        let (seen, theirs, ours) = (open(seen)?, open(theirs)?, open(ours)?);
        let RecordState::Present(record) = ours.record else {
            return None;
        };
        if !matches!(theirs.record, RecordState::Present(_) | RecordState::Absent) {
            return None;
        }
        let merged = self
            .repo
            .merged(&seen.prose, &ours.prose, &theirs.prose)
            .ok()??;
        let text = document::seal(&merged, &record).into_bytes();
        self.refuse_unreadable(name, &text).is_ok().then_some(text)
    }
}

fn told(name: &Name, number: u64, both: bool) -> String {
    let file = name.document();
    let restore = match name.as_deref() {
        None => format!("git shipkit restore {number}"),
        Some(name) => format!("git shipkit restore {} {number}", as_argument(name)),
    };
    let now = if both { "; both are in it now" } else { "" };
    format!("{file} was changed meanwhile{now}; what it had is entry {number}: {restore}")
}

/// What lies there and nobody has read, once whoever writes it is done.
fn written(displaced: &Displaced, turn: &Turn<'_>) -> Result<Option<Vec<u8>>, Error> {
    let is_known = |bytes: &[u8]| Some(bytes) == turn.seen || Some(bytes) == turn.text;
    let mut before = displaced.read()?;
    if before.as_deref().is_none_or(is_known) {
        return Ok(None);
    }
    for _ in 0..LOOKS {
        std::thread::sleep(PAUSE);
        let now = displaced.read()?;
        // One that is empty was opened to be written.
        if now == before && now.as_ref().is_some_and(|bytes| !bytes.is_empty()) {
            break;
        }
        before = now;
    }
    Ok(before.filter(|bytes| !bytes.is_empty() && !is_known(bytes)))
}
