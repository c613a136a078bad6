//! Reading the cache.

use super::MAX_ENTRIES;
use super::entries::{Entries, Told};
use crate::platform;
use std::cmp::Ordering;
use std::path::Path;

/// More than this is none of ours, in bytes.
const MAX_SIZE: u64 = 512 * MAX_ENTRIES as u64;

/// The cache as it was read.
#[derive(Default)]
pub(in crate::repo) struct Cache {
    file: Vec<u8>,
    /// Its ids are of this kind, where it is whole.
    format: Option<gix::hash::Kind>,
}

impl Cache {
    /// Reads the file at `path`. Whatever else lies there is an empty cache: no
    /// link is followed, and nothing is waited for.
    pub(in crate::repo) fn read(path: &Path, format: gix::hash::Kind) -> Cache {
        let read = || {
            let mut file = platform::open_itself(path).ok()?;
            let meta = file.metadata().ok()?;
            if !meta.is_file() || meta.len() > MAX_SIZE {
                return None;
            }
            let file = platform::read(&mut file, meta.len()).ok()?;
            Entries::of(&file, format)?;
            Some(file)
        };
        read().map_or_else(Cache::default, |file| Cache {
            file,
            format: Some(format),
        })
    }

    /// What is in it.
    pub(super) fn entries(&self) -> impl Iterator<Item = Told<'_>> {
        let of = |format| Entries::of_whole(&self.file, format);
        self.format.map(of).into_iter().flatten()
    }

    /// What is remembered of each of these paths, which are in order.
    pub(in crate::repo) fn find<'c, 'p>(
        &'c self,
        paths: impl Iterator<Item = &'p str>,
    ) -> impl Iterator<Item = Option<Told<'c>>> {
        let mut entries = self.entries();
        let mut told = entries.next();
        paths.map(move |path| {
            loop {
                match told?.path.cmp(path.as_bytes()) {
                    Ordering::Less => told = entries.next(),
                    Ordering::Equal => return told,
                    Ordering::Greater => return None,
                }
            }
        })
    }
}
