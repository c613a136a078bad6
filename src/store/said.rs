//! What hooks remember in a worktree: what they said since which save, and
//! when somebody was at work. It is theirs alone, small, and no loss: what
//! cannot be read is forgotten, what cannot be written is not remembered.

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
}

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
        while self.minutes.len() > MOST_MINUTES {
            self.minutes.pop_first();
        }
    }

    /// Notes that this was said since that save.
    pub fn say(&mut self, save: &str, reason: &str) {
        let is_line = |text: &str| !text.contains('\n') && text.len() <= MAX_LINE;
        if !self.has(save, reason) && is_line(save) && is_line(reason) {
            self.remarks.push_back((save.to_owned(), reason.to_owned()));
        }
        while self.remarks.len() > MOST_SAID {
            self.remarks.pop_front();
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
                "said" => {
                    let (save, reason) = rest.split_once('\t')?;
                    said.say(save, reason);
                }
                _ => return None,
            }
        }
        while said.minutes.len() > MOST_MINUTES {
            said.minutes.pop_first();
        }
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
        read(&self.private_dir().join("said"))
    }

    /// Changes what they remember; only hooks do. Where another hook is at it,
    /// or it cannot be written, nothing is remembered.
    pub fn remember(&self, change: impl FnOnce(&mut Said)) {
        let dir = self.private_dir();
        let path = dir.join("said");
        // Whoever holds the lock writes the file in it, which then takes the
        // other's place: there is never half of one.
        let _ = fs::create_dir(&dir);
        let lock = dir.join("said.lock");
        let Ok(mut file) = take(&lock) else {
            return;
        };
        let before = read(&path);
        let mut said = before.clone();
        change(&mut said);
        let written = said != before && file.write_all(said.text().as_bytes()).is_ok();
        let placed = written && fs::rename(&lock, &path).is_ok();
        if !placed {
            let _ = fs::remove_file(&lock);
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> DateTime<FixedOffset> {
        let time = DateTime::from_timestamp(minute * 60 + 7, 0).unwrap();
        time.fixed_offset()
    }

    #[test]
    fn what_was_said_and_seen_comes_back() {
        let mut said = Said::default();
        said.say("save 1", "touched a b");
        said.say("save 1", "touched a b");
        said.saw(at(3));
        said.saw(at(3));
        said.saw(at(1));
        said.spoke(ObjectId::new(&"a".repeat(40)).as_ref());
        assert_eq!(Said::parse(&said.text()), Some(said.clone()));
        assert!(said.has("save 1", "touched a b") && !said.has("save 2", "touched a b"));
        assert_eq!(said.activity().collect::<Vec<_>>(), [60, 180]);
        assert_eq!(said.remarks.len(), 1);
        assert!(said.spoke_at(ObjectId::new(&"a".repeat(40)).as_ref()) && !said.spoke_at(None));
    }

    #[test]
    fn what_is_damaged_is_forgotten() {
        let text = format!("{HEAD}\nat-work 7\n");
        assert!(Said::parse(&text).is_some());
        for damaged in ["", "at-work 7\n", "\0\0", &text[..text.len() - 3]] {
            assert_eq!(Said::parse(damaged), None, "{damaged:?}");
        }
        for line in ["at-work x", "spoke-at 7", "said x", "new y", "x"] {
            assert_eq!(Said::parse(&format!("{text}{line}\n")), None, "{line}");
        }
    }

    #[test]
    fn it_stays_small_and_the_newest_stays() {
        let mut said = Said::default();
        for n in 0..2000 {
            said.say("save", &format!("touched {n}"));
            said.saw(at(n));
        }
        said.say("save", &"x".repeat(2000));
        said.say("save", "two\nlines");
        assert_eq!(said.remarks.len(), MOST_SAID);
        assert_eq!(said.activity().count(), MOST_MINUTES);
        assert!(said.has("save", "touched 1999") && !said.has("save", "touched 0"));
        assert!(said.text().len() < MAX);
    }
}
