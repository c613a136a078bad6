//! Giving numbers to the lines of two texts: one hash for a line, and none for
//! one that follows another as it did before.

use crate::drift::Numbered;
use crate::drift::texts::place;
use crate::drift::tokens::Tokens;
use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashMap, HashTable};
use std::hash::BuildHasher;

/// Lines, each as it stands and without the white space at its ends, on the
/// way to their numbers.
#[derive(Default)]
struct Numbering<'a> {
    hasher: DefaultHashBuilder,
    /// The numbers of the bare lines, by their text.
    table: HashTable<u32>,
    /// By number, each bare line and the number of the first whole one.
    bare: Vec<(&'a [u8], u32)>,
    /// The whole lines that are not the first of their bare one.
    others: HashMap<&'a [u8], u32>,
    /// By number, each whole line.
    whole: Vec<&'a [u8]>,
}

impl<'a> Numbering<'a> {
    /// The number of the line as it stands, and of the bare one: one hash.
    fn number(&mut self, line: &'a [u8]) -> (u32, u32) {
        let (text, next) = (line.trim_ascii(), place(self.whole.len()));
        let (bare, hasher) = (&self.bare, &self.hasher);
        let known = |number: &u32| bare[*number as usize].0;
        let entry = self.table.entry(
            hasher.hash_one(text),
            |number| known(number) == text,
            |number| hasher.hash_one(known(number)),
        );
        match entry {
            Entry::Occupied(entry) => {
                let number = *entry.get();
                let first = bare[number as usize].1;
                if self.whole[first as usize] == line {
                    return (first, number);
                }
                let other = *self.others.entry(line).or_insert(next);
                if other == next {
                    self.whole.push(line);
                }
                (other, number)
            }
            Entry::Vacant(entry) => {
                let number = place(bare.len());
                entry.insert(number);
                self.bare.push((text, next));
                self.whole.push(line);
                (next, number)
            }
        }
    }
}

/// The numbers of the lines of two texts, as they stand and as tokens.
pub(super) fn numbered<'a>(
    old: impl Iterator<Item = &'a [u8]>,
    new: impl Iterator<Item = &'a [u8]>,
) -> (Numbered, Tokens) {
    let mut all = Numbering::default();
    let (mut whole, mut trimmed) = (Numbered::default(), Numbered::default());
    let then: Vec<&[u8]> = old.collect();
    all.table.reserve(then.len(), |_| 0); // nothing is in it yet
    let mut stands = Vec::new(); // where each whole line stands then
    for (at, line) in then.iter().enumerate() {
        let (as_is, bare) = all.number(line);
        stands.resize(all.whole.len(), 0);
        stands[as_is as usize] = at;
        whole.then.push(as_is);
        trimmed.then.push(bare);
    }
    // Mostly a line is the one after its neighbour's twin, and need not be
    // looked up.
    let mut twin = 0;
    for line in new {
        let (as_is, bare) = if then.get(twin) == Some(&line) {
            (whole.then[twin], trimmed.then[twin])
        } else {
            let numbers = all.number(line);
            twin = stands.get(numbers.0 as usize).copied().unwrap_or(twin);
            numbers
        };
        twin += 1;
        whole.now.push(as_is);
        trimmed.now.push(bare);
    }
    let blank = all.bare.iter().position(|(line, _)| line.is_empty());
    let count = all.bare.len();
    (whole, Tokens::new(trimmed, count, blank.map(place)))
}
