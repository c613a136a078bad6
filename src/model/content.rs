//! What people and programs say in a checkpoint.

use crate::model::{Decimal, Lines};
use serde_json::{Number, Value};

/// Everything a checkpoint tells, independent of how it is written down.
/// Texts are single-line UTF-8 unless said otherwise, never empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content {
    /// The task's title. A foreign document may have none.
    pub task: Option<String>,
    /// The id a program gave the task (kept in the record).
    pub task_id: Option<String>,
    /// How far it is.
    pub progress: Option<Progress>,
    /// In a word or two, `In Progress` and the like.
    pub status: Option<String>,
    /// What was done last.
    pub last_action: Option<String>,
    /// What comes next for the task as a whole.
    pub next_step: Option<String>,
    /// What stands in the way.
    pub blockers: Option<Blockers>,
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// A program's variables: any JSON, mostly an object.
    pub context: Option<Value>,
    /// What is done.
    pub completed: Vec<Item>,
    /// What was begun.
    pub in_progress: Vec<Item>,
    /// What is left.
    pub pending: Vec<Item>,
    /// Where the work stopped, for the task as a whole.
    pub stopped_at: Option<String>,
    /// What was decided, and why.
    pub decisions: Vec<Decision>,
    /// Where to look first.
    pub files_to_open: Vec<OpenFile>,
    /// What the next one should not have to find out again.
    pub gotchas: Vec<String>,
    /// How the tests stand; may have several lines.
    pub test_state: Option<String>,
}

/// One piece of the work.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// What it is.
    pub text: String,
    /// The files it lies in, its `- File:` lines.
    pub files: Vec<FileMention>,
    /// Its other detail lines.
    pub details: Vec<String>,
    /// Where work on it stopped.
    pub stopped_at: Option<String>,
    /// What to do next about it.
    pub next_step: Option<String>,
}

impl Item {
    /// An item that is only its text.
    pub fn new(text: impl Into<String>) -> Item {
        Item {
            text: text.into(),
            ..Item::default()
        }
    }
}

/// A file as the document names it. The text need not be a path of the
/// repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileMention {
    /// The path, unquoted.
    pub path: String,
    /// The lines, if any are named.
    pub lines: Option<Lines>,
}

/// A decision and its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What was decided.
    pub decision: String,
    /// Why; empty where nobody said.
    pub rationale: String,
}

/// An entry of *Files to Open First*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenFile {
    /// The file.
    pub file: FileMention,
    /// What to look for there.
    pub note: Option<String>,
}

/// What stands in the way: one thing or several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blockers {
    /// Given as one text.
    One(String),
    /// Given as a list.
    Many(Vec<String>),
}

/// How urgent a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priority {
    /// It can wait.
    Low,
    /// As any other.
    Normal,
    /// Before the others.
    High,
}

impl Priority {
    /// All of them, for messages and help.
    pub const ALL: [Priority; 3] = [Priority::Low, Priority::Normal, Priority::High];

    /// The word for it in documents, flags and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Priority::Low => "low",
            Priority::Normal => "normal",
            Priority::High => "high",
        }
    }

    /// Reads the word, in any case.
    pub fn parse(text: &str) -> Option<Priority> {
        Priority::ALL
            .into_iter()
            .find(|priority| priority.as_str().eq_ignore_ascii_case(text))
    }
}

/// Progress in percent, 0 to 100, kept to the last digit it was given with.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress(Number);

impl Progress {
    /// Takes a number from 0 to 100.
    pub fn new(percent: Number) -> Option<Progress> {
        let within = Decimal::of(&percent).is_percent();
        within.then_some(Progress(percent))
    }

    /// The number as it was given.
    pub fn number(&self) -> &Number {
        &self.0
    }

    /// Whether nothing is left to do.
    pub fn is_complete(&self) -> bool {
        Decimal::of(&self.0).is_hundred()
    }
}
