//! Questions, answered with one key.

use crate::cli::stop::Stop;
use crate::cli::ui::Ui;
use crate::platform::{Heard, Key, Terminal, columns};
use crate::report::text;
use std::io::{self, Write as _};

/// The answer to a question of yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Neither: somebody left.
    Left(Left),
}

/// How somebody left a question that they did not answer. Nothing is done then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Left {
    /// By Escape, `q` or Ctrl-D, or because the terminal went away.
    Quietly,
    /// By Ctrl-C or a signal: the exit code that a shell gives for it.
    Interrupted(u8),
}

impl Answer {
    /// Whether it may be done.
    pub(crate) fn is_yes(self) -> bool {
        self == Answer::Yes
    }

    /// Ends the verb where it was interrupted, once it said what is undone.
    pub(crate) fn stop(self) -> Result<(), Stop> {
        match self {
            Answer::Left(Left::Interrupted(code)) => Err(Stop::Told(code)),
            _ => Ok(()),
        }
    }
}

/// The exit code of a program that Ctrl-C ended.
pub(crate) const INTERRUPTED: u8 = 130;

/// The exit code of a program that a signal ended, as shells tell it.
fn ended_by(signal: i32) -> Left {
    Left::Interrupted(u8::try_from(128 + signal).unwrap_or(u8::MAX))
}

/// Has terminals that can tell pasted text from typed, and no more.
const PASTES_MARKED: &str = "\x1b[?2004h";
const PASTES_UNMARKED: &str = "\x1b[?2004l";

impl Ui {
    /// Whether a question would be seen and answered.
    pub(crate) fn can_ask(&self) -> bool {
        self.can_ask
    }

    /// Whether every question is answered already.
    pub(crate) fn says_yes(&self) -> bool {
        self.yes
    }

    /// Asks for yes or no; `default` is what Return means, and `-y` answers
    /// yes. `q` leaves as Escape does.
    pub(crate) fn ask(&self, question: &str, default: bool) -> Answer {
        if self.yes {
            return Answer::Yes;
        }
        let usual = if default { 'y' } else { 'n' };
        match self.key(&self.yes_or_no(question, default), &['y', 'n', 'q'], usual) {
            Ok('y') => Answer::Yes,
            Ok('n') => Answer::No,
            Ok(_) => Answer::Left(Left::Quietly),
            Err(left) => Answer::Left(left),
        }
    }

    /// The question with what is answered to it, in the terminal's width.
    pub(crate) fn yes_or_no(&self, question: &str, default: bool) -> String {
        let shown = if default { "Y/n" } else { "y/N" };
        let question = format!("{question} [{shown}]");
        text::wrapped(&question, self.width().map(|width| width.saturating_sub(2))) + " "
    }

    /// Asks whether what was shown may be done, where it `asks` at all.
    pub(crate) fn agreed(&self, question: &str, asks: bool) -> Answer {
        if asks {
            self.ask(question, true)
        } else {
            Answer::Yes
        }
    }

    /// Asks for one key out of `keys`, in lower case; Return is the `usual` one.
    /// What was typed before the question, pasted text and keys that are none
    /// of these answer nothing. The question is shown again where the program
    /// was suspended meanwhile.
    pub(crate) fn key(&self, prompt: &str, keys: &[char], usual: char) -> Result<char, Left> {
        let Ok(mut terminal) = Terminal::take() else {
            return Err(Left::Quietly);
        };
        self.show(prompt);
        loop {
            let key = match terminal.hear() {
                Heard::Back => {
                    self.show(prompt);
                    continue;
                }
                Heard::Signal(signal) => return self.closed(Err(ended_by(signal))),
                Heard::Gone => return self.closed(Err(Left::Quietly)),
                Heard::Key(key) => key,
            };
            let answer = match key {
                Key::Return => Ok(usual),
                Key::Sign(sign) if keys.contains(&sign) => Ok(sign),
                Key::Sign(_) | Key::Suspend => continue,
                Key::Escape | Key::End => Err(Left::Quietly),
                Key::Interrupt => Err(Left::Interrupted(INTERRUPTED)),
            };
            return self.closed(answer);
        }
    }

    fn show(&self, prompt: &str) {
        let marked = if self.is_dumb { "" } else { PASTES_MARKED };
        self.answer(&format!("{marked}{prompt}"));
        let _ = io::stdout().flush();
    }

    /// Ends the question's line with its answer. What follows fits the terminal
    /// as wide as it is by now.
    fn closed(&self, answer: Result<char, Left>) -> Result<char, Left> {
        if self.width().is_some() {
            self.width.set(columns().or(self.width()));
        }
        let unmarked = if self.is_dumb { "" } else { PASTES_UNMARKED };
        let shown = answer.map(String::from).unwrap_or_default();
        self.answer(&format!("{unmarked}{shown}\n"));
        answer
    }
}
