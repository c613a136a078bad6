//! Which line that came stands for which that went, and what differs in them.

use crate::report::patch::emphasis::{Differing, Effort, Words, between};
use crate::report::patch::read::{Line, Sign};
use std::borrow::Cow;
use std::ops::Range;

/// Lines with less in common, in percent, are strangers.
const ALIKE: usize = 40;

/// Longer lines (in bytes) are not cut into words.
const LONG: usize = 4096;

/// A block with more pairs to look at than this is paired in its order.
const MOST: usize = 1024;

/// What differs in each of the `lines` of a hunk, whose text is `shown`.
pub(super) fn differing(lines: &[Line], shown: &[Cow<str>], effort: &mut Effort) -> Vec<Differing> {
    let mut found = vec![Differing::default(); lines.len()];
    let run = |from: usize, sign: Sign| {
        let run = lines[from..].iter().take_while(|line| line.sign == sign);
        from..from + run.count()
    };
    let mut at = 0;
    while at < lines.len() {
        let same = run(at, Sign::Same);
        let gone = run(same.end, Sign::Gone);
        let new = run(gone.end, Sign::New);
        at = new.end;
        for (old, came) in paired(&gone, &new, shown, effort) {
            let (went, now) = pair(&shown[old], &shown[came], effort);
            found[old] = went;
            found[came] = now;
        }
    }
    found
}

/// What differs in a line that went and the one that came for it; nothing
/// where they are strangers.
pub(in crate::report) fn pair(old: &str, new: &str, effort: &mut Effort) -> (Differing, Differing) {
    if old.len().max(new.len()) > LONG {
        return between(old, new);
    }
    let (old, new) = (Words::of(old), Words::of(new));
    if old.likeness(&new) < ALIKE {
        return (Differing::default(), Differing::default());
    }
    old.differing(&new, effort)
}

/// The pairs of a block, in order: those that have most in common.
fn paired(
    gone: &Range<usize>,
    new: &Range<usize>,
    shown: &[Cow<str>],
    effort: &mut Effort,
) -> Vec<(usize, usize)> {
    let long = |range: &Range<usize>| shown[range.clone()].iter().any(|line| line.len() > LONG);
    let cells = gone.len() * new.len();
    let in_order = || gone.clone().zip(new.clone()).collect();
    if cells == 0 {
        return Vec::new();
    }
    if cells > 1 && cells <= MOST && !long(gone) && !long(new) {
        let words = |range: &Range<usize>| -> Vec<Words> {
            let lines = shown[range.clone()].iter();
            lines.map(|line| Words::of(line)).collect()
        };
        let (old, came) = (words(gone), words(new));
        let len = |words: &[Words]| words.iter().map(Words::len).sum::<usize>();
        if effort.spend(len(&old) * came.len() + len(&came) * old.len()) {
            let pairs = best(&old, &came).into_iter();
            return pairs
                .map(|(i, j)| (gone.start + i, new.start + j))
                .collect();
        }
    }
    if gone.len() == new.len() {
        in_order()
    } else {
        Vec::new()
    }
}

/// The pairs, in the order of both sides, whose likeness is most in sum.
fn best(old: &[Words], new: &[Words]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    // a row for each old line, from the last: the best sum from there on
    let mut sums = vec![0; (old.len() + 1) * width];
    let mut alike = vec![0; old.len() * new.len()];
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            let likeness = a.likeness(b);
            let likeness = if likeness < ALIKE { 0 } else { likeness };
            alike[i * new.len() + j] = likeness;
            let without = sums[(i + 1) * width + j].max(sums[i * width + j + 1]);
            let paired = likeness + sums[(i + 1) * width + j + 1];
            sums[i * width + j] = without.max(paired);
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < old.len() && j < new.len() {
        let likeness = alike[i * new.len() + j];
        let best = sums[i * width + j];
        if likeness > 0 && best == likeness + sums[(i + 1) * width + j + 1] {
            pairs.push((i, j));
            i += 1;
            j += 1;
        } else if best == sums[(i + 1) * width + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}
