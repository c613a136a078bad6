//! What the machine's section says: facts, a line each, and how many more.

use super::{Point, Since};
use crate::document::prose::{code_span, written};
use crate::model::Lines;

/// How many commits and how many files are told.
const MOST: usize = 20;

/// How git writes a moment to the minute.
const MINUTE: &str = "%Y-%m-%d %H:%M";

/// What was done since then.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The commits made here, newest first: short id and subject.
    pub commits: Vec<(String, String)>,
    /// Whether there may be more of them.
    pub commits_cut: bool,
    /// The files, the one that was written last first.
    pub files: Vec<Touched>,
    /// Why not all files were looked at, one line.
    pub unseen: Option<String>,
}

/// A file that was worked on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// Its path from the top of the work tree.
    pub path: String,
    /// The last lines of it that were written.
    pub lines: Option<Lines>,
    /// What was done to it.
    pub act: Act,
}

/// What was done to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// It is new.
    Created,
    /// It has changed.
    Modified,
    /// It is gone.
    Deleted,
}

impl Facts {
    /// Whether nothing was done that is known.
    pub fn is_empty(&self) -> bool {
        self.commits.is_empty() && self.files.is_empty()
    }

    /// The files that are told.
    pub fn told(&self) -> &[Touched] {
        &self.files[..self.files.len().min(MOST)]
    }
}

/// The section as lines that end with `\n`, the last one blank.
pub fn body(since: &Since, facts: &Facts) -> String {
    let at = since.at.format(MINUTE);
    let (heading, then) = match &since.point {
        Point::Start => ("Work So Far", "before the first commit".to_owned()),
        Point::Save(_) => ("Since the Last Save", format!("after the save of {at}")),
        Point::Clear => (
            "Since the Checkpoint Was Cleared",
            format!("after it was cleared ({at})"),
        ),
        Point::Commit(_) => ("Since the Last Commit", format!("after the commit of {at}")),
    };
    let mut lines = vec![
        format!("## {heading} (automatic)"),
        String::new(),
        format!("Nobody has put this into words; seen {then}:"),
        String::new(),
    ];
    lines.extend(facts.told().iter().map(file));
    let more = facts.files.len() - facts.told().len();
    lines.extend((more > 0).then(|| format!("- and {more} more files")));
    let commits = facts.commits.iter().take(MOST);
    lines.extend(commits.map(|(id, subject)| format!("- Commit {id}: {}", written(subject))));
    let more = facts.commits.len().saturating_sub(MOST);
    if more > 0 || facts.commits_cut {
        let more = match (more, facts.commits_cut) {
            (0, _) => "perhaps more".to_owned(),
            (more, false) => format!("{more} more"),
            (more, true) => format!("at least {more} more"),
        };
        lines.push(format!("- and {more} commits"));
    }
    let unseen = facts.unseen.iter();
    lines.extend(unseen.map(|why| format!("- Not all was looked at: {}", written(why))));
    lines.push(String::new());
    lines.join("\n") + "\n"
}

fn file(touched: &Touched) -> String {
    let word = match touched.act {
        Act::Created => "New",
        Act::Modified => "Changed",
        Act::Deleted => "Deleted",
    };
    let lines = match touched.lines {
        None => String::new(),
        Some(lines) if lines.is_single() => format!(" (line {lines})"),
        Some(lines) => format!(" (lines {lines})"),
    };
    format!("- {word}: {}{lines}", code_span(&touched.path))
}
