//! A place of our own for an index and for objects, so that git can work on
//! them and nothing of the user's repository is written.

use crate::error::Error;
use crate::platform::{LIST, for_its_owner, reason};
use crate::repo::{Places, Repo, git};
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A place of that kind. Where temporary files belong: what is left by a
/// command that was killed must not stay in the repository, which may not be
/// writable at all.
pub(super) fn home(places: &Places) -> std::io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("git-shipkit-");
    for_its_owner(&mut builder);
    let home = builder.tempdir();
    let home = home.or_else(|_| builder.tempdir_in(&places.git_dir))?;
    std::fs::create_dir(home.path().join("objects"))?;
    Ok(home)
}

/// A git whose index and new objects lie in `home`.
pub(super) fn git_in(places: &Places, home: &Path) -> Command {
    let mut alternates = alternate(&places.objects_dir);
    if let Some(more) = &places.alternates {
        alternates.push(LIST);
        alternates.push(more);
    }
    let mut git = git::at(places);
    git.env("GIT_INDEX_FILE", home.join("index"))
        .env("GIT_OBJECT_DIRECTORY", home.join("objects"))
        .env("GIT_ALTERNATE_OBJECT_DIRECTORIES", alternates);
    git
}

impl Repo {
    /// A place for [`Repo::git_aside`].
    pub(super) fn private_home(&self) -> Result<TempDir, Error> {
        home(&self.places).map_err(|error| Error::git("asking git", reason(error)))
    }

    /// As [`git_in`], in this repository.
    pub(super) fn git_aside(&self, home: &Path) -> Command {
        git_in(&self.places, home)
    }
}

/// The directory as that variable takes it: C-quoted where it would end there
/// (git(1)).
fn alternate(dir: &Path) -> OsString {
    match dir.to_str() {
        Some(text) if text.contains(LIST) || text.starts_with('"') => {
            let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
            format!("\"{escaped}\"").into()
        }
        _ => dir.as_os_str().to_owned(),
    }
}
