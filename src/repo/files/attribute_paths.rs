//! Where git looks for the attributes of a path (gitattributes(5)).

use crate::model::RepoPath;

/// The name of the files in directories.
const FILE: &str = ".gitattributes";

/// The files in the directories that `path` is in, the top's first.
pub(in crate::repo) fn files_for(path: &RepoPath) -> impl Iterator<Item = RepoPath> {
    let text = path.as_str();
    let inner = text.match_indices('/').map(|(at, _)| &text[..at]);
    let dirs = [""].into_iter().chain(inner);
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
