//! Showing then against now with git's own diff, settings and pager, over a
//! private index that holds nothing but the pinned blobs.

use crate::error::Error;
use crate::model::{Mode, ObjectId, RepoPath};
use crate::repo::Repo;
use crate::repo::git::{self, bytes, not_started};
use std::path::Path;
use std::process::{Command, Stdio};

/// One file to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffFile {
    /// Its path at the save.
    pub then: RepoPath,
    /// Its mode at the save.
    pub mode: Mode,
    /// Its blob at the save.
    pub blob: ObjectId,
    /// Its path now; the same unless it was renamed.
    pub now: RepoPath,
}

/// What to show, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffRequest {
    /// The files.
    pub files: Vec<DiffFile>,
    /// Nothing of the user's: no external diff, no textconv, no colour, no
    /// pager. The text is captured.
    pub plain: bool,
    /// Colour always or never, where somebody said so; else git decides.
    pub colour: Option<bool>,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// The diff, where it was captured; empty where git itself showed it.
    pub text: Vec<u8>,
    /// Files left out because their pinned bytes are not in this repository.
    pub not_kept: Vec<RepoPath>,
    /// Files whose content is with Git LFS: their pointers are compared.
    pub pointers: Vec<RepoPath>,
}

const DOING: &str = "showing the diff";

impl Repo {
    /// Shows the files as they were saved against the work tree. Not plain,
    /// git writes to the standard output and runs the user's pager.
    pub fn show_diff(&self, request: &DiffRequest) -> Result<Diff, Error> {
        let blobs = request
            .files
            .iter()
            .filter(|file| file.mode != Mode::Gitlink);
        self.fetch_promised(blobs.map(|file| &file.blob));
        let (kept, gone): (Vec<&DiffFile>, Vec<&DiffFile>) = request
            .files
            .iter()
            .partition(|file| file.mode == Mode::Gitlink || self.has(&file.blob));
        let mut diff = Diff {
            not_kept: gone.into_iter().map(|file| file.then.clone()).collect(),
            ..Diff::default()
        };
        if kept.is_empty() {
            return Ok(diff);
        }
        let home = self.private_home()?;
        let index = home.path().join("index");
        self.fill(home.path(), &kept)?;
        if request.plain {
            diff.text = self.capture(&index, request)?;
        } else {
            self.show(&index, request)?;
        }
        let pointers = kept.iter().filter(|file| self.was_pointer(file));
        diff.pointers = pointers.map(|file| file.then.clone()).collect();
        Ok(diff)
    }

    /// Whether git had no more of the file than a pointer to its content.
    fn was_pointer(&self, file: &DiffFile) -> bool {
        let saved = self.blob(&file.blob).ok().flatten();
        file.mode.is_regular() && saved.is_some_and(|bytes| self.is_with_lfs(&file.now, &bytes))
    }

    /// The index as it would have been: every file at its path then, and its
    /// path now, if another, as one that is about to be added. For those git
    /// writes an empty blob, which nobody needs: it stays in `home`.
    fn fill(&self, home: &Path, files: &[&DiffFile]) -> Result<(), Error> {
        let mut entries = Vec::new();
        let mut renamed = Vec::new();
        for file in files {
            entries.extend_from_slice(
                format!(
                    "{} {} 0\t{}\0",
                    file.mode.as_str(),
                    file.blob,
                    file.then.as_str()
                )
                .as_bytes(),
            );
            if file.now != file.then {
                renamed.extend(bytes(file.now.as_str()));
                renamed.push(0);
            }
        }
        let mut git = self.git_aside(home);
        git.args(["update-index", "-z", "--index-info"]);
        git::output(git, DOING, &entries)?;
        if !renamed.is_empty() {
            let mut git = self.git_aside(home);
            git.args([
                "add",
                "--intent-to-add",
                "--force",
                "--pathspec-from-file=-",
                "--pathspec-file-nul",
            ]);
            git::output(git, DOING, &renamed)?;
        }
        Ok(())
    }

    fn git_with(&self, index: &Path) -> Command {
        let mut git = self.git();
        git.env("GIT_INDEX_FILE", index);
        git
    }

    fn diff_command(&self, index: &Path, request: &DiffRequest) -> Command {
        let mut git = self.git_with(index);
        if request.plain {
            git.arg("--no-pager");
        }
        git.args(["diff", "--ignore-submodules=dirty"]);
        if request.files.iter().any(|file| file.now != file.then) {
            git.arg("-M");
        }
        git
    }

    fn capture(&self, index: &Path, request: &DiffRequest) -> Result<Vec<u8>, Error> {
        let mut git = self.diff_command(index, request);
        git.args([
            "--no-ext-diff",
            "--no-textconv",
            "--no-color",
            "--src-prefix=a/",
            "--dst-prefix=b/",
        ]);
        git::output(git, DOING, &[])
    }

    fn show(&self, index: &Path, request: &DiffRequest) -> Result<(), Error> {
        let mut git = self.diff_command(index, request);
        match request.colour {
            Some(true) => {
                git.arg("--color=always");
            }
            Some(false) => {
                git.arg("--color=never");
            }
            None => {}
        }
        let status = git
            .stdin(Stdio::null())
            .status()
            .map_err(|error| not_started(DOING, &error))?;
        if status.success() {
            Ok(())
        } else {
            Err(Error::git(DOING, format!("git ended with {status}")))
        }
    }
}
