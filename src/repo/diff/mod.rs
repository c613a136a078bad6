//! Showing then against now with git's own diff, settings and pager, over a
//! private index that holds nothing but the pinned blobs.

mod bounds;
mod command;
mod drivers;
mod run;

pub use bounds::LeftOut;
pub use drivers::Driven;

use crate::error::Error;
use crate::model::{Mode, ObjectId, RepoPath};
use crate::repo::Repo;
use crate::repo::files::lfs::MAX_POINTER;
use crate::repo::git::{self, bytes};
use run::{FOR_PEOPLE, FOR_PROGRAMS, MOST_DRAWN, MOST_HELD, captured, run, too_much};
use std::path::Path;
use std::process::Command;

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
    /// Who shows it.
    pub shows: Shows,
    /// What is told of them.
    pub form: DiffForm,
    /// How many lines are shown around a change; git's settings say where
    /// nothing is.
    pub context: Option<u32>,
    /// Whether white space makes no difference.
    pub ignores_space: bool,
    /// Colour always or never, where somebody said so; else git decides. For
    /// [`Shows::Git`] alone.
    pub colour: Option<bool>,
    /// What pages it on a terminal. For [`Shows::Git`] alone.
    pub paging: Paging,
    /// Whether a program of the user's shows every file. For [`Shows::Git`]
    /// alone; what it can show, and in which time, is its own.
    pub by_program: bool,
}

impl DiffRequest {
    /// The patch of `files`, by git's settings.
    pub fn patch(files: Vec<DiffFile>, shows: Shows) -> DiffRequest {
        DiffRequest {
            files,
            shows,
            form: DiffForm::Patch,
            context: None,
            ignores_space: false,
            colour: None,
            paging: Paging::AsGit,
            by_program: false,
        }
    }

    /// Whether the lines are compared, and not the names alone told.
    fn has_lines(&self) -> bool {
        matches!(self.form, DiffForm::Patch | DiffForm::Stat { .. })
    }
}

/// Who shows a diff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// A program: captured, with nothing of the user's, no external diff, no
    /// textconv, no colour, no pager.
    Plain,
    /// We: captured, as the user's settings have it, but without external
    /// diff, colour and pager, and with the prefixes `a/` and `b/`.
    Us,
    /// git itself, on the standard output, with the user's pager.
    Git,
}

/// What pages git's own diff on a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paging {
    /// What git's settings say for `git diff`.
    AsGit,
    /// Nothing.
    Never,
    /// This command; `GIT_PAGER` goes before it.
    By(String),
}

/// What is told of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffForm {
    /// Their lines.
    Patch,
    /// How many lines of each, in so many columns.
    Stat {
        /// As wide as git makes it where there are none.
        columns: Option<usize>,
    },
    /// Their names, each ended by a NUL or on a line.
    NameOnly {
        /// Ended by a NUL.
        nul: bool,
    },
    /// Their names, and a letter for what became of each.
    NameStatus {
        /// Ended by a NUL.
        nul: bool,
    },
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
    /// Files that are too much to be compared line by line.
    pub left_out: Vec<LeftOut>,
    /// Whether it was to be shown by us and is too much for that: git alone
    /// shows it line by line as it goes.
    pub is_for_git: bool,
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
        let weighed = self.weighed(request, kept)?;
        let files = &weighed.files;
        if files.is_empty() {
            diff.left_out = weighed.left_out;
            return Ok(diff);
        }
        let held = |limits| self.asked(request, files, |git| captured(git, limits));
        match request.shows {
            Shows::Plain => {
                let text = held((FOR_PROGRAMS, MOST_HELD))?;
                diff.text = text.ok_or_else(|| too_much(files))?;
            }
            Shows::Us => match held((FOR_PEOPLE, MOST_DRAWN))? {
                Some(text) => diff.text = text,
                None => diff.is_for_git = true,
            },
            Shows::Git => self.asked(request, files, run)?,
        }
        let pointers = files.iter().filter(|file| self.was_pointer(file));
        diff.pointers = pointers.map(|file| file.then.clone()).collect();
        diff.left_out = weighed.left_out;
        Ok(diff)
    }

    /// Has `run` run the git that shows these files.
    fn asked<T>(
        &self,
        request: &DiffRequest,
        files: &[&DiffFile],
        run: impl FnOnce(Command) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let home = self.private_home()?;
        self.fill(home.path(), files)?;
        let mut git = self.git();
        git.env("GIT_INDEX_FILE", home.path().join("index"));
        command::ask(&mut git, request);
        run(git)
    }

    /// Whether git had no more of the file than a pointer to its content.
    fn was_pointer(&self, file: &DiffFile) -> bool {
        let saved = self.blob_within(&file.blob, MAX_POINTER).ok().flatten();
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
}
