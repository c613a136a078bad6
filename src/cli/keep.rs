//! What a save would write over, and nobody has saved yet, goes into the
//! history first.

use crate::cli::desk::Desk;
use crate::document::{self, Stamp};
use crate::error::Error;
use crate::model::{Name, RepoPath};
use crate::store::{Address, Loaded, Lock, Origin};
use std::collections::BTreeMap;

/// Makes room for a save of `name` that stems from `loaded`. `replaces` says
/// that it lacks something of that. The file as it is now is kept as an entry
/// of its own where the save would lose bytes that the history lacks: lines, a
/// damaged record, or what somebody wrote since `loaded` was read.
pub(crate) fn make_room(
    desk: &Desk<'_>,
    lock: &Lock,
    name: &Name,
    loaded: Option<&Loaded>,
    replaces: bool,
) -> Result<(), Error> {
    hide(desk, name)?;
    let store = desk.store();
    let damaged = loaded.is_some_and(|loaded| matches!(loaded.origin, Origin::Damaged { .. }));
    let meanwhile = store.bytes(name)?.as_ref() != loaded.map(|loaded| &loaded.bytes);
    if !(replaces || damaged || meanwhile) {
        return Ok(());
    }
    let Some(number) = store.keep_unsaved(lock, name, desk.world.local_now())? else {
        return Ok(());
    };
    if meanwhile {
        let document = name.document();
        desk.ui.warn(&format!(
            "{document} was changed meanwhile, which this save does not have; it is entry {number}"
        ));
    } else if !desk.ui.json {
        desk.ui.tell(&format!(
            "What was there and not saved is entry {number} now.\n"
        ));
    }
    Ok(())
}

/// Keeps the documents out of `git status` from the first save on, unless the
/// user tracks this one: then it is theirs to show or hide. Failing at that
/// costs nobody a save.
fn hide(desk: &Desk<'_>, name: &Name) -> Result<(), Error> {
    if desk.store().has_history(&Address::here(name.clone()))? {
        return Ok(());
    }
    let is_tracked =
        RepoPath::new(name.document()).map_or(Ok(false), |path| desk.repo.is_tracked(&path));
    let hidden = match is_tracked {
        Ok(false) => desk.repo.exclude("/.shipkit/checkpoint*.md"),
        told => told,
    };
    if let Err(error) = hidden {
        desk.ui
            .warn(&format!("'.shipkit' shows in git status: {error}"));
    }
    Ok(())
}

/// Whether `prose` lacks a line of `loaded`, the time of the save aside.
pub(crate) fn lacks_lines(desk: &Desk<'_>, name: &Name, loaded: &Loaded, prose: &str) -> bool {
    has_other_lines(&stamped(desk, name, &loaded.prose), prose)
}

/// The document as a plain save would leave it.
pub(crate) fn stamped(desk: &Desk<'_>, name: &Name, prose: &str) -> String {
    let stamp = Stamp {
        created: desk.world.local_now(),
        name: name.clone(),
    };
    document::write(prose, &document::read(prose), Some(&stamp))
}

/// Whether a line of `before` occurs less often in `after`.
fn has_other_lines(before: &str, after: &str) -> bool {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
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
