//! Standard input, read no longer than there is time: a thread waits for what
//! comes, since the system cannot say whether a pipe has something in it.

use std::io::Read as _;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::Instant;

/// How much is read at a time, in bytes.
const PIECE: usize = 64 << 10;

/// Standard input.
pub(crate) struct Input {
    pieces: Receiver<Vec<u8>>,
    /// What came and was not asked for yet.
    rest: Vec<u8>,
}

impl Input {
    /// Standard input, which nobody else reads.
    pub(crate) fn new() -> Input {
        let (comes, pieces) = sync_channel(1);
        thread::spawn(move || {
            let mut stdin = std::io::stdin().lock();
            let mut piece = vec![0; PIECE];
            while let Ok(read) = stdin.read(&mut piece) {
                if comes.send(piece[..read].to_vec()).is_err() || read == 0 {
                    return;
                }
            }
        });
        Input {
            pieces,
            rest: Vec::new(),
        }
    }

    /// Reads what comes next: how many bytes, 0 at its end. `None` where
    /// nothing came before `end`, or it cannot be read.
    pub(crate) fn read(&mut self, bytes: &mut [u8], end: Instant) -> Option<usize> {
        if self.rest.is_empty() {
            let left = end.saturating_duration_since(Instant::now());
            self.rest = self.pieces.recv_timeout(left).ok()?;
        }
        let read = self.rest.len().min(bytes.len());
        bytes[..read].copy_from_slice(&self.rest[..read]);
        self.rest.drain(..read);
        Some(read)
    }
}
