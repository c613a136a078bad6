//! Paths as people give them, and as they are shown: relative to where the
//! command runs, as git does.

use crate::model::{RepoPath, quoted};
use crate::platform;
use crate::repo::Repo;
use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

impl Repo {
    /// The repository path of `arg`, given relative to `cwd` (absolute) or
    /// absolute. Works on names alone: nothing need be there, and the last
    /// part is never followed. The error says why not, as in "'path' {why}".
    pub fn repo_path(&self, cwd: &Path, arg: &str) -> Result<RepoPath, String> {
        if arg.is_empty() {
            return Err("is empty".to_owned());
        }
        let full = normal(&cwd.join(arg));
        let inside = full
            .strip_prefix(&self.places.work_dir)
            .map(Path::to_owned)
            .ok()
            .or_else(|| self.inside_by_real_parent(&full))
            .ok_or("is outside the work tree")?;
        let text = platform::slashed(&inside).ok_or("is not UTF-8")?;
        if text.is_empty() {
            return Err("is the work tree itself".to_owned());
        }
        RepoPath::new(&*text).map_err(|why| why.to_string())
    }

    /// A path may reach the work tree through a link above it (`/tmp` on
    /// macOS): its parents are resolved, from the top, until one is the work
    /// tree (git's abspath_part_inside_repo).
    fn inside_by_real_parent(&self, full: &Path) -> Option<PathBuf> {
        let mut parents: Vec<&Path> = full.ancestors().collect();
        parents.reverse();
        let above = parents
            .into_iter()
            .find(|parent| platform::real(parent).is_ok_and(|real| real == self.places.work_dir))?;
        full.strip_prefix(above).ok().map(Path::to_owned)
    }

    /// The path as `git status` would print it in `cwd`: relative to it, and
    /// C-quoted where it must be.
    pub fn display_path(&self, path: &RepoPath, cwd: &Path) -> String {
        shown_below(path, &self.prefix(cwd))
    }

    /// The path as it is typed in `cwd`: relative to it.
    pub fn relative_path(&self, path: &RepoPath, cwd: &Path) -> String {
        relative(path, &self.prefix(cwd)).into_owned()
    }

    /// Where `cwd` is below the top of the work tree, `/` between its parts;
    /// empty at the top, and outside.
    pub fn prefix(&self, cwd: &Path) -> String {
        let below = match cwd.strip_prefix(&self.places.work_dir) {
            Ok(below) => below.to_owned(),
            Err(_) => platform::real(cwd)
                .ok()
                .and_then(|real| {
                    real.strip_prefix(&self.places.work_dir)
                        .ok()
                        .map(Path::to_owned)
                })
                .unwrap_or_default(),
        };
        let text = platform::slashed(&below);
        text.map_or_else(|| below.to_string_lossy().into_owned(), Cow::into_owned)
    }
}

/// As [`Repo::display_path`], in the directory at `prefix` below the top.
pub(crate) fn shown_below(path: &RepoPath, prefix: &str) -> String {
    match relative(path, prefix) {
        Cow::Borrowed(path) => quoted(path).into_owned(),
        Cow::Owned(path) => quoted(&path).into_owned(),
    }
}

/// The path from the directory at `prefix` below the top.
fn relative<'a>(path: &'a RepoPath, prefix: &str) -> Cow<'a, str> {
    if prefix.is_empty() {
        return Cow::Borrowed(path.as_str());
    }
    let here: Vec<&str> = prefix.split('/').filter(|part| !part.is_empty()).collect();
    let there: Vec<&str> = path.as_str().split('/').collect();
    let common = here
        .iter()
        .zip(&there[..there.len() - 1])
        .take_while(|(a, b)| a == b)
        .count();
    let up = vec![".."; here.len() - common];
    let parts: Vec<&str> = up
        .into_iter()
        .chain(there[common..].iter().copied())
        .collect();
    Cow::Owned(parts.join("/"))
}

/// Without `.`, `..` and doubled slashes, on names alone.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}
