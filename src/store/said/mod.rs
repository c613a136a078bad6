//! What hooks remember in a worktree: what they said since which save, and
//! when somebody was at work. It is theirs alone, small, and no loss: what
//! cannot be read is forgotten, what cannot be written is not remembered.

mod session;
#[cfg(test)]
mod tests;

use crate::model::ObjectId;
use crate::store::Store;
use crate::store::file::read_document;
use chrono::{DateTime, FixedOffset};
use std::collections::{BTreeSet, VecDeque};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;
use std::time::Duration;

use session::Session;

/// The first line of the file.
const HEAD: &str = "what git-shipkit's hooks said, and when; version 1";

/// How many remarks are remembered, the newest.
const MOST_SAID: usize = 512;

/// How many minutes of work are, the last.
const MOST_MINUTES: usize = 1024;

/// The largest such file that is read, in bytes.
const MAX: usize = 1 << 20;

/// The longest save and reason that are remembered, in bytes.
const MAX_LINE: usize = 1024;

/// When a lock of ours is nobody's any more: a hook lives a fifth of a second.
const ABANDONED: Duration = Duration::from_secs(5);

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Save and reason, oldest first.
    remarks: VecDeque<(String, String)>,
    /// Minutes since 1970 (UTC).
    minutes: BTreeSet<i64>,
    /// Where HEAD was when the hook before a commit last spoke: an id, or
    /// [`UNBORN`].
    spoke_at: Option<String>,
    /// When an agent's hook last looked at the work tree, in seconds since 1970
    /// (UTC), and whether it came to an end.
    look: Option<(i64, bool)>,
    /// What agents' sessions know of the checkpoint, oldest first.
    sessions: VecDeque<Session>,
}

/// How long a look at the work tree serves, in seconds.
const LOOK: i64 = 2 * 60;

/// How long one serves that did not come to an end: the next would not either.
const HARD_LOOK: i64 = 30 * 60;

/// How many sessions are remembered, the last.
const MOST_SESSIONS: usize = 16;

/// Where HEAD is before the first commit.
const UNBORN: &str = "unborn";

impl Said {
    /// Whether this was said since that save.
    pub fn has(&self, save: &str, reason: &str) -> bool {
        let mut remarks = self.remarks.iter();
        remarks.any(|(of, said)| of == save && said == reason)
    }

    /// When somebody was at work, to the minute, oldest first: in seconds
    /// since 1970 (UTC). Bounded; what is long ago is forgotten.
    pub fn activity(&self) -> impl Iterator<Item = i64> + '_ {
        self.minutes.iter().map(|minute| minute.saturating_mul(60))
    }

    /// Whether HEAD was at `head` when the hook before a commit last spoke.
    pub fn spoke_at(&self, head: Option<&ObjectId>) -> bool {
        let head = head.map_or(UNBORN, ObjectId::as_str);
        self.spoke_at.as_deref() == Some(head)
    }

    /// Notes that somebody is at work.
    pub fn saw(&mut self, now: DateTime<FixedOffset>) {
        self.minutes.insert(now.timestamp().div_euclid(60));
        self.shrink();
    }

    /// Notes that this was said since that save.
    pub fn say(&mut self, save: &str, reason: &str) {
        let is_line = |text: &str| !text.contains('\n') && text.len() <= MAX_LINE;
        if !self.has(save, reason) && is_line(save) && is_line(reason) {
            self.remarks.push_back((save.to_owned(), reason.to_owned()));
        }
        self.shrink();
    }

    /// Forgets what is too long ago.
    fn shrink(&mut self) {
        while self.minutes.len() > MOST_MINUTES {
            self.minutes.pop_first();
        }
        while self.remarks.len() > MOST_SAID {
            self.remarks.pop_front();
        }
        while self.sessions.len() > MOST_SESSIONS {
            self.sessions.pop_front();
        }
    }

    /// Notes that the hook before a commit spoke while HEAD was there.
    pub fn spoke(&mut self, head: Option<&ObjectId>) {
        let head = head.map_or(UNBORN, ObjectId::as_str);
        self.spoke_at = Some(head.to_owned());
    }

    /// Notes that it said nothing.
    pub fn was_silent(&mut self) {
        self.spoke_at = None;
    }

    /// Whether it spoke when it last ran.
    pub fn has_spoken(&self) -> bool {
        self.spoke_at.is_some()
    }

    /// Whether somebody was seen at work within this minute.
    pub fn has_seen(&self, now: DateTime<FixedOffset>) -> bool {
        self.minutes.contains(&now.timestamp().div_euclid(60))
    }

    /// Whether it is time to look at the work tree again.
    pub fn may_look(&self, now: DateTime<FixedOffset>) -> bool {
        self.look.is_none_or(|(at, is_done)| {
            let serves = if is_done { LOOK } else { HARD_LOOK };
            !(0..serves).contains(&now.timestamp().saturating_sub(at))
        })
    }

    /// Notes that a look begins.
    pub fn looks(&mut self, now: DateTime<FixedOffset>) {
        self.look = Some((now.timestamp(), false));
    }

    /// Notes that the look came to an end.
    pub fn has_looked(&mut self) {
        if let Some((_, is_done)) = &mut self.look {
            *is_done = true;
        }
    }

    fn parse(text: &str) -> Option<Said> {
        let mut said = Said::default();
        let mut lines = text.lines();
        if lines.next() != Some(HEAD) {
            return None;
        }
        for line in lines {
            let (word, rest) = line.split_once(' ')?;
            match word {
                "at-work" => drop(said.minutes.insert(rest.parse().ok()?)),
                "spoke-at" if rest == UNBORN || ObjectId::new(rest).is_some() => {
                    said.spoke_at = Some(rest.to_owned());
                }
                "looks" => said.look = Some((rest.parse().ok()?, false)),
                "looked" => said.look = Some((rest.parse().ok()?, true)),
                "session" => said.sessions.push_back(Session::parse(rest)?),
                "said" => {
                    let (save, reason) = rest.split_once('\t')?;
                    said.remarks.push_back((save.to_owned(), reason.to_owned()));
                }
                _ => return None,
            }
        }
        said.shrink();
        Some(said)
    }

    fn text(&self) -> String {
        let mut text = format!("{HEAD}\n");
        let sure = "a String takes every write";
        for minute in &self.minutes {
            writeln!(text, "at-work {minute}").expect(sure);
        }
        if let Some(head) = &self.spoke_at {
            writeln!(text, "spoke-at {head}").expect(sure);
        }
        if let Some((at, is_done)) = self.look {
            let word = if is_done { "looked" } else { "looks" };
            writeln!(text, "{word} {at}").expect(sure);
        }
        for session in &self.sessions {
            writeln!(text, "session {session}").expect(sure);
        }
        for (save, reason) in &self.remarks {
            writeln!(text, "said {save}\t{reason}").expect(sure);
        }
        text
    }
}

impl Store<'_> {
    /// What the hooks of this worktree remember; nothing where that cannot be
    /// read.
    pub fn said(&self) -> Said {
        Said::of(&self.private_dir())
    }

    /// Changes what they remember; only hooks do. Where another hook is at it,
    /// or it cannot be written, nothing is remembered.
    pub fn remember(&self, change: impl FnOnce(&mut Said)) -> Noted {
        let dir = self.private_dir();
        let path = dir.join("said");
        // Whoever holds the lock writes the file in it, which then takes the
        // other's place: there is never half of one.
        let _ = fs::create_dir(&dir);
        let lock = dir.join("said.lock");
        let mut file = match take(&lock) {
            Ok(file) => file,
            Err(why) if why.kind() == io::ErrorKind::AlreadyExists => return Noted::Busy,
            Err(_) => return Noted::No,
        };
        let before = read(&path);
        let mut said = before.clone();
        change(&mut said);
        let is_new = said != before;
        let written = is_new && file.write_all(said.text().as_bytes()).is_ok();
        let placed = written && fs::rename(&lock, &path).is_ok();
        if !placed {
            let _ = fs::remove_file(&lock);
        }
        if placed || !is_new {
            Noted::Yes
        } else {
            Noted::No
        }
    }
}

/// Whether something is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Noted {
    /// It is.
    Yes,
    /// It is not: another hook is at it just now.
    Busy,
    /// It cannot be.
    No,
}

impl Said {
    /// What the hooks of a worktree remember, by our directory in its own git
    /// directory; nothing where that cannot be read.
    pub fn of(private_dir: &Path) -> Said {
        read(&private_dir.join("said"))
    }
}

fn read(path: &Path) -> Said {
    let bytes = read_document(path, "said").ok().flatten();
    let bytes = bytes.filter(|bytes| bytes.len() <= MAX);
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    text.and_then(|text| Said::parse(&text)).unwrap_or_default()
}

/// Makes the lock, or takes over that of a hook that was ended in the middle.
fn take(lock: &Path) -> io::Result<File> {
    let make = || File::options().write(true).create_new(true).open(lock);
    match make() {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let since = lock.symlink_metadata()?.modified()?.elapsed();
            let age = since.unwrap_or_else(|ahead| ahead.duration()); // the clock was set back
            if age > ABANDONED {
                fs::remove_file(lock)?;
                return make();
            }
            Err(error)
        }
        other => other,
    }
}
