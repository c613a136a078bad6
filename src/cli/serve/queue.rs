//! What was read and is not answered yet, bounded in bytes: a client that
//! sends faster than is saved waits.

use crate::cli::serve::request::Request;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard};

/// How many bytes of requests may wait. One alone may have more.
const MAX_WAITING: usize = 32 << 20;

/// What a request weighs beside its line.
const OVERHEAD: usize = 1 << 10;

/// The requests between the reader and whoever answers.
#[derive(Default)]
pub(super) struct Queue {
    inside: Mutex<Inside>,
    changed: Condvar,
}

#[derive(Default)]
struct Inside {
    fresh: VecDeque<Waiting>,
    bytes: usize,
    ended: bool,
}

/// A request in the queue.
pub(super) struct Waiting {
    /// What it is.
    pub(super) request: Request,
    /// What it weighs, to be given back with [`Queue::done`].
    pub(super) bytes: usize,
}

impl Queue {
    /// Adds a request that was read from `length` bytes, once there is room.
    pub(super) fn push(&self, request: Request, length: usize) {
        let bytes = length + OVERHEAD;
        let mut inside = self.inside();
        while inside.bytes > 0 && inside.bytes + bytes > MAX_WAITING {
            inside = self.wait(inside);
        }
        inside.bytes += bytes;
        inside.fresh.push_back(Waiting { request, bytes });
        self.changed.notify_all();
    }

    /// Nothing more will come.
    pub(super) fn end(&self) {
        self.inside().ended = true;
        self.changed.notify_all();
    }

    /// Everything that came since the last call; waits for something where
    /// `patient`. Empty, where it is, at the end.
    pub(super) fn take(&self, patient: bool) -> VecDeque<Waiting> {
        let mut inside = self.inside();
        while patient && inside.fresh.is_empty() && !inside.ended {
            inside = self.wait(inside);
        }
        std::mem::take(&mut inside.fresh)
    }

    /// Something that weighed so much is answered.
    pub(super) fn done(&self, bytes: usize) {
        self.inside().bytes -= bytes;
        self.changed.notify_all();
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside
            .lock()
            .expect("nobody panics with the queue in hand")
    }

    fn wait<'a>(&self, inside: MutexGuard<'a, Inside>) -> MutexGuard<'a, Inside> {
        self.changed
            .wait(inside)
            .expect("nobody panics with the queue in hand")
    }
}
