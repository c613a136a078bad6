//! What of a diff is not shown: texts that git would need too much memory for,
//! or too much time.

use crate::error::Error;
use crate::platform::{self, Found};
use crate::repo::Repo;
use crate::repo::diff::{DiffFile, DiffRequest, Driven, Shows};
use crate::repo::files::line_ends::lines;
use crate::repo::observe::edits::{MAX_BYTES, MAX_LINES};
use std::fs::File;
use std::time::{Duration, Instant};

/// Texts of no more bytes are compared whatever time is left. Measured: the
/// worst of 64 KiB, lines of one letter of ten, take git 0.12 seconds.
const LIGHT: u64 = 64 << 10;

/// How long larger ones may take, all together.
const PATIENCE: Duration = Duration::from_secs(1);

/// And for each of all files, and each MiB of them: git needs a tenth of that
/// where they do not repeat themselves.
const PATIENCE_PER_FILE: Duration = Duration::from_millis(1);
const PATIENCE_PER_MIB: Duration = Duration::from_millis(20);

/// A file that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The file.
    pub file: DiffFile,
    /// Whether something lies at its path now that git could compare.
    pub is_there: bool,
    /// What it has too much of.
    pub why: TooMuch,
}

/// What a file has too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooMuch {
    /// Bytes or lines: git would hold more than 100 MB.
    Text,
    /// Lines that differ or repeat: it takes too long.
    Time,
}

/// The files of a request, by what they weigh.
#[derive(Default)]
pub(super) struct Weighed<'f> {
    /// Those to be shown.
    pub(super) files: Vec<&'f DiffFile>,
    /// Those of them that may take long, the lightest first, each with how
    /// many bytes it has.
    heavy: Vec<(u64, &'f DiffFile)>,
    /// How many bytes all have.
    bytes: u64,
    /// Whether the user's programs show some: what these take is their own.
    pub(super) has_own: bool,
    /// Those that are too large.
    pub(super) left_out: Vec<LeftOut>,
}

enum Weight {
    Light,
    Heavy,
    Own,
    TooMuch,
}

impl<'f> Weighed<'f> {
    pub(super) fn has_heavy(&self) -> bool {
        !self.heavy.is_empty()
    }

    /// How long git may take for all.
    pub(super) fn patience(&self) -> Duration {
        let count = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        let files = PATIENCE_PER_FILE.saturating_mul(count(self.files.len() as u64));
        let mebibytes = PATIENCE_PER_MIB.saturating_mul(count(self.bytes >> 20));
        PATIENCE + files + mebibytes
    }

    /// Leaves out what git is not done with in time, asked for one after the
    /// other.
    pub(super) fn keep_in_time(
        &mut self,
        mut is_done: impl FnMut(&'f DiffFile, Duration) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        let end = Instant::now() + PATIENCE;
        let alone = self.heavy.len() == 1; // it was waited for already
        for (_, file) in std::mem::take(&mut self.heavy) {
            let left = end.saturating_duration_since(Instant::now());
            if alone || left.is_zero() || !is_done(file, left)? {
                self.files.retain(|one| *one != file);
                self.leave_out(file, true, TooMuch::Time);
            }
        }
        Ok(())
    }

    fn leave_out(&mut self, file: &DiffFile, is_there: bool, why: TooMuch) {
        let file = file.clone();
        self.left_out.push(LeftOut {
            file,
            is_there,
            why,
        });
    }
}

impl Repo {
    /// What the files of a request weigh.
    pub(super) fn weighed<'f>(
        &self,
        request: &DiffRequest,
        files: Vec<&'f DiffFile>,
    ) -> Result<Weighed<'f>, Error> {
        let mut weighed = Weighed::default();
        if !request.has_lines() || request.by_program {
            weighed.files = files;
            return Ok(weighed);
        }
        let own = if request.shows == Shows::Plain {
            Driven::default()
        } else {
            self.driven(files.iter().map(|file| &file.now))?
        };
        for file in files {
            let is_own = own.as_text.contains(&file.now) || own.by_command.contains(&file.now);
            let (bytes, weight) = self.weight(file, is_own);
            match weight {
                Weight::Light => {}
                Weight::Heavy => weighed.heavy.push((bytes, file)),
                Weight::Own => weighed.has_own = true,
                Weight::TooMuch => {
                    weighed.leave_out(file, self.is_comparable(file), TooMuch::Text);
                    continue;
                }
            }
            weighed.bytes += bytes;
            weighed.files.push(file);
        }
        weighed.heavy.sort_by_key(|(bytes, _)| *bytes);
        Ok(weighed)
    }

    /// How many bytes the larger of both texts has, and what that means.
    fn weight(&self, file: &DiffFile, is_own: bool) -> (u64, Weight) {
        let then = self.known(&file.blob).and_then(|id| self.hand().size(&id));
        let (now, open) = match self.root().map(|root| root.find(&file.now)) {
            Ok(Found::File { file, len, .. }) => (len, Some(file)),
            _ => (0, None),
        };
        let most = then.unwrap_or_default().max(now);
        let weight = if is_own {
            Weight::Own
        } else if most <= LIGHT {
            Weight::Light
        } else if self.was_pointer(file) {
            Weight::Own
        } else if most > MAX_BYTES as u64 || self.has_many_lines(file, open, now) {
            Weight::TooMuch
        } else {
            Weight::Heavy
        };
        (most, weight)
    }

    fn has_many_lines(&self, file: &DiffFile, open: Option<File>, len: u64) -> bool {
        let then = self.blob_within(&file.blob, MAX_BYTES).ok().flatten();
        let is_long = |text: Vec<u8>| lines(&text) > MAX_LINES;
        then.is_some_and(is_long) || {
            let now = open.and_then(|mut open| platform::read(&mut open, len).ok());
            now.is_some_and(is_long)
        }
    }

    /// Whether `git diff BLOB -- PATH` would find something at its path.
    fn is_comparable(&self, file: &DiffFile) -> bool {
        let there = self.root().map(|root| root.find(&file.now));
        matches!(there, Ok(Found::File { .. } | Found::Link(_)))
    }
}
