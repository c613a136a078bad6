//! Where a repository's own directory is, as far as two looks tell: for who
//! has no time to open it.

use crate::repo::env::Env;
use std::fs;
use std::path::{Path, PathBuf};

/// What in the environment says otherwise than the directories do.
const ELSEWHERE: [&str; 3] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR"];

/// The longest `.git` file, in bytes: a word and a path.
const MAX: u64 = 8 << 10;

/// The git directory of the worktree that `cwd` (absolute) is in; `None` where
/// that takes more than finding `.git` above it. Nothing is checked: it may be
/// no repository, and somebody else's.
pub fn git_dir_near(cwd: &Path, env: Env<'_>) -> Option<PathBuf> {
    if ELSEWHERE.iter().any(|key| env(key).is_some()) {
        return None;
    }
    cwd.ancestors().find_map(|top| {
        let dot_git = top.join(".git");
        let meta = dot_git.symlink_metadata().ok()?;
        if meta.is_dir() {
            return Some(Some(dot_git));
        }
        let is_small_file = meta.is_file() && meta.len() <= MAX;
        Some(is_small_file.then(|| linked(top, &dot_git)).flatten())
    })?
}

/// Where the `.git` file of a linked worktree or a submodule points to.
fn linked(top: &Path, dot_git: &Path) -> Option<PathBuf> {
    let text = fs::read_to_string(dot_git).ok()?;
    let path = text
        .strip_prefix("gitdir: ")?
        .trim_end_matches(['\n', '\r']);
    Some(top.join(path))
}

#[cfg(test)]
mod tests {
    use super::git_dir_near;
    use std::ffi::OsString;
    use std::fs;

    #[test]
    fn it_is_found_from_below_and_through_a_link_of_git_s() {
        let dir = tempfile::tempdir().unwrap();
        let at = |path: &str| dir.path().join(path);
        fs::create_dir_all(at("a/.git/worktrees/b")).unwrap();
        fs::create_dir_all(at("a/src/deep")).unwrap();
        fs::create_dir_all(at("b/src")).unwrap();
        fs::create_dir_all(at("c")).unwrap();
        fs::write(at("b/.git"), "gitdir: ../a/.git/worktrees/b\n").unwrap();
        fs::write(at("c/.git"), "x".repeat(9000)).unwrap();
        let none = |_: &str| None::<OsString>;
        assert_eq!(git_dir_near(&at("a/src/deep"), &none), Some(at("a/.git")));
        assert_eq!(
            git_dir_near(&at("b/src"), &none),
            Some(at("b/../a/.git/worktrees/b"))
        );
        assert_eq!(git_dir_near(&at("c"), &none), None);
        let told = |key: &str| (key == "GIT_DIR").then(|| OsString::from("/x"));
        assert_eq!(git_dir_near(&at("a"), &told), None);
    }
}
