//! Lines that left their place and stand at another: recognised by their text
//! and the lines that left with them, or not at all.

use crate::drift::Hunk;
use crate::drift::carrier::TWINS;
use crate::drift::distinctive::is_distinctive;
use crate::drift::hunks::{Lined, shifted, touched};
use crate::drift::tokens::Side;
use std::ops::Range;

/// How many lines above and below may help to recognise a moved position.
const CONTEXT: usize = 8;

/// How many lines of a moved block are looked at above and below a position.
const REACH: usize = 64;

/// How many new lines are looked at for what a lost one may have become.
const LOOKED_AT: usize = 200;

/// What was found of lines that are not where they were.
pub(super) enum Found {
    /// They begin at this new line (0-based).
    At(usize),
    /// At any of these, and nothing tells at which.
    Either(Vec<usize>),
    /// They are not there.
    Nowhere,
}

/// Looks for the old lines `place` (0-based), which a hunk replaces.
pub(super) fn found(text: &Lined, hunks: &[Hunk], place: &Range<usize>) -> Found {
    let tokens = &text.tokens;
    let block = tokens.old.block(place.clone());
    if is_distinctive(&text.old[place.clone()]) {
        let places = added(text, hunks, block);
        let is_unique = tokens.old.is_once(block);
        match places[..] {
            [there] if is_unique && stayed(text, hunks, place, there) => return Found::Nowhere,
            [there]
                if is_unique
                    && (became_another(text, hunks, place)
                        || !is_itself(text, hunks, place, there)) =>
            {
                return Found::Either(places);
            }
            [there] if is_unique => return Found::At(there),
            [] if is_unique => return Found::Nowhere,
            [_, _, ..] => return Found::Either(tokens.new.nearest(block, place.start, TWINS)),
            _ => {}
        }
    }
    by_context(text, hunks, place).map_or(Found::Nowhere, Found::At)
}

/// A text that is not unique may be part of a moved block that is: looks for
/// the position together with more and more lines around it that left their
/// place with it.
fn by_context(text: &Lined, hunks: &[Hunk], place: &Range<usize>) -> Option<usize> {
    let run = removed(hunks, place)?;
    let block = telling(text, place, &run)?;
    match added(text, hunks, text.tokens.old.block(block.clone()))[..] {
        [one] => {
            let start = one + (place.start - block.start);
            is_held(text, hunks, place, start).then_some(start)
        }
        _ => None,
    }
}

/// The old lines of the hunk that replaces all of `place`.
fn removed(hunks: &[Hunk], place: &Range<usize>) -> Option<Range<usize>> {
    let hunk = touched(hunks, place).first()?;
    let run = hunk.before.start as usize..hunk.before.end as usize;
    (run.start <= place.start && place.end <= run.end).then_some(run)
}

/// The fewest lines of `run` around `place` that stood once and say something.
fn telling(text: &Lined, place: &Range<usize>, run: &Range<usize>) -> Option<Range<usize>> {
    let around = |reach: usize| {
        place.start.saturating_sub(reach).max(run.start)..(place.end + reach).min(run.end)
    };
    (0..=CONTEXT).map(around).find(|block| {
        let is_once = || {
            text.tokens
                .old
                .is_once(text.tokens.old.block(block.clone()))
        };
        is_distinctive(&text.old[block.clone()]) && is_once()
    })
}

/// Whether lines found at `start` by those around them are these and not
/// their likes: lines that stand once in either text moved with them on both
/// sides, or the block that moved cannot have been cut otherwise.
fn is_held(text: &Lined, hunks: &[Hunk], place: &Range<usize>, start: usize) -> bool {
    let there = start..start + place.len();
    let (Some(went), Some(came)) = (removed(hunks, place), added_run(hunks, &there)) else {
        return false;
    };
    let block = moved_block(text, (place, &went), (&there, &came));
    let held_above = text.tokens.has_landmark(block.start..place.start);
    let held_below = text.tokens.has_landmark(place.end..block.end);
    let (old, new) = (&text.tokens.old, &text.tokens.new);
    let may_be_below = place.start < went.start + slides_down(old, &went)
        && start < came.start + slides_down(new, &came);
    let may_be_above = place.end > went.end - slides_up(old, &went)
        && there.end > came.end - slides_up(new, &came);
    (held_above || !may_be_below) && (held_below || !may_be_above)
}

/// The new lines of the hunk that brought all of `there`.
fn added_run(hunks: &[Hunk], there: &Range<usize>) -> Option<Range<usize>> {
    let mut runs = hunks
        .iter()
        .map(|hunk| hunk.after.start as usize..hunk.after.end as usize);
    runs.find(|run| run.start <= there.start && there.end <= run.end)
}

/// How many lines higher a run may as well have been cut out or put in: the
/// lines above it are its last ones again.
fn slides_up(side: &Side, run: &Range<usize>) -> usize {
    let line = |at: usize| side.block(at..at + 1);
    let most = run.start.min(run.len()).min(REACH);
    let slides = |by: &usize| line(run.start - by) == line(run.end - by);
    (1..=most).take_while(slides).count()
}

/// How many lines lower: the lines below it are its first ones again.
fn slides_down(side: &Side, run: &Range<usize>) -> usize {
    let line = |at: usize| side.block(at..at + 1);
    let most = (side.len() - run.end).min(run.len()).min(REACH);
    let slides = |by: &usize| line(run.start + by) == line(run.end + by);
    (0..most).take_while(slides).count()
}

/// Whether a text that stands once in either is made of these very lines: one
/// of them has no likes, or all of them came there.
fn is_itself(text: &Lined, hunks: &[Hunk], place: &Range<usize>, start: usize) -> bool {
    text.tokens.has_landmark(place.clone()) || all_came(hunks, start..start + place.len())
}

fn all_came(hunks: &[Hunk], mut run: Range<usize>) -> bool {
    let came = |hunk: &Hunk| hunk.after.start as usize..hunk.after.end as usize;
    run.all(|line| hunks.iter().any(|hunk| came(hunk).contains(&line)))
}

/// The lines around `place` that went with it and came around `start`.
fn moved_block(
    text: &Lined,
    (place, went): (&Range<usize>, &Range<usize>),
    (there, came): (&Range<usize>, &Range<usize>),
) -> Range<usize> {
    let (old, new) = (&text.tokens.old, &text.tokens.new);
    let same = |then: usize, now: usize| {
        went.contains(&then)
            && came.contains(&now)
            && old.block(then..then + 1) == new.block(now..now + 1)
    };
    let above = (1..=place.start.min(there.start).min(REACH))
        .take_while(|by| same(place.start - by, there.start - by))
        .count();
    let below = (0..REACH)
        .take_while(|by| same(place.end + by, there.end + by))
        .count();
    place.start - above..place.end + below
}

/// Where `block` stands in the new text with at least one line that came: two
/// of the places, if there are more.
fn added(text: &Lined, hunks: &[Hunk], block: &[u32]) -> Vec<usize> {
    let new = &text.tokens.new;
    if block
        .iter()
        .map(|number| text.came(*number).len())
        .sum::<usize>()
        >= new.effort(block)
    {
        let is_added = |start: &usize| has_come(hunks, &(*start..start + block.len()));
        return new.places(block).filter(is_added).take(2).collect();
    }
    let mut places = Vec::new();
    for (before, number) in block.iter().enumerate() {
        let starts = text.came(*number);
        let starts = starts.filter_map(|place| place.checked_sub(before));
        for start in starts {
            let is_other = !places.contains(&start);
            if is_other && new.block(start..start + block.len()) == block {
                places.push(start);
            }
            if places.len() == 2 {
                return places;
            }
        }
    }
    places
}

/// Whether one of the new lines `run` came.
fn has_come(hunks: &[Hunk], run: &Range<usize>) -> bool {
    let first = hunks.partition_point(|hunk| hunk.after.end as usize <= run.start);
    let rest = hunks.get(first..).unwrap_or_default().iter();
    rest.take_while(|hunk| (hunk.after.start as usize) < run.end)
        .any(|hunk| !hunk.after.is_empty())
}

/// Whether some of the lines are kept where they were, so that those at
/// `start` are a copy: one that says something, or half of them.
fn stayed(text: &Lined, hunks: &[Hunk], place: &Range<usize>, start: usize) -> bool {
    let is_kept_elsewhere = |line: &usize| {
        let is_kept = touched(hunks, &(*line..line + 1)).is_empty();
        is_kept && shifted(hunks, *line) != start + (line - place.start)
    };
    let kept: Vec<usize> = place.clone().filter(is_kept_elsewhere).collect();
    kept.len() * 2 >= place.len()
        || kept
            .iter()
            .any(|line| is_distinctive(&text.old[*line..line + 1]))
}

/// Whether a new line stands where the lines were that one of them may have
/// become by a small edit: what stands elsewhere may be a copy then.
fn became_another(text: &Lined, hunks: &[Hunk], place: &Range<usize>) -> bool {
    touched(hunks, place).iter().any(|hunk| {
        let mut came = (hunk.after.start as usize..hunk.after.end as usize).take(LOOKED_AT);
        came.any(|line| place.clone().any(|then| became(text, then, line)))
    })
}

/// Whether the new line `now` may be the old line `then` after a small edit:
/// it was not there before, and is like it.
pub(super) fn became<'a>(text: &Lined<'a>, then: usize, now: usize) -> bool {
    let number = text.tokens.new.block(now..now + 1);
    let is_new = number
        .iter()
        .all(|number| text.tokens.old.at(*number).is_empty());
    let line = |line: Option<&&'a [u8]>| line.map_or(&[][..], |line| line.trim_ascii());
    is_new && is_like(line(text.old.get(then)), line(text.new.get(now)))
}

/// Whether two lines, without the white space at their ends, begin and end
/// alike for two thirds of the longer one, or all of the shorter one.
pub(super) fn is_like(a: &[u8], b: &[u8]) -> bool {
    let shorter = a.len().min(b.len());
    let same = |(a, b): &(&u8, &u8)| a == b;
    let begin = a.iter().zip(b).take_while(same).count();
    let end = a.iter().rev().zip(b.iter().rev()).take_while(same).count();
    let alike = (begin + end).min(shorter);
    shorter > 0 && (begin == shorter || end == shorter || alike * 3 >= a.len().max(b.len()) * 2)
}

/// See [`crate::drift::carrier::Carrier::recognisable`].
pub(super) fn recognisable(
    text: &Lined,
    hunks: &[Hunk],
    place: &Range<usize>,
) -> Option<Range<usize>> {
    let run = removed(hunks, place)?;
    let block = telling(text, place, &run)?;
    let is_here = text
        .tokens
        .new
        .places(text.tokens.old.block(block.clone()))
        .next();
    (is_here.is_none() && !became_another(text, hunks, place)).then_some(block)
}
