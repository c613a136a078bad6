//! Showing then against now with git's own diff, settings and pager, over a
//! private index that holds nothing but the pinned blobs.

mod command;
mod drivers;

pub use drivers::Driven;

use crate::error::Error;
use crate::model::{Mode, ObjectId, RepoPath};
use crate::platform::has_read_enough;
use crate::repo::Repo;
use crate::repo::files::lfs::MAX_POINTER;
use crate::repo::git::{self, bytes, not_started, sentence};
use crate::repo::patience::run_within;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

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
        }
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
    /// Whether it was to be shown by us and is too much for that: git alone
    /// shows it line by line as it goes.
    pub is_for_git: bool,
}

const DOING: &str = "showing the diff";

/// How long a program waits for a diff. Measured: git needs 9 seconds for a
/// million lines of ten kinds, and 7 for a million in another order.
const FOR_PROGRAMS: Duration = Duration::from_secs(20);

/// How long a person waits for one that we draw.
const FOR_PEOPLE: Duration = Duration::from_secs(2);

/// More of a diff is not held, in bytes.
const MOST_HELD: u64 = 16 << 20;

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
        let mut git = self.git();
        git.env("GIT_INDEX_FILE", index);
        command::ask(&mut git, request);
        match request.shows {
            Shows::Plain => {
                let text = captured(git, FOR_PROGRAMS)?;
                diff.text = text.ok_or_else(|| too_much(&kept))?;
            }
            Shows::Us => match captured(git, FOR_PEOPLE)? {
                Some(text) => diff.text = text,
                None => diff.is_for_git = true,
            },
            Shows::Git => run(git)?,
        }
        let pointers = kept.iter().filter(|file| self.was_pointer(file));
        diff.pointers = pointers.map(|file| file.then.clone()).collect();
        Ok(diff)
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

/// What git says; `None` where it takes longer, or is more than can be held.
fn captured(git: Command, patience: Duration) -> Result<Option<Vec<u8>>, Error> {
    match run_within(patience, git, DOING, (Vec::new(), MOST_HELD))? {
        Some(said) if !said.status.success() => Err(Error::git(DOING, sentence(&said))),
        said => Ok(said.map(|said| said.stdout)),
    }
}

/// Tells what shows the rest.
fn too_much(files: &[&DiffFile]) -> Error {
    let most = MOST_HELD >> 20;
    let seconds = FOR_PROGRAMS.as_secs();
    let why = format!("it is more than {most} MiB, or takes git more than {seconds} seconds");
    let command = match files {
        [only] => format!("; 'git diff {} -- PATH' shows it", only.blob),
        _ => String::new(),
    };
    Error::git(DOING, why + &command)
}

/// Lets git show it.
fn run(mut git: Command) -> Result<(), Error> {
    let status = git
        .stdin(Stdio::null())
        .status()
        .map_err(|error| not_started(DOING, &error))?;
    if status.success() || has_read_enough(status) {
        Ok(())
    } else {
        Err(Error::git(DOING, format!("git ended with {status}")))
    }
}
