//! Locks that stand in everybody's way, the user's own commands among them:
//! reftable has one for all refs, and whoever removes a ref takes the one of
//! `packed-refs`. A process that is killed leaves them for ever.
//!
//! So who is about to take one leaves a note, and holds the note as long as it
//! or the git that it started lives. A note that nobody holds is the proof of
//! a death; a lock that came with it belongs to nobody. Any other is somebody's.

use crate::error::Error;
use crate::platform::{have_one_owner, is_open, is_untouched, open_to_lock};
use crate::repo::Repo;
use std::fs::{self, File, Metadata};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, SystemTime};

/// Those locks, in the git directory that all work trees share.
const LOCKS: [&str; 2] = ["reftable/tables.list.lock", "packed-refs.lock"];

/// A lock that came so long after a note is another one's: git takes it as
/// soon as it is started.
const SOON: Duration = Duration::from_secs(10);

/// A younger lock is waited for, whoever holds it.
const STALE: Duration = Duration::from_secs(1);

/// How often a directory that others remove is made anew.
const TRIES: u32 = 20;

/// That a command of ours is about to take such a lock. It goes when it is
/// dropped.
pub(super) struct Note {
    file: File,
    path: PathBuf,
}

impl Note {
    /// What a git has to be given as its standard input: so it holds the note
    /// too, as long as it lives.
    pub(super) fn held_by_child(&self) -> Stdio {
        self.file
            .try_clone()
            .map_or_else(|_| Stdio::null(), Stdio::from)
    }

    /// Lets the note lie: who held it beside us is dead, and may have left a
    /// lock.
    pub(super) fn leave(self) {
        let mut left = self;
        left.path = PathBuf::new();
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        if fs::remove_file(&self.path).is_err() {
            return; // it was left to lie
        }
        if let Some(dir) = self.path.parent() {
            let _ = fs::remove_dir(dir); // the last one does
        }
    }
}

impl Repo {
    fn notes(&self) -> PathBuf {
        self.shared_dir().join("moving")
    }

    /// Leaves a note. Without one a lock is not cured, and nothing else is
    /// amiss.
    pub(super) fn note_moving(&self) -> Option<Note> {
        (0..TRIES).find_map(|_| self.try_note().ok())
    }

    fn try_note(&self) -> Result<Note, Error> {
        let dir = self.notes();
        self.make_dir(&dir)?;
        let failed = |error: &std::io::Error| Error::io("write in", &dir, error);
        let temp = tempfile::Builder::new().prefix("by-").tempfile_in(&dir);
        let (mut file, path) = temp
            .map_err(|error| failed(&error))?
            .keep()
            .map_err(|error| failed(&error.error))?;
        let note = Note {
            file: file.try_clone().map_err(|error| failed(&error))?,
            path,
        };
        file.lock().map_err(|error| failed(&error))?;
        let text = format!("process {}\n", std::process::id());
        file.write_all(text.as_bytes())
            .map_err(|error| failed(&error))?;
        // who cures may have taken it for a dead one's before it was held
        fs::symlink_metadata(&note.path).map_err(|error| failed(&error))?;
        Ok(note)
    }

    /// The locks that there may be: of all refs, and of each table while git
    /// puts several together, which its `gc` fails at.
    fn shared_locks(&self) -> Vec<PathBuf> {
        let home = &self.places.common_dir;
        let tables = fs::read_dir(home.join("reftable")).into_iter().flatten();
        let tables = tables.flatten().map(|entry| entry.path());
        let of_tables = tables.filter(|path| path.to_string_lossy().ends_with(".ref.lock"));
        let of_all = LOCKS.map(|lock| home.join(lock));
        of_all.into_iter().chain(of_tables).collect()
    }

    /// Removes the locks that commands of ours left when they were killed;
    /// whether there was one.
    pub fn cure_locks(&self) -> bool {
        let dir = self.notes();
        let Ok(notes) = fs::read_dir(&dir) else {
            return false; // nobody has taken any
        };
        // two at once might take each other's new lock for the old one
        let only =
            open_to_lock(&dir).and_then(|dir| dir.try_lock().map(|()| dir).map_err(Into::into));
        let Ok(_only) = only else {
            return false;
        };
        let mut cured = false;
        for note in notes.flatten() {
            let Some(of_note) = dead(&note.path()) else {
                continue;
            };
            let locks = self.shared_locks().into_iter();
            let came: Vec<Left> = locks.map(|lock| cure(&lock, &of_note)).collect();
            cured |= came.contains(&Left::Cured);
            if !came.contains(&Left::Waits) {
                let _ = fs::remove_file(note.path());
            }
        }
        let _ = fs::remove_dir(&dir);
        cured
    }
}

/// What came of looking at a lock.
#[derive(PartialEq, Eq)]
enum Left {
    /// There is none, or it is somebody else's.
    Nothing,
    /// It was removed.
    Cured,
    /// It is too early to tell, or somebody is at it.
    Waits,
}

/// What the system says of a note, if nobody who lives holds it.
fn dead(note: &Path) -> Option<Metadata> {
    let file = File::open(note).ok()?;
    file.try_lock().ok()?;
    file.metadata().ok()
}

/// Removes the lock if it came with the note and nobody has it open.
fn cure(lock: &Path, noted: &Metadata) -> Left {
    let Ok(found) = fs::symlink_metadata(lock) else {
        return Left::Nothing;
    };
    let (Some(born), Ok(noted_at)) = (born(&found), noted.modified()) else {
        return Left::Nothing;
    };
    let after = born.duration_since(noted_at);
    if !have_one_owner(&found, noted) || after.is_ok_and(|after| after > SOON) || born < noted_at {
        return Left::Nothing;
    }
    if born.elapsed().is_ok_and(|age| age < STALE) || is_at_work(lock, &found) {
        return Left::Waits;
    }
    let same = fs::symlink_metadata(lock).is_ok_and(|now| is_untouched(&found, &now));
    if same && fs::remove_file(lock).is_ok() {
        Left::Cured
    } else {
        Left::Nothing
    }
}

fn born(file: &Metadata) -> Option<SystemTime> {
    file.created().or_else(|_| file.modified()).ok()
}

/// Whether somebody is at what the lock stands for. git closes the one of
/// `packed-refs` at once, and has the file open that it writes.
fn is_at_work(lock: &Path, found: &Metadata) -> bool {
    let written = fs::symlink_metadata(lock.with_extension("new"));
    is_open(found) || written.is_ok_and(|written| is_open(&written))
}
