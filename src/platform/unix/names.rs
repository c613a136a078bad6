//! Names of files, and of the machine.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

/// What stands between the directories of a list.
pub(crate) const LIST: &str = ":";

/// The bytes of a text of the system, as git knows it.
pub(crate) fn bytes(text: &OsStr) -> &[u8] {
    text.as_bytes()
}

/// The path that git calls so; `None` where no file of this system can be
/// called that.
#[expect(
    clippy::unnecessary_wraps,
    reason = "elsewhere not all bytes are a name"
)]
pub(crate) fn path_of(bytes: &[u8]) -> Option<&Path> {
    Some(Path::new(OsStr::from_bytes(bytes)))
}

/// The path as git and its shell have it, `/` between its parts; `None` where
/// it is not Unicode.
pub(crate) fn slashed(path: &Path) -> Option<Cow<'_, str>> {
    path.to_str().map(Cow::Borrowed)
}

/// The file names that a program goes by along PATH.
pub(crate) fn files_of(program: &str) -> [String; 1] {
    [program.to_owned()]
}

/// The path without symbolic links, absolute, spelled as git takes it.
pub(crate) fn real(path: impl AsRef<Path>) -> io::Result<PathBuf> {
    std::fs::canonicalize(path)
}

/// An absolute path as it stands in a `file:` URL, not escaped (RFC 8089).
pub(crate) fn url_path(path: &Path) -> Vec<u8> {
    path.as_os_str().as_bytes().to_vec()
}

/// The machine's own name, as it stands in a `file:` URL.
pub(crate) fn host() -> String {
    let names = rustix::system::uname();
    names.nodename().to_string_lossy().into_owned()
}
