//! What a save would write over, and nobody has saved yet, goes into the
//! history first.

use crate::document;
use crate::error::Error;
use crate::model::RepoPath;
use crate::route::site::{Aside, Site};
use crate::store::{Loaded, Lock, Origin};
use std::collections::HashMap;

/// Makes room for a save that stems from `loaded`. `replaces` says that it
/// lacks something of that. The file as it is now is kept as an entry of its
/// own where the save would lose bytes that the history lacks: lines, or a
/// damaged record. What somebody writes after `loaded` was read is the
/// store's to keep.
pub(super) fn make_room(
    site: &Site<'_>,
    lock: &Lock,
    loaded: Option<&Loaded>,
    replaces: bool,
) -> Result<(), Error> {
    hide(site)?;
    let store = site.store();
    let damaged = loaded.is_some_and(|loaded| matches!(loaded.origin, Origin::Damaged { .. }));
    if replaces || damaged {
        let number = store.keep_unsaved(lock, site.name, site.now)?;
        if let Some(number) = number {
            (site.hear)(Aside::Kept(number));
        }
    }
    Ok(())
}

/// Keeps the documents out of `git status` from the first save on, unless the
/// user tracks this one: then it is theirs to show or hide. Failing at that
/// costs nobody a save.
fn hide(site: &Site<'_>) -> Result<(), Error> {
    if site.store().has_history(&site.address())? {
        return Ok(());
    }
    let is_tracked =
        RepoPath::new(site.name.document()).map_or(Ok(false), |path| site.repo.is_tracked(&path));
    let hidden = match is_tracked {
        Ok(false) => site.repo.exclude("/.shipkit/checkpoint*.md"),
        told => told,
    };
    if let Err(error) = hidden {
        site.warn(&format!("'.shipkit' shows in git status: {error}"));
    }
    Ok(())
}

/// Whether `prose` lacks a line of `loaded`, the time of the save aside.
pub(super) fn lacks_lines(site: &Site<'_>, loaded: &Loaded, prose: &str) -> bool {
    has_other_lines(&stamped(site, &loaded.prose), prose)
}

/// The document as a plain save would leave it.
pub(super) fn stamped(site: &Site<'_>, prose: &str) -> String {
    document::stamped(prose, &site.stamp())
}

/// Whether a line of `before` occurs less often in `after`.
fn has_other_lines(before: &str, after: &str) -> bool {
    let mut left: HashMap<&str, usize> = HashMap::new();
    for line in after.lines() {
        *left.entry(line).or_default() += 1;
    }
    before.lines().any(|line| match left.get_mut(line) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => !line.trim().is_empty(),
    })
}

#[cfg(test)]
mod tests {
    use super::has_other_lines;

    #[test]
    fn a_line_is_missed_however_the_others_move() {
        assert!(!has_other_lines("a\nb\n\n", "b\nc\na\n"));
        assert!(has_other_lines("a\nb\n", "a\nB\n"));
        assert!(has_other_lines("a\na\n", "a\n"), "one of two is gone");
    }
}
