//! Lines that left their file: where they stand in other files that have
//! changed since the save, and did not stand before.

use crate::drift::carrier::{TWINS, one_based};
use crate::drift::hunks::lines;
use crate::drift::{Other, PositionDrift, PositionVerdict};
use crate::model::{Lines, RepoPath};
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

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

    /// Where the old lines `place` of the file `from` are, which left it
    /// together with the lines of `block` (both 0-based): every place of the
    /// whole block, unless it stood there at the save.
    pub(super) fn find(
        &self,
        old: &[&[u8]],
        place: &Range<usize>,
        block: &Range<usize>,
        from: &[&RepoPath],
    ) -> Vec<(RepoPath, Lines)> {
        let index = self.index.get_or_init(|| Index::new(self.others));
        let text: Vec<&[u8]> = old[block.clone()]
            .iter()
            .map(|line| line.trim_ascii())
            .collect();
        let before = places(&index.then, &index.then_at, &text);
        let is_own = |file: usize| from.contains(&&self.others[file].path);
        if before.iter().any(|(file, _)| !is_own(*file)) {
            return Vec::new();
        }
        let offset = place.start - block.start;
        let found = places(&index.now, &index.at, &text).into_iter();
        let found = found.filter_map(|(file, start)| {
            let start = start + offset;
            let is_held = index.is_held(file, old, place, start);
            let lines = one_based(start..start + place.len())?;
            (is_held && !is_own(file)).then(|| (self.others[file].path.clone(), lines))
        });
        found.take(TWINS).collect()
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

    /// Whether the lines found at `start` are these and not their likes: all
    /// of the file is new, or each of them, or one above and one below that
    /// came with them, stood nowhere in it before.
    fn is_held(&self, file: usize, old: &[&[u8]], place: &Range<usize>, start: usize) -> bool {
        let (now, then) = (&self.now[file], &self.then[file]);
        let is_new = |line: &[u8]| {
            let places = self.then_at.get(line);
            !places.is_some_and(|places| places.iter().any(|(at, _)| *at == file))
        };
        if then.is_empty()
            || now[start..start + place.len()]
                .iter()
                .all(|line| is_new(line))
        {
            return true;
        }
        let same = |line: usize, at: usize| {
            let line = old.get(line).map(|line| line.trim_ascii());
            line.is_some() && line == now.get(at).copied()
        };
        let mut above =
            (1..=place.start.min(start)).take_while(|by| same(place.start - by, start - by));
        let mut below = (0..).take_while(|by| same(place.end + by, start + place.len() + by));
        above.any(|by| is_new(now[start - by]))
            && below.any(|by| is_new(now[start + place.len() + by]))
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

/// The position, told where it stands in another file or in several.
pub(super) fn told(mut position: PositionDrift, found: Vec<(RepoPath, Lines)>) -> PositionDrift {
    match <[_; 1]>::try_from(found) {
        Ok([(path, to)]) => {
            position.path = Some(path);
            position.verdict = PositionVerdict::Moved { to };
        }
        Err(found) if !found.is_empty() => {
            position.elsewhere = found;
            position.verdict = PositionVerdict::Ambiguous {
                candidates: Vec::new(),
            };
        }
        Err(_) => {}
    }
    position
}
