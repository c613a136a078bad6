//! Saved content that this clone does not hold: what would be told of it, and
//! how to get it.

use crate::drift::{Drift, FileDrift, FileVerdict, PositionVerdict};
use crate::model::{ObjectId, Pin, Record, RepoPath};

/// Pinned bytes that are missing where they were needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// The files, in path order; one at least.
    pub files: Vec<RepoPath>,
    /// What to type to fetch them, where something would.
    pub command: Option<String>,
}

impl Drift {
    /// The files of which more could be told with the bytes that were pinned,
    /// and what those are.
    pub fn untold<'a>(&self, record: &'a Record) -> Vec<(RepoPath, &'a ObjectId)> {
        let untold = self.files.iter().filter(|file| is_untold(file));
        let pinned = untold.filter_map(|file| match &record.files.get(&file.path)?.pin {
            Pin::Blob { mode, blob } if mode.is_regular() => Some((file.path.clone(), blob)),
            _ => None,
        });
        pinned.collect()
    }
}

fn is_untold(file: &FileDrift) -> bool {
    let changed = matches!(
        file.verdict,
        FileVerdict::Modified | FileVerdict::Renamed { .. }
    );
    let mut positions = file.positions.iter();
    changed && file.changes.is_none()
        || positions.any(|position| position.verdict == PositionVerdict::Unknown)
}
