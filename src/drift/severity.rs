//! How much drift matters, and what it recommends.

use crate::drift::{FileDrift, FileVerdict, Severity};
use crate::model::Choice;

impl Severity {
    /// The word for it in JSON and porcelain.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::None => "none",
            Severity::Elsewhere => "elsewhere",
            Severity::Near => "near",
            Severity::AtPosition => "at-position",
        }
    }
}

/// How much one file matters; `near` where an edit lies close to one of its
/// positions.
pub(super) fn of_file(file: &FileDrift, near: bool) -> Severity {
    if file.positions.iter().any(super::PositionDrift::is_drift) {
        Severity::AtPosition
    } else if !file.is_drift() {
        Severity::None
    } else if near {
        Severity::Near
    } else {
        Severity::Elsewhere
    }
}

/// What to do: nothing left of what was pinned means starting afresh, a
/// position at stake means looking, anything less means going on.
pub(super) fn recommended(files: &[FileDrift], severity: Severity) -> Choice {
    let mut pinned = files
        .iter()
        .filter(|file| !matches!(file.verdict, FileVerdict::Missing | FileVerdict::Unpinned))
        .peekable();
    let anything = pinned.peek().is_some();
    if anything && pinned.all(|file| file.verdict == FileVerdict::Deleted) {
        return Choice::Discard;
    }
    match severity {
        Severity::None | Severity::Elsewhere => Choice::Proceed,
        Severity::Near | Severity::AtPosition => Choice::Update,
    }
}
