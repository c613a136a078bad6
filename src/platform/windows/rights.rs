//! Who may read, write and run a file: here lists say so that a directory
//! hands down, and no bits of the file's own.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use tempfile::Builder;

/// Whether anybody may run the file. There is no such bit, and git takes every
/// file for one that it may run (mingw.c, `mingw_access`).
pub(crate) fn is_executable(_meta: &Metadata) -> bool {
    true
}

/// Whether we may run the file, as git asks before it runs a hook.
pub(crate) fn can_run(path: &Path) -> bool {
    fs::metadata(path).is_ok()
}

/// Lets whoever may read the file run it, which is so already.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it may be refused")]
pub(crate) fn let_run(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// The rights as chmod(2) knows them: the system has none.
pub(crate) fn mode(_meta: &Metadata) -> Option<u32> {
    None
}

/// Nobody can give it such rights.
pub(crate) fn set_mode(_path: &Path, _mode: u32) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A temporary file that takes another's place has the rights that its
/// directory hands down.
pub(crate) fn like(_builder: &mut Builder<'_, '_>, _there: Option<&Metadata>, _usual: u32) {}

/// A temporary directory with something of the user's in it is for its owner:
/// it lies in a place that is theirs alone.
pub(crate) fn for_its_owner(_builder: &mut Builder<'_, '_>) {}
