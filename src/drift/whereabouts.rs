//! Where what a document names is now, for who wants to go there.

use crate::drift::{FileDrift, FileVerdict, PositionVerdict};
use crate::model::{Lines, RepoPath};

/// A place in the repository as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whereabouts {
    /// The file.
    pub path: RepoPath,
    /// The lines; `None` where none are named or nothing tells where they are.
    pub lines: Option<Lines>,
    /// Whether that is proven: lines that were edited are only near, and of
    /// several that it may be this is the first.
    pub sure: bool,
}

impl FileDrift {
    /// Where this file is now, or its lines as the document names them.
    /// `None` where the file is gone and they are nowhere else.
    pub fn whereabouts(&self, lines: Option<Lines>) -> Option<Whereabouts> {
        let here = match &self.verdict {
            FileVerdict::Renamed { to } => Some(to),
            FileVerdict::Deleted | FileVerdict::Missing | FileVerdict::Sparse => None,
            _ => Some(&self.path),
        };
        let at = |path: &RepoPath, lines, sure| Whereabouts {
            path: path.clone(),
            lines,
            sure,
        };
        let Some(lines) = lines else {
            return here.map(|path| at(path, None, true));
        };
        let position = self.positions.iter().find(|one| one.lines == lines);
        let Some(position) = position else {
            return here.map(|path| at(path, Some(lines), false));
        };
        if let (Some(path), PositionVerdict::Moved { to }) = (&position.path, &position.verdict) {
            return Some(at(path, Some(*to), true));
        }
        let (now, sure) = match &position.verdict {
            PositionVerdict::Same | PositionVerdict::Unpinned => (Some(lines), true),
            PositionVerdict::Moved { to } => (Some(*to), true),
            PositionVerdict::Edited { near } => (Some(*near), false),
            PositionVerdict::Deleted { near } => (*near, false),
            PositionVerdict::Ambiguous { candidates } => {
                let Some(first) = candidates.first() else {
                    let (path, lines) = position.elsewhere.first()?;
                    return Some(at(path, Some(*lines), false));
                };
                (Some(*first), false)
            }
            PositionVerdict::OutOfRange => (None, false),
            PositionVerdict::Unknown => (Some(lines), false),
        };
        here.map(|path| at(path, now, sure))
    }
}
