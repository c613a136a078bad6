//! What has changed since the last save, for whoever edits the document.

use crate::cli::desk::Desk;
use crate::drift::{FileDrift, FileVerdict, PositionDrift, PositionVerdict};
use crate::error::Error;
use crate::report::{file_word, minute, one_line};
use crate::route;
use crate::store::Loaded;

/// How many files are named.
const MOST: usize = 12;

/// The files that have changed, a line each under one that says so; nothing
/// where none has.
pub(super) fn since(desk: &Desk<'_>, loaded: &Loaded) -> Result<Vec<String>, Error> {
    let compared = route::compare(&desk.repo, loaded, desk.world.now)?;
    let files = compared.drift.files.iter();
    let changed: Vec<&FileDrift> = files.filter(|file| file.verdict.is_drift()).collect();
    if changed.is_empty() {
        return Ok(Vec::new());
    }
    let saved = minute(compared.record.saved_at);
    let mut lines = vec![format!("Changed since the last save ({saved}):")];
    lines.extend(changed.iter().take(MOST).map(|file| line(desk, file)));
    let more = changed.len().saturating_sub(MOST);
    lines.extend((more > 0).then(|| format!("  and {more} more")));
    Ok(lines)
}

fn line(desk: &Desk<'_>, file: &FileDrift) -> String {
    let path = desk.shown(&file.path);
    let changes = file.changes;
    let changes = changes.filter(|changes| changes.added > 0 || changes.removed > 0);
    let counts = changes.map(|changes| format!(" (+{} -{})", changes.added, changes.removed));
    let moved: Vec<String> = file.positions.iter().filter_map(moved).collect();
    let moved = match moved[..] {
        [] => String::new(),
        _ => format!("; {}", moved.join(", ")),
    };
    let to = match &file.verdict {
        FileVerdict::Renamed { to } => format!(" to {}", one_line(&desk.shown(to))),
        _ => String::new(),
    };
    format!(
        "  {}: {}{to}{}{moved}",
        one_line(&path),
        file_word(&file.verdict),
        counts.unwrap_or_default()
    )
}

/// What a position is now, where the save writes that.
fn moved(position: &PositionDrift) -> Option<String> {
    match (&position.verdict, &position.path) {
        (PositionVerdict::Moved { to }, None) => {
            Some(format!("line {} is {to} now", position.lines))
        }
        _ => None,
    }
}
