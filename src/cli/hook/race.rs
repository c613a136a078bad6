//! A hook against the end of its time: whoever settles it first decides
//! whether something is told. What is not told must not be remembered as said.

use std::sync::atomic::{AtomicBool, Ordering};

/// The race.
#[derive(Default)]
pub(super) struct Race {
    /// Whether one of them has come first.
    over: AtomicBool,
    /// Whether what is to be told is remembered and about to be.
    telling: AtomicBool,
}

impl Race {
    /// Whether the caller is the first.
    pub(super) fn is_won(&self) -> bool {
        !self.over.swap(true, Ordering::SeqCst)
    }

    /// Notes that the winner begins to tell.
    pub(super) fn tells(&self) {
        self.telling.store(true, Ordering::SeqCst);
    }

    /// Whether it has begun.
    pub(super) fn is_telling(&self) -> bool {
        self.telling.load(Ordering::SeqCst)
    }
}
