//! The two long parts of a save, at once: reading the document, and looking at
//! the files that the earlier save pinned.

use crate::document::{self, Found};
use crate::drift::{self, Drift, Written};
use crate::error::Error;
use crate::repo::Repo;
use crate::route::save::Wish;
use std::panic::resume_unwind;
use std::thread;

/// From so many bytes on, a document is read while the files are looked at: to
/// start a thread costs something too.
const LONG: usize = 16 << 10;

/// What the document names, and what has changed since the earlier save. To
/// read a document needs nothing of the repository: of a long one it is the
/// most that a save thinks about, and another core does it meanwhile.
pub(super) fn read_and_compare(
    repo: &Repo,
    wish: &Wish<'_>,
) -> (Found, Result<Option<Drift>, Error>) {
    let since = || match wish.earlier {
        Some(record) => {
            let seen = repo.observe(record)?;
            Ok(Some(drift::compare(record, &seen, &Written::default())))
        }
        None => Ok(None),
    };
    let read = || document::find(&wish.prose);
    if wish.prose.len() < LONG || wish.earlier.is_none() {
        return (read(), since());
    }
    thread::scope(|scope| {
        let reading = thread::Builder::new().spawn_scoped(scope, read);
        let since = since();
        let found = match reading {
            Ok(reading) => reading.join().unwrap_or_else(|why| resume_unwind(why)),
            Err(_) => read(), // no thread is to be had
        };
        (found, since)
    })
}
