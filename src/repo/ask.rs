//! Asking git how it would store a file, where gix is known to differ. All of
//! it happens in a directory of its own: no index and no object of the user's
//! repository is written.

use super::Repo;
use super::git::{self, bytes};
use crate::error::Error;
use crate::model::{Mode, ObjectId, RepoPath};
use std::path::Path;
use std::process::Command;

/// What git itself answers for a file.
pub(super) struct Answer {
    /// The blob's id.
    pub(super) id: ObjectId,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

impl Repo {
    /// What `git add` would store for the regular file at `path`: git adds it
    /// to a private index that knows what the user's index has there, since
    /// that decides about line endings. The error is one line.
    pub(super) fn ask_git(&self, path: &RepoPath) -> Result<Answer, String> {
        let home = self.private_home().map_err(|error| one_line(&error))?;
        self.ask_in(home.path(), path)
            .map_err(|error| one_line(&error))
    }

    /// A directory of its own for [`Repo::git_aside`].
    pub(super) fn private_home(&self) -> Result<tempfile::TempDir, Error> {
        let made = tempfile::Builder::new()
            .prefix("shipkit-ask-")
            .tempdir_in(&self.git_dir)
            .and_then(|home| std::fs::create_dir(home.path().join("objects")).map(|()| home));
        made.map_err(|error| Error::git("asking git", super::look::reason(error)))
    }

    fn ask_in(&self, home: &Path, path: &RepoPath) -> Result<Answer, Error> {
        let doing = "asking git";
        let staged = self.staged(path).map_err(|why| Error::git(doing, why))?;
        if let Some(staged) = staged.filter(|staged| staged.mode.is_some_and(Mode::is_regular)) {
            let mode = staged.mode.map_or("100644", Mode::as_str);
            let seed = format!("{mode} {} 0\t{}\0", staged.id, path.as_str());
            let mut git = self.git_aside(home);
            git.args(["update-index", "-z", "--index-info"]);
            git::output(git, doing, seed.as_bytes())?;
        }
        let mut git = self.git_aside(home);
        git.args(["update-index", "--add", "-z", "--stdin"]);
        let mut name = bytes(path.as_str());
        name.push(0);
        git::output(git, doing, &name)?;
        let mut git = self.git_aside(home);
        git.args(["ls-files", "-s", "-z"]);
        let listed = git::output(git, doing, &[])?;
        let id = id_in(&listed).ok_or_else(|| Error::git(doing, "it did not take the file"))?;
        let mut git = self.git_aside(home);
        git.args(["cat-file", "blob", id.as_str()]);
        let bytes = git::output(git, doing, &[])?;
        Ok(Answer { id, bytes })
    }

    /// A git whose index and new objects lie in `home`.
    pub(super) fn git_aside(&self, home: &Path) -> Command {
        let mut git = self.git();
        git.env("GIT_INDEX_FILE", home.join("index"))
            .env("GIT_OBJECT_DIRECTORY", home.join("objects"))
            .env(
                "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                alternate(&self.objects_dir()),
            );
        git
    }
}

/// The directory as that variable takes it: C-quoted where a `:` would end it
/// (git(1)).
fn alternate(dir: &Path) -> std::ffi::OsString {
    match dir.to_str() {
        Some(text) if text.contains(':') => {
            let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
            format!("\"{escaped}\"").into()
        }
        _ => dir.as_os_str().to_owned(),
    }
}

/// The id in the one line of `ls-files -s -z`: mode, id, stage, path.
fn id_in(listed: &[u8]) -> Option<ObjectId> {
    let line = std::str::from_utf8(listed.split(|byte| *byte == b'\t').next()?).ok()?;
    ObjectId::new(line.split(' ').nth(1)?)
}

fn one_line(error: &Error) -> String {
    let said = match error {
        Error::Git { cause, .. } => cause.clone(),
        other => other.to_string(),
    };
    said.lines().next().unwrap_or("git failed").to_owned()
}
