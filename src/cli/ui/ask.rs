//! Questions, answered with one key.

use crate::cli::ui::Ui;
use std::io::{self, Write as _};

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
    /// yes. `None` where the answer never came.
    pub(crate) fn ask(&self, question: &str, default: bool) -> Option<bool> {
        if self.yes {
            return Some(true);
        }
        let shown = if default { "Y/n" } else { "y/N" };
        let key = self.key(&format!("{question} [{shown}] "), &['y', 'n'])?;
        Some(match key {
            'y' => true,
            'n' => false,
            _ => default,
        })
    }

    /// Asks for one key out of `keys`; Return gives `'\n'`. `None` on Escape,
    /// Ctrl-C, Ctrl-D or where the terminal went away.
    pub(crate) fn key(&self, prompt: &str, keys: &[char]) -> Option<char> {
        let terminal = console::Term::stdout();
        self.answer(prompt);
        let _ = io::stdout().flush();
        loop {
            let key = match terminal.read_key_raw() {
                Ok(console::Key::Char(key)) => key.to_ascii_lowercase(),
                Ok(console::Key::Enter) => '\n',
                Ok(_) | Err(_) => '\u{1b}',
            };
            if key == '\n' {
                self.answer("\n");
                return Some(key);
            }
            if matches!(key, '\u{1b}' | '\u{3}' | '\u{4}') {
                self.answer("\n");
                return None;
            }
            if keys.contains(&key) {
                self.answer(&format!("{key}\n"));
                return Some(key);
            }
        }
    }
}
