//! Where the checkpoint's positions stood and stand, for the margin.

use crate::drift::{FileDrift, FileVerdict, PositionDrift, PositionVerdict};
use crate::model::{Lines, Pin, RepoPath};
use crate::route::Comparison;
use std::collections::BTreeMap;

/// Lines by file.
#[derive(Default)]
pub(super) struct Marks {
    /// On the side of then, by the file's path then.
    pub(super) then: BTreeMap<RepoPath, Vec<Lines>>,
    /// On the side of now, by the file's path now.
    pub(super) now: BTreeMap<RepoPath, Vec<Lines>>,
    /// Those that moved within their file, by its path then.
    pub(super) moved: BTreeMap<RepoPath, Vec<(Lines, Lines)>>,
}

/// The positions of all files but those that are `shown_otherwise`: there the
/// numbers of a diff are those of another text.
pub(super) fn marks(compared: &Comparison, shown_otherwise: impl Fn(&RepoPath) -> bool) -> Marks {
    let mut marks = Marks::default();
    for file in &compared.drift.files {
        let now = match &file.verdict {
            FileVerdict::Renamed { to } => to,
            _ => &file.path,
        };
        if shown_otherwise(&file.path) || shown_otherwise(now) {
            continue;
        }
        for position in &file.positions {
            if is_of_pin(compared, file, position) {
                let then = marks.then.entry(file.path.clone()).or_default();
                then.push(position.lines);
                if let (PositionVerdict::Moved { to }, None) = (&position.verdict, &position.path) {
                    let moved = marks.moved.entry(file.path.clone()).or_default();
                    moved.push((position.lines, *to));
                }
            }
            if let Some(lines) = lines_now(position) {
                let path = position.path.as_ref().unwrap_or(now);
                marks.now.entry(path.clone()).or_default().push(lines);
            }
        }
    }
    marks
}

/// Whether its number is one of the file as it was pinned, and not of an
/// earlier save or of nothing.
fn is_of_pin(compared: &Comparison, file: &FileDrift, position: &PositionDrift) -> bool {
    let Some(pinned) = compared.record.files.get(&file.path) else {
        return false;
    };
    let held = pinned.held.get(&position.lines);
    let is_held =
        held.is_some_and(|held| !matches!(&pinned.pin, Pin::Blob { blob, .. } if blob == held));
    !is_held && pinned.lines.contains(&position.lines)
}

fn lines_now(position: &PositionDrift) -> Option<Lines> {
    match position.verdict {
        PositionVerdict::Same => Some(position.lines),
        PositionVerdict::Moved { to } => Some(to),
        PositionVerdict::Edited { near } => Some(near),
        PositionVerdict::Deleted { .. }
        | PositionVerdict::Ambiguous { .. }
        | PositionVerdict::OutOfRange
        | PositionVerdict::Unknown
        | PositionVerdict::Unpinned => None,
    }
}
