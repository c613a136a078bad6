//! Whether lines that a diff keeps could as well be others: git's line map
//! picks one of several, and says nothing of it.

use crate::drift::Hunk;
use crate::drift::carrier::occurrences;
use crate::drift::distinctive::is_distinctive;
use crate::drift::hunks::Lined;
use std::ops::Range;

/// How many kept lines above and below tell a position from its likes.
const CONTEXT: usize = 8;

/// Whether nothing else can be meant by the kept lines `place` (0-based) of
/// the old text: no inserted run could as well stand on their other side, and
/// a run kept between two hunks says enough and stands once in either text.
pub(super) fn is_certain(text: &Lined, hunks: &[Hunk], place: &Range<usize>) -> bool {
    let next = hunks.partition_point(|hunk| hunk.before.end as usize <= place.start);
    let above = next.checked_sub(1).and_then(|last| hunks.get(last));
    let below = hunks.get(next);
    let kept = above.map_or(0, |hunk| hunk.before.end as usize)
        ..below.map_or(text.old.len(), |hunk| hunk.before.start as usize);
    let down = above.map_or(0, |hunk| slides_down(&text.new, hunk, kept.len()));
    let up = below.map_or(0, |hunk| slides_up(&text.new, hunk, kept.len()));
    // Of a longer run the lines beyond hold it where it is.
    if place.end <= kept.start + down || place.start >= kept.end - up {
        return false;
    }
    if above.is_none() || below.is_none() {
        return true; // the file's beginning or its end holds them
    }
    let around = kept.start.max(place.start.saturating_sub(CONTEXT))
        ..kept.end.min(place.end.saturating_add(CONTEXT));
    let around = &text.old[around];
    is_distinctive(around) && is_alone(text, around) || is_alone(text, &text.old[place.clone()])
}

/// Whether the lines stand once in either text.
fn is_alone(text: &Lined, lines: &[&[u8]]) -> bool {
    occurrences(&text.old, lines).len() == 1 && occurrences(&text.new, lines).len() == 1
}

/// How many of the `kept` lines below an inserted run might have been
/// inserted in its stead.
fn slides_down(new: &[&[u8]], hunk: &Hunk, kept: usize) -> usize {
    let (start, end) = (hunk.after.start as usize, hunk.after.end as usize);
    let slides = |by: &usize| hunk.before.is_empty() && new.get(start + by) == new.get(end + by);
    (0..kept).take_while(slides).count()
}

/// The same of the lines above it.
fn slides_up(new: &[&[u8]], hunk: &Hunk, kept: usize) -> usize {
    let (start, end) = (hunk.after.start as usize, hunk.after.end as usize);
    let slides = |by: &usize| hunk.before.is_empty() && new.get(start - by) == new.get(end - by);
    (1..=kept).take_while(slides).count()
}
