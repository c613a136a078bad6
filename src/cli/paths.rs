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
        let (path, lines, note) = taken_apart(&self.desk.world.cwd, arg);
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

/// Takes an argument as a whole if such a file exists, else as its longest
/// beginning that exists, then `:LINES` and a note. Where nothing exists, the
/// path ends at the first `:LINES` or space.
fn taken_apart<'a>(cwd: &Path, arg: &'a str) -> (&'a str, Option<Lines>, Option<&'a str>) {
    let exists = |path: &str| !path.is_empty() && cwd.join(path).symlink_metadata().is_ok();
    if exists(arg) {
        return (arg, None, None);
    }
    let ends = || {
        arg.char_indices()
            .filter(|(_, c)| matches!(c, ':' | ' '))
            .map(|(at, _)| at)
    };
    let existing = ends().rev().find_map(|at| {
        let (lines, note) = tail(&arg[at..])?;
        exists(&arg[..at]).then_some((&arg[..at], lines, note))
    });
    let named = || {
        ends().find_map(|at| {
            let (lines, note) = tail(&arg[at..])?;
            (at > 0).then_some((&arg[..at], lines, note))
        })
    };
    existing.or_else(named).unwrap_or((arg, None, None))
}

/// Reads `[:LINES][ NOTE]`.
fn tail(text: &str) -> Option<(Option<Lines>, Option<&str>)> {
    let (lines, rest) = match text.strip_prefix(':') {
        Some(after) => {
            let end = after.find(' ').unwrap_or(after.len());
            (Some(after[..end].parse().ok()?), &after[end..])
        }
        None => (None, text),
    };
    let note = rest.trim();
    (rest.is_empty() || rest.starts_with(' '))
        .then_some((lines, Some(note).filter(|n| !n.is_empty())))
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
        let lines = |text: &str| text.parse::<Lines>().ok();
        for (arg, path, at, note) in [
            ("a", "a", None, None),
            ("a b", "a b", None, None),
            ("a c", "a", None, Some("c")),
            ("a:3", "a", lines("3"), None),
            ("a:3-9 look here", "a", lines("3-9"), Some("look here")),
            ("x:7", "x:7", None, None),
            ("x:7:9", "x:7", lines("9"), None),
            (
                "two words:2 and: more",
                "two words",
                lines("2"),
                Some("and: more"),
            ),
            ("gone.rs:34 why", "gone.rs", lines("34"), Some("why")),
            ("gone.rs", "gone.rs", None, None),
            (":(top)x", ":(top)x", None, None),
        ] {
            assert_eq!(taken_apart(dir.path(), arg), (path, at, note), "{arg}");
        }
    }
}
