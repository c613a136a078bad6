//! The other work trees of the repository.

use crate::platform::{self, path_of};
use crate::repo::Repo;
use crate::repo::env::Env;
use crate::repo::git::LOCAL_ENVIRONMENT;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// How many other worktrees are opened.
const MAX_WORKTREES: usize = 16;

/// Another work tree, opened.
pub(in crate::repo) struct Beside {
    /// The repository as it is seen from there.
    pub(in crate::repo) repo: Repo,
    /// Its directory: absolute, UTF-8.
    pub(in crate::repo) name: String,
    /// The branch that is checked out there.
    pub(in crate::repo) branch: Option<String>,
}

impl Repo {
    /// The other work trees that are there, in name order, and whether there
    /// are more. None where the environment says which one git works in: it
    /// would say so of the others too.
    pub(in crate::repo) fn beside(&self, env: Env<'_>) -> (Vec<Beside>, bool) {
        let names_one = |name: &str| !SETTINGS.contains(&name) && env(name).is_some();
        if LOCAL_ENVIRONMENT.iter().any(|name| names_one(name)) {
            return (Vec::new(), false);
        }
        let dirs = self.worktree_dirs();
        let cut = dirs.len() > MAX_WORKTREES;
        let opened = dirs.into_iter().take(MAX_WORKTREES).filter_map(|dir| {
            let mut repo = Repo::open(&dir, env).ok()?;
            repo.limit_file_size(self.max_file_size);
            let ours = repo.places.common_dir == self.places.common_dir;
            let whole = repo.places.work_dir == dir;
            let branch = repo.head().ok()?.branch;
            let name = dir.to_str()?.to_owned();
            (ours && whole).then_some(Beside { repo, name, branch })
        });
        (opened.collect(), cut)
    }

    /// The directories of all work trees but this one
    /// (gitrepository-layout(5), `worktrees/<id>/gitdir`).
    fn worktree_dirs(&self) -> Vec<PathBuf> {
        let common = &self.places.common_dir;
        let listed = std::fs::read_dir(common.join("worktrees"));
        let ids = listed.into_iter().flatten().flatten();
        let mut dirs: Vec<PathBuf> = ids.filter_map(|id| linked(&id.path())).collect();
        if common.file_name() == Some(OsStr::new(".git")) {
            dirs.extend(common.parent().map(Path::to_owned));
        }
        let mut dirs: Vec<PathBuf> = dirs
            .iter()
            .filter_map(|dir| platform::real(dir).ok())
            .filter(|dir| *dir != self.places.work_dir)
            .collect();
        dirs.sort();
        dirs.dedup();
        dirs
    }
}

/// What of the environment says how git works, not where.
const SETTINGS: [&str; 7] = [
    "GIT_CONFIG",
    "GIT_CONFIG_PARAMETERS",
    "GIT_CONFIG_COUNT",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_REPLACE_REF_BASE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_PREFIX",
];

/// The directory that a linked worktree's own git directory names.
fn linked(own: &Path) -> Option<PathBuf> {
    let text = std::fs::read(own.join("gitdir")).ok()?;
    let path = text.strip_suffix(b"\n").unwrap_or(&text);
    own.join(path_of(path)?).parent().map(Path::to_owned)
}
