//! What a verb did, for programs.

use crate::cli::desk::Desk;
use crate::drift::FileDrift;
use crate::model::RepoPath;
use crate::report::json;
use crate::route::Made;
use serde_json::Value;

/// Tells it; `diff` is what healing changed in the document, where that is told.
pub(super) fn done_with(
    desk: &Desk<'_>,
    kind: &str,
    checkpoint: Value,
    made: Option<&Made>,
    diff: Option<&str>,
) {
    desk.ui.object(json::done(json::Done {
        kind,
        checkpoint,
        repinned: &made.map(repinned).unwrap_or_default(),
        healed: made.map_or(&[], |made| &made.healed),
        exposed: made.map_or(&[], |made| &made.exposed),
        not_kept: &made.map(not_kept).unwrap_or_default(),
        diff,
    }));
}

/// As [`done_with`], without a diff.
pub(super) fn done(desk: &Desk<'_>, kind: &str, checkpoint: Value, made: Option<&Made>) {
    done_with(desk, kind, checkpoint, made, None);
}

/// The files whose content is not kept, and why.
pub(super) fn not_kept(made: &Made) -> Vec<(RepoPath, String)> {
    let files = made.not_kept.iter();
    files
        .map(|file| (file.path.clone(), file.why.clone()))
        .collect()
}

/// The files that had changed since the save before.
pub(super) fn repinned(made: &Made) -> Vec<FileDrift> {
    let files = made.since.iter().flat_map(|since| &since.files);
    files
        .filter(|file| file.verdict.is_drift())
        .cloned()
        .collect()
}
