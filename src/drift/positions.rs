//! What became of the positions of one file.

use crate::drift::carrier::Carrier;
use crate::drift::verdict::{base, is_other_kind, now};
use crate::drift::{FileSeen, FileVerdict, PositionDrift, PositionVerdict};
use crate::model::{Lines, Mode, ObjectId, Pin, Pinned};
use std::collections::BTreeMap;

/// One position's answer, and whether an edit lies within three lines of it.
pub(super) struct Told {
    pub(super) position: PositionDrift,
    pub(super) near: bool,
}

/// All positions of a file, in line order; those of `unpinned` that the record
/// has anyway are told from the record.
pub(super) fn positions(
    pinned: &Pinned,
    seen: &FileSeen,
    verdict: &FileVerdict,
    unpinned: &[Lines],
) -> Vec<Told> {
    let mut carriers = Carriers::default();
    let mut told: BTreeMap<Lines, Told> = unpinned
        .iter()
        .map(|lines| (*lines, plain(*lines, PositionVerdict::Unpinned)))
        .collect();
    for lines in &pinned.lines {
        let origin = base(&pinned.pin);
        told.insert(
            *lines,
            one(*lines, origin, pinned, seen, verdict, &mut carriers),
        );
    }
    for (lines, origin) in &pinned.held {
        told.insert(
            *lines,
            one(*lines, Some(origin), pinned, seen, verdict, &mut carriers),
        );
    }
    told.into_values().collect()
}

/// Edits made ready once for all positions that stand on the same bytes.
type Carriers<'a> = BTreeMap<&'a ObjectId, Carrier<'a>>;

fn one<'a>(
    lines: Lines,
    origin: Option<&'a ObjectId>,
    pinned: &Pinned,
    seen: &'a FileSeen,
    verdict: &FileVerdict,
    carriers: &mut Carriers<'a>,
) -> Told {
    let Some(origin) = origin else {
        return plain(lines, without_origin(&pinned.pin));
    };
    if let Some(verdict) = without_text(&pinned.pin, verdict) {
        return plain(lines, verdict);
    }
    match seen.edits.get(origin) {
        Some(Some(edit)) => {
            let carrier = carriers.entry(origin).or_insert_with(|| Carrier::new(edit));
            carried(lines, carrier)
        }
        _ if now(seen) == Some(origin) => plain(lines, PositionVerdict::Same),
        _ => plain(lines, PositionVerdict::Unknown),
    }
}

/// A file that was not there had no lines to pin; one that could not be read
/// had, but nobody knows which.
fn without_origin(pin: &Pin) -> PositionVerdict {
    match pin {
        Pin::Missing => PositionVerdict::Unpinned,
        Pin::Blob { .. } | Pin::Unhashed { .. } => PositionVerdict::Unknown,
    }
}

/// The answer where there is no text now to look into.
fn without_text(pin: &Pin, verdict: &FileVerdict) -> Option<PositionVerdict> {
    match verdict {
        FileVerdict::Deleted | FileVerdict::Missing => {
            Some(PositionVerdict::Deleted { near: None })
        }
        FileVerdict::TypeChanged => Some(match pin {
            Pin::Blob {
                mode: Mode::Symlink | Mode::Gitlink,
                ..
            } => PositionVerdict::Unknown,
            _ => PositionVerdict::Deleted { near: None },
        }),
        // An earlier save has pinned it as that; the lines held are gone all the same.
        FileVerdict::Unreadable { why } if is_other_kind(why) => {
            Some(PositionVerdict::Deleted { near: None })
        }
        FileVerdict::Sparse | FileVerdict::Unreadable { .. } => Some(PositionVerdict::Unknown),
        FileVerdict::Unchanged
        | FileVerdict::Modified
        | FileVerdict::Renamed { .. }
        | FileVerdict::ModeChanged { .. }
        | FileVerdict::Appeared
        | FileVerdict::Unpinned => None,
    }
}

fn carried(lines: Lines, carrier: &Carrier) -> Told {
    let verdict = carrier.carry(lines);
    let (text, near) = match &verdict {
        PositionVerdict::Same => (carrier.text_now(lines.start()), carrier.is_near(lines)),
        PositionVerdict::Moved { to } => (carrier.text_now(to.start()), carrier.is_near(lines)),
        _ => (carrier.text_then(lines.start()), false),
    };
    Told {
        position: PositionDrift {
            lines,
            verdict,
            text,
        },
        near,
    }
}

fn plain(lines: Lines, verdict: PositionVerdict) -> Told {
    Told {
        position: PositionDrift {
            lines,
            verdict,
            text: None,
        },
        near: false,
    }
}
