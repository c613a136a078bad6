//! Reading the documents that are to be checked.

use crate::cli::desk::Desk;
use crate::document::RecordState;
use crate::error::Error;
use crate::model::{Record, RepoPath};
use crate::repo::Unread;
use crate::route::Page;
use crate::store::{MAX_DOCUMENT, from_the_future, read_bounded, too_large};

/// A document as it was read.
pub(crate) struct Paper {
    /// As it was given.
    pub(crate) given: String,
    /// Where it lies; `None` for standard input.
    pub(crate) path: Option<RepoPath>,
    pub(crate) bytes: Vec<u8>,
    pub(crate) prose: String,
    pub(crate) record: Option<Record>,
}

impl Paper {
    /// Reads a file of the work tree, or standard input for `-`.
    pub(crate) fn read(desk: &Desk<'_>, given: &str) -> Result<Paper, Error> {
        let (path, bytes) = if given == "-" {
            (None, read_input()?)
        } else {
            let path = desk.repo.repo_path(&desk.world.cwd, given);
            let path = path.map_err(|why| Error::Path {
                path: given.to_owned(),
                why,
            })?;
            let bytes = desk.repo.read_file(&path, MAX_DOCUMENT);
            let bytes = bytes.map_err(|unread| refused(given, unread))?;
            (Some(path), bytes)
        };
        Paper::open(desk, given, path, bytes)
    }

    fn open(
        desk: &Desk<'_>,
        given: &str,
        path: Option<RepoPath>,
        bytes: Vec<u8>,
    ) -> Result<Paper, Error> {
        let document = desk.store().take_apart(given, &bytes)?;
        let record = match document.record {
            RecordState::Present(record) => Some(*record),
            RecordState::Absent => None,
            RecordState::Future { version } => return Err(from_the_future(given, version)),
            RecordState::Damaged { line, why } => {
                let given = crate::model::quoted(given);
                desk.ui.warn(&format!(
                    "{given}:{line}: the record is damaged: {why}; it pins nothing"
                ));
                None
            }
        };
        Ok(Paper {
            given: given.to_owned(),
            path,
            bytes,
            prose: document.prose,
            record,
        })
    }

    /// Whether both are one file, however it was given.
    pub(crate) fn is(&self, other: &Paper) -> bool {
        self.path.is_some() && self.path == other.path
    }

    /// What is to be checked of it. Where text was cut out of its middle, its
    /// lines have other numbers than git's, and nobody is known to have
    /// written them.
    pub(crate) fn page(&self) -> Page<'_> {
        let is_whole = self.bytes.starts_with(self.prose.as_bytes());
        Page {
            bytes: &self.bytes,
            prose: &self.prose,
            path: self.path.as_ref().filter(|_| is_whole),
            record: self.record.as_ref(),
        }
    }
}

fn read_input() -> Result<Vec<u8>, Error> {
    let read = read_bounded(std::io::stdin().lock(), 0);
    read.map_err(|cause| Error::io("read", "-", &cause))?
        .ok_or_else(|| {
            let (why, leads_to) = (too_large(), None);
            refused("-", Unread { why, leads_to })
        })
}

fn refused(given: &str, unread: Unread) -> Error {
    Error::Document {
        path: given.to_owned(),
        line: None,
        why: unread.why,
        hint: unread
            .leads_to
            .map(|to| format!("check the file it leads to: {to}")),
    }
}
