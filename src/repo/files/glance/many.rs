//! Many files at once: of each one system call where it is remembered, and all
//! cores for those that have to be read.

use super::{Asked, Glance, SeenFile};
use crate::model::RepoPath;
use crate::platform::{Found, Root};
use crate::repo::files::attribute_paths::{OnTheWay, dirs_of};
use crate::repo::files::pin::MAX_HASHED;
use crate::repo::files::spread::spread;
use crate::repo::files::stat_cache::{Entry, Told};
use crate::repo::files::taken_in::take_in;
use crate::repo::{Repo, Toil};

/// From so many files on, they are looked at together. Measured: a cache pays
/// from about 30 files of 4 KiB on.
const MANY: usize = 30;

/// From so many on, it pays that more than one thread reads.
const MANY_READ: usize = 60;

/// From so many system calls on, all cores do them.
const MANY_CALLS: usize = 800;

/// A file before anybody looks.
struct Wanted<'a, 'c> {
    path: &'a RepoPath,
    /// How many of its directories, from the inside out, are those of no file
    /// before.
    new_dirs: usize,
    told: Option<Told<'c>>,
}

/// What one thread met.
#[derive(Default)]
struct Met {
    dirs: Vec<OnTheWay>,
    glance: Option<Glance>,
}

/// A file as it was found, and what was read of it.
struct Read {
    glance: Glance,
    entry: Option<Entry>,
}

impl Repo {
    /// Looks at all of `paths`, where they are many, so that [`Repo::glance`]
    /// knows them. Gives how many it knows then.
    pub(in crate::repo) fn glance_at(&self, toil: Option<Toil>, paths: &[&RepoPath]) -> usize {
        self.glances.forget();
        self.glance_at_new(toil, paths)
    }

    /// As [`Repo::glance_at`], of those that were not seen at the last one.
    pub(in crate::repo) fn glance_again_at(
        &self,
        toil: Option<Toil>,
        paths: &[&RepoPath],
    ) -> usize {
        self.glances.again();
        let is_new = |path: &&&RepoPath| !self.glances.has(path);
        let new: Vec<&RepoPath> = paths.iter().filter(is_new).copied().collect();
        self.glance_at_new(toil, &new) + paths.len() - new.len()
    }

    fn glance_at_new(&self, toil: Option<Toil>, paths: &[&RepoPath]) -> usize {
        let root = self.root().ok();
        let is_worth_it = paths.len() >= MANY && self.hand().heeds_the_way();
        let Some(root) = root.filter(|_| is_worth_it) else {
            return 0;
        };
        self.glances.begin();
        let mut paths = paths.to_vec();
        if !paths.is_sorted_by(|one, other| one < other) {
            paths.sort_unstable();
            paths.dedup();
        }
        let (asked, mut seen) = self.meet(root, &paths);
        let left = seen.iter().filter(|seen| seen.is_none()).count();
        let tell = |done: usize| {
            if let Some(toil) = toil {
                let done = asked.len() - left + done;
                self.at_work(toil, done.min(paths.len() - 1), paths.len());
            }
        };
        self.read_unseen(root, &asked, &mut seen, &tell);
        let mut known = Vec::with_capacity(asked.len());
        for (one, seen) in asked.iter().zip(seen) {
            let seen = seen.filter(|seen| seen.is_stored(one.if_stored));
            known.extend(seen.map(|glance| SeenFile::new(one.path, glance)));
        }
        let known = self.glances.add(known);
        self.remember();
        known
    }

    /// Looks for what decides how the files are stored, and what is told of each
    /// that is remembered: those that may be stored as they lie, and of which of
    /// them no more need be asked. For 1,000 files in as many directories that
    /// is 2,000 system calls, nearly all that a check needs.
    fn meet<'a>(
        &self,
        root: &Root,
        paths: &[&'a RepoPath],
    ) -> (Vec<Asked<'a>>, Vec<Option<Glance>>) {
        let (wanted, calls) = self.wanted(paths);
        let look = |_: &mut Vec<u8>, one: &Wanted<'_, '_>| {
            let dirs: Vec<&str> = dirs_of(one.path).collect();
            let new = dirs.iter().skip(dirs.len() - one.new_dirs);
            let dirs = new.map(|dir| OnTheWay::into(root, dir)).collect();
            let entry = one.told.and_then(|told| told.entry());
            let stat = entry.and_then(|_| root.stat(one.path.as_str()));
            let glance = Glance::by_memory(entry, stat);
            Some(Met { dirs, glance })
        };
        let met = spread(&wanted, calls >= MANY_CALLS, &look, &|_| ());
        let mut asked = Vec::with_capacity(wanted.len());
        let mut seen = Vec::with_capacity(wanted.len());
        for (one, met) in wanted.iter().zip(met) {
            let mut met = met.unwrap_or_default();
            let if_stored = self.hand().as_it_lies(self, one.path, &mut met.dirs);
            if let Some(if_stored) = if_stored {
                let path = one.path;
                asked.push(Asked { path, if_stored });
                seen.push(met.glance);
            }
        }
        (asked, seen)
    }

    /// What is to be looked for at each of these paths, which are in order, and
    /// about how many system calls that will be.
    fn wanted<'a>(&self, paths: &[&'a RepoPath]) -> (Vec<Wanted<'a, '_>>, usize) {
        let mut calls = 0;
        let mut before = "";
        let told = self.cache().find(paths.iter().map(|path| path.as_str()));
        let wanted = paths.iter().zip(told).map(|(path, told)| {
            let path: &'a RepoPath = path;
            let new_dirs = new_dirs(path, std::mem::replace(&mut before, path.as_str()));
            calls += new_dirs + usize::from(told.is_some());
            Wanted {
                path,
                new_dirs,
                told,
            }
        });
        let wanted: Vec<Wanted<'a, '_>> = wanted.collect();
        (wanted, calls)
    }

    /// Reads those that are not known.
    fn read_unseen(
        &self,
        root: &Root,
        asked: &[Asked<'_>],
        seen: &mut [Option<Glance>],
        tell: &dyn Fn(usize),
    ) {
        let (limit, format) = (self.max_file_size(), self.format);
        let left: Vec<usize> = (0..asked.len()).filter(|at| seen[*at].is_none()).collect();
        let read =
            |buffer: &mut Vec<u8>, at: &usize| read(root, asked[*at].path, buffer, limit, format);
        let is_worth_it = left.len() >= MANY_READ;
        for (at, read) in left.iter().zip(spread(&left, is_worth_it, &read, tell)) {
            let Some(read) = read else { continue };
            if let Some(entry) = read.entry {
                self.note_read(asked[*at].path, entry);
            }
            seen[*at] = Some(read.glance);
        }
    }
}

/// How many directories of a path are none of the one `before` it in order.
fn new_dirs(path: &RepoPath, before: &str) -> usize {
    let is_new = |dir: &&str| {
        let rest = before.strip_prefix(*dir);
        !rest.is_some_and(|rest| rest.starts_with('/'))
    };
    dirs_of(path).filter(is_new).count()
}

fn read(
    root: &Root,
    path: &RepoPath,
    buffer: &mut Vec<u8>,
    limit: u64,
    format: gix::hash::Kind,
) -> Option<Read> {
    let Found::File {
        mut file,
        len,
        executable,
        stat,
    } = root.find(path)
    else {
        return None;
    };
    if len > MAX_HASHED {
        return None;
    }
    let taken = take_in((&mut file, len, stat), buffer, limit, format)?;
    let known = taken.known;
    Some(Read {
        entry: taken.entry(),
        glance: Glance {
            known,
            len,
            executable,
        },
    })
}
