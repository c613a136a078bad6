//! Path arguments: `PATH[:LINES][ NOTE]`, relative to where the command runs.

use crate::cli::desk::Desk;
use crate::model::{FileMention, Lines};
use std::cell::RefCell;
use std::path::Path;

/// Reads path arguments and remembers what was wrong with them.
pub(crate) struct PathReader<'d> {
    desk: &'d Desk<'d>,
    problems: RefCell<Vec<String>>,
}

impl<'d> PathReader<'d> {
    pub(crate) fn new(desk: &'d Desk<'d>) -> PathReader<'d> {
        PathReader {
            desk,
            problems: RefCell::new(Vec::new()),
        }
    }

    /// A file from the top of the work tree, and the note after it. What
    /// cannot be a reference stays as it was typed, and is told.
    pub(crate) fn read(&self, arg: &str) -> (FileMention, Option<String>) {
        let (path, place, note) = taken_apart(&self.desk.world.cwd, arg);
        let lines = match place {
            Place::Lines(lines) => Some(lines),
            Place::Whole => None,
            Place::Wrong(text) => {
                let (path, text) = (crate::model::quoted(path), crate::model::quoted(text));
                let problem = format!("'{text}' after '{path}:' is no line or range; left out");
                self.problems.borrow_mut().push(problem);
                None
            }
        };
        let path = match self.desk.repo.repo_path(&self.desk.world.cwd, path) {
            Ok(path) => path.as_str().to_owned(),
            Err(why) => {
                let path = crate::model::quoted(path);
                let problem = format!("'{path}' {why}; it is written down but not pinned");
                self.problems.borrow_mut().push(problem);
                path.into_owned()
            }
        };
        (FileMention { path, lines }, note.map(str::to_owned))
    }

    /// What was wrong, one sentence a path.
    pub(crate) fn problems(self) -> Vec<String> {
        self.problems.into_inner()
    }
}

/// What stands after a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place<'a> {
    /// Nothing: the whole file is meant.
    Whole,
    /// `:34`, `:15-28`, or `:34:5`, whose column says nothing here.
    Lines(Lines),
    /// Digits that are no lines: `:28-15`, `:0`.
    Wrong(&'a str),
}

/// Takes an argument as a whole if such a file exists, else as its longest
/// beginning that exists, then `:LINES` and a note. Where nothing exists, the
/// path ends at the first `:LINES` or space.
fn taken_apart<'a>(cwd: &Path, arg: &'a str) -> (&'a str, Place<'a>, Option<&'a str>) {
    let exists = |path: &str| !path.is_empty() && cwd.join(path).symlink_metadata().is_ok();
    if exists(arg) {
        return (arg, Place::Whole, None);
    }
    let ends = || {
        arg.char_indices()
            .filter(|(_, c)| matches!(c, ':' | ' '))
            .map(|(at, _)| at)
    };
    let existing = ends().rev().find_map(|at| {
        let (place, note) = tail(&arg[at..])?;
        exists(&arg[..at]).then_some((&arg[..at], place, note))
    });
    let named = || {
        ends().find_map(|at| {
            let (place, note) = tail(&arg[at..])?;
            (at > 0).then_some((&arg[..at], place, note))
        })
    };
    existing.or_else(named).unwrap_or((arg, Place::Whole, None))
}

/// Reads `[:LINES][ NOTE]`.
fn tail(text: &str) -> Option<(Place<'_>, Option<&str>)> {
    let (place, rest) = match text.strip_prefix(':') {
        Some(after) => {
            let end = after.find(' ').unwrap_or(after.len());
            (place(&after[..end])?, &after[end..])
        }
        None => (Place::Whole, text),
    };
    let note = rest.trim();
    (rest.is_empty() || rest.starts_with(' '))
        .then_some((place, Some(note).filter(|n| !n.is_empty())))
}

/// Reads `LINES` with a column or not; `None` where it is a part of a name.
fn place(text: &str) -> Option<Place<'_>> {
    let (lines, column) = text.split_once(':').unwrap_or((text, "1"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !lines.split('-').all(is_number) || !is_number(column) {
        return None;
    }
    Some(match lines.parse() {
        Ok(lines) => Place::Lines(lines),
        Err(_) => Place::Wrong(text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_existing_beginning_is_the_path() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["a", "a b", "x:7", "two words"] {
            std::fs::write(dir.path().join(name), "").unwrap();
        }
        let lines = |text: &str| Place::Lines(text.parse().unwrap());
        for (arg, path, at, note) in [
            ("a", "a", Place::Whole, None),
            ("a b", "a b", Place::Whole, None),
            ("a c", "a", Place::Whole, Some("c")),
            ("a:3", "a", lines("3"), None),
            ("a:3-9 look here", "a", lines("3-9"), Some("look here")),
            ("x:7", "x:7", Place::Whole, None),
            ("x:7:9", "x:7", lines("9"), None),
            (
                "two words:2 and: more",
                "two words",
                lines("2"),
                Some("and: more"),
            ),
            ("gone.rs:34 why", "gone.rs", lines("34"), Some("why")),
            ("gone.rs", "gone.rs", Place::Whole, None),
            (":(top)x", ":(top)x", Place::Whole, None),
            ("a:3:5 here", "a", lines("3"), Some("here")),
            ("a:9-3", "a", Place::Wrong("9-3"), None),
            ("gone:0", "gone", Place::Wrong("0"), None),
            ("a:b", "a:b", Place::Whole, None),
        ] {
            assert_eq!(taken_apart(dir.path(), arg), (path, at, note), "{arg}");
        }
    }
}
