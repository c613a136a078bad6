//! Lines that left their file: where they stand in other files that have
//! changed since the save, and did not stand before.

use crate::drift::carrier::{TWINS, one_based};
use crate::drift::distinctive::is_distinctive;
use crate::drift::found::is_like;
use crate::drift::hunks::{Lined, lines};
use crate::drift::{Other, PositionDrift, PositionVerdict};
use crate::model::{Lines, RepoPath};
use std::cell::OnceCell;
use std::collections::HashMap;
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

/// Where every line that says something stands, white space at its ends aside.
struct Index<'a> {
    now: Vec<Vec<&'a [u8]>>,
    then: Vec<Vec<&'a [u8]>>,
    /// From a line to file and place of each.
    at: HashMap<&'a [u8], Vec<(usize, usize)>>,
    then_at: HashMap<&'a [u8], Vec<(usize, usize)>>,
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
        // Measured: an index of twice 490,000 lines takes 200 MiB.
        if (0..self.others.len()).all(is_own) {
            return Whither::default();
        }
        let index = self.index.get_or_init(|| Index::new(self.others));
        let text: Vec<&[u8]> = left.old[block.clone()]
            .iter()
            .map(|line| line.trim_ascii())
            .collect();
        let before = places(&index.then, &index.then_at, &text);
        if before.iter().any(|(file, _)| !is_own(*file)) {
            return Whither::default();
        }
        let lines = &text[place.start - block.start..place.end - block.start];
        let mut is_sure = true;
        let offset = place.start - block.start;
        let found = places(&index.now, &index.at, &text).into_iter();
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
        let texts = |text: fn(&Other) -> &Vec<u8>| -> Vec<Vec<&'a [u8]>> {
            let trimmed = |other: &'a Other| {
                let lines = lines(text(other)).into_iter();
                lines.map(<[u8]>::trim_ascii).collect()
            };
            others.iter().map(trimmed).collect()
        };
        let (now, then) = (texts(|other| &other.now), texts(|other| &other.then));
        let (at, then_at) = (by_line(&now), by_line(&then));
        Index {
            now,
            then,
            at,
            then_at,
        }
    }

    /// Whether the lines found at `start` are these and not their likes: one
    /// of them is the only one of its kind, or one above and one below that
    /// came with them.
    fn is_held(&self, file: usize, left: &Lined, place: &Range<usize>, start: usize) -> bool {
        let (above, below) = self.around(file, left, place, start);
        let now = &self.now[file];
        let mut only = now[start - above..start + place.len() + below]
            .iter()
            .map(|line| self.is_only(file, left, line));
        let above = only.by_ref().take(above).fold(false, |a, b| a | b);
        let own = only.by_ref().take(place.len()).fold(false, |a, b| a | b);
        own || above && only.any(|is| is)
    }

    /// Whether two lines that say something came there together: one alone
    /// may well have been written anew.
    fn has_company(&self, file: usize, left: &Lined, place: &Range<usize>, start: usize) -> bool {
        let (above, below) = self.around(file, left, place, start);
        let block = &self.now[file][start - above..start + place.len() + below];
        let telling = block.iter().filter(|line| is_distinctive(&[line]));
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
        let now = &self.now[file];
        let same = |line: usize, at: usize| {
            let line = left.old.get(line).map(|line| line.trim_ascii());
            line.is_some() && line == now.get(at).copied()
        };
        let above = (1..=place.start.min(start).min(REACH))
            .take_while(|by| same(place.start - by, start - by))
            .count();
        let below = (0..REACH)
            .take_while(|by| same(place.end + by, start + place.len() + by))
            .count();
        (above, below)
    }

    /// Whether a line stood once in the old text, stands once in that file,
    /// and stood in none of the others.
    fn is_only(&self, file: usize, left: &Lined, line: &[u8]) -> bool {
        let here = self.at.get(line).into_iter().flatten();
        let before = self.then_at.get(line).into_iter().flatten();
        !line.is_empty()
            && here.filter(|(at, _)| *at == file).count() == 1
            && before.filter(|(at, _)| *at == file).count() == 0
            && left.stood_at(line).len() == 1
    }

    /// Whether the file has a new line that one of `text` may have become by
    /// a small edit: what was found may be a copy then.
    fn has_edited(&self, file: usize, left: &Lined, text: &[&[u8]]) -> bool {
        let now = &self.now[file];
        let is_strange = |line: &usize| {
            let line = now[*line];
            !self.then_at.contains_key(line) && left.stood_at(line).is_empty()
        };
        let find = || (0..now.len()).filter(is_strange).collect();
        let strange = Rc::clone(left.strange.borrow_mut().entry(file).or_insert_with(find));
        let mut strange = strange.iter().map(|line| now[*line]);
        strange.any(|line| text.iter().any(|one| is_like(one, line)))
    }
}

fn by_line<'a>(texts: &[Vec<&'a [u8]>]) -> HashMap<&'a [u8], Vec<(usize, usize)>> {
    let mut at: HashMap<&[u8], Vec<(usize, usize)>> = HashMap::new();
    for (file, lines) in texts.iter().enumerate() {
        for (place, line) in lines.iter().enumerate() {
            at.entry(line).or_default().push((file, place));
        }
    }
    at
}

/// File and start of every place of `block`.
fn places(
    texts: &[Vec<&[u8]>],
    at: &HashMap<&[u8], Vec<(usize, usize)>>,
    block: &[&[u8]],
) -> Vec<(usize, usize)> {
    let places = |line: &[u8]| at.get(line).map_or(&[][..], Vec::as_slice);
    let lines = block.iter().enumerate();
    let Some((before, rarest)) = lines.min_by_key(|(_, line)| places(line).len()) else {
        return Vec::new();
    };
    let starts = places(rarest).iter().filter_map(|(file, place)| {
        let start = place.checked_sub(before)?;
        let there = texts[*file].get(start..start + block.len());
        (there == Some(block)).then_some((*file, start))
    });
    starts.collect()
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
