//! Writing the cache.

use super::entries::{Told, finish, head, put};
use super::{Began, Cache, Entry, Fresh, MAX_ENTRIES, is_settled};
use crate::platform::{self, Stamp};
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// For fewer files than this, and fewer bytes, it is not written: to read them
/// again costs less.
const MANY_FILES: usize = 16;
const MANY_BYTES: u64 = 1 << 20;

/// What is being written is called so, and some letters more.
const UNFINISHED: &str = "stat-cache-";

/// After so long nobody is writing it any more.
const FORGOTTEN: Duration = Duration::from_secs(600);

impl Cache {
    /// Writes at `path` what is known now: what was read since `began`, which
    /// is in the order of the paths, and all else that was known before. Not
    /// where that is little, or not settled. No error is one: what cannot be
    /// written is read again the next time.
    pub(in crate::repo) fn remember(&self, path: &Path, began: Began, mut fresh: Vec<Fresh>) {
        let settle = |fresh: &mut Vec<Fresh>, rest: Option<Stamp>| {
            fresh.retain(|one| rest.is_some_and(|rest| is_settled(&one.entry.stat, rest)));
            let bytes = fresh.iter().map(|one| one.entry.stat.len).sum::<u64>();
            fresh.len() >= MANY_FILES || bytes >= MANY_BYTES
        };
        let Some(dir) = path.parent().filter(|_| settle(&mut fresh, began.rest())) else {
            return;
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(UNFINISHED);
        platform::like(&mut builder, None, 0o666);
        let Ok(temp) = builder.tempfile_in(dir) else {
            return;
        };
        let there = temp.as_file().metadata().and_then(|meta| meta.modified());
        let Ok(there) = there else {
            return;
        };
        sweep(dir, there);
        if settle(&mut fresh, began.rest_by(there)) && self.write(temp.as_file(), &fresh).is_ok() {
            let _ = temp.persist(path); // not where we may not, or a directory is there
        }
    }

    fn write(&self, mut to: &fs::File, fresh: &[Fresh]) -> io::Result<()> {
        let Some(format) = fresh.first().map(|one| one.entry.known.id.kind()) else {
            return Ok(());
        };
        let mut file = head(format).into_bytes();
        let all = self.merged(fresh);
        for (path, entry) in &all {
            put(&mut file, path, entry);
        }
        finish(&mut file, all.len());
        to.write_all(&file)
    }

    /// What was known and what is, in the order of the paths. What is known
    /// now has precedence where that is too much.
    fn merged<'a>(&'a self, fresh: &'a [Fresh]) -> Vec<(&'a str, Entry)> {
        let fresh = &fresh[..fresh.len().min(MAX_ENTRIES)];
        let new = fresh.iter().map(|one| (one.path.as_str(), one.entry));
        let mut all: Vec<(&str, Entry)> = new.collect();
        let is_known = |path: &str| {
            let place = fresh.binary_search_by(|one| one.path.as_str().cmp(path));
            place.is_ok()
        };
        let old = |told: Told<'a>| {
            let path = std::str::from_utf8(told.path).ok()?;
            Some((path, told.entry()?)).filter(|_| !is_known(path))
        };
        let left = MAX_ENTRIES - all.len();
        all.extend(self.entries().filter_map(old).take(left));
        all.sort_by(|one, other| one.0.cmp(other.0));
        all.dedup_by(|one, other| one.0 == other.0);
        all
    }
}

/// Removes what a command left that was killed while it wrote.
fn sweep(dir: &Path, now: SystemTime) {
    let all = fs::read_dir(dir).into_iter().flatten().flatten();
    let ours = all.filter(|one| one.file_name().to_string_lossy().starts_with(UNFINISHED));
    for one in ours {
        let written = one.metadata().and_then(|meta| meta.modified());
        let age = written.map(|written| now.duration_since(written));
        if age.is_ok_and(|age| age.is_ok_and(|age| age > FORGOTTEN)) {
            let _ = fs::remove_file(one.path());
        }
    }
}
