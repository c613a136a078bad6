//! The terminal while a question is open: every key reaches us as it is
//! pressed, nothing is echoed, and its modes are given back whatever happens.

use super::keys::{Key, Keys, Special, meant};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{Signal, kill_current_process_group};
use rustix::termios::{
    LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr,
};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::{flag, low_level};
use std::io::{self, Read as _};
use std::os::fd::AsFd as _;
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// How long the rest of a sequence may take to come, over a slow line too.
const SILENCE: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 100_000_000,
};

const AT_ONCE: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 0,
};

/// What happened while a question was open.
pub(super) enum Heard {
    /// A key.
    Key(Key),
    /// The program was suspended and goes on: what stood there is gone.
    Back,
    /// The program is to end, by this signal.
    Signal(i32),
    /// The terminal went away.
    Gone,
}

/// What the signals' handlers know: a handler stays for good.
struct Told {
    /// The signal that came during a question, or 0.
    by: Arc<AtomicUsize>,
    /// Whether the program was stopped and goes on.
    back: Arc<AtomicBool>,
    /// Whether no question is open, so that a signal ends the program at once.
    idle: Arc<AtomicBool>,
    /// Gets a byte with every signal.
    ear: UnixStream,
}

static TOLD: OnceLock<Told> = OnceLock::new();

fn handled() -> io::Result<Told> {
    let (by, back, idle) = (Arc::default(), Arc::default(), Arc::default());
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

impl Told {
    /// What a signal said since the last look.
    fn take(&self) -> Option<Heard> {
        let _ = (&self.ear).read(&mut [0; 64]);
        let signal = self.by.swap(0, Ordering::SeqCst);
        if let Some(signal) = i32::try_from(signal).ok().filter(|signal| *signal != 0) {
            return Some(Heard::Signal(signal));
        }
        self.back
            .swap(false, Ordering::SeqCst)
            .then_some(Heard::Back)
    }
}

/// The terminal of a question that is open.
pub(super) struct Terminal {
    /// How it was.
    cooked: Termios,
    keys: Keys,
    told: &'static Told,
}

impl Terminal {
    /// Takes the terminal. What was typed before is thrown away: it was no
    /// answer to this question.
    pub(super) fn take() -> io::Result<Terminal> {
        let cooked = tcgetattr(io::stdin())?;
        let told = match TOLD.get() {
            Some(told) => told,
            None => {
                let told = handled()?;
                TOLD.get_or_init(|| told)
            }
        };
        let _ = told.take(); // what came before the question
        told.idle.store(false, Ordering::SeqCst);
        let terminal = Terminal {
            keys: Keys::new(special(&cooked)),
            cooked,
            told,
        };
        terminal.listen()?;
        Ok(terminal)
    }

    /// Has every key sent as it is pressed, and forgets what was typed.
    fn listen(&self) -> io::Result<()> {
        let mut modes = self.cooked.clone();
        modes.local_modes &=
            !(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG | LocalModes::IEXTEN);
        modes.special_codes[SpecialCodeIndex::VMIN] = 1;
        modes.special_codes[SpecialCodeIndex::VTIME] = 0;
        Ok(tcsetattr(io::stdin(), OptionalActions::Flush, &modes)?)
    }

    /// Gives the terminal back as it was, what was typed left where it is.
    fn give_back(&self) {
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.cooked);
    }

    /// Waits for a key, or for what ends the waiting.
    pub(super) fn hear(&mut self) -> Heard {
        loop {
            match self.wait(None) {
                Ok(true) => {}
                Ok(false) => match self.told.take() {
                    Some(Heard::Back) => return self.back(),
                    Some(heard) => return heard,
                    None => continue,
                },
                Err(_) => return Heard::Gone,
            }
            match self.read() {
                Ok(keys) => match meant(&keys) {
                    Some(Key::Suspend) => return self.suspend(),
                    Some(key) => return Heard::Key(key),
                    None => {}
                },
                Err(_) => return Heard::Gone,
            }
        }
    }

    /// Waits for input, no longer than `most`. Whether there is some; a signal
    /// ends the waiting too.
    fn wait(&self, most: Option<&Timespec>) -> io::Result<bool> {
        let stdin = io::stdin();
        let mut ears = [
            PollFd::from_borrowed_fd(stdin.as_fd(), PollFlags::IN),
            PollFd::from_borrowed_fd(self.told.ear.as_fd(), PollFlags::IN),
        ];
        match poll(&mut ears, most) {
            Ok(_) => Ok(!ears[0].revents().is_empty() && ears[1].revents().is_empty()),
            Err(Errno::INTR) => Ok(false),
            Err(cause) => Err(cause.into()),
        }
    }

    /// All that came in one go, to the end of what has begun.
    fn read(&mut self) -> io::Result<Vec<Key>> {
        let mut keys = Vec::new();
        loop {
            let mut bytes = [0; 1024];
            match rustix::io::read(io::stdin(), &mut bytes) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(count) => {
                    keys.extend(
                        bytes[..count]
                            .iter()
                            .filter_map(|byte| self.keys.read(*byte)),
                    );
                }
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(cause) => return Err(cause.into()),
            }
            let patience = if self.keys.is_inside() {
                SILENCE
            } else {
                AT_ONCE
            };
            if !self.wait(Some(&patience))? {
                keys.extend(self.keys.silence());
                return Ok(keys);
            }
        }
    }

    /// Stops as any program does on Ctrl-Z, git above us too. A shell that
    /// knows of no jobs lets it go on at once.
    fn suspend(&self) -> Heard {
        self.give_back();
        let _ = kill_current_process_group(Signal::TSTP);
        match self.told.take() {
            Some(Heard::Signal(signal)) => Heard::Signal(signal),
            _ => self.back(),
        }
    }

    /// Whoever ran meanwhile left the terminal as they wanted it.
    fn back(&self) -> Heard {
        self.listen().map_or(Heard::Gone, |()| Heard::Back)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.give_back();
        self.told.idle.store(true, Ordering::SeqCst);
        if let Some(Heard::Signal(signal)) = self.told.take() {
            let _ = low_level::emulate_default_handler(signal);
        }
    }
}

fn special(modes: &Termios) -> Special {
    let codes = &modes.special_codes;
    Special {
        end: codes[SpecialCodeIndex::VEOF],
        interrupt: [
            codes[SpecialCodeIndex::VINTR],
            codes[SpecialCodeIndex::VQUIT],
        ],
        suspend: codes[SpecialCodeIndex::VSUSP],
    }
}
