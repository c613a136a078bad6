//! What lies where a file is to be written.

use super::mark::{Whose, whose};
use super::shims::Target;
use std::fs;
use std::io;
use std::path::Path;

/// Files above this are nobody's shim.
const LARGEST: u64 = 1024 * 1024;

/// What is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    /// A file that we wrote and nobody edited: by which version, and its bytes.
    Ours {
        version: String,
        bytes: Vec<u8>,
    },
    /// Anything else, and why it is not ours to touch, as in "'path' {why}".
    Foreign(&'static str),
}

/// Looks at `path` without following a link.
pub(super) fn look(target: Target, path: &Path) -> Found {
    let meta = match fs::symlink_metadata(path) {
        Ok(meta) => meta,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Found::Nothing,
        Err(_) => return Found::Foreign("cannot be looked at"),
    };
    if meta.is_symlink() {
        return Found::Foreign("is a symbolic link");
    }
    if !meta.is_file() {
        return Found::Foreign("is not a file");
    }
    if meta.len() > LARGEST {
        return Found::Foreign("was not written by git-shipkit");
    }
    let Ok(bytes) = fs::read(path) else {
        return Found::Foreign("cannot be read");
    };
    match whose(target, &bytes) {
        Whose::Ours { version } => Found::Ours { version, bytes },
        Whose::Edited => Found::Foreign("was edited since git-shipkit wrote it"),
        Whose::Others => Found::Foreign("was not written by git-shipkit"),
    }
}
