//! Which pinned files an event touched, and where: what resume would tell of
//! that change alone.

use super::Scene;
use super::known::Known;
use super::post_merge::paths_of;
use crate::drift::{self, PositionVerdict};
use crate::error::Error;
use crate::model::{Lines, ObjectId, Pin, Pinned, RepoPath};
use crate::repo::{Kept, Passed};
use crate::suggest::{Act, Touch, Touched, nearest_first};

/// How many touched files are looked into.
const MOST: usize = 32;

impl Scene<'_> {
    /// What the commit that the index makes changes of what these have pinned,
    /// where it leaves a pin behind.
    pub(super) fn about_to_commit(
        &self,
        head: Option<&ObjectId>,
        known: &[&Known],
    ) -> Result<Vec<Passed>, Error> {
        let matters = |path: &RepoPath, then: Option<&Kept>| {
            let mut pins = known
                .iter()
                .filter_map(|known| known.record.files.get(path));
            pins.any(|pinned| differs(&pinned.pin, then))
        };
        self.repo.about_to_commit(head, &paths_of(known), &matters)
    }

    /// Those of `passed` that leave the checkpoint behind, nearest first: what
    /// is there then is not what was pinned, and what lies in the work tree is
    /// not either.
    pub(super) fn left_behind(&self, known: &Known, passed: &[Passed]) -> Vec<Touched> {
        let mut touched = Vec::new();
        for passed in passed {
            let Some(pinned) = known.record.files.get(&passed.path) else {
                continue;
            };
            let is_behind = differs(&pinned.pin, passed.after.as_ref());
            let looks = touched.len() < MOST;
            if is_behind
                && !(looks
                    && self
                        .repo
                        .is_as_pinned(&passed.path, pinned, passed.after.as_ref()))
            {
                touched.push(Touched {
                    path: passed.path.clone(),
                    act: act(passed),
                    touch: if looks {
                        self.nearest(pinned, passed)
                    } else {
                        Touch::Elsewhere
                    },
                });
            }
        }
        nearest_first(touched)
    }

    /// What the change means for the nearest position.
    fn nearest(&self, pinned: &Pinned, passed: &Passed) -> Touch {
        let Pin::Blob { blob, .. } = &pinned.pin else {
            return Touch::Elsewhere;
        };
        let own = pinned.lines.iter().map(|lines| (*lines, blob));
        let held = pinned.held.iter().map(|(lines, blob)| (*lines, blob));
        let touches = own
            .chain(held)
            .map(|(lines, origin)| self.touch(lines, origin, passed));
        touches.min().unwrap_or(Touch::Elsewhere)
    }

    /// What it means for the lines that stood in `origin` at the save. What
    /// had left its place before is not touched by it.
    fn touch(&self, lines: Lines, origin: &ObjectId, passed: &Passed) -> Touch {
        let (Some(before), after) = (&passed.before, &passed.after) else {
            return Touch::Elsewhere;
        };
        let carried = if origin == &before.id {
            PositionVerdict::Same
        } else {
            let edit = self.repo.quick_edit(&passed.path, origin, &before.id);
            edit.map_or(PositionVerdict::Unknown, |edit| drift::carry(lines, &edit))
        };
        let place = match carried {
            PositionVerdict::Same => lines,
            PositionVerdict::Moved { to } => to,
            _ => return Touch::Elsewhere,
        };
        let Some(after) = after else {
            return Touch::At(lines);
        };
        let Some(edit) = self.repo.quick_edit(&passed.path, &before.id, &after.id) else {
            return Touch::Elsewhere;
        };
        match drift::carry(place, &edit) {
            PositionVerdict::Edited { .. }
            | PositionVerdict::Deleted { .. }
            | PositionVerdict::Ambiguous { .. } => Touch::At(lines),
            _ if drift::is_near(place, &edit) => Touch::Near(lines),
            PositionVerdict::Moved { to } => Touch::Moved(lines, to),
            _ => Touch::Elsewhere,
        }
    }
}

fn act(passed: &Passed) -> Act {
    match (&passed.before, &passed.after) {
        (_, None) => Act::Removed,
        (None, Some(_)) => Act::Added,
        _ => Act::Changed,
    }
}

/// Whether what is there then is something else than what was pinned; what
/// could not be pinned cannot be told.
pub(super) fn differs(pin: &Pin, then: Option<&Kept>) -> bool {
    match (pin, then) {
        (Pin::Blob { mode, blob }, Some(kept)) => *mode != kept.mode || *blob != kept.id,
        (Pin::Blob { .. }, None) | (Pin::Missing, Some(_)) => true,
        (Pin::Missing, None) | (Pin::Unhashed { .. }, _) => false,
    }
}
