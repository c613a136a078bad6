//! The terminal while a question is open: every key reaches us as it is
//! pressed, nothing is echoed, and its modes are given back whatever happens.

use super::keys::{Keys, Special, meant};
use super::signals::{Sent, Signals};
use crate::platform::key::{Heard, Key};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{Signal, kill_current_process_group};
use rustix::termios::{
    LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcgetwinsize, tcsetattr,
};
use std::io;
use std::os::fd::AsFd as _;

/// How long the rest of a sequence may take to come, over a slow line too.
const SILENCE: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 100_000_000,
};

const AT_ONCE: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 0,
};

/// The terminal of a question that is open.
pub(crate) struct Terminal {
    /// How it was.
    cooked: Termios,
    keys: Keys,
    signals: Signals,
}

impl Terminal {
    /// Takes the terminal. What was typed before is thrown away: it was no
    /// answer to this question.
    pub(crate) fn take() -> io::Result<Terminal> {
        let cooked = tcgetattr(io::stdin())?;
        let signals = Signals::hold()?;
        let terminal = Terminal {
            keys: Keys::new(special(&cooked)),
            cooked,
            signals,
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
    pub(crate) fn hear(&mut self) -> Heard {
        loop {
            match self.wait(None) {
                Ok(true) => {}
                Ok(false) => match self.signals.take() {
                    Some(Sent::Back) => return self.back(),
                    Some(Sent::End(signal)) => return Heard::Signal(signal),
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
            PollFd::from_borrowed_fd(self.signals.ear(), PollFlags::IN),
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
        match self.signals.take() {
            Some(Sent::End(signal)) => Heard::Signal(signal),
            _ => self.back(),
        }
    }

    /// Whoever ran meanwhile left the terminal as they wanted it.
    fn back(&self) -> Heard {
        self.listen().map_or(Heard::Gone, |()| Heard::Back)
    }
}

impl Drop for Terminal {
    /// Before the signals are let go: one of them may end the program.
    fn drop(&mut self) {
        self.give_back();
    }
}

/// The columns of standard output, where it is a terminal that tells them.
pub(crate) fn columns() -> Option<usize> {
    let size = tcgetwinsize(io::stdout()).ok()?;
    Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
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
