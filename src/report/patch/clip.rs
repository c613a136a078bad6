//! What is shown of a line that fills screens: the part where it differs.

use crate::report::patch::emphasis::Differing;
use std::ops::Range;

/// Of a line longer than this (in bytes) only a part is shown; nobody reads
/// it all.
pub(super) const LONG: usize = 3000;

/// So many bytes of it.
const PART: usize = 1000;

/// How many bytes are shown before what differs.
const BEFORE: usize = 200;

/// A part of a line, and how many characters were left out on either side.
pub(super) struct Clip {
    pub(super) before: usize,
    pub(super) text: Range<usize>,
    pub(super) after: usize,
}

/// All of a line, or the part from just before the first place that differs.
pub(super) fn clip(text: &str, differing: &Differing) -> Clip {
    if text.len() <= LONG {
        return Clip {
            before: 0,
            text: 0..text.len(),
            after: 0,
        };
    }
    let first = differing.ranges.first().map_or(0, |range| range.start);
    let start = if first < PART - BEFORE {
        0
    } else {
        boundary(text, first - BEFORE)
    };
    let end = boundary(text, (start + PART).min(text.len()));
    Clip {
        before: text[..start].chars().count(),
        text: start..end,
        after: text[end..].chars().count(),
    }
}

/// The last place at or before `at` that lies between two characters.
fn boundary(text: &str, at: usize) -> usize {
    let mut places = (0..=at).rev();
    let place = places.find(|at| text.is_char_boundary(*at));
    place.unwrap_or(0)
}
