//! What can go wrong: a sentence, and the next step.

use std::fmt;
use std::path::Path;

pub(crate) type Result<T> = std::result::Result<T, Error>;

/// Why nothing was made, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Error {
    sentence: String,
    hint: String,
}

impl Error {
    pub(crate) fn new(sentence: impl Into<String>, hint: impl Into<String>) -> Error {
        Error {
            sentence: sentence.into(),
            hint: hint.into(),
        }
    }

    /// A file or directory that could not be read or written.
    pub(crate) fn of_file(what: &str, path: &Path, why: &std::io::Error) -> Error {
        let path = path.display();
        Error::new(
            format!("could not {what} {path}: {why}"),
            format!("see that {path} is there and may be used, and try again"),
        )
    }
}

impl fmt::Display for Error {
    /// As git says it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "fatal: {}", self.sentence)?;
        write!(f, "hint: {}", self.hint)
    }
}

impl std::error::Error for Error {}
