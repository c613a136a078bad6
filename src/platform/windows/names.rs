//! Names of files, and of the machine. git has them in UTF-8 here, with `/`
//! between their parts.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

/// What stands between the directories of a list.
pub(crate) const LIST: &str = ";";

/// The bytes of a text of the system, as git knows it.
pub(crate) fn bytes(text: &OsStr) -> &[u8] {
    text.as_encoded_bytes()
}

/// The path that git calls so; `None` where no file of this system can be
/// called that.
pub(crate) fn path_of(bytes: &[u8]) -> Option<&Path> {
    std::str::from_utf8(bytes).ok().map(Path::new)
}

/// The path as git and its shell have it, `/` between its parts; `None` where
/// it is not Unicode.
pub(crate) fn slashed(path: &Path) -> Option<Cow<'_, str>> {
    path.to_str().map(|text| text.replace('\\', "/").into())
}

/// The file names that a program goes by along PATH, the likeliest first.
pub(crate) fn files_of(program: &str) -> [String; 3] {
    ["exe", "cmd", "bat"].map(|kind| format!("{program}.{kind}"))
}

/// The path without symbolic links, absolute, spelled as git takes it: without
/// the `\\?\` that the system puts before it.
pub(crate) fn real(path: impl AsRef<Path>) -> io::Result<PathBuf> {
    dunce::canonicalize(path)
}

/// An absolute path as it stands in a `file:` URL, not escaped (RFC 8089,
/// appendix E.2): `/C:/work`.
pub(crate) fn url_path(path: &Path) -> Vec<u8> {
    let text = dunce::simplified(path).to_string_lossy().replace('\\', "/");
    let lead = if text.starts_with('/') { "" } else { "/" };
    format!("{lead}{text}").into_bytes()
}

/// The machine's name in a `file:` URL: none, which is this one. Terminals
/// here take a name for a share's.
pub(crate) fn host() -> String {
    String::new()
}
