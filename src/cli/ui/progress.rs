//! How far work is that takes longer than somebody likes to wait, in git's
//! form (progress.c), on standard error.

use crate::cli::{Common, World};
use crate::platform::is_in_front;
use crate::repo::Toil;
use std::cell::RefCell;
use std::io::{self, Write as _};
use std::time::{Duration, Instant};

/// How long nothing is said, unless `GIT_PROGRESS_DELAY` says how many seconds.
const DELAY: Duration = Duration::from_millis(500);

/// How often it is said anew.
const AGAIN: Duration = Duration::from_millis(100);

/// What is said of the work of one command.
pub(super) struct Progress {
    delay: Duration,
    /// Whether the answer follows on the same terminal, so that what was said
    /// goes away again.
    erases: bool,
    /// Whether the terminal takes no more than text.
    dumb: bool,
    now: RefCell<Option<Now>>,
}

/// The toil under way. One within it is not told.
struct Now {
    toil: Toil,
    begun: Instant,
    /// When it was said last, and how long the line was.
    said: Option<(Instant, usize)>,
}

impl Progress {
    /// `None` where nobody waits: no terminal, a program, or who wants quiet.
    pub(super) fn of(world: &World, common: &Common) -> Option<Progress> {
        let waits = world.terminal.stderr && !common.json && !common.quiet;
        let seconds = world.env_text("GIT_PROGRESS_DELAY");
        let seconds = seconds.and_then(|text| text.parse().ok());
        waits.then(|| Progress {
            delay: seconds.map_or(DELAY, Duration::from_secs),
            erases: world.terminal.stdout,
            dumb: world.env_text("TERM").is_none_or(|term| term == "dumb"),
            now: RefCell::default(),
        })
    }

    /// Takes note of how far a toil is.
    pub(super) fn step(&self, toil: Toil, done: usize, of: usize) {
        let mut now = self.now.borrow_mut();
        let current = now.get_or_insert_with(|| Now {
            toil,
            begun: Instant::now(),
            said: None,
        });
        if current.toil != toil {
            return;
        }
        if done >= of && of > 0 {
            if current.said.is_some() {
                self.end(current, &line(toil, of, of));
            }
            *now = None;
            return;
        }
        let last = current.said.map(|(at, _)| at);
        let due = last.map_or(current.begun + self.delay, |at| at + AGAIN);
        let moment = Instant::now();
        if moment >= due && is_in_front() {
            let text = line(toil, done, of);
            write(&format!("{text}\r"));
            current.said = Some((moment, text.len()));
        }
    }

    /// Something else is about to be said: the line goes away.
    pub(super) fn clear(&self) {
        if let Some(Now { said, .. }) = self.now.borrow_mut().as_mut()
            && let Some((_, len)) = said.take()
        {
            self.erase(len);
        }
    }

    fn end(&self, now: &Now, whole: &str) {
        match now.said {
            Some((_, len)) if self.erases => self.erase(len),
            _ => write(&format!("{whole}, done.\n")),
        }
    }

    fn erase(&self, len: usize) {
        write(&if self.dumb {
            format!("\r{}\r", " ".repeat(len))
        } else {
            "\r\x1b[K".to_owned()
        });
    }
}

/// `Comparing files:  42% (420/1000)`.
fn line(toil: Toil, done: usize, of: usize) -> String {
    let title = match toil {
        Toil::Comparing => "Comparing files",
        Toil::Pinning => "Pinning files",
        Toil::Blaming => "Asking git blame",
        Toil::Checking => "Checking documents",
    };
    match (done * 100).checked_div(of) {
        Some(percent) => format!("{title}: {percent:3}% ({done}/{of})"),
        None => format!("{title}: {done} s"),
    }
}

fn write(text: &str) {
    let mut stderr = io::stderr().lock();
    let _ = stderr
        .write_all(text.as_bytes())
        .and_then(|()| stderr.flush()); // nobody is there any more
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_as_git_writes_it() {
        assert_eq!(
            line(Toil::Comparing, 420, 1000),
            "Comparing files:  42% (420/1000)"
        );
        assert_eq!(line(Toil::Pinning, 0, 3), "Pinning files:   0% (0/3)");
        assert_eq!(line(Toil::Blaming, 2, 0), "Asking git blame: 2 s");
    }
}
