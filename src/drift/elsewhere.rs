//! Lines that left their file: where they stand in other files that have
//! changed since the save, and did not stand before.

use crate::drift::carrier::{TWINS, one_based};
use crate::drift::distinctive::is_distinctive;
use crate::drift::found::is_like;
use crate::drift::hunks::Lined;
use crate::drift::listed::{Kinds, Listed};
use crate::drift::{Other, PositionDrift, PositionVerdict};
use crate::model::{Lines, RepoPath};
use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

/// How many lines around a position may tell that it came with them.
const REACH: usize = 16;

/// The other files, made ready when first asked for.
pub(super) struct Elsewhere<'a> {
    others: &'a [Other],
    cut: bool,
    index: OnceCell<Index<'a>>,
}

/// The lines of all other files as numbers, white space at their ends aside,
/// and where each stands.
struct Index<'a> {
    now: Listed<'a>,
    then: Listed<'a>,
    kinds: Kinds<'a>,
}

impl<'a> Elsewhere<'a> {
    pub(super) fn new(others: &'a [Other], cut: bool) -> Elsewhere<'a> {
        Elsewhere {
            others,
            cut,
            index: OnceCell::new(),
        }
    }

    /// Whether there were more files than were looked at.
    pub(super) fn is_cut(&self) -> bool {
        self.cut
    }

    /// Where the old lines `place` of the text `left` of the file `from` are, which left it
    /// together with the lines of `block` (both 0-based): every place of the
    /// whole block, unless it stood there at the save.
    pub(super) fn find(
        &self,
        left: &Lined,
        place: &Range<usize>,
        block: &Range<usize>,
        from: &[&RepoPath],
    ) -> Whither {
        let is_own = |file: usize| from.contains(&&self.others[file].path);
        // What is made here is as large as the texts.
        if (0..self.others.len()).all(is_own) {
            return Whither::default();
        }
        let index = self.index.get_or_init(|| Index::new(self.others));
        let text: Vec<&[u8]> = left.old[block.clone()]
            .iter()
            .map(|line| line.trim_ascii())
            .collect();
        let numbers = text.iter().map(|line| index.kinds.number(line));
        let Some(numbers) = numbers.collect::<Option<Vec<u32>>>() else {
            return Whither::default(); // one of them is nowhere
        };
        let before = index.then.places(&numbers);
        if before.iter().any(|(file, _)| !is_own(*file)) {
            return Whither::default();
        }
        let lines = &text[place.start - block.start..place.end - block.start];
        let mut is_sure = true;
        let offset = place.start - block.start;
        let found = index.now.places(&numbers).into_iter();
        let found = found.filter_map(|(file, start)| {
            let start = start + offset;
            let is_held = index.is_held(file, left, place, start);
            let there = one_based(start..start + place.len())?;
            is_sure &= !index.has_edited(file, left, lines);
            is_sure &= index.has_company(file, left, place, start);
            (is_held && !is_own(file)).then(|| (self.others[file].path.clone(), there))
        });
        let places = found.take(TWINS).collect();
        Whither { places, is_sure }
    }
}

impl<'a> Index<'a> {
    fn new(others: &'a [Other]) -> Index<'a> {
        let mut kinds = Kinds::default();
        let mut now = Listed::new(others.iter().map(|other| &other.now[..]), &mut kinds);
        let mut then = Listed::new(others.iter().map(|other| &other.then[..]), &mut kinds);
        now.sort(&kinds);
        then.sort(&kinds);
        Index { now, then, kinds }
    }

    /// Whether the lines found at `start` are these and not their likes: one
    /// of them is the only one of its kind, or one above and one below that
    /// came with them.
    fn is_held(&self, file: usize, left: &Lined, place: &Range<usize>, start: usize) -> bool {
        let (above, below) = self.around(file, left, place, start);
        let mut only =
            (start - above..start + place.len() + below).map(|at| self.is_only(file, left, at));
        let above = only.by_ref().take(above).fold(false, |a, b| a | b);
        let own = only.by_ref().take(place.len()).fold(false, |a, b| a | b);
        own || above && only.any(|is| is)
    }

    /// Whether two lines that say something came there together: one alone
    /// may well have been written anew.
    fn has_company(&self, file: usize, left: &Lined, place: &Range<usize>, start: usize) -> bool {
        let (above, below) = self.around(file, left, place, start);
        let block = start - above..start + place.len() + below;
        let block = block.filter_map(|at| self.now.line(file, at));
        let telling = block.filter(|line| is_distinctive(&[line]));
        telling.take(2).count() == 2
    }

    /// How many lines above and below are around the place there too.
    fn around(
        &self,
        file: usize,
        left: &Lined,
        place: &Range<usize>,
        start: usize,
    ) -> (usize, usize) {
        let same = |line: usize, at: usize| {
            let line = left.old.get(line).map(|line| line.trim_ascii());
            line.is_some() && line == self.now.line(file, at)
        };
        let above = (1..=place.start.min(start).min(REACH))
            .take_while(|by| same(place.start - by, start - by))
            .count();
        let below = (0..REACH)
            .take_while(|by| same(place.end + by, start + place.len() + by))
            .count();
        (above, below)
    }

    /// Whether a line of that file stands there once, stood once in the old
    /// text, and never in that file.
    fn is_only(&self, file: usize, left: &Lined, at: usize) -> bool {
        let Some(line) = self.now.line(file, at) else {
            return false;
        };
        let number = self.now.numbers(file)[at];
        !line.is_empty()
            && self.now.count(number, file) == 1
            && self.then.count(number, file) == 0
            && left.stood_at(line).len() == 1
    }

    /// Whether the file has a new line that one of `text` may have become by
    /// a small edit: what was found may be a copy then.
    fn has_edited(&self, file: usize, left: &Lined, text: &[&[u8]]) -> bool {
        let now = |at: &usize| self.now.line(file, *at).unwrap_or_default();
        let numbers = self.now.numbers(file);
        let is_strange =
            |at: &usize| self.then.at(numbers[*at]).is_empty() && left.stood_at(now(at)).is_empty();
        let find = || (0..numbers.len()).filter(is_strange).collect();
        let strange = Rc::clone(left.strange.borrow_mut().entry(file).or_insert_with(find));
        let mut strange = strange.iter().map(now);
        strange.any(|line| text.iter().any(|one| is_like(one, line)))
    }
}

/// Where lines went that left their file.
#[derive(Default)]
pub(super) struct Whither {
    /// Where they may be.
    pub(super) places: Vec<(RepoPath, Lines)>,
    /// Whether they are there, if that is one place.
    is_sure: bool,
}

impl Whither {
    /// The position, told where it stands in another file or in several.
    pub(super) fn tell(self, mut position: PositionDrift) -> PositionDrift {
        match self.places.as_slice() {
            [] => {}
            [(path, to)] if self.is_sure => {
                position.path = Some(path.clone());
                position.verdict = PositionVerdict::Moved { to: *to };
            }
            _ => {
                position.elsewhere = self.places;
                position.verdict = PositionVerdict::Ambiguous {
                    candidates: Vec::new(),
                };
            }
        }
        position
    }
}
