//! Standard input, read no longer than there is time.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use std::io::Stdin;
use std::os::fd::AsFd as _;
use std::time::Instant;

/// Standard input.
pub(crate) struct Input(Stdin);

impl Input {
    /// Standard input, which nobody else reads.
    pub(crate) fn new() -> Input {
        Input(std::io::stdin())
    }

    /// Reads what comes next: how many bytes, 0 at its end. `None` where
    /// nothing came before `end`, or it cannot be read.
    pub(crate) fn read(&mut self, bytes: &mut [u8], end: Instant) -> Option<usize> {
        while self.has_more(end) {
            match rustix::io::read(self.0.as_fd(), &mut *bytes) {
                Ok(read) => return Some(read),
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(_) => return None,
            }
        }
        None
    }

    /// Whether there is something to read, or the end, before `end`.
    fn has_more(&self, end: Instant) -> bool {
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let Ok(left) = Timespec::try_from(left) else {
                return false;
            };
            let mut watched = [PollFd::new(&self.0, PollFlags::IN)];
            match poll(&mut watched, Some(&left)) {
                Err(Errno::INTR) => {}
                ready => return ready.is_ok_and(|ready| ready > 0),
            }
        }
    }
}
