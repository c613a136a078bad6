//! Where git looks for the attributes of a path (gitattributes(5)).

use crate::model::RepoPath;
use crate::platform::{self, Found, Root};

/// The name of the files in directories.
const FILE: &str = ".gitattributes";

/// git ignores files of this size and above (attr.h, ATTR_MAX_FILE_SIZE).
pub(in crate::repo) const MAX_SIZE: u64 = 100 << 20;

/// What was met on the way into a directory of the work tree.
pub(in crate::repo) struct OnTheWay {
    /// The directory.
    pub(in crate::repo) dir: String,
    /// Its file of attributes; `None` where there is no plain one that git reads.
    pub(in crate::repo) file: Option<Vec<u8>>,
    /// Whether it was seen that no link leads there: who looks for the file
    /// goes through the directory.
    pub(in crate::repo) is_plain: bool,
}

impl OnTheWay {
    /// Looks.
    pub(in crate::repo) fn into(root: &Root, dir: &str) -> OnTheWay {
        let found = root.find_text(&file_in(dir));
        OnTheWay {
            dir: dir.to_owned(),
            is_plain: !matches!(found, Found::Refused(_)),
            file: read_found(found),
        }
    }
}

/// The bytes of a file of attributes; `None` where there is no plain one that
/// git reads.
pub(in crate::repo) fn read_found(found: Found) -> Option<Vec<u8>> {
    match found {
        Found::File { mut file, len, .. } if len < MAX_SIZE => platform::read(&mut file, len).ok(),
        Found::Directory => Some(Vec::new()),
        _ => None,
    }
}

/// The directories that a path is in, without the top, from the outside in.
pub(in crate::repo) fn dirs_of(path: &RepoPath) -> impl Iterator<Item = &str> {
    let text = path.as_str();
    text.match_indices('/').map(|(at, _)| &text[..at])
}

/// The files in the directories that `path` is in, the top's first.
pub(in crate::repo) fn files_for(path: &RepoPath) -> impl Iterator<Item = RepoPath> {
    let dirs = [""].into_iter().chain(dirs_of(path));
    dirs.filter_map(|dir| RepoPath::new(file_in(dir)).ok())
}

/// The directory's file.
pub(in crate::repo) fn file_in(dir: &str) -> String {
    if dir.is_empty() {
        FILE.to_owned()
    } else {
        format!("{dir}/{FILE}")
    }
}
