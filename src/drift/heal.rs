//! What becomes of the positions of an earlier save in the next one. A save
//! never launders drift: what cannot be carried goes on being told.

use crate::drift::{Drift, FileDrift, FileVerdict, PositionDrift, PositionVerdict};
use crate::model::{Lines, ObjectId, Pin, Record, RepoPath};
use std::collections::BTreeMap;

/// What a save may do to positions that nobody touched since the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carry {
    /// Moved ones get their new numbers in the prose; what was edited, deleted
    /// or is ambiguous keeps its earlier pin.
    Heal,
    /// The prose stays byte for byte; all that drifted keeps its earlier pin.
    Hold,
    /// Somebody accepts what there is: as [`Carry::Heal`], and what was edited
    /// where it stands is pinned anew. Of a line that is gone, or went
    /// elsewhere edited, the number is known to be wrong: it keeps its pin.
    Accept,
}

/// A position that got a new number, or its file a new path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Healed {
    /// The file as the document named it.
    pub path: RepoPath,
    /// The lines as the document named them.
    pub from: Option<Lines>,
    /// The file as the document names it now.
    pub new_path: RepoPath,
    /// The lines as the document names them now.
    pub to: Option<Lines>,
}

/// A position that keeps its earlier pin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The file.
    pub path: RepoPath,
    /// The lines as the document names them.
    pub lines: Lines,
    /// The blob they were written against.
    pub blob: ObjectId,
}

/// Where one reference points in the next save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The file.
    pub path: RepoPath,
    /// The lines.
    pub lines: Option<Lines>,
    /// The earlier blob they go on being told against.
    pub held: Option<ObjectId>,
}

impl Carried {
    /// A reference that is pinned as it is written.
    pub fn as_written(path: &RepoPath, lines: Option<Lines>) -> Carried {
        Carried {
            path: path.clone(),
            lines,
            held: None,
        }
    }
}

/// The earlier save and what has changed since.
pub struct Earlier<'a> {
    record: &'a Record,
    files: BTreeMap<&'a RepoPath, Known<'a>>,
}

/// What is known of a file of the earlier save.
struct Known<'a> {
    drift: &'a FileDrift,
    positions: BTreeMap<Lines, &'a PositionDrift>,
}

impl<'a> Earlier<'a> {
    /// Puts the two together.
    pub fn new(record: &'a Record, drift: &'a Drift) -> Earlier<'a> {
        Earlier {
            record,
            files: drift.files.iter().map(known).collect(),
        }
    }

    /// Where a reference of the earlier document points now. A position that
    /// the record does not know was written since: it stays as it is.
    pub fn carry(&self, path: &RepoPath, written: Option<Lines>, how: Carry) -> Carried {
        let (Some(pinned), Some(known)) = (self.record.files.get(path), self.files.get(path))
        else {
            return Carried::as_written(path, written);
        };
        let file = known.drift;
        let new_path = match &file.verdict {
            FileVerdict::Renamed { to } if how != Carry::Hold => to.clone(),
            _ => path.clone(),
        };
        let position = written.and_then(|lines| {
            let is_pinned = pinned.lines.binary_search(&lines).is_ok();
            let position = known.positions.get(&lines).copied();
            position.filter(|_| is_pinned)
        });
        let (Some(lines), Some(position)) = (written, position) else {
            return Carried::as_written(&new_path, written);
        };
        let blob = pinned.held.get(&lines).or(match &pinned.pin {
            Pin::Blob { blob, .. } => Some(blob),
            _ => None,
        });
        let is_file = !matches!(
            file.verdict,
            FileVerdict::Deleted | FileVerdict::TypeChanged | FileVerdict::Missing
        );
        Carried {
            path: new_path,
            lines: Some(if position.path.is_some() {
                lines // a number of another file
            } else {
                new_lines(lines, &position.verdict, how)
            }),
            held: blob
                .filter(|_| position.path.is_some() || holds(position, is_file, how))
                .cloned(),
        }
    }
}

fn known(drift: &FileDrift) -> (&RepoPath, Known<'_>) {
    let positions = drift.positions.iter();
    let positions = positions.map(|position| (position.lines, position));
    let known = Known {
        drift,
        positions: positions.collect(),
    };
    (&drift.path, known)
}

fn new_lines(lines: Lines, verdict: &PositionVerdict, how: Carry) -> Lines {
    match (how, verdict) {
        (Carry::Heal | Carry::Accept, PositionVerdict::Moved { to }) => *to,
        _ => lines,
    }
}

fn holds(position: &PositionDrift, is_file: bool, how: Carry) -> bool {
    match &position.verdict {
        PositionVerdict::Moved { .. } => how == Carry::Hold,
        PositionVerdict::Edited { near } => how != Carry::Accept || *near != position.lines,
        PositionVerdict::Deleted { .. } => how != Carry::Accept || is_file,
        PositionVerdict::Ambiguous { .. } => true,
        PositionVerdict::Unknown => how != Carry::Accept,
        PositionVerdict::Same | PositionVerdict::OutOfRange | PositionVerdict::Unpinned => false,
    }
}
