//! What lies at a path of the work tree, found without ever following a
//! symbolic link or leaving the work tree. The system opens no file relative
//! to a directory that is held open: whoever swaps a directory for a link
//! between two looks is not seen.

use super::files::open_itself;
use crate::error::Error;
use crate::model::RepoPath;
use crate::platform::Stat;
use crate::platform::found::{BEYOND_LINK, Found, IRREGULAR, reason};
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Said of a name that this system gives to no file.
const NO_NAME: &str = "it is no name of a file here";

/// The names of devices, in every directory and with any extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The top of the work tree.
pub(crate) struct Root(PathBuf);

impl Root {
    /// Opens the top of the work tree.
    pub(crate) fn open(work_dir: &Path) -> Result<Root, Error> {
        let failed = |error: &io::Error| Error::io("open", work_dir, error);
        let meta = fs::symlink_metadata(work_dir).map_err(|error| failed(&error))?;
        if meta.is_dir() {
            Ok(Root(work_dir.to_owned()))
        } else {
            Err(failed(&ErrorKind::NotADirectory.into()))
        }
    }

    /// What lies at `path`.
    pub(crate) fn find(&self, path: &RepoPath) -> Found {
        self.find_text(path.as_str())
    }

    /// What lies at a path that is well-formed, as [`RepoPath`]'s are.
    pub(crate) fn find_text(&self, path: &str) -> Found {
        if !path.split('/').all(is_name) {
            return Found::Refused(NO_NAME.to_owned());
        }
        let (parents, name) = path.rsplit_once('/').unwrap_or(("", path));
        let mut dir = self.0.clone();
        for part in parents.split('/').filter(|part| !part.is_empty()) {
            dir.push(part);
            match look(&dir) {
                Ok(Some(meta)) if meta.is_symlink() => {
                    return Found::Refused(BEYOND_LINK.to_owned());
                }
                Ok(Some(meta)) if meta.is_dir() => {}
                Ok(_) => return Found::Nothing,
                Err(error) => return Found::Refused(reason(error)),
            }
        }
        last_part(&dir.join(name))
    }

    /// What is told of the regular file at a path: too little, since the
    /// standard library knows no time here that only the system sets.
    pub(crate) fn stat(&self, _path: &str) -> Option<Stat> {
        let Root(_) = self;
        None
    }

    /// The file system of the work tree, where it is known to tell of every
    /// change: none is.
    pub(crate) fn telling_device(&self) -> Option<u64> {
        let Root(_) = self;
        None
    }
}

/// What the system says of a path itself; `None` where there is nothing.
fn look(path: &Path) -> io::Result<Option<Metadata>> {
    match fs::symlink_metadata(path) {
        Err(error) if is_absence(&error) => Ok(None),
        looked => looked.map(Some),
    }
}

fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn last_part(path: &Path) -> Found {
    let meta = match look(path) {
        Ok(Some(meta)) => meta,
        Ok(None) => return Found::Nothing,
        Err(error) => return Found::Refused(reason(error)),
    };
    if meta.is_symlink() {
        return link(path);
    }
    if meta.is_dir() {
        return Found::Directory;
    }
    match open_itself(path) {
        Ok(file) => of_open_file(file),
        Err(error) if is_absence(&error) => Found::Nothing,
        Err(error) => Found::Refused(reason(error)),
    }
}

/// A link's text as git has it, with `/` between the parts.
fn link(path: &Path) -> Found {
    match fs::read_link(path).map(PathBuf::into_os_string) {
        Ok(text) => match text.to_str() {
            Some(text) => Found::Link(text.replace('\\', "/").into_bytes()),
            None => Found::Refused("its text is not Unicode".to_owned()),
        },
        Err(error) => Found::Refused(reason(error)),
    }
}

/// What is told of an open file: too little, see [`Root::stat`].
pub(crate) fn stat(_file: &File) -> Option<Stat> {
    None
}

fn of_open_file(file: File) -> Found {
    match file.metadata() {
        Ok(meta) if meta.is_file() => Found::File {
            len: meta.len(),
            executable: false,
            stat: None,
            file,
        },
        Ok(meta) if meta.is_dir() => Found::Directory,
        Ok(_) => Found::Refused(IRREGULAR.to_owned()),
        Err(error) => Found::Refused(reason(error)),
    }
}

/// Whether a file can be called so: no device, no stream of another file, and
/// nothing that the system drops from a name's end (path.c, `is_valid_path`
/// of git for Windows).
fn is_name(part: &str) -> bool {
    let base = part.split('.').next().unwrap_or_default().trim_end();
    let base = base.to_lowercase();
    let numbered = |prefix| {
        let number = base.strip_prefix(prefix).map(str::chars);
        number.is_some_and(|mut number| {
            matches!(number.next(), Some('0'..='9' | '¹' | '²' | '³')) && number.next().is_none()
        })
    };
    let is_device = DEVICES.contains(&&*base) || numbered("com") || numbered("lpt");
    let odd = |c: char| c.is_control() || "\\:*?\"<>|".contains(c);
    !is_device && !part.contains(odd) && !part.ends_with(['.', ' '])
}
