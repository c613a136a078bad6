//! What a save makes of the positions the document names: carried along where
//! their lines went, or held to the bytes they were written for, so that a
//! save never launders drift.

use crate::drift::carrier::Carrier;
use crate::drift::verdict::base;
use crate::drift::{Edit, PositionVerdict};
use crate::model::{Lines, ObjectId, Pin, Pinned};
use std::collections::{BTreeMap, BTreeSet};

/// What became of one position that nobody rewrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carried {
    /// It stands where it stood.
    Same,
    /// Its lines are at other numbers; the prose gets the new ones.
    Moved(Lines),
    /// It was edited, deleted, is ambiguous or cannot be told: it stays as it
    /// is written and goes on being told against this blob.
    Held(ObjectId),
}

/// Carries one position from the blob `base` it was written for to what is
/// there now. `edit` is `None` where the old bytes are gone, or one side is no
/// text.
pub fn carry_position(lines: Lines, base: &ObjectId, edit: Option<&Edit>) -> Carried {
    match edit.map(|edit| Carrier::new(edit).carry(lines)) {
        Some(PositionVerdict::Same) => Carried::Same,
        Some(PositionVerdict::Moved { to }) => Carried::Moved(to),
        _ => Carried::Held(base.clone()),
    }
}

/// A position whose number the save brought up to date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Healed {
    /// As the document had it.
    pub from: Lines,
    /// As it has it from now on.
    pub to: Lines,
}

/// What a save decided about one position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// The prose gets a new number.
    Healed(Healed),
    /// It is pinned to the file as it is now: it is where it was, or was
    /// written since the last save.
    Kept(Lines),
    /// It keeps its earlier blob.
    Held {
        /// As the document has it.
        lines: Lines,
        /// The blob it was written for.
        blob: ObjectId,
    },
}

/// One file as a save records it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedFile {
    /// Its entry in the new record; a held position is in `held` alone.
    pub pinned: Pinned,
    /// One decision a written position, in the order they were given.
    pub positions: Vec<Position>,
}

/// Carries a file's positions into a new record. `old` is its entry in the
/// last record, `now` its new pin, `edits` lead from each old blob to what is
/// there now (as in [`crate::drift::FileSeen`]), and `written` are the
/// positions as the document names them now.
pub fn carry_record(
    old: &Pinned,
    now: &Pin,
    edits: &BTreeMap<ObjectId, Option<Edit>>,
    written: &[Lines],
) -> CarriedFile {
    let mut positions: Vec<Position> = written
        .iter()
        .map(|lines| decided(*lines, old, now, edits))
        .collect();
    hold_collisions(&mut positions, old);
    let mut pinned = Pinned::whole(now.clone());
    let mut lines = BTreeSet::new();
    for position in &positions {
        match position {
            Position::Healed(Healed { to: lines_now, .. }) | Position::Kept(lines_now) => {
                lines.insert(*lines_now);
            }
            Position::Held { lines, blob } => {
                pinned.held.insert(*lines, blob.clone());
            }
        }
    }
    pinned.lines = lines.into_iter().collect();
    CarriedFile { pinned, positions }
}

fn decided(
    lines: Lines,
    old: &Pinned,
    now: &Pin,
    edits: &BTreeMap<ObjectId, Option<Edit>>,
) -> Position {
    let Some(origin) = origin(lines, old) else {
        return Position::Kept(lines);
    };
    let edit = edits.get(origin).and_then(Option::as_ref);
    if edit.is_none() && base(now) == Some(origin) {
        return Position::Kept(lines);
    }
    match carry_position(lines, origin, edit) {
        Carried::Same => Position::Kept(lines),
        Carried::Moved(to) => Position::Healed(Healed { from: lines, to }),
        Carried::Held(blob) => Position::Held { lines, blob },
    }
}

/// The bytes a written position stands on; `None` for one that the record
/// does not have, or has no bytes for.
fn origin(lines: Lines, old: &Pinned) -> Option<&ObjectId> {
    match old.held.get(&lines) {
        Some(held) => Some(held),
        None if old.lines.contains(&lines) => base(&old.pin),
        None => None,
    }
}

/// Two positions of one file that read the same cannot stand on different
/// bytes. Where healing one would give it the number of a held one, it is held
/// too, and so on until no two collide.
fn hold_collisions(positions: &mut [Position], old: &Pinned) {
    loop {
        let held: BTreeSet<Lines> = positions
            .iter()
            .filter_map(|position| match position {
                Position::Held { lines, .. } => Some(*lines),
                _ => None,
            })
            .collect();
        let colliding = positions.iter_mut().find_map(|position| match position {
            Position::Healed(Healed { from, to }) if held.contains(to) => {
                let (lines, blob) = (*from, origin(*from, old)?.clone());
                Some((position, lines, blob))
            }
            _ => None,
        });
        match colliding {
            Some((position, lines, blob)) => *position = Position::Held { lines, blob },
            None => return,
        }
    }
}
