//! The order in which files are told to people: what matters most first.

use crate::drift::{Drift, FileDrift, FileVerdict, PositionVerdict, Severity};
use crate::report::text::View;

/// The files, those with a touched position first, then those with an edit
/// near one, changed elsewhere, and untold; each of these in path order.
pub(super) fn by_severity(drift: &Drift) -> Vec<&FileDrift> {
    let mut files: Vec<&FileDrift> = drift.files.iter().collect();
    files.sort_by_key(|file| rank(file));
    files
}

fn rank(file: &FileDrift) -> u8 {
    match file.severity {
        _ if !file.symbols.is_empty() => 0,
        Severity::AtPosition => 0,
        Severity::Near => 1,
        _ if file.is_drift() => 2,
        _ if file.is_untold() => 3,
        _ => 4,
    }
}

/// Whether the file's line is that it is unchanged, and no terminal's width is
/// to be kept. Of ten thousand files most are so: measured, 24,000 instructions
/// a file otherwise.
pub(super) fn fits_anyway(file: &FileDrift, view: &View) -> bool {
    view.width.is_none() && file.verdict == FileVerdict::Unchanged && !file.is_drift()
}

/// Whether the file's line would only say that nothing is new.
pub(super) fn has_news(file: &FileDrift) -> bool {
    file.verdict != FileVerdict::Unchanged
        || !file.symbols.is_empty()
        || file
            .positions
            .iter()
            .any(|position| position.verdict != PositionVerdict::Same)
}

/// Whether the file's own line leaves anything to say of its positions.
pub(super) fn tells_positions(file: &FileDrift) -> bool {
    !matches!(
        file.verdict,
        FileVerdict::Deleted
            | FileVerdict::Sparse
            | FileVerdict::Unpinned
            | FileVerdict::Unreadable { .. }
    )
}
