//! What became of the positions of one file.

use crate::drift::carrier::Carrier;
use crate::drift::elsewhere::Elsewhere;
use crate::drift::verdict::{base, is_other_kind, now};
use crate::drift::{FileSeen, FileVerdict, PositionDrift, PositionVerdict};
use crate::model::{Lines, Mode, ObjectId, Pin, Pinned, RepoPath};
use std::collections::BTreeMap;

/// One position's answer, and whether an edit lies within three lines of it.
pub(super) struct Told {
    pub(super) position: PositionDrift,
    pub(super) near: bool,
    /// Its lines left the file, and were found nowhere.
    pub(super) lost: bool,
}

/// A file that is asked about.
pub(super) struct Asked<'a, 'e> {
    pub(super) path: &'a RepoPath,
    pub(super) pinned: &'a Pinned,
    pub(super) seen: &'a FileSeen,
    pub(super) verdict: &'a FileVerdict,
    pub(super) elsewhere: &'a Elsewhere<'e>,
}

/// All positions of a file, in line order; those of `unpinned` that the record
/// has anyway are told from the record.
pub(super) fn positions(asked: &Asked<'_, '_>, unpinned: &[Lines]) -> Vec<Told> {
    let mut carriers = Carriers::default();
    let pinned = asked.pinned;
    let in_order = pinned.lines.windows(2).all(|two| two[0] < two[1]);
    if unpinned.is_empty() && pinned.held.is_empty() && in_order {
        let origin = base(&pinned.pin);
        let lines = pinned.lines.iter();
        return lines
            .map(|lines| one(*lines, origin, asked, &mut carriers))
            .collect();
    }
    let mut told: BTreeMap<Lines, Told> = unpinned
        .iter()
        .map(|lines| (*lines, plain(*lines, PositionVerdict::Unpinned)))
        .collect();
    for lines in &pinned.lines {
        let origin = base(&pinned.pin);
        told.insert(*lines, one(*lines, origin, asked, &mut carriers));
    }
    for (lines, origin) in &pinned.held {
        told.insert(*lines, one(*lines, Some(origin), asked, &mut carriers));
    }
    told.into_values().collect()
}

/// Edits made ready once for all positions that stand on the same bytes.
type Carriers<'a> = BTreeMap<&'a ObjectId, Carrier<'a>>;

fn one<'a>(
    lines: Lines,
    origin: Option<&'a ObjectId>,
    asked: &Asked<'a, '_>,
    carriers: &mut Carriers<'a>,
) -> Told {
    let (pin, seen) = (&asked.pinned.pin, asked.seen);
    let Some(origin) = origin else {
        return plain(lines, without_origin(pin));
    };
    let without_text = without_text(pin, asked.verdict);
    if let Some(verdict) = without_text.filter(|_| *asked.verdict != FileVerdict::Deleted) {
        return plain(lines, verdict);
    }
    match seen.edits.get(origin) {
        Some(Some(edit)) => {
            let carrier = carriers.entry(origin).or_insert_with(|| Carrier::new(edit));
            carried(lines, carrier, asked)
        }
        _ if *asked.verdict == FileVerdict::Deleted => {
            plain(lines, PositionVerdict::Deleted { near: None })
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

fn carried(lines: Lines, carrier: &Carrier, asked: &Asked<'_, '_>) -> Told {
    let verdict = carrier.carry(lines);
    let near = matches!(
        verdict,
        PositionVerdict::Same | PositionVerdict::Moved { .. }
    );
    let mut position = PositionDrift::only(lines, verdict);
    let mut lost = false;
    if position.is_drift()
        && let Some(block) = carrier.recognisable(lines)
    {
        let renamed = asked.seen.renamed.as_ref().map(|(to, _)| to);
        let here: Vec<&RepoPath> = std::iter::once(asked.path).chain(renamed).collect();
        let place = lines.start() as usize - 1..lines.end() as usize;
        let elsewhere = asked.elsewhere;
        let found = elsewhere.find(carrier.text(), &place, &block, &here);
        lost = found.places.is_empty();
        position = found.tell(position);
    }
    position.text = match &position.verdict {
        PositionVerdict::Same => carrier.text_now(lines.start()),
        PositionVerdict::Moved { to } if position.path.is_none() => carrier.text_now(to.start()),
        _ => carrier.text_then(lines.start()),
    };
    if let PositionVerdict::Edited { near } = position.verdict {
        (position.then, position.now) = carrier.side_by_side(lines, near);
    }
    Told {
        near: near && carrier.is_near(lines),
        lost,
        position,
    }
}

fn plain(lines: Lines, verdict: PositionVerdict) -> Told {
    Told {
        position: PositionDrift::only(lines, verdict),
        near: false,
        lost: false,
    }
}
