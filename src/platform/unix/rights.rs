//! Who may read, write and run a file.

use rustix::fs::{Access, access};
use std::fs::{self, Metadata, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use tempfile::Builder;

/// Whether anybody may run the file.
pub(crate) fn is_executable(meta: &Metadata) -> bool {
    meta.permissions().mode() & 0o111 != 0
}

/// Whether we may run the file, as git asks before it runs a hook.
pub(crate) fn can_run(path: &Path) -> bool {
    access(path, Access::EXEC_OK).is_ok()
}

/// Lets whoever may read the file run it, as far as the umask lets anybody
/// read.
pub(crate) fn let_run(path: &Path) -> io::Result<()> {
    let mode = fs::metadata(path)?.permissions().mode();
    fs::set_permissions(path, Permissions::from_mode(mode | ((mode & 0o444) >> 2)))
}

/// The rights as chmod(2) knows them; `None` where the system has none.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere there are none")]
pub(crate) fn mode(meta: &Metadata) -> Option<u32> {
    Some(meta.permissions().mode() & 0o7777)
}

/// Gives it these rights.
pub(crate) fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    fs::set_permissions(path, Permissions::from_mode(mode))
}

/// A temporary file that takes another's place gets its rights; the `usual`
/// ones, less the umask's, where there is none (`tempfile` alone would make it
/// private).
pub(crate) fn like(builder: &mut Builder<'_, '_>, there: Option<&Metadata>, usual: u32) {
    let usual = || Permissions::from_mode(usual);
    builder.permissions(there.map_or_else(usual, Metadata::permissions));
}

/// A temporary directory with something of the user's in it is for its owner:
/// others share the place it is made in.
pub(crate) fn for_its_owner(builder: &mut Builder<'_, '_>) {
    builder.permissions(Permissions::from_mode(0o700));
}
