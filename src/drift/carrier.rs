//! Where a position stands after an edit: by git's hunks, and for lines that
//! left their place by their exact text. Every answer that names a line has
//! been confirmed to hold the same text there.

use crate::drift::certain::is_certain;
use crate::drift::distinctive::is_distinctive;
use crate::drift::hunks::Lined;
use crate::drift::{Edit, Hunk, PositionVerdict};
use crate::model::Lines;
use std::ops::Range;

/// How far a hunk may be from a position to be near it: git shows three lines
/// around each change.
const NEAR: usize = 3;

/// How many places are named for a text that stands at many: the nearest.
const TWINS: usize = 5;

/// How many lines above and below may help to recognise a moved position.
const CONTEXT: usize = 8;

/// Carries `lines` of the old text over `edit`. The verdict is never
/// [`PositionVerdict::Unpinned`]; it is [`PositionVerdict::Unknown`] where the
/// hunks do not belong to the two texts.
pub fn carry(lines: Lines, edit: &Edit) -> PositionVerdict {
    Carrier::new(edit).carry(lines)
}

/// An edit made ready to carry many positions.
pub(super) struct Carrier<'a>(Lined<'a>);

impl<'a> Carrier<'a> {
    pub(super) fn new(edit: &'a Edit) -> Carrier<'a> {
        Carrier(Lined::new(edit))
    }

    /// See [`carry`].
    pub(super) fn carry(&self, lines: Lines) -> PositionVerdict {
        let Some(hunks) = &self.0.hunks else {
            return PositionVerdict::Unknown;
        };
        let Some(place) = self.place(lines) else {
            return PositionVerdict::OutOfRange;
        };
        // A line that another ending makes another one to git is still there.
        for map in [self.0.exact.as_ref(), Some(hunks)].into_iter().flatten() {
            if touched(map, &place).is_empty() {
                return self.kept(map, lines, &place);
            }
        }
        let found = self.found(hunks, &place);
        match found[..] {
            [one] => self.confirmed(lines, &place, one),
            [] => self.replaced(hunks, &place),
            _ => ambiguous(&found, place.len()),
        }
    }

    /// Lines in no hunk stand where the hunks above have shifted them, unless
    /// that is one choice of several.
    fn kept(&self, hunks: &[Hunk], lines: Lines, place: &Range<usize>) -> PositionVerdict {
        let start = shifted(hunks, place.start);
        let confirmed = self.confirmed(lines, place, start);
        if confirmed == PositionVerdict::Unknown || is_certain(&self.0, hunks, place) {
            return confirmed;
        }
        let mut twins = occurrences(&self.0.new, &self.0.old[place.clone()]);
        twins.sort_by_key(|twin| twin.abs_diff(start));
        twins.truncate(TWINS);
        twins.sort_unstable();
        ambiguous(&twins, place.len())
    }

    /// Whether a hunk lies within three lines of `lines`.
    pub(super) fn is_near(&self, lines: Lines) -> bool {
        let (Some(hunks), Some(place)) = (&self.0.hunks, self.place(lines)) else {
            return false;
        };
        let start = place.start.saturating_sub(NEAR - 1);
        let around = start..place.end.saturating_add(NEAR - 1);
        hunks.iter().any(|hunk| {
            hunk.before.start as usize <= around.end && hunk.before.end as usize >= around.start
        })
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
        match one_based(there.clone()) {
            Some(to) if self.0.new.get(there) == self.0.old.get(place.clone()) => {
                if to == lines {
                    PositionVerdict::Same
                } else {
                    PositionVerdict::Moved { to }
                }
            }
            _ => PositionVerdict::Unknown,
        }
    }

    /// Where in the new text the position's own text stands, if that text
    /// says enough. One place is an answer only for a text that the old file
    /// had once; else the lines around it must tell it from its likes.
    fn found(&self, hunks: &[Hunk], place: &Range<usize>) -> Vec<usize> {
        let text = &self.0.old[place.clone()];
        if is_distinctive(text) {
            let places = self.added(hunks, text);
            if places.len() > 1 || occurrences(&self.0.old, text).len() == 1 {
                return places;
            }
        }
        self.found_by_context(hunks, place).into_iter().collect()
    }

    /// A text that is not unique may be part of a moved block that is: looks
    /// for the position together with more and more lines around it that left
    /// their place with it.
    fn found_by_context(&self, hunks: &[Hunk], place: &Range<usize>) -> Option<usize> {
        let hunk = touched(hunks, place).first()?;
        let run = hunk.before.start as usize..hunk.before.end as usize;
        if place.start < run.start || place.end > run.end {
            return None;
        }
        for reach in 1..=CONTEXT {
            let start = place.start.saturating_sub(reach).max(run.start);
            let block = &self.0.old[start..(place.end + reach).min(run.end)];
            if is_distinctive(block) && occurrences(&self.0.old, block).len() == 1 {
                let places = self.added(hunks, block);
                return match places[..] {
                    [one] => Some(one + (place.start - start)),
                    _ => None,
                };
            }
        }
        None
    }

    /// Where `text` stands in the new text with at least one added line.
    fn added(&self, hunks: &[Hunk], text: &[&[u8]]) -> Vec<usize> {
        let mut places = occurrences(&self.0.new, text);
        places.retain(|start| {
            hunks.iter().any(|hunk| {
                !hunk.after.is_empty()
                    && (hunk.after.start as usize) < start + text.len()
                    && hunk.after.end as usize > *start
            })
        });
        places
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

/// The hunks that replace a line of `place` or insert between two of them.
fn touched<'h>(hunks: &'h [Hunk], place: &Range<usize>) -> &'h [Hunk] {
    let from = hunks.partition_point(|hunk| hunk.before.end as usize <= place.start);
    let to = hunks.partition_point(|hunk| (hunk.before.start as usize) < place.end);
    hunks.get(from..to).unwrap_or_default()
}

/// Where the kept old line `line` (0-based) is in the new text.
fn shifted(hunks: &[Hunk], line: usize) -> usize {
    let above = hunks.partition_point(|hunk| hunk.before.end as usize <= line);
    match above.checked_sub(1).and_then(|last| hunks.get(last)) {
        Some(hunk) => line - hunk.before.end as usize + hunk.after.end as usize,
        None => line,
    }
}

/// Where the old line `line` or what replaced it begins in the new text.
fn landed(hunks: &[Hunk], line: usize) -> usize {
    match touched(hunks, &(line..line + 1)).first() {
        Some(hunk) => into(hunk, line),
        None => shifted(hunks, line),
    }
}

/// Where the old lines up to `end` (exclusive), or what replaced them, end.
fn landed_end(hunks: &[Hunk], end: usize) -> usize {
    match touched(hunks, &(end.saturating_sub(1)..end)).first() {
        Some(hunk) if hunk.before.end as usize == end => hunk.after.end as usize,
        Some(hunk) => into(hunk, end),
        None => shifted(hunks, end.saturating_sub(1)) + 1,
    }
}

/// As far into a hunk's new run as `line` is into its old one.
fn into(hunk: &Hunk, line: usize) -> usize {
    (hunk.after.start as usize + (line - hunk.before.start as usize)).min(hunk.after.end as usize)
}

/// Every place (0-based) where `text` stands in `lines`.
pub(super) fn occurrences(lines: &[&[u8]], text: &[&[u8]]) -> Vec<usize> {
    lines
        .windows(text.len().max(1))
        .enumerate()
        .filter_map(|(start, window)| (window == text).then_some(start))
        .collect()
}

/// The runs of `len` lines at any of these (0-based).
fn ambiguous(starts: &[usize], len: usize) -> PositionVerdict {
    let places = starts.iter().map(|start| *start..start + len);
    PositionVerdict::Ambiguous {
        candidates: places.filter_map(one_based).collect(),
    }
}

/// A 0-based, half-open run as people write it, or `None` where it is empty.
fn one_based(run: Range<usize>) -> Option<Lines> {
    Lines::new(
        u32::try_from(run.start).ok()?.checked_add(1)?,
        u32::try_from(run.end).ok()?,
    )
}

fn text_of(lines: &[&[u8]], line: u32) -> Option<String> {
    let line = lines.get((line as usize).checked_sub(1)?)?;
    Some(String::from_utf8_lossy(line).into_owned())
}
