//! The process's surroundings as values: nothing below `main.rs` asks the
//! environment, the clock or the terminal itself.

use chrono::{DateTime, FixedOffset};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

/// Everything a command may know of where it runs.
#[derive(Clone)]
pub struct World {
    /// The current directory, absolute.
    pub cwd: PathBuf,
    /// The clock, to the second; its offset says nothing.
    pub now: DateTime<FixedOffset>,
    /// Reads the clock again, to the second; `None` where it was told and
    /// stands still.
    pub clock: Option<fn() -> DateTime<FixedOffset>>,
    /// Gives a time the offset of the place we are at. Looked up only where a
    /// time is written down: reading the time zone costs as much as reading
    /// the checkpoint.
    pub local: fn(DateTime<FixedOffset>) -> DateTime<FixedOffset>,
    /// Ends the process with this exit code at once, whatever else it does.
    pub end: fn(i32),
    /// The environment.
    pub env: BTreeMap<OsString, OsString>,
    /// Which streams are terminals.
    pub terminal: Terminal,
    /// The file of the program that runs, where the system tells.
    pub program: Option<PathBuf>,
}

/// Which streams are terminals.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terminal {
    /// Standard input.
    pub stdin: bool,
    /// Standard output.
    pub stdout: bool,
    /// Standard error.
    pub stderr: bool,
    /// Columns of standard output, where it is a terminal.
    pub columns: Option<u16>,
    /// Its rows.
    pub rows: Option<u16>,
}

impl World {
    /// The environment's value, where it is set and not empty.
    pub fn env(&self, key: &str) -> Option<&OsString> {
        self.env
            .get(&OsString::from(key))
            .filter(|value| !value.is_empty())
    }

    /// The environment's value as text; `None` where it is no UTF-8.
    pub fn env_text(&self, key: &str) -> Option<&str> {
        self.env(key)?.to_str()
    }

    /// The clock in local time.
    pub fn local_now(&self) -> DateTime<FixedOffset> {
        (self.local)(self.now)
    }

    /// The same world, as late as it is by now.
    #[must_use]
    pub fn later(&self) -> World {
        World {
            now: self.clock.map_or(self.now, |clock| clock()),
            ..self.clone()
        }
    }

    /// Whether git shows our standard output through a pager it has started.
    pub fn is_paged(&self) -> bool {
        let told = self.env_text("GIT_PAGER_IN_USE");
        told.is_some_and(|told| {
            let no = ["false", "no", "off", "0"];
            !no.iter().any(|no| told.eq_ignore_ascii_case(no))
        })
    }

    /// Columns to fill: of the terminal, or of the one behind git's pager, as
    /// git tells them there. `COLUMNS` goes before what the terminal says
    /// (pager.c, `term_columns`).
    pub fn columns(&self) -> Option<usize> {
        let of_terminal = self.terminal.columns.filter(|_| self.terminal.stdout);
        if of_terminal.is_none() && !self.is_paged() {
            return None;
        }
        let told = self.env_text("COLUMNS").and_then(|told| told.parse().ok());
        let told = told.filter(|columns| *columns > 0);
        told.or(of_terminal.map(usize::from))
    }

    /// What `SHIPKIT_NOW` (RFC 3339) says instead of the system's clock. The
    /// error is the value that cannot be read.
    pub fn told_time(
        env: &BTreeMap<OsString, OsString>,
    ) -> Result<Option<DateTime<FixedOffset>>, String> {
        match env.get(&OsString::from("SHIPKIT_NOW")) {
            Some(value) if !value.is_empty() => value
                .to_str()
                .and_then(|text| DateTime::parse_from_rfc3339(text).ok())
                .map(Some)
                .ok_or_else(|| value.to_string_lossy().into_owned()),
            _ => Ok(None),
        }
    }

    /// Whether a question can be asked and its answer read. Under a pager or
    /// inside an agent nobody would see it.
    pub fn can_ask(&self) -> bool {
        let captured = ["CLAUDECODE", "GEMINI_CLI", "CODEX_SANDBOX"];
        self.terminal.stdin
            && self.terminal.stdout
            && !self.is_paged()
            && !captured.iter().any(|key| self.env(key).is_some())
    }
}
