//! What differs between two lines: the words of each that the other lacks.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation as _;

/// What of a line differs from the line in its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::report) struct Differing {
    /// Byte ranges of its text, in order.
    pub(in crate::report) ranges: Vec<Range<usize>>,
    /// Whether white space is all that differs, on either side.
    pub(super) is_blank: bool,
}

/// What may still be spent on emphasis, in steps. A diff of any size costs no
/// more than this: what comes after is shown without, or less exactly.
pub(in crate::report) struct Effort(u64);

impl Effort {
    /// For a whole diff: some ten thousand lines, in tens of milliseconds.
    pub(in crate::report) fn new() -> Effort {
        Effort(20_000_000)
    }

    /// Takes so many steps; whether they were there.
    pub(super) fn spend(&mut self, steps: usize) -> bool {
        let left = self.0.checked_sub(steps as u64);
        self.0 = left.unwrap_or(self.0);
        left.is_some()
    }
}

/// So many bytes of a line say enough to know it by.
const TELLING: usize = 8;

/// A line cut into words, white space, and single signs.
pub(super) struct Words<'a> {
    text: &'a str,
    all: Vec<&'a str>,
    /// All but white space, sorted.
    bag: Vec<&'a str>,
    /// The bytes of those.
    weight: usize,
}

/// What a word is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Space,
    Single,
}

fn kind(grapheme: &str) -> Kind {
    match grapheme.chars().next() {
        Some(c) if c.is_ascii_alphanumeric() || c == '_' => Kind::Word,
        Some(' ' | '\t') => Kind::Space,
        // a letter of two columns is a word by itself
        Some(c) if c.is_alphanumeric() && unicode_width::UnicodeWidthChar::width(c) == Some(1) => {
            Kind::Word
        }
        _ => Kind::Single,
    }
}

impl<'a> Words<'a> {
    pub(super) fn of(text: &'a str) -> Words<'a> {
        let mut words: Vec<&str> = Vec::new();
        let mut start = 0;
        let mut last = None;
        for (at, grapheme) in text.grapheme_indices(true) {
            let kind = kind(grapheme);
            if at > start && (last != Some(kind) || kind == Kind::Single) {
                words.push(&text[start..at]);
                start = at;
            }
            last = Some(kind);
        }
        if start < text.len() {
            words.push(&text[start..]);
        }
        let seen = |word: &&&str| !word.starts_with([' ', '\t']);
        let mut bag: Vec<&str> = words.iter().filter(seen).copied().collect();
        bag.sort_unstable();
        let weight = bag.iter().map(|word| word.len()).sum();
        Words {
            text,
            all: words,
            bag,
            weight,
        }
    }

    /// How many steps it takes to look at all of them.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// How much of two lines is the same words, in percent; 100 for lines of
    /// white space alone. A line that the other has whole is half of it at
    /// least.
    pub(super) fn likeness(&self, other: &Words) -> usize {
        let (mut ours, mut theirs) = (self.bag.iter().peekable(), other.bag.iter().peekable());
        let mut shared = 0;
        while let (Some(a), Some(b)) = (ours.peek(), theirs.peek()) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => drop(ours.next()),
                std::cmp::Ordering::Greater => drop(theirs.next()),
                std::cmp::Ordering::Equal => {
                    shared += a.len();
                    ours.next();
                    theirs.next();
                }
            }
        }
        let all = self.weight + other.weight;
        let likeness = (200 * shared).checked_div(all).unwrap_or(100);
        let is_within = shared == self.weight.min(other.weight) && shared >= TELLING;
        likeness.max(if is_within { 50 } else { 0 })
    }

    /// What of each line the other lacks.
    pub(super) fn differing(&self, new: &Words, effort: &mut Effort) -> (Differing, Differing) {
        let same = |(a, b): &(&&str, &&str)| a == b;
        let head = self.all.iter().zip(&new.all).take_while(same).count();
        let (old, came) = (&self.all[head..], &new.all[head..]);
        let tail = old.iter().rev().zip(came.iter().rev());
        let tail = tail.take_while(same).count();
        let (old, came) = (&old[..old.len() - tail], &came[..came.len() - tail]);
        let both = old.len() + came.len();
        let operations = if old.is_empty() || came.is_empty() || !effort.spend(both * both) {
            vec![DiffOp::Replace {
                old_index: 0,
                old_len: old.len(),
                new_index: 0,
                new_len: came.len(),
            }]
        } else {
            capture_diff_slices(Algorithm::Myers, old, came)
        };
        let changes: Vec<&DiffOp> = operations
            .iter()
            .filter(|operation| !matches!(operation, DiffOp::Equal { .. }))
            .collect();
        let went = self.ranges(head, changes.iter().map(|change| change.old_range()));
        let came = new.ranges(head, changes.iter().map(|change| change.new_range()));
        let is_blank = is_blank(self.text, &went) && is_blank(new.text, &came);
        let differing = |ranges| Differing { ranges, is_blank };
        (differing(went), differing(came))
    }

    /// Ranges of words behind the first `head` as ranges of bytes; those with
    /// no letter between them are one.
    fn ranges(&self, head: usize, words: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let (mut at, mut word) = (0, 0);
        let mut bytes = |until: usize| {
            at += self.all[word..until].iter().map(|w| w.len()).sum::<usize>();
            word = until;
            at
        };
        for range in words.filter(|range| !range.is_empty()) {
            let range = bytes(head + range.start)..bytes(head + range.end);
            match ranges.last_mut() {
                Some(last) if !self.text[last.end..range.start].contains(char::is_alphanumeric) => {
                    last.end = range.end;
                }
                _ => ranges.push(range),
            }
        }
        ranges
    }
}

fn is_blank(text: &str, ranges: &[Range<usize>]) -> bool {
    let mut parts = ranges.iter().map(|range| &text[range.clone()]);
    parts.all(|part| !part.contains(|c| c != ' ' && c != '\t'))
}

/// What of two lines that are too long for words lies between what both begin
/// and what both end with; where one has nothing there, the place.
pub(super) fn between(old: &str, new: &str) -> (Differing, Differing) {
    let same = |(a, b): &(char, char)| a == b;
    let head = old.chars().zip(new.chars()).take_while(same);
    let head: usize = head.map(|(c, _)| c.len_utf8()).sum();
    let (rest, came) = (&old[head..], &new[head..]);
    let tail = rest.chars().rev().zip(came.chars().rev()).take_while(same);
    let tail: usize = tail.map(|(c, _)| c.len_utf8()).sum();
    let differing = |text: &str| {
        let between = head..text.len() - tail;
        Differing {
            ranges: vec![between],
            is_blank: false,
        }
    };
    (differing(old), differing(new))
}
