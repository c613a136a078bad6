//! What of a diff is not shown: texts that git would need too much memory for.

use crate::error::Error;
use crate::platform::{self, Found};
use crate::repo::Repo;
use crate::repo::diff::{DiffFile, DiffForm, DiffRequest, Driven, Shows};
use crate::repo::files::line_ends::lines;
use crate::repo::observe::edits::{MAX_BYTES, MAX_LINES};
use std::fs::File;

/// Texts of no more bytes are not looked into.
const LIGHT: u64 = 64 << 10;

/// A file that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The file.
    pub file: DiffFile,
    /// Whether something lies at its path now that git could compare.
    pub is_there: bool,
}

/// The files of a request, by what they weigh.
#[derive(Default)]
pub(super) struct Weighed<'f> {
    /// Those to be shown.
    pub(super) files: Vec<&'f DiffFile>,
    /// Those that are too large.
    pub(super) left_out: Vec<LeftOut>,
}

impl Repo {
    /// What the files of a request weigh.
    pub(super) fn weighed<'f>(
        &self,
        request: &DiffRequest,
        files: Vec<&'f DiffFile>,
    ) -> Result<Weighed<'f>, Error> {
        let mut weighed = Weighed::default();
        let is_patch = request.form == DiffForm::Patch;
        if !request.has_lines() || request.by_program && is_patch {
            weighed.files = files;
            return Ok(weighed);
        }
        let own = if request.shows == Shows::Plain {
            Driven::default()
        } else {
            self.driven(files.iter().map(|file| &file.now))?
        };
        for file in files {
            let by_command = is_patch && own.by_command.contains(&file.now);
            let is_own = by_command || own.as_text.contains(&file.now);
            if is_own || !self.is_too_much(file) {
                weighed.files.push(file);
                continue;
            }
            weighed.left_out.push(LeftOut {
                is_there: self.is_comparable(file),
                file: file.clone(),
            });
        }
        Ok(weighed)
    }

    /// Whether one of both texts has so many bytes or lines that git would hold
    /// 100 MB and more. What stands for a file with Git LFS is no text.
    fn is_too_much(&self, file: &DiffFile) -> bool {
        let then = self.known(&file.blob).and_then(|id| self.hand().size(&id));
        let (now, open) = match self.root().map(|root| root.find(&file.now)) {
            Ok(Found::File { file, len, .. }) => (len, Some(file)),
            _ => (0, None),
        };
        let most = then.unwrap_or_default().max(now);
        let is_wide = most > MAX_BYTES as u64;
        most > LIGHT && !self.was_pointer(file) && (is_wide || self.has_many_lines(file, open, now))
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
