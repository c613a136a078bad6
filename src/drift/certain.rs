//! Whether lines that a diff keeps could as well be others: git's line map
//! picks one of several, and says nothing of it.

use crate::drift::Hunk;
use crate::drift::found::became;
use crate::drift::hunks::Lined;
use std::ops::Range;

/// How many kept lines above or below hold a position that is deep among them.
const DEEP: usize = 8;

/// How many lines beside a run are looked at for what a line of it became.
const LOOKED_AT: usize = 40;

/// A run of kept lines (0-based, of the old text) and the hunks at its ends.
struct Run<'a, 't> {
    text: &'a Lined<'t>,
    above: Option<&'a Hunk>,
    below: Option<&'a Hunk>,
    /// All hunks above, and all below.
    sides: (&'a [Hunk], &'a [Hunk]),
    lines: Range<usize>,
}

/// Whether nothing else can be meant by the kept lines `place` (0-based) of
/// the old text. A line that stands once in either text is itself; any other
/// is held by such lines above and below it in its run, by the file's ends,
/// or by a change beside it that has nothing like it.
pub(super) fn is_certain(text: &Lined, hunks: &[Hunk], place: &Range<usize>) -> bool {
    let tokens = &text.tokens;
    let run = Run::around(text, hunks, place);
    if run.is_copy(place) {
        return false;
    }
    if tokens.has_landmark(place.clone()) {
        return true;
    }
    let is_deep = |lines: Range<usize>| lines.len() >= DEEP && tokens.is_alone(lines);
    let above = run.lines.start..place.start;
    let below = place.end..run.lines.end;
    let near_above = above.start.max(above.end.saturating_sub(DEEP))..above.end;
    let near_below = below.start..below.end.min(below.start + DEEP);
    let held_above = tokens.has_landmark(above) || is_deep(near_above);
    let held_below = tokens.has_landmark(below) || is_deep(near_below);
    match (held_above, held_below) {
        (true, true) => true,
        (true, false) => run.below.is_none() || run.is_harmless_below(place),
        (false, true) => run.above.is_none() || run.is_harmless_above(place),
        // A line beside a change at one of the file's ends is held by nothing.
        (false, false) => run.above.is_none() && run.below.is_none(),
    }
}

impl<'a, 't> Run<'a, 't> {
    fn around(text: &'a Lined<'t>, hunks: &'a [Hunk], place: &Range<usize>) -> Run<'a, 't> {
        let next = hunks.partition_point(|hunk| hunk.before.end as usize <= place.start);
        let sides = hunks.split_at(next);
        let (above, below) = (sides.0.last(), sides.1.first());
        let lines = above.map_or(0, |hunk| hunk.before.end as usize)
            ..below.map_or(text.old.len(), |hunk| hunk.before.start as usize);
        Run {
            text,
            above,
            below,
            sides,
            lines,
        }
    }

    /// Where the old line `line` of the run is in the new text.
    fn now(&self, line: usize) -> usize {
        let start = self.above.map_or(0, |hunk| hunk.after.end as usize);
        start + (line - self.lines.start)
    }

    /// Whether the change below the run has no line like those of `place`,
    /// and the lines down to it did not leave together with the next one.
    fn is_harmless_below(&self, place: &Range<usize>) -> bool {
        let tokens = &self.text.tokens;
        let then = place.start..self.lines.end + 1;
        let now = self.now(place.start)..self.now(self.lines.end) + 1;
        self.is_unlike(place, self.sides.1.iter())
            && tokens.new.places(tokens.old.block(then)).next().is_none()
            && tokens.old.places(tokens.new.block(now)).next().is_none()
    }

    /// The same of the change above it.
    fn is_harmless_above(&self, place: &Range<usize>) -> bool {
        let tokens = &self.text.tokens;
        let (start, start_now) = (self.lines.start, self.now(self.lines.start));
        let then = start.saturating_sub(1)..place.end;
        let now = start_now.saturating_sub(1)..self.now(place.end);
        self.is_unlike(place, self.sides.0.iter().rev())
            && (start == 0 || tokens.new.places(tokens.old.block(then)).next().is_none())
            && (start_now == 0 || tokens.old.places(tokens.new.block(now)).next().is_none())
    }

    /// Whether a line beside the run, which one of `place` may have become by
    /// a small edit, has more of the old neighbours: what is kept is a copy
    /// of the line then.
    fn is_copy(&self, place: &Range<usize>) -> bool {
        let beside = [self.above, self.below].into_iter().flatten();
        let mut came = beside.flat_map(|hunk| {
            let came = hunk.after.start as usize..hunk.after.end as usize;
            came.take(LOOKED_AT)
        });
        came.any(|line| {
            place.clone().any(|then| {
                became(self.text, then, line)
                    && self.neighbours(then, line) > self.neighbours(then, self.now(then))
            })
        })
    }

    /// How many of the two lines around the old one are around the new one,
    /// or what they may have become.
    fn neighbours(&self, then: usize, now: usize) -> usize {
        let (old, new) = (&self.text.tokens.old, &self.text.tokens.new);
        let same = |then: Option<usize>, now: Option<usize>| match (then, now) {
            (Some(then), Some(now)) => {
                old.block(then..then + 1) == new.block(now..now + 1) || became(self.text, then, now)
            }
            (then, now) => then == now,
        };
        usize::from(same(then.checked_sub(1), now.checked_sub(1)))
            + usize::from(same(
                Some(then + 1).filter(|line| *line < old.len()),
                Some(now + 1).filter(|line| *line < new.len()),
            ))
    }

    /// Whether none of the lines stands among those that went or came, from
    /// the run on to the next line that is certain.
    fn is_unlike<'h>(&self, place: &Range<usize>, hunks: impl Iterator<Item = &'h Hunk>) -> bool {
        let tokens = &self.text.tokens;
        let mut before = self.lines.clone();
        for hunk in hunks {
            let there = hunk.before.start as usize..hunk.before.end as usize;
            let kept = before.end.min(there.end)..before.start.max(there.start);
            if before != self.lines && tokens.has_landmark(kept) {
                return true;
            }
            let mut numbers = tokens.old.block(place.clone()).iter();
            if numbers.any(|number| {
                tokens.old.holds(*number, &hunk.before) || tokens.new.holds(*number, &hunk.after)
            }) {
                return false;
            }
            before = there;
        }
        true
    }
}
