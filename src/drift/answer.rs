//! What a whole answer comes to: how much drifted, what cannot be told, and
//! the exit code that says so.

use crate::drift::{Drift, FileDrift, FileVerdict, PositionDrift, PositionVerdict};

impl Drift {
    /// How many files count as drift.
    pub fn changed(&self) -> usize {
        self.files.iter().filter(|file| file.is_drift()).count()
    }

    /// Whether everything that was pinned is proven to be as it was.
    pub fn is_clean(&self) -> bool {
        self.exit_code() == 0
    }

    /// 1 where something drifted, else 2 where something cannot be told, else
    /// 0. What was never pinned, is still missing or lies outside the sparse
    /// checkout, and a HEAD that moved, count for nothing.
    pub fn exit_code(&self) -> u8 {
        if self.changed() > 0 {
            1
        } else if self.files.iter().any(FileDrift::is_untold) {
            2
        } else {
            0
        }
    }
}

impl FileDrift {
    /// Whether the file or a position in it is not what it was.
    pub fn is_drift(&self) -> bool {
        self.verdict.is_drift() || self.positions.iter().any(PositionDrift::is_drift)
    }

    /// Whether the file or a position in it cannot be told. Of a file outside
    /// the sparse checkout nothing is asked.
    pub fn is_untold(&self) -> bool {
        match self.verdict {
            FileVerdict::Unreadable { .. } => true,
            FileVerdict::Sparse => false,
            _ => self
                .positions
                .iter()
                .any(|position| position.verdict == PositionVerdict::Unknown),
        }
    }
}

impl FileVerdict {
    /// Whether this is something other than was pinned.
    pub fn is_drift(&self) -> bool {
        match self {
            FileVerdict::Modified
            | FileVerdict::Renamed { .. }
            | FileVerdict::Deleted
            | FileVerdict::TypeChanged
            | FileVerdict::ModeChanged { .. }
            | FileVerdict::Appeared => true,
            FileVerdict::Unchanged
            | FileVerdict::Missing
            | FileVerdict::Unpinned
            | FileVerdict::Sparse
            | FileVerdict::Unreadable { .. } => false,
        }
    }
}

impl PositionDrift {
    /// Whether the lines the document means are not there any more. Lines that
    /// merely moved are no drift of their own: their file is.
    pub fn is_drift(&self) -> bool {
        matches!(
            self.verdict,
            PositionVerdict::Edited { .. }
                | PositionVerdict::Deleted { .. }
                | PositionVerdict::Ambiguous { .. }
        )
    }
}
