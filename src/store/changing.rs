//! Whether this process is between the ref's move and the file's: whoever
//! would end it asks, and waits a moment.

use std::sync::atomic::{AtomicUsize, Ordering};

static UNDER_WAY: AtomicUsize = AtomicUsize::new(0);

/// A change under way, until it is dropped.
pub(super) struct Changing(());

impl Changing {
    pub(super) fn begin() -> Changing {
        UNDER_WAY.fetch_add(1, Ordering::SeqCst);
        Changing(())
    }
}

impl Drop for Changing {
    fn drop(&mut self) {
        UNDER_WAY.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Whether a save of this process may have moved its ref and not its file yet.
pub fn is_changing() -> bool {
    UNDER_WAY.load(Ordering::SeqCst) > 0
}
