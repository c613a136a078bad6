//! What it takes that bytes outlive a power cut.

use crate::error::Error;
use std::path::{Path, PathBuf};

/// How sure it must be that what was written outlives a power cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Every file and directory is synced before the next step relies on it.
    Full,
    /// As git does by default: nothing is synced.
    Git,
}

impl Durability {
    /// Whether what is written is synced.
    pub fn syncs(self) -> bool {
        self == Durability::Full
    }
}

/// Waits until a file's or a directory's content is on disk. A failure is
/// final: the kernel may have dropped what it could not write.
pub(in crate::repo) fn sync(path: &Path) -> Result<(), Error> {
    std::fs::File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(|error| Error::io("sync", path, &error))
}

/// Several at a time: the file system writes its journal once for all that
/// wait for it.
pub(in crate::repo) fn sync_all(paths: &[PathBuf]) -> Result<(), Error> {
    const AT_ONCE: usize = 8;
    if paths.len() < 2 {
        return paths.iter().try_for_each(|path| sync(path));
    }
    let all = |part: &[PathBuf]| part.iter().try_for_each(|path| sync(path));
    let (own, others) = paths.split_at(paths.len().div_ceil(AT_ONCE));
    std::thread::scope(|scope| {
        let parts: Vec<_> = others
            .chunks(own.len())
            .map(|part| scope.spawn(move || all(part)))
            .collect();
        let done = all(own);
        parts.into_iter().fold(done, |done, part| {
            done.and(part.join().expect("a sync does not panic"))
        })
    })
}
