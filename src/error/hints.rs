//! The next step after each failure, where its own words give none.

use super::Error;

const USAGE: &str = "'git shipkit help VERB' tells what a verb takes";
const CONTENT: &str = "nothing was changed; put it right, then again";
const STATE: &str = "'git shipkit schema' tells what a state may hold";
const DOCUMENT: &str = "put the document right, then again";
const NONE: &str = "'git shipkit list --all' tells which checkpoints there are";
const HOOK: &str = "'git shipkit doctor' tells which hooks call, and how";
const NO_WORK_TREE: &str =
    "go to where the files are, or name that place: git --work-tree=DIR shipkit VERB";
const GIT: &str = "'git fsck' tells whether the repository is sound, -v who was asked";

/// What to do about `error`, whatever it says itself.
pub(super) fn general(error: &Error) -> &'static str {
    match error {
        Error::Usage { .. } => USAGE,
        Error::NotARepository(said) => repository(said),
        Error::NoWorkTree => NO_WORK_TREE,
        Error::Git { .. } => GIT,
        Error::Io { cause, .. } => system(cause),
        Error::Path { why, .. } => path(why),
        Error::NoCheckpoint { .. } => NONE,
        Error::Document { .. } => DOCUMENT,
        Error::State { .. } => STATE,
        Error::HookInput { .. } => HOOK,
        // The others have a hint of their own.
        Error::Content { .. }
        | Error::Unsupported { .. }
        | Error::Name { .. }
        | Error::NameCase { .. }
        | Error::TaskSwitch { .. }
        | Error::Locked { .. } => CONTENT,
    }
}

/// git's own sentence tells why it is none for us.
fn repository(said: &str) -> &'static str {
    if said.contains("dubious ownership") {
        "if you trust it: git config --global --add safe.directory DIR"
    } else if said.contains("not a git repository") {
        "go to a repository, name one (git -C DIR shipkit VERB), or make one: git init"
    } else {
        "'git status' there tells more"
    }
}

/// What the system said, in the C locale's words, as Rust has them.
fn system(cause: &str) -> &'static str {
    let by_words = [
        (
            "No such file",
            "look at the path: it is taken from where the command runs",
        ),
        (
            "ermission denied",
            "look at who may read and write there: ls -l",
        ),
        ("Read-only", "the file system cannot be written to"),
        ("No space left", "make room on the file system, then again"),
        ("quota", "make room within your quota, then again"),
        ("Is a directory", "name a file"),
        ("Not a directory", "a part of the path is a file"),
        ("Too many open files", "raise the limit: ulimit -n"),
    ];
    let known = by_words.iter().find(|(words, _)| cause.contains(words));
    known.map_or("put that right, then again", |(_, step)| step)
}

fn path(why: &str) -> &'static str {
    if why.contains("outside") {
        "name a file below the top of the work tree"
    } else if why.contains("not referenced") {
        "'git shipkit diff --' and TAB tells the paths, as does 'git shipkit resume --check'"
    } else {
        "name a file of the repository, from where the command runs"
    }
}

impl Error {
    /// The same, of the verb that was typed: what cannot be read of its
    /// arguments is told in its help.
    #[must_use]
    pub fn of(self, verb: Option<&str>) -> Error {
        match (self, verb) {
            (
                Error::Usage {
                    message,
                    hint: None,
                },
                Some(verb),
            ) => Error::Usage {
                message,
                hint: Some(format!("'git shipkit help {verb}' tells what it takes")),
            },
            (error, _) => error,
        }
    }
}
