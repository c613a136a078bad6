//! Signals that would end the program, held back while a question is open or
//! another program has the terminal: its modes go before us.

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::{flag, low_level};
use std::io::{self, Read as _};
use std::os::fd::{AsFd as _, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// What the handlers know: a handler stays for good.
struct Told {
    /// The signal that came while they were held, or 0.
    by: Arc<AtomicUsize>,
    /// Whether the program was stopped and goes on.
    back: Arc<AtomicBool>,
    /// Whether none is held, so that one ends the program at once.
    idle: Arc<AtomicBool>,
    /// Gets a byte with every signal.
    ear: UnixStream,
}

/// The signals that end a program which knows nothing of them.
pub(crate) const ENDING: [i32; 3] = [SIGINT, SIGTERM, SIGHUP];

static TOLD: OnceLock<Told> = OnceLock::new();

/// A signal that came while they are held.
pub(super) enum Sent {
    /// The program is to end by this one.
    End(i32),
    /// The program was stopped and goes on.
    Back,
}

/// Holds them back until it goes; then one that came does what it would have,
/// unless they are held for something around it.
pub(super) struct Signals {
    told: &'static Told,
    was_idle: bool,
}

impl Signals {
    /// Begins to hold them.
    pub(super) fn hold() -> io::Result<Signals> {
        let told = if let Some(told) = TOLD.get() {
            told
        } else {
            let told = handled()?;
            TOLD.get_or_init(|| told)
        };
        let was_idle = told.idle.swap(false, Ordering::SeqCst);
        Ok(Signals { told, was_idle })
    }

    /// What came since the last look.
    pub(super) fn take(&self) -> Option<Sent> {
        let _ = (&self.told.ear).read(&mut [0; 64]);
        let signal = self.told.by.swap(0, Ordering::SeqCst);
        if let Some(signal) = i32::try_from(signal).ok().filter(|signal| *signal != 0) {
            return Some(Sent::End(signal));
        }
        let back = self.told.back.swap(false, Ordering::SeqCst);
        back.then_some(Sent::Back)
    }

    /// Can be read from as soon as one came.
    pub(super) fn ear(&self) -> BorrowedFd<'_> {
        self.told.ear.as_fd()
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        if !self.was_idle {
            return;
        }
        self.told.idle.store(true, Ordering::SeqCst);
        if let Some(Sent::End(signal)) = self.take() {
            let _ = low_level::emulate_default_handler(signal);
        }
    }
}

fn handled() -> io::Result<Told> {
    let (by, back) = (Arc::default(), Arc::default());
    let idle = Arc::new(AtomicBool::new(true));
    let (ear, mouth) = UnixStream::pair()?;
    ear.set_nonblocking(true)?;
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
        let number = usize::try_from(signal).unwrap_or_default();
        flag::register_conditional_default(signal, Arc::clone(&idle))?;
        flag::register_usize(signal, Arc::clone(&by), number)?;
        low_level::pipe::register(signal, mouth.try_clone()?)?;
    }
    flag::register(SIGCONT, Arc::clone(&back))?;
    low_level::pipe::register(SIGCONT, mouth)?;
    Ok(Told {
        by,
        back,
        idle,
        ear,
    })
}

/// Runs what gives the terminal to another program: Ctrl-C and Ctrl-\\ are for
/// that one, and end us neither before it nor after. What else would end us
/// does so once the terminal is back.
pub(crate) fn lent<T>(to: impl FnOnce() -> T) -> T {
    let held = Signals::hold();
    let done = to();
    if let Ok(held) = &held {
        let by = &held.told.by;
        for signal in [SIGINT, SIGQUIT] {
            let signal = usize::try_from(signal).unwrap_or_default();
            let _ = by.compare_exchange(signal, 0, Ordering::SeqCst, Ordering::SeqCst);
        }
    }
    done
}

/// Calls `then`, once and in a thread of its own, when the program is asked to
/// end by SIGTERM or SIGINT. A second one ends it as it would have without us.
#[cfg(feature = "mcp")]
pub(crate) fn on_end(then: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let (mut ear, mouth) = UnixStream::pair()?;
    let once = Arc::new(AtomicBool::new(false));
    for signal in [SIGTERM, SIGINT] {
        flag::register_conditional_default(signal, Arc::clone(&once))?;
        flag::register(signal, Arc::clone(&once))?;
        low_level::pipe::register(signal, mouth.try_clone()?)?;
    }
    std::thread::spawn(move || {
        // An ear that cannot hear leaves the signals to the flag.
        if ear.read(&mut [0]).is_ok() {
            then();
        }
    });
    Ok(())
}
