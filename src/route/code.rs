//! A few lines of a file as it is now, to be looked at.

use crate::model::{Lines, RepoPath};
use crate::repo::Repo;

/// Larger files are not read for a few lines.
const LARGE: u64 = 4 * 1024 * 1024;

/// These lines of the file in the work tree, without their endings, invalid
/// UTF-8 replaced; those that are there. None of a file that is no text.
pub fn code(repo: &Repo, path: &RepoPath, lines: Lines) -> Vec<String> {
    let Ok(bytes) = repo.read_file(path, LARGE) else {
        return Vec::new();
    };
    if bytes.contains(&0) {
        return Vec::new();
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let text = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    let (first, last) = (lines.start() as usize, lines.end() as usize);
    let wanted = text.split(|byte| *byte == b'\n').skip(first - 1);
    let line = |line: &[u8]| {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        String::from_utf8_lossy(line).into_owned()
    };
    wanted.take(last - first + 1).map(line).collect()
}
