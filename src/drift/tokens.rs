//! Both texts of an edit as numbers: lines that are equal but for the white
//! space at their ends have the same one.

use crate::drift::texts::Numbered;
use std::cell::OnceCell;
use std::ops::Range;

/// From how many places on a line is looked for together with its neighbour.
const MANY: usize = 32;

/// Both texts, and what they share.
#[derive(Clone, Debug)]
pub(super) struct Tokens {
    /// The lines then.
    pub(super) old: Side,
    /// The lines now.
    pub(super) new: Side,
    /// The number of an empty line, if there is one.
    pub(super) blank: Option<u32>,
    landmarks: OnceCell<Vec<u32>>,
}

/// One text: the number of each line, and where each number stands.
#[derive(Clone, Debug)]
pub(super) struct Side {
    lines: Vec<u32>,
    /// How many numbers there are in both texts.
    count: usize,
    places: OnceCell<Places>,
    /// The places of each number, sorted by the number of the next line, made
    /// when first asked for.
    pairs: OnceCell<Vec<u32>>,
}

/// Where each number stands.
#[derive(Clone, Debug)]
struct Places {
    /// The lines' places, sorted by their numbers.
    order: Vec<u32>,
    /// Where in `order` the places of each number begin.
    starts: Vec<u32>,
}

impl Tokens {
    /// Of lines without the white space at their ends, of `count` kinds, one
    /// of which is `blank`.
    pub(super) fn new(lines: Numbered, count: usize, blank: Option<u32>) -> Tokens {
        Tokens {
            old: Side::new(lines.then, count),
            new: Side::new(lines.now, count),
            blank,
            landmarks: OnceCell::new(),
        }
    }

    /// The old lines (0-based, in order) that say something and stand once in
    /// either text.
    fn landmarks(&self) -> &[u32] {
        self.landmarks.get_or_init(|| {
            let (old, new) = (&self.old, &self.new);
            let is_landmark = |number: u32| {
                Some(number) != self.blank && old.at(number).len() == 1 && new.at(number).len() == 1
            };
            let lines = (0u32..).zip(&old.lines);
            let landmarks = lines.filter(|(_, number)| is_landmark(**number));
            landmarks.map(|(line, _)| line).collect()
        })
    }

    /// Whether one of the old lines stands once in either text.
    pub(super) fn has_landmark(&self, run: Range<usize>) -> bool {
        let landmarks = self.landmarks();
        let first = landmarks.partition_point(|line| (*line as usize) < run.start);
        let found = landmarks.get(first);
        found.is_some_and(|line| (*line as usize) < run.end)
    }

    /// Whether these old lines together stand once in either text.
    pub(super) fn is_alone(&self, run: Range<usize>) -> bool {
        let block = self.old.block(run);
        self.old.is_once(block) && self.new.is_once(block)
    }
}

impl Side {
    fn new(lines: Vec<u32>, count: usize) -> Side {
        Side {
            lines,
            count,
            places: OnceCell::new(),
            pairs: OnceCell::new(),
        }
    }

    /// The number of every line.
    pub(super) fn all(&self) -> &[u32] {
        &self.lines
    }

    fn order(&self) -> &Places {
        self.places.get_or_init(|| {
            let mut starts: Vec<u32> = vec![0; self.count + 1];
            for line in &self.lines {
                starts[*line as usize + 1] += 1;
            }
            for at in 1..starts.len() {
                starts[at] += starts[at - 1];
            }
            let (mut order, mut next) = (vec![0; self.lines.len()], starts.clone());
            for (place, line) in (0u32..).zip(&self.lines) {
                let slot = &mut next[*line as usize];
                order[*slot as usize] = place;
                *slot += 1;
            }
            Places { order, starts }
        })
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The numbers of these lines; of none where the text ends before them.
    pub(super) fn block(&self, run: Range<usize>) -> &[u32] {
        self.lines.get(run).unwrap_or_default()
    }

    /// Where the line of that number stands, in order.
    pub(super) fn at(&self, number: u32) -> &[u32] {
        self.order().order.get(self.run(number)).unwrap_or_default()
    }

    /// Where the places of that number lie among all.
    fn run(&self, number: u32) -> Range<usize> {
        let starts = &self.order().starts;
        let number = number as usize;
        match (starts.get(number), starts.get(number + 1)) {
            (Some(from), Some(to)) => *from as usize..*to as usize,
            _ => 0..0,
        }
    }

    /// Where those two lines stand one after the other, in order.
    fn at_two(&self, two: [u32; 2]) -> &[u32] {
        let next = |place: &u32| self.lines.get(*place as usize + 1).copied();
        let pairs = self.pairs.get_or_init(|| {
            let mut pairs = self.order().order.clone();
            for number in (0u32..).take(self.count) {
                if let Some(places) = pairs.get_mut(self.run(number)) {
                    places.sort_by_key(next); // which leaves equals in their order
                }
            }
            pairs
        });
        let places = pairs.get(self.run(two[0])).unwrap_or_default();
        let from = places.partition_point(|place| next(place) < Some(two[1]));
        let to = places.partition_point(|place| next(place) <= Some(two[1]));
        places.get(from..to).unwrap_or_default()
    }

    /// Whether a line of that number stands in `run`.
    pub(super) fn holds(&self, number: u32, run: &Range<u32>) -> bool {
        let places = self.at(number);
        let first = places.partition_point(|place| *place < run.start);
        places.get(first).is_some_and(|place| *place < run.end)
    }

    /// Where the lines of `block` stand one after another, in order; nowhere
    /// for none.
    pub(super) fn places<'s>(&'s self, block: &'s [u32]) -> impl Iterator<Item = usize> + 's {
        let (before, at) = self.rarest(block);
        let start = move |place: &u32| self.start(block, before, *place);
        at.iter().filter_map(start)
    }

    /// How many places are looked at to find `block`.
    pub(super) fn effort(&self, block: &[u32]) -> usize {
        self.rarest(block).1.len()
    }

    /// The rarest line of `block`, or the rarest two together where every line
    /// is frequent: how many lines of it are above them, and their places.
    fn rarest(&self, block: &[u32]) -> (usize, &[u32]) {
        let lines = block.iter().map(|number| self.at(*number));
        let rarest = lines.enumerate().min_by_key(|(_, at)| at.len());
        let rarest = rarest.unwrap_or_default();
        if rarest.1.len() < MANY || block.len() < 2 {
            return rarest;
        }
        let two = block.windows(2).map(|two| self.at_two([two[0], two[1]]));
        let two = two.enumerate().min_by_key(|(_, at)| at.len());
        two.unwrap_or(rarest)
    }

    /// Where `block` begins, if it is there with `before` of its lines above
    /// `place`.
    fn start(&self, block: &[u32], before: usize, place: u32) -> Option<usize> {
        let start = (place as usize).checked_sub(before)?;
        (self.lines.get(start..start + block.len()) == Some(block)).then_some(start)
    }

    /// Whether the lines of `block` stand together just once.
    pub(super) fn is_once(&self, block: &[u32]) -> bool {
        self.places(block).take(2).count() == 1
    }

    /// At most so many of the places of `block`, those nearest to `to`, in
    /// order.
    pub(super) fn nearest(&self, block: &[u32], to: usize, most: usize) -> Vec<usize> {
        let (before, at) = self.rarest(block);
        let (above, below) = at.split_at(at.partition_point(|at| (*at as usize) < to + before));
        let start = |place: &u32| self.start(block, before, *place);
        let mut above = above.iter().rev().filter_map(start).peekable();
        let mut below = below.iter().filter_map(start).peekable();
        let mut places = Vec::new();
        while places.len() < most {
            let is_above = match (above.peek(), below.peek()) {
                (Some(above), Some(below)) => to - above <= below - to,
                (next, _) => next.is_some(),
            };
            let next = if is_above { above.next() } else { below.next() };
            let Some(next) = next else {
                break;
            };
            places.push(next);
        }
        places.sort_unstable();
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drift::Texts;

    fn tokens(old: &str, new: &str) -> Tokens {
        let text = |text: &str| text.replace('|', "\n").into_bytes();
        Texts::new(text(old), text(new)).tokens
    }

    #[test]
    fn white_space_at_the_ends_makes_no_other_line() {
        let tokens = tokens("a b| a b\t|ab", "\ta b|a  b");
        assert_eq!(tokens.old.block(0..3), [0, 0, 1]);
        assert_eq!(tokens.new.block(0..2), [0, 2]);
        assert!(tokens.new.block(1..3).is_empty());
    }

    #[test]
    fn finds_every_place_of_a_block() {
        let tokens = tokens("x|}|x|}|y|}|", "y|}|y|}");
        let places = |run| tokens.old.places(tokens.old.block(run)).collect::<Vec<_>>();
        assert_eq!(places(0..2), [0, 2]);
        assert_eq!(places(1..2), [1, 3, 5]);
        assert!(places(4..4).is_empty());
        assert_eq!(tokens.new.nearest(tokens.old.block(5..6), 3, 1), [3]);
        assert!(tokens.is_alone(2..6) == tokens.new.is_once(tokens.old.block(2..6)));
        assert!(tokens.old.holds(1, &(2..4)) && !tokens.old.holds(1, &(2..3)));
    }

    #[test]
    fn a_landmark_stands_once_then_and_now() {
        let tokens = tokens("a|b|b||c|d", "a|b||d|d");
        let at = |line| tokens.has_landmark(line..line + 1);
        assert_eq!([0, 1, 3, 4, 5].map(at), [true, false, false, false, false]);
    }

    #[test]
    fn frequent_lines_are_found_as_rare_ones_are() {
        let mut seed = 1u32;
        let mut next = |below: u32| {
            seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12345);
            (seed >> 16) % below
        };
        let lines: Vec<u32> = (0..400).map(|_| next(3)).collect();
        let side = Side::new(lines.clone(), 4);
        for _ in 0..500 {
            let (len, to) = (next(5) as usize, next(400) as usize);
            let from = next(400 - 5) as usize;
            let mut block = lines[from..from + len].to_vec();
            if let Some(line) = block.first_mut().filter(|_| next(9) == 0) {
                *line = next(4);
            }
            let is_there = |start: &usize| len > 0 && lines[*start..].starts_with(&block);
            let all: Vec<usize> = (0..lines.len()).filter(is_there).collect();
            assert_eq!(side.places(&block).collect::<Vec<_>>(), all, "{block:?}");
            let mut nearest = all;
            nearest.sort_by_key(|place| place.abs_diff(to));
            nearest.truncate(5);
            nearest.sort_unstable();
            assert_eq!(side.nearest(&block, to, 5), nearest, "{block:?} near {to}");
        }
    }
}
