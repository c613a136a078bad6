//! Being told to end while a trial goes on: its commands run in groups of
//! their own, which Ctrl-C does not reach, and its directory must go.

use super::system::ENDING;
use signal_hook::{flag, low_level};
use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// What the signals' handlers know: a handler stays for good.
struct Told {
    /// The signal that came during a trial, or 0.
    by: Arc<AtomicUsize>,
    /// Whether no trial goes on, so that a signal ends the program at once.
    idle: Arc<AtomicBool>,
}

static TOLD: OnceLock<Told> = OnceLock::new();

/// Puts off what ends the program until it goes.
pub(crate) struct Watch(());

impl Watch {
    /// Begins to watch.
    pub(crate) fn begin() -> io::Result<Watch> {
        if TOLD.get().is_none() {
            let told = handled()?;
            let _ = TOLD.set(told); // another trial's are as good
        }
        if let Some(told) = TOLD.get() {
            told.idle.store(false, Ordering::SeqCst);
        }
        Ok(Watch(()))
    }
}

fn handled() -> io::Result<Told> {
    let (by, idle) = (Arc::default(), Arc::default());
    for signal in ENDING {
        let number = usize::try_from(signal).unwrap_or_default();
        flag::register_conditional_default(signal, Arc::clone(&idle))?;
        flag::register_usize(signal, Arc::clone(&by), number)?;
    }
    Ok(Told { by, idle })
}

/// Whether the program is to end.
pub(crate) fn is_told() -> bool {
    TOLD.get()
        .is_some_and(|told| told.by.load(Ordering::SeqCst) != 0)
}

impl Drop for Watch {
    fn drop(&mut self) {
        let Some(told) = TOLD.get() else { return };
        told.idle.store(true, Ordering::SeqCst);
        let signal = told.by.swap(0, Ordering::SeqCst);
        if let Some(signal) = i32::try_from(signal).ok().filter(|signal| *signal != 0) {
            // A shell is to see that the program was ended, not that it failed.
            let _ = low_level::emulate_default_handler(signal);
        }
    }
}
