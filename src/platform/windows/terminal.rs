//! The terminal while a question is open: every key reaches us as it is
//! pressed, and nothing is echoed.

use crate::platform::key::{Heard, Key};
use console::Term;
use std::io;
use std::time::{Duration, Instant};

/// A key that comes sooner than this was pressed before the question, which
/// nobody can have read by then.
const TOO_SOON: Duration = Duration::from_millis(50);

/// The terminal of a question that is open.
pub(crate) struct Terminal {
    term: Term,
    taken: Instant,
}

impl Terminal {
    /// Takes the terminal.
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere it may be refused")]
    pub(crate) fn take() -> io::Result<Terminal> {
        Ok(Terminal {
            term: Term::stdout(),
            taken: Instant::now(),
        })
    }

    /// Waits for a key, or for what ends the waiting.
    pub(crate) fn hear(&mut self) -> Heard {
        loop {
            let Ok(key) = self.term.read_key_raw() else {
                return Heard::Gone;
            };
            if let Some(key) = meant(&key)
                && self.taken.elapsed() >= TOO_SOON
            {
                return Heard::Key(key);
            }
        }
    }
}

/// The key that was meant; `None` for one that nobody is asked for.
fn meant(key: &console::Key) -> Option<Key> {
    match key {
        console::Key::Enter => Some(Key::Return),
        console::Key::Escape => Some(Key::Escape),
        console::Key::CtrlC | console::Key::Char('\x1c') => Some(Key::Interrupt),
        console::Key::Char('\x04' | '\x1a') => Some(Key::End),
        console::Key::Char(sign) if !sign.is_control() => sign.to_lowercase().next().map(Key::Sign),
        _ => None,
    }
}

/// The columns of standard output, where it is a terminal that tells them.
pub(crate) fn columns() -> Option<usize> {
    let (_, columns) = Term::stdout().size_checked()?;
    Some(usize::from(columns)).filter(|columns| *columns > 0)
}
