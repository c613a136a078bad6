//! Large objects, compressed and written by another core while this one goes on.

use crate::error::Error;
use crate::repo::objects::loose::Deflater;
use gix::objs::Kind;
use gix::zlib::Compression;
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};

/// From so many bytes on another core does it: to start it costs something too.
const LARGE: usize = 32 << 10;

/// So many are on their way at once: each has its bytes, and its memory to
/// compress them in.
const MOST: usize = 4;

/// Objects on their way into files that nobody looks at yet.
#[derive(Default)]
pub(super) struct Writing(Vec<JoinHandle<Result<(), Error>>>);

impl Writing {
    /// Whether an object of these bytes is large enough.
    pub(super) fn is_worth_it(bytes: &[u8]) -> bool {
        bytes.len() >= LARGE
    }

    /// Writes an object as the new file `to`. What goes wrong is told when it
    /// is waited for.
    pub(super) fn begin(
        &mut self,
        to: PathBuf,
        level: Compression,
        kind: Kind,
        bytes: &[u8],
    ) -> Result<(), Error> {
        if self.0.len() == MOST {
            wait(self.0.remove(0))?;
        }
        let given = Arc::new((to, bytes.to_vec()));
        let write =
            move |given: &(PathBuf, Vec<u8>)| Deflater::new(level).write(&given.0, kind, &given.1);
        let theirs = Arc::clone(&given);
        match Builder::new().spawn(move || write(&theirs)) {
            Ok(writing) => self.0.push(writing),
            Err(_) => write(&given)?, // no thread is to be had
        }
        Ok(())
    }

    /// Waits until all are written.
    pub(super) fn finish(&mut self) -> Result<(), Error> {
        let all: Vec<Result<(), Error>> = self.0.drain(..).map(wait).collect();
        all.into_iter().collect()
    }
}

fn wait(writing: JoinHandle<Result<(), Error>>) -> Result<(), Error> {
    writing.join().unwrap_or_else(|why| resume_unwind(why))
}

impl Drop for Writing {
    fn drop(&mut self) {
        // the place they are written to is about to be removed
        self.0.drain(..).for_each(|writing| drop(writing.join()));
    }
}
