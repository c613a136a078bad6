//! Long answers are read in the pager git would use (git-config(1),
//! `core.pager`, `pager.<cmd>`).

use crate::cli::ui::{Ui, write_all};
use crate::cli::{Common, World};
use crate::platform::lent;
use crate::repo;
use crate::report::unlinked;
use console::strip_ansi_codes;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use unicode_width::UnicodeWidthStr as _;

/// What git sets for its pagers where nobody did (pager.c, `PAGER_ENV`).
const FOR_PAGERS: [(&str, &str); 2] = [("LESS", "FRX"), ("LV", "-c")];

/// The terminal before which a pager would be.
pub(super) struct Pager {
    cwd: PathBuf,
    rows: usize,
    columns: usize,
    unset: Vec<(&'static str, &'static str)>,
}

impl Pager {
    /// `None` where no terminal shows the answer, or a program reads it.
    pub(super) fn of(world: &World, common: &Common) -> Option<Pager> {
        let terminal = world.terminal;
        if !terminal.stdout || common.json {
            return None;
        }
        let unset = FOR_PAGERS.into_iter();
        let unset = unset.filter(|(name, _)| !world.env.contains_key(std::ffi::OsStr::new(name)));
        Some(Pager {
            cwd: world.cwd.clone(),
            rows: usize::from(terminal.rows?),
            columns: usize::from(terminal.columns?).max(1),
            unset: unset.collect(),
        })
    }

    /// Whether the answer and the prompt after it fit on the screen.
    fn fits(&self, text: &str) -> bool {
        let rows = |line: &str| strip_ansi_codes(line).width().div_ceil(self.columns).max(1);
        let mut left = self.rows.saturating_sub(1);
        text.lines().all(|line| {
            let rows = rows(line);
            let fits = rows <= left;
            left = left.saturating_sub(rows);
            fits
        })
    }

    /// Has it read; whether there was such a pager. Who stops reading has read
    /// enough.
    fn show(&self, command: &str, text: &str) -> io::Result<bool> {
        let mut shell = Command::new("sh");
        shell
            .args(["-c", command])
            .current_dir(&self.cwd)
            .envs(self.unset.iter().copied())
            .env("COLUMNS", self.columns.to_string())
            .env("GIT_PAGER_IN_USE", "true")
            .stdin(Stdio::piped());
        // Ctrl-C is the pager's: it must not take the terminal back from it.
        let (written, ended) = lent(|| {
            let mut child = shell.spawn()?;
            let written = match child.stdin.take() {
                Some(mut stdin) => write_all(&mut stdin, text),
                None => Ok(()),
            };
            Ok::<_, io::Error>((written, child.wait()))
        })?;
        written?;
        Ok(!matches!(ended?.code(), Some(126 | 127))) // as a shell tells it
    }
}

impl Ui {
    /// Prints an answer that may be long: through the pager where it is longer
    /// than the screen. Never for what a question follows.
    pub(crate) fn page(&self, text: &str) {
        let long = self.pager.as_ref().filter(|pager| !pager.fits(text));
        let Some(pager) = long.filter(|_| self.kept.is_none()) else {
            return self.answer(text);
        };
        let text = &unlinked(text); // not every pager lets them through
        let Some(command) = repo::pager_near(&pager.cwd) else {
            return self.answer(text);
        };
        if !pager.show(&command, text).unwrap_or(false) {
            self.warn(&format!("the pager '{command}' cannot be run"));
            self.answer(text);
        }
    }
}
