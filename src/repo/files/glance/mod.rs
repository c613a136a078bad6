//! Many files looked at at once, and large ones: what the cache knows is not
//! read, and what it does not know is read by all cores. A glance has no bytes;
//! who needs those looks.

mod many;

use crate::model::RepoPath;
use crate::platform::{Found, Stat};
use crate::repo::files::look::Look;
use crate::repo::files::pin::MAX_HASHED;
use crate::repo::files::stat_cache::{Began, Cache, Entry, Fresh, Known};
use crate::repo::files::taken_in::take_in;
use crate::repo::hand::AsItLies;
use crate::repo::{Repo, model_id};
use std::cell::{Cell, OnceCell, RefCell};
use std::fs::File;

/// From so many bytes on, a file alone is: to hash fewer costs about as much as
/// to load a cache of 10,000 files.
const LARGE: u64 = 256 << 10;

/// What was seen at glances, and what is remembered.
#[derive(Default)]
pub(in crate::repo) struct Glances {
    seen: RefCell<Seen>,
    cache: OnceCell<Cache>,
    telling: OnceCell<Option<u64>>,
    began: Cell<Option<Began>>,
    fresh: RefCell<Vec<Fresh>>,
}

/// What was seen of files, in the order of their paths, and who comes next.
#[derive(Default)]
struct Seen {
    files: Vec<SeenFile>,
    next: usize,
}

/// A file that was seen, and whether that was asked for already.
struct SeenFile {
    path: RepoPath,
    glance: Glance,
    is_taken: bool,
}

/// A regular file whose bytes are stored as they lie.
#[derive(Clone, Copy)]
struct Glance {
    known: Known,
    len: u64,
    executable: bool,
}

/// A file that may be stored as it lies.
#[derive(Clone, Copy)]
struct Asked<'a> {
    path: &'a RepoPath,
    if_stored: AsItLies,
}

impl Glances {
    /// Has everything looked at again: it may be stored in another way.
    pub(in crate::repo) fn forget(&self) {
        *self.seen.borrow_mut() = Seen::default();
    }

    fn take(&self, path: &RepoPath) -> Option<Glance> {
        let mut seen = self.seen.borrow_mut();
        let next = seen.next;
        let at = match seen.files.get(next) {
            Some(there) if there.path == *path => next,
            _ => seen.files.binary_search_by(|it| it.path.cmp(path)).ok()?,
        };
        seen.next = at + 1;
        let file = &mut seen.files[at];
        let is_taken = std::mem::replace(&mut file.is_taken, true);
        (!is_taken).then_some(file.glance) // the next look may find another file there
    }

    /// Takes it that each file is what it was seen as, once more.
    fn again(&self) {
        let mut seen = self.seen.borrow_mut();
        seen.files.iter_mut().for_each(|file| file.is_taken = false);
    }

    /// Adds files that were not seen before; how many they are.
    fn add(&self, files: Vec<SeenFile>) -> usize {
        let mut seen = self.seen.borrow_mut();
        let new = files.len();
        seen.next = 0;
        seen.files.extend(files);
        if new < seen.files.len() {
            seen.files.sort_by(|one, other| one.path.cmp(&other.path));
        }
        new
    }

    fn has(&self, path: &RepoPath) -> bool {
        let files = &self.seen.borrow().files;
        files.binary_search_by(|it| it.path.cmp(path)).is_ok()
    }

    fn note(&self, path: &RepoPath, entry: Entry) {
        let path = path.clone();
        self.fresh.borrow_mut().push(Fresh { path, entry });
    }

    fn begin(&self) {
        if self.began.get().is_none() {
            self.began.set(Some(Began::now()));
        }
    }
}

impl SeenFile {
    fn new(path: &RepoPath, glance: Glance) -> SeenFile {
        let path = path.clone();
        let is_taken = false;
        SeenFile {
            path,
            glance,
            is_taken,
        }
    }
}

impl Glance {
    /// What is remembered, where it holds still.
    fn by_memory(entry: Option<Entry>, stat: Option<Stat>) -> Option<Glance> {
        let entry = entry?;
        let stat = stat.filter(|stat| *stat == entry.stat)?;
        Some(Glance {
            known: entry.known,
            len: stat.len,
            executable: stat.mode & 0o100 != 0,
        })
    }

    /// Whether it is what is stored.
    fn is_stored(&self, if_stored: AsItLies) -> bool {
        if_stored.holds(self.known.crlf)
    }
}

impl Repo {
    /// As [`Repo::look`], and without bytes where the file was looked at with
    /// others, or is large and remembered.
    pub(in crate::repo) fn glance(&self, path: &RepoPath) -> Look {
        if let Some(glance) = self.glances.take(path) {
            return self.glanced(path, glance);
        }
        let found = match self.root() {
            Ok(root) => root.find(path),
            Err(_) => return self.look(path), // which says why
        };
        match found {
            Found::File {
                mut file,
                len,
                executable,
                stat,
            } if (LARGE..=MAX_HASHED).contains(&len) => {
                let look = self.look_at_large(path, &mut file, (len, executable, stat));
                look.unwrap_or_else(|| self.look(path))
            }
            found => self.look_at(path, found),
        }
    }

    fn look_at_large(
        &self,
        path: &RepoPath,
        file: &mut File,
        (len, executable, stat): (u64, bool, Option<Stat>),
    ) -> Option<Look> {
        self.glances.begin();
        let condition = self.hand().as_it_lies(self, path, &mut Vec::new())?;
        let told = self.cache().find(std::iter::once(path.as_str())).next();
        let entry = told.flatten().and_then(|told| told.entry());
        if let Some(glance) = Glance::by_memory(entry, stat) {
            let is_stored = glance.is_stored(condition);
            return is_stored.then(|| self.glanced(path, glance));
        }
        let mut bytes = Vec::new();
        let limit = self.max_file_size();
        let taken = take_in((file, len, stat), &mut bytes, limit, self.format)?;
        if let Some(entry) = taken.entry() {
            self.note_read(path, entry);
        }
        let known = taken.known;
        if !condition.holds(known.crlf) {
            return None;
        }
        let mode = self.mode_of(path, executable).ok()?;
        let bytes = (len <= limit).then_some(bytes);
        Some(Look::of(mode, model_id(&known.id), bytes))
    }

    fn glanced(&self, path: &RepoPath, glance: Glance) -> Look {
        match self.mode_of(path, glance.executable) {
            Ok(mode) => {
                let is_small = glance.len <= self.max_file_size();
                let lines = usize::try_from(glance.known.lines).unwrap_or(usize::MAX);
                Look {
                    unread: is_small.then_some(lines),
                    ..Look::of(mode, model_id(&glance.known.id), None)
                }
            }
            Err(why) => Look::unhashed(why, None),
        }
    }

    /// Writes down what was read, where that is worth it.
    pub(in crate::repo) fn remember(&self) {
        let mut fresh = self.glances.fresh.take();
        fresh.sort_by(|one, other| one.path.cmp(&other.path));
        if let Some(began) = self.glances.began.take().filter(|_| !fresh.is_empty()) {
            let path = self.cache_path();
            self.cache().remember(&path, began, fresh);
        }
    }

    fn note_read(&self, path: &RepoPath, entry: Entry) {
        if self.telling_device() == Some(entry.stat.device) {
            self.glances.note(path, entry);
        }
    }

    fn telling_device(&self) -> Option<u64> {
        let told = || self.root().ok()?.telling_device();
        *self.glances.telling.get_or_init(told)
    }

    fn cache(&self) -> &Cache {
        let read = || match self.telling_device() {
            Some(_) => Cache::read(&self.cache_path(), self.format),
            None => Cache::default(),
        };
        self.glances.cache.get_or_init(read)
    }

    fn cache_path(&self) -> std::path::PathBuf {
        self.places.git_dir.join("shipkit").join("stat-cache")
    }
}
