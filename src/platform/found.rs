//! What lies at a path of the work tree, as every system tells it.

use crate::platform::Stat;
use std::fs::File;
use std::io::Read as _;

/// Said of a file that got shorter under our eyes.
pub(crate) const CHANGED: &str = "it changed while it was read";

/// Said of a path of which a parent is a symbolic link.
pub(crate) const BEYOND_LINK: &str = "it is beyond a symbolic link";

/// Said of a directory that is no repository.
pub(crate) const DIRECTORY: &str = "it is a directory";

/// Said of a device, a FIFO or a socket.
pub(super) const IRREGULAR: &str = "it is not a regular file";

/// What lies at a path.
pub(crate) enum Found {
    /// Nothing, or a parent is a file.
    Nothing,
    /// A regular file, open for reading from its start.
    File {
        /// The file.
        file: File,
        /// Its size in bytes when it was opened.
        len: u64,
        /// Whether its owner may execute it. Only `core.fileMode` knows
        /// whether that means anything.
        executable: bool,
        /// What else was told of it then, where that can be relied on.
        stat: Option<Stat>,
    },
    /// A symbolic link, and its text.
    Link(Vec<u8>),
    /// A directory.
    Directory,
    /// Something that is not read, and why.
    Refused(String),
}

/// The `len` bytes a file had when it was opened; what is appended meanwhile
/// is left for the next look, as git does.
pub(crate) fn read(file: &mut File, len: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or(0));
    match file.take(len).read_to_end(&mut bytes) {
        Ok(read) if read as u64 == len => Ok(bytes),
        Ok(_) => Err(CHANGED.to_owned()),
        Err(error) => Err(reason(error)),
    }
}

/// What the system says, lower case and without its number.
pub(crate) fn reason(error: impl Into<std::io::Error>) -> String {
    let text = error.into().to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => "it cannot be read".to_owned(),
    }
}
