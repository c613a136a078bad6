//! Which loose objects we have put in place, so that they can be packed: a
//! list that all work trees share. A line that is lost leaves an object loose
//! and nothing else, so it is neither synced nor waited for.

use crate::error::Error;
use crate::model::ObjectId;
use crate::repo::Repo;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::PathBuf;
use std::time::Duration;

/// How often a file that another process has locked is tried, a millisecond
/// apart: nobody holds the list for longer than a few lines take. A process
/// that is being started holds what its parent had open, for a moment.
const TRIES: u32 = 50;

/// A list longer than this, in bytes, is of no use any more: whatever keeps it
/// from being worked off has done so for thousands of saves.
const MAX_LENGTH: u64 = 1 << 20;

/// What an object is like: a name that earlier versions of it had too. git
/// compares the ends of names alone (pack-objects.h, `pack_name_hash`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Likeness(String);

impl Likeness {
    /// The end of `name`, on one line.
    pub(super) fn new(name: &str) -> Likeness {
        let kept = name.chars().rev().filter(|c| !c.is_control()).take(24);
        let kept: Vec<char> = kept.collect();
        Likeness(kept.into_iter().rev().collect())
    }

    /// As it is written behind an id.
    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

/// The list as it was read.
pub(super) struct Noted {
    /// The objects, oldest first, each once, and where its line ends in bytes.
    pub(super) objects: Vec<(ObjectId, Likeness, u64)>,
}

impl Repo {
    /// Our directory in the git directory that all work trees share.
    pub(in crate::repo) fn shared_dir(&self) -> PathBuf {
        self.places.common_dir.join("shipkit")
    }

    fn list_of_loose(&self) -> PathBuf {
        self.shared_dir().join("loose")
    }

    /// Notes objects that were put in place and are named by a ref now.
    pub(super) fn note_loose(&self, new: &BTreeMap<ObjectId, Likeness>) {
        if new.is_empty() || !self.packs_here() {
            return;
        }
        self.has_saved.set(true);
        let mut lines = String::new();
        for (id, likeness) in new {
            writeln!(lines, "{id} {}", likeness.text()).expect("a String takes every write");
        }
        // What is not noted stays loose.
        let _ = self.append_to_list(&lines);
    }

    fn append_to_list(&self, lines: &str) -> Result<(), Error> {
        let path = self.list_of_loose();
        let failed = |error: &std::io::Error| Error::io("write", &path, error);
        self.make_dir(&self.shared_dir())?;
        let is_new = !path.exists();
        let mut options = fs::OpenOptions::new();
        // Not all systems lock what can only be appended to.
        let opened = options.read(true).append(true).create(true).open(&path);
        let mut file = opened.map_err(|error| failed(&error))?;
        if is_new {
            self.share(&path)?;
        }
        let room = file.metadata().is_ok_and(|meta| meta.len() < MAX_LENGTH);
        if room && locked(&file) {
            let written = file.write_all(lines.as_bytes());
            written.map_err(|error| failed(&error))?;
        }
        Ok(())
    }

    /// Whether no more is noted until the list is worked off.
    pub(super) fn is_list_full(&self) -> bool {
        self.length_of_list() >= MAX_LENGTH
    }

    /// How long the list is, in bytes.
    pub(super) fn length_of_list(&self) -> u64 {
        fs::metadata(self.list_of_loose()).map_or(0, |meta| meta.len())
    }

    /// Reads the list; lines that are damaged are passed over.
    pub(super) fn noted(&self) -> Noted {
        let mut bytes = Vec::new();
        // What cannot be read is as lost as what was not written.
        let _ = File::open(self.list_of_loose())
            .and_then(|file| file.take(2 * MAX_LENGTH).read_to_end(&mut bytes));
        let mut end = 0;
        let mut seen = BTreeSet::new();
        let mut objects: Vec<(ObjectId, Likeness, u64)> = Vec::new();
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            end += line.len() as u64;
            let line = String::from_utf8_lossy(line);
            let (id, name) = line.trim_end().split_once(' ').unwrap_or((&line, ""));
            let id = ObjectId::new(id.trim_end()).filter(|id| self.known(id).is_some());
            if let Some(id) = id
                && seen.insert(id.clone())
            {
                objects.push((id, Likeness::new(name), end));
            }
        }
        Noted { objects }
    }

    /// Drops the first `bytes` of the list.
    pub(super) fn forget(&self, bytes: u64) -> Result<(), Error> {
        let path = self.list_of_loose();
        let failed = |error: &std::io::Error| Error::io("write", &path, error);
        let mut options = fs::OpenOptions::new();
        let opened = options.read(true).write(true).open(&path);
        let mut file = opened.map_err(|error| failed(&error))?;
        if !locked(&file) {
            return Ok(()); // it is worked off again, with nothing left to do
        }
        let mut rest = Vec::new();
        file.seek(std::io::SeekFrom::Start(bytes))
            .and_then(|_| file.read_to_end(&mut rest))
            .and_then(|_| file.set_len(0))
            .and_then(|()| file.rewind())
            .and_then(|()| file.write_all(&rest))
            .map_err(|error| failed(&error))
    }
}

/// Takes the lock that goes with the file's closing; whether it could be had.
pub(super) fn locked(file: &File) -> bool {
    (0..TRIES).any(|_| {
        file.try_lock()
            .inspect_err(|_| std::thread::sleep(Duration::from_millis(1)))
            .is_ok()
    })
}
