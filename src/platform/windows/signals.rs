//! Ctrl-C, held back while another program has the terminal. The C library
//! makes a signal of it, and nothing more can be waited for.

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
#[cfg(feature = "mcp")]
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// The signals that end a program which knows nothing of them.
pub(crate) const ENDING: [i32; 2] = [SIGINT, SIGTERM];

/// Whether Ctrl-C ends the program at once; a handler stays for good.
static ENDS: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// Runs what gives the terminal to another program: Ctrl-C is for that one,
/// and ends us neither before it nor after.
pub(crate) fn lent<T>(to: impl FnOnce() -> T) -> T {
    let ends = ends();
    let did = ends.map(|ends| (ends, ends.swap(false, Ordering::SeqCst)));
    let done = to();
    if let Some((ends, did)) = did {
        ends.store(did, Ordering::SeqCst);
    }
    done
}

fn ends() -> Option<&'static AtomicBool> {
    if ENDS.get().is_none() {
        let ends = Arc::new(AtomicBool::new(true));
        flag::register_conditional_default(SIGINT, Arc::clone(&ends)).ok()?;
        let _ = ENDS.set(ends); // another thread's are as good
    }
    ENDS.get().map(Arc::as_ref)
}

/// Calls `then`, once and in a thread of its own, when the program is asked to
/// end by Ctrl-C. A second one ends it as it would have without us.
#[cfg(feature = "mcp")]
pub(crate) fn on_end(then: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let once = Arc::new(AtomicBool::new(false));
    for signal in ENDING {
        flag::register_conditional_default(signal, Arc::clone(&once))?;
        flag::register(signal, Arc::clone(&once))?;
    }
    std::thread::spawn(move || {
        // Nothing wakes us: a handler may do no more here than set a flag.
        while !once.load(Ordering::SeqCst) {
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        then();
    });
    Ok(())
}
