//! The lines of many files as numbers, white space at their ends aside, and
//! where each stands: in little more memory than the texts take.

use crate::drift::texts::place;
use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// The number of each kind of line.
#[derive(Default)]
pub(super) struct Kinds<'a> {
    /// The numbers, by their text.
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
    /// By number, a line of it.
    texts: Vec<&'a [u8]>,
}

/// The lines of all files at one time. Measured, 480,000 lines of 15 MB: a
/// process of 56 MB, and of 131 with maps from each line's text to its places.
#[derive(Default)]
pub(super) struct Listed<'a> {
    texts: Vec<&'a [u8]>,
    /// Where the lines of each file begin in `ends` and `numbers`, and where the
    /// last ends.
    files: Vec<usize>,
    /// Where each line ends in its text.
    ends: Vec<u32>,
    numbers: Vec<u32>,
    /// The lines, sorted by their numbers.
    order: Vec<u32>,
    /// Where in `order` those of each number begin.
    starts: Vec<u32>,
}

impl<'a> Kinds<'a> {
    fn number_anew(&mut self, line: &'a [u8]) -> u32 {
        let (kinds, hasher) = (&self.texts, &self.hasher);
        let known = |number: &u32| kinds[*number as usize];
        let entry = self.table.entry(
            hasher.hash_one(line),
            |number| known(number) == line,
            |number| hasher.hash_one(known(number)),
        );
        match entry {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                let number = place(self.texts.len());
                entry.insert(number);
                self.texts.push(line);
                number
            }
        }
    }

    /// The number of a line that stands in one of the files, then or now.
    pub(super) fn number(&self, line: &[u8]) -> Option<u32> {
        let is_it = |number: &u32| self.texts[*number as usize] == line;
        self.table.find(self.hasher.hash_one(line), is_it).copied()
    }
}

impl<'a> Listed<'a> {
    /// Numbers the lines of these texts.
    pub(super) fn new(texts: impl Iterator<Item = &'a [u8]>, kinds: &mut Kinds<'a>) -> Listed<'a> {
        let mut all = Listed::default();
        for text in texts {
            all.files.push(all.ends.len());
            all.texts.push(text);
            let mut end = 0;
            for line in text.split_inclusive(|byte| *byte == b'\n') {
                end += line.len();
                all.ends.push(place(end));
                all.numbers.push(kinds.number_anew(line.trim_ascii()));
            }
        }
        all.files.push(all.ends.len());
        all
    }

    /// Makes ready where the lines of each number are, once all have theirs.
    pub(super) fn sort(&mut self, kinds: &Kinds<'_>) {
        self.starts = vec![0; kinds.texts.len() + 1];
        for number in &self.numbers {
            self.starts[*number as usize] += 1;
        }
        let mut end = 0;
        for start in &mut self.starts {
            end += *start;
            *start = end;
        }
        self.order = vec![0; self.numbers.len()];
        for (at, number) in self.numbers.iter().enumerate().rev() {
            let start = &mut self.starts[*number as usize];
            *start -= 1;
            self.order[*start as usize] = place(at);
        }
    }

    /// The numbers of a file's lines.
    pub(super) fn numbers(&self, file: usize) -> &[u32] {
        &self.numbers[self.files[file]..self.files[file + 1]]
    }

    /// A line of a file.
    pub(super) fn line(&self, file: usize, at: usize) -> Option<&'a [u8]> {
        let all = self.files[file]..self.files[file + 1];
        let ends = &self.ends[all];
        let end = *ends.get(at)? as usize;
        let start = at.checked_sub(1).map_or(0, |before| ends[before] as usize);
        Some(self.texts[file].get(start..end)?.trim_ascii())
    }

    /// The lines of that number, of all files, in order.
    pub(super) fn at(&self, number: u32) -> &[u32] {
        let number = number as usize;
        &self.order[self.starts[number] as usize..self.starts[number + 1] as usize]
    }

    /// How many of them a file has.
    pub(super) fn count(&self, number: u32, file: usize) -> usize {
        let at = self.at(number);
        let before = |end: usize| at.partition_point(|line| (*line as usize) < end);
        before(self.files[file + 1]) - before(self.files[file])
    }

    /// File and start of every place of `block`.
    pub(super) fn places(&self, block: &[u32]) -> Vec<(usize, usize)> {
        let lines = block.iter().enumerate();
        let rarest = lines.min_by_key(|(_, number)| self.at(**number).len());
        let Some((before, rarest)) = rarest else {
            return Vec::new();
        };
        let starts = self.at(*rarest).iter().filter_map(|line| {
            let line = *line as usize;
            let file = self.files.partition_point(|start| *start <= line) - 1;
            let all = self.numbers(file);
            let start = (line - self.files[file]).checked_sub(before)?;
            (all.get(start..start + block.len()) == Some(block)).then_some((file, start))
        });
        starts.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found_and_no_other() {
        let mut seed = 7u32;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12345);
            (seed >> 16) as usize % below
        };
        let pieces = ["a", " a", "b\r", "", " ", "b", "c\t"];
        for round in 0..300 {
            let mut text = || {
                let lines: Vec<&str> = (0..next(9)).map(|_| pieces[next(pieces.len())]).collect();
                lines.join("\n") + ["", "\n"][next(2)]
            };
            let texts = [text(), text(), String::new(), text()];
            let rule = texts.each_ref().map(|text| -> Vec<&[u8]> {
                let lines = text.as_bytes().split_inclusive(|byte| *byte == b'\n');
                lines.map(<[u8]>::trim_ascii).collect()
            });
            let mut kinds = Kinds::default();
            let mut listed = Listed::new(texts.iter().map(String::as_bytes), &mut kinds);
            listed.sort(&kinds);
            for (file, lines) in rule.iter().enumerate() {
                let numbers = listed.numbers(file);
                assert_eq!(numbers.len(), lines.len(), "round {round}");
                assert_eq!(listed.line(file, lines.len()), None);
                for (at, line) in lines.iter().enumerate() {
                    assert_eq!(listed.line(file, at), Some(*line));
                    assert_eq!(kinds.number(line), Some(numbers[at]));
                    let count = lines.iter().filter(|one| *one == line).count();
                    assert_eq!(listed.count(numbers[at], file), count);
                    let block = &numbers[at..lines.len().min(at + 2)];
                    let text = &lines[at..at + block.len()];
                    let stand = rule.iter().enumerate().flat_map(|(file, lines)| {
                        let there = lines.windows(text.len()).enumerate();
                        there
                            .filter(|(_, one)| *one == text)
                            .map(move |(at, _)| (file, at))
                    });
                    assert_eq!(listed.places(block), stand.collect::<Vec<_>>());
                }
            }
            assert_eq!(kinds.number(b"nowhere"), None);
        }
    }
}
