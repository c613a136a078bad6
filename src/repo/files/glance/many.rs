//! Many files at once: of each one system call where it is remembered, and all
//! cores for those that have to be read.

use super::{Asked, Glance, Seen};
use crate::model::RepoPath;
use crate::platform::{Found, Root};
use crate::repo::files::pin::MAX_HASHED;
use crate::repo::files::spread::spread;
use crate::repo::files::stat_cache::Entry;
use crate::repo::files::taken_in::take_in;
use crate::repo::{Repo, Toil};

/// From so many files on, they are looked at together. Measured: a cache pays
/// from about 30 files of 4 KiB on.
const MANY: usize = 30;

/// From so many on, it pays that more than one thread reads.
const MANY_READ: usize = 60;

/// From so many on, even what costs one system call each is done by all cores.
const VERY_MANY: usize = 1500;

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
        let Some(root) = self.root().ok().filter(|_| paths.len() >= MANY) else {
            return 0;
        };
        self.glances.begin();
        let mut paths = paths.to_vec();
        paths.sort_unstable();
        paths.dedup();
        let asked = self.asked(&paths);
        let stat = |_: &mut Vec<u8>, one: &Asked<'_>| {
            let stat = one.known.and_then(|_| root.stat(one.path.as_str()));
            Glance::by_memory(one, stat)
        };
        let mut seen = spread(&asked, VERY_MANY, &stat, &|_| ());
        let left = seen.iter().filter(|seen| seen.is_none()).count();
        let tell = |done: usize| {
            if let Some(toil) = toil {
                let done = asked.len() - left + done;
                self.at_work(toil, done.min(paths.len() - 1), paths.len());
            }
        };
        self.read_unseen(root, &asked, &mut seen, &tell);
        let files = asked.iter().zip(seen).filter_map(|(one, seen)| {
            let seen = seen.filter(|seen| seen.is_stored(one))?;
            Some((one.path.clone(), Some(seen)))
        });
        let files: Vec<_> = files.collect();
        let known = files.len();
        *self.glances.seen.borrow_mut() = Seen { files, next: 0 };
        self.remember();
        known
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
        for (at, read) in left.iter().zip(spread(&left, MANY_READ, &read, tell)) {
            let Some(read) = read else { continue };
            if let Some(entry) = read.entry {
                self.note_read(asked[*at].path, entry);
            }
            seen[*at] = Some(read.glance);
        }
    }

    /// Those of which the bytes may be stored as they lie, and what is
    /// remembered of them.
    fn asked<'a>(&self, paths: &[&'a RepoPath]) -> Vec<Asked<'a>> {
        let asked = paths.iter().filter_map(|path| {
            Some(Asked {
                path,
                if_stored: self.hand().as_it_lies(self, path)?,
                known: None,
            })
        });
        let mut asked: Vec<Asked<'a>> = asked.collect();
        if !asked.is_empty() {
            let known = self.cache().find(asked.iter().map(|one| one.path.as_str()));
            for (one, known) in asked.iter_mut().zip(known) {
                one.known = known;
            }
        }
        asked
    }
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
