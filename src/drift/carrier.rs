//! Where a position stands after an edit: by git's hunks, and for lines that
//! left their place by their text. Every answer that names a line has been
//! confirmed to hold the same text there, white space at its ends aside.

use crate::drift::certain::is_certain;
use crate::drift::found::{Found, found, recognisable};
use crate::drift::hunks::{Lined, landed, landed_end, shifted, touched};
use crate::drift::{Edit, Hunk, PositionVerdict};
use crate::model::Lines;
use std::collections::HashSet;
use std::ops::Range;

/// How far a hunk may be from a position to be near it: git shows three lines
/// around each change.
const NEAR: usize = 3;

/// How many places are named for a text that stands at many: the nearest.
pub(super) const TWINS: usize = 5;

/// How close a line of other indentation may be to be taken for another.
const CLOSE: usize = 8;

/// How many lines then and now are shown of an edited position.
const SHOWN: usize = 5;

/// How many characters of such a line are shown.
const SHOWN_WIDTH: usize = 1_000;

/// Carries `lines` of the old text over `edit`. The verdict is never
/// [`PositionVerdict::Unpinned`]; it is [`PositionVerdict::Unknown`] where the
/// hunks do not belong to the two texts.
pub fn carry(lines: Lines, edit: &Edit) -> PositionVerdict {
    Carrier::new(edit).carry(lines)
}

/// Whether a hunk of `edit` lies within three lines of the old `lines`.
pub fn is_near(lines: Lines, edit: &Edit) -> bool {
    Carrier::new(edit).is_near(lines)
}

/// Whether some of these `positions` have left the text for certain, so that
/// they may be in another file.
pub fn has_left(positions: &[Lines], edit: &Edit) -> bool {
    let carrier = Carrier::new(edit);
    let mut places = positions.iter();
    places.any(|lines| carrier.recognisable(*lines).is_some())
}

/// An edit made ready to carry many positions.
pub(super) struct Carrier<'a>(Lined<'a>);

impl<'a> Carrier<'a> {
    pub(super) fn new(edit: &'a Edit) -> Carrier<'a> {
        Carrier(Lined::new(edit))
    }

    /// See [`carry`].
    pub(super) fn carry(&self, lines: Lines) -> PositionVerdict {
        let (Some(hunks), Some(trimmed)) = (&self.0.hunks, &self.0.trimmed) else {
            return PositionVerdict::Unknown;
        };
        let Some(place) = self.place(lines) else {
            return PositionVerdict::OutOfRange;
        };
        let mut kept = None;
        // A line that another ending or indentation makes another one to git
        // is still there.
        for map in [self.0.exact.as_ref(), Some(hunks), Some(trimmed)] {
            let Some(map) = map.filter(|map| touched(map, &place).is_empty()) else {
                continue;
            };
            let start = shifted(map, place.start);
            let there = self.confirmed(lines, &place, start);
            let is_other = kept.is_some_and(|kept| kept != start);
            let is_sure = || !is_other && is_certain(&self.0, map, &place);
            if there == PositionVerdict::Unknown || is_sure() && !self.is_swapped(&place, start) {
                return there;
            }
            kept.get_or_insert(start);
        }
        if let Some(start) = kept {
            let block = self.0.tokens.old.block(place.clone());
            let twins = self.0.tokens.new.nearest(block, start, TWINS);
            return ambiguous(&twins, place.len());
        }
        match found(&self.0, trimmed, &place) {
            Found::At(start) => self.confirmed(lines, &place, start),
            Found::Either(places) => ambiguous(&places, place.len()),
            Found::Nowhere => self.replaced(trimmed, &place),
        }
    }

    /// The old lines, those of `lines` among them, by which they could be
    /// recognised in another file (0-based); `None` where they have not left
    /// this one for certain.
    pub(super) fn recognisable(&self, lines: Lines) -> Option<Range<usize>> {
        let place = self.place(lines)?;
        recognisable(&self.0, self.0.trimmed.as_ref()?, &place)
    }

    /// Both texts.
    pub(super) fn text(&self) -> &Lined<'a> {
        &self.0
    }

    /// The first few of the old lines `then` and of the new lines `now`, for
    /// people to compare.
    pub(super) fn side_by_side(&self, then: Lines, now: Lines) -> (Vec<String>, Vec<String>) {
        let first = |text: &[&[u8]], lines: Lines| {
            let from = text.iter().skip(lines.start() as usize - 1);
            let lines = from.take((lines.end() - lines.start()) as usize + 1);
            lines.take(SHOWN).map(|line| shown(line)).collect()
        };
        (first(&self.0.old, then), first(&self.0.new, now))
    }

    /// Whether a hunk lies within three lines of `lines`.
    pub(super) fn is_near(&self, lines: Lines) -> bool {
        let (Some(hunks), Some(place)) = (&self.0.hunks, self.place(lines)) else {
            return false;
        };
        let start = place.start.saturating_sub(NEAR - 1);
        let around = start..place.end.saturating_add(NEAR - 1);
        let first = hunks.partition_point(|hunk| (hunk.before.end as usize) < around.start);
        let found = hunks.get(first);
        found.is_some_and(|hunk| hunk.before.start as usize <= around.end)
    }

    /// The text of the old line `line` (1-based), invalid UTF-8 replaced.
    pub(super) fn text_then(&self, line: u32) -> Option<String> {
        text_of(&self.0.old, line)
    }

    /// The text of the new line `line` (1-based), invalid UTF-8 replaced.
    pub(super) fn text_now(&self, line: u32) -> Option<String> {
        text_of(&self.0.new, line)
    }

    /// The 0-based place of `lines` in the old text, if it reaches that far.
    fn place(&self, lines: Lines) -> Option<Range<usize>> {
        let place = lines.start() as usize - 1..lines.end() as usize;
        (place.end <= self.0.old.len()).then_some(place)
    }

    /// The position at `start` of the new text, if its text is there.
    fn confirmed(&self, lines: Lines, place: &Range<usize>, start: usize) -> PositionVerdict {
        let there = start..start + place.len();
        match one_based(there) {
            Some(to) if self.is_there(place, start) => {
                if to == lines {
                    PositionVerdict::Same
                } else {
                    PositionVerdict::Moved { to }
                }
            }
            _ => PositionVerdict::Unknown,
        }
    }

    /// Whether some of the lines at `start` are indented otherwise, are not
    /// the only ones of their kind, and what is indented as before came close
    /// by.
    fn is_swapped(&self, place: &Range<usize>, start: usize) -> bool {
        let text = &self.0;
        let Some(exact) = text.exact.as_ref() else {
            return true;
        };
        let there = start..start + place.len();
        let pairs = text.old[place.clone()].iter().zip(&text.new[there.clone()]);
        let changed: HashSet<_> = pairs.filter(|(a, b)| a != b).map(|(a, _)| a).collect();
        if changed.is_empty() || text.tokens.has_landmark(place.clone()) {
            return false;
        }
        let near = there.start.saturating_sub(CLOSE)..there.end + CLOSE;
        let first = exact.partition_point(|hunk| hunk.after.end as usize <= near.start);
        let beside = exact.get(first..).unwrap_or_default().iter();
        let beside = beside.take_while(|hunk| (hunk.after.start as usize) < near.end);
        let mut came = beside.flat_map(|hunk| {
            let run = hunk.after.start as usize..hunk.after.end as usize;
            run.start.max(near.start)..run.end.min(near.end)
        });
        came.any(|line| changed.contains(&text.new[line]))
    }

    /// Whether the new text has those lines at `start`, white space at their
    /// ends aside.
    fn is_there(&self, place: &Range<usize>, start: usize) -> bool {
        let then = self.0.tokens.old.block(place.clone());
        !then.is_empty() && self.0.tokens.new.block(start..start + place.len()) == then
    }

    /// What stands where the position's lines were.
    fn replaced(&self, hunks: &[Hunk], place: &Range<usize>) -> PositionVerdict {
        let start = landed(hunks, place.start);
        let end = landed_end(hunks, place.end).min(self.0.new.len());
        let whole = touched(hunks, place).first().filter(|hunk| {
            hunk.before.start as usize <= place.start && place.end <= hunk.before.end as usize
        });
        let near = match whole {
            // A shorter run: its last line stands for all that came after it.
            Some(hunk) if !hunk.after.is_empty() => {
                let start = start.min(hunk.after.end as usize - 1);
                start..end.max(start + 1)
            }
            _ => start..end,
        };
        match one_based(near) {
            Some(near) => PositionVerdict::Edited { near },
            None => PositionVerdict::Deleted {
                near: one_based(start..start + 1)
                    .filter(|_| start < self.0.new.len())
                    .or_else(|| one_based(self.0.new.len().checked_sub(1)?..self.0.new.len())),
            },
        }
    }
}

/// The runs of `len` lines at any of these (0-based).
fn ambiguous(starts: &[usize], len: usize) -> PositionVerdict {
    let places = starts.iter().map(|start| *start..start + len);
    PositionVerdict::Ambiguous {
        candidates: places.filter_map(one_based).collect(),
    }
}

/// A 0-based, half-open run as people write it, or `None` where it is empty.
pub(super) fn one_based(run: Range<usize>) -> Option<Lines> {
    Lines::new(
        u32::try_from(run.start).ok()?.checked_add(1)?,
        u32::try_from(run.end).ok()?,
    )
}

fn text_of(lines: &[&[u8]], line: u32) -> Option<String> {
    let line = lines.get((line as usize).checked_sub(1)?)?;
    Some(String::from_utf8_lossy(line).into_owned())
}

/// A line as people are shown it: the beginning of a long one.
fn shown(line: &[u8]) -> String {
    let enough = &line[..line.len().min(4 * SHOWN_WIDTH + 4)];
    let text = String::from_utf8_lossy(enough);
    let mut shown: String = text.chars().take(SHOWN_WIDTH).collect();
    if shown.len() < line.len() && text.chars().count() > SHOWN_WIDTH {
        shown.push('…');
    }
    shown
}
