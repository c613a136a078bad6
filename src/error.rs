//! Every way to fail: its sentence, its hint, its exit code. Sentences are
//! lower case without a final period, as git's are (CodingGuidelines).

mod hints;
#[cfg(test)]
mod tests;

use crate::model::{NameError, quoted};
use std::fmt;
use std::path::{Path, PathBuf};

/// What a verb ends with when it cannot do what it was asked.
#[derive(Debug)]
pub enum Error {
    /// The command line cannot be read; the sentence is complete.
    Usage {
        /// What is wrong with it.
        message: String,
        /// What to type instead.
        hint: Option<String>,
    },
    /// No repository here, or one git will not open: git's own sentence.
    NotARepository(String),
    /// A bare repository, or inside `.git`: there are no files to pin.
    NoWorkTree,
    /// The repository uses something that gix, which must serve it, cannot.
    Unsupported {
        /// What, as a noun: `the reftable ref format`.
        what: String,
    },
    /// git (or gix) failed while doing something.
    Git {
        /// What was being done: `reading HEAD`.
        doing: String,
        /// What it said.
        cause: String,
    },
    /// The system refused something about a path.
    Io {
        /// What was being done, as in "cannot {doing} 'path'".
        doing: &'static str,
        /// The path, as the user knows it.
        path: PathBuf,
        /// What the system said.
        cause: String,
    },
    /// A path given on the command line or in a state cannot be referenced.
    Path {
        /// The path as it was given.
        path: String,
        /// Why, as in "'path' {why}".
        why: String,
    },
    /// A checkpoint's name is no name.
    Name {
        /// As it was given.
        name: String,
        /// Why not.
        why: NameError,
    },
    /// Another checkpoint's name differs only in case, on a file system that
    /// cannot tell them apart.
    NameCase {
        /// As it was given.
        name: String,
        /// The one that is there.
        existing: String,
    },
    /// There is no such checkpoint.
    NoCheckpoint {
        /// The sentence.
        message: String,
        /// What can be had instead.
        hint: Option<String>,
    },
    /// The saved checkpoint is of another task.
    TaskSwitch {
        /// The saved task.
        saved: String,
        /// The given one.
        given: String,
    },
    /// A document cannot be read.
    Document {
        /// Its path or origin as the user knows it.
        path: String,
        /// The line, 1-based, where one is to blame.
        line: Option<usize>,
        /// What is wrong.
        why: String,
        /// What to type next.
        hint: Option<String>,
    },
    /// A state (JSON) cannot be taken.
    State {
        /// The field, as `inProgress[0].text`; empty for the whole.
        field: String,
        /// What is wrong with it.
        why: String,
        /// What to write instead.
        hint: Option<String>,
    },
    /// What a hook was given on standard input cannot be taken.
    HookInput {
        /// The field, as its writer spells it; empty for the whole.
        field: String,
        /// What is wrong with it.
        why: String,
    },
    /// Somebody else holds the lock.
    Locked {
        /// The lock's file.
        path: PathBuf,
        /// Who, as far as is known: `process 4711`.
        holder: String,
    },
    /// Anything else that is bad content, a sentence of its own.
    Content {
        /// The sentence.
        message: String,
        /// What to type next.
        hint: Option<String>,
    },
}

impl Error {
    /// An [`Error::Io`] from what the system said.
    pub fn io(doing: &'static str, path: impl Into<PathBuf>, cause: &std::io::Error) -> Error {
        Error::Io {
            doing,
            path: path.into(),
            cause: said(cause),
        }
    }

    /// An [`Error::Git`] from what gix or git said.
    pub fn git(doing: impl Into<String>, cause: impl fmt::Display) -> Error {
        Error::Git {
            doing: doing.into(),
            cause: cause.to_string(),
        }
    }

    /// The exit code: 3 no such checkpoint, 129 an unreadable command line,
    /// 128 everything else.
    pub fn code(&self) -> u8 {
        match self {
            Error::NoCheckpoint { .. } => 3,
            Error::Usage { .. } => 129,
            _ => 128,
        }
    }

    /// What to do next.
    pub fn hint(&self) -> Option<String> {
        let own = self.own_hint().filter(|hint| !hint.is_empty());
        own.or_else(|| Some(hints::general(self).to_owned()))
    }

    fn own_hint(&self) -> Option<String> {
        match self {
            Error::Usage { hint, .. }
            | Error::NoCheckpoint { hint, .. }
            | Error::Document { hint, .. }
            | Error::State { hint, .. }
            | Error::Content { hint, .. } => hint.clone(),
            Error::Unsupported { .. } => Some(
                "nothing was written; without SHIPKIT_HAND=gix the git executable serves it"
                    .to_owned(),
            ),
            Error::Name { .. } => Some(
                "a name is like 'auth': letters, digits, '-', '_' or '.', not digits alone"
                    .to_owned(),
            ),
            Error::NameCase { existing, .. } => Some(format!(
                "use the name '{existing}', or one that differs in more than case"
            )),
            Error::TaskSwitch { .. } => Some(
                "start over with --new (the saved one stays in the history), \
                 or give this task a name of its own: git shipkit checkpoint NAME"
                    .to_owned(),
            ),
            Error::Locked { path, .. } => {
                Some(format!("wait for it to end; the lock is '{}'", shown(path)))
            }
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Usage { message, .. }
            | Error::NotARepository(message)
            | Error::NoCheckpoint { message, .. }
            | Error::Content { message, .. } => f.write_str(message),
            Error::NoWorkTree => f.write_str("this operation must be run in a work tree"),
            Error::Unsupported { what } => {
                write!(
                    f,
                    "the repository uses {what}, which git-shipkit cannot read"
                )
            }
            Error::Git { doing, cause } => write!(f, "{doing}: {cause}"),
            Error::Io { doing, path, cause } => {
                write!(f, "cannot {doing} '{}': {cause}", shown(path))
            }
            Error::Path { path, why } => write!(f, "'{}' {why}", quoted(path)),
            Error::Name { name, why } => {
                write!(f, "'{}' cannot name a checkpoint: {why}", quoted(name))
            }
            Error::NameCase { name, existing } => write!(
                f,
                "'{name}' and the checkpoint '{existing}' would be one file on this file system"
            ),
            Error::TaskSwitch { saved, given } => {
                write!(
                    f,
                    "the checkpoint is of another task: '{saved}', not '{given}'"
                )
            }
            Error::Document {
                path, line, why, ..
            } => place(f, path, *line).and_then(|()| write!(f, ": {why}")),
            Error::State { field, why, .. } if field.is_empty() => write!(f, "the state {why}"),
            Error::State { field, why, .. } => write!(f, "the state's field '{field}' {why}"),
            Error::HookInput { field, why } => hook_input(f, field, why),
            Error::Locked { holder, .. } => write!(f, "the checkpoint is locked by {holder}"),
        }
    }
}

fn shown(path: &Path) -> String {
    quoted(&path.to_string_lossy()).into_owned()
}

/// What the system said, without the number that says it again.
pub fn said(cause: &std::io::Error) -> String {
    let text = cause.to_string();
    match text.split_once(" (os error ") {
        Some((sentence, _)) => sentence.to_owned(),
        None => text,
    }
}

fn hook_input(f: &mut fmt::Formatter<'_>, field: &str, why: &str) -> fmt::Result {
    match field {
        "" => write!(f, "the hook's input {why}"),
        field => write!(f, "the hook input's field '{field}' {why}"),
    }
}

/// `path`, or `path:line`.
fn place(f: &mut fmt::Formatter<'_>, path: &str, line: Option<usize>) -> fmt::Result {
    f.write_str(&quoted(path))?;
    match line {
        Some(line) => write!(f, ":{line}"),
        None => Ok(()),
    }
}

impl std::error::Error for Error {}
