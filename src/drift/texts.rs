//! Two texts as lines, and every line as a number: what a diff and the
//! carrying of positions work with.

use crate::drift::numbering::numbered;
use crate::drift::tokens::Tokens;
use hashbrown::HashMap;
use memchr::{memchr_iter, memmem};

/// A text then and now. All that asks whether two lines are equal goes by
/// their numbers, which are worked out once. Measured: with every line of
/// 100,000 a side hashed five times, that was two thirds of a resume.
#[derive(Clone, Debug)]
pub struct Texts {
    old: Text,
    new: Text,
    whole: Numbered,
    pub(super) tokens: Tokens,
}

/// The lines of two texts as numbers: equal lines have the same one, and the
/// first of its kind has the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbered {
    /// The lines then.
    pub then: Vec<u32>,
    /// The lines now.
    pub now: Vec<u32>,
}

/// A text, and where each of its lines ends.
#[derive(Clone, Debug)]
struct Text {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

/// Two texts are the same where their bytes are.
impl PartialEq for Texts {
    fn eq(&self, other: &Texts) -> bool {
        self.old.bytes == other.old.bytes && self.new.bytes == other.new.bytes
    }
}

impl Eq for Texts {}

impl Texts {
    /// Reads two texts, each of less than 4 GiB.
    pub fn new(old: Vec<u8>, new: Vec<u8>) -> Texts {
        let (old, new) = (Text::new(old), Text::new(new));
        let (whole, tokens) = numbered(old.lines(), new.lines());
        Texts {
            old,
            new,
            whole,
            tokens,
        }
    }

    /// The bytes at the save.
    pub fn then(&self) -> &[u8] {
        &self.old.bytes
    }

    /// The bytes now.
    pub fn now(&self) -> &[u8] {
        &self.new.bytes
    }

    /// The bytes of the first so many lines of either.
    pub fn heads(&self, then: usize, now: usize) -> (&[u8], &[u8]) {
        (self.old.head(then), self.new.head(now))
    }

    /// How many lines lie within the first so many bytes of either.
    pub fn lines_within(&self, then: usize, now: usize) -> (usize, usize) {
        (self.old.lines_within(then), self.new.lines_within(now))
    }

    /// The lines as they stand, with their endings.
    pub fn whole(&self) -> &Numbered {
        &self.whole
    }

    /// Of each number of [`Texts::whole`] the first line that has it, as
    /// [`Texts::line`] takes it.
    pub fn firsts(&self) -> Vec<u32> {
        let mut firsts = Vec::new();
        let numbers = self.whole.then.iter().chain(&self.whole.now);
        for (at, number) in (0u32..).zip(numbers) {
            if *number as usize == firsts.len() {
                firsts.push(at);
            }
        }
        firsts
    }

    /// A line (0-based); those now come after those then.
    pub fn line(&self, at: u32) -> &[u8] {
        let at = at as usize;
        match at.checked_sub(self.old.ends.len()) {
            None => self.old.line(at),
            Some(at) => self.new.line(at),
        }
    }

    /// Of each number of [`Texts::whole`] the line.
    fn kinds(&self) -> Vec<&[u8]> {
        let firsts = self.firsts().into_iter();
        firsts.map(|at| self.line(at)).collect()
    }

    /// The lines without their endings, and the first line of each kind;
    /// `None` where no two of them differ in that alone.
    pub fn folded(&self) -> Option<(Numbered, Vec<&[u8]>)> {
        let has_end = |text: &Text| text.bytes.ends_with(b"\n");
        let has_crlf = |text: &Text| memmem::find(&text.bytes, b"\r\n").is_some();
        if has_end(&self.old) == has_end(&self.new) && !has_crlf(&self.old) && !has_crlf(&self.new)
        {
            return None;
        }
        let kinds = self.kinds();
        let mut known: HashMap<&[u8], u32> = HashMap::with_capacity(kinds.len());
        let mut bare = Vec::new();
        let mut numbers = Vec::with_capacity(kinds.len());
        for kind in kinds {
            let number = *known.entry(without_end(kind)).or_insert_with(|| {
                bare.push(kind);
                place(bare.len() - 1)
            });
            numbers.push(number);
        }
        let renumbered = |lines: &[u32]| lines.iter().map(|at| numbers[*at as usize]).collect();
        let folded = Numbered {
            then: renumbered(&self.whole.then),
            now: renumbered(&self.whole.now),
        };
        Some((folded, bare))
    }

    /// The lines without the white space at their ends, then and now.
    pub fn trimmed(&self) -> (&[u32], &[u32]) {
        (self.tokens.old.all(), self.tokens.new.all())
    }

    /// The number among those of a line that has nothing else.
    pub fn blank(&self) -> Option<u32> {
        self.tokens.blank
    }

    /// The lines then and now without their endings.
    pub(super) fn lines(&self) -> (Vec<&[u8]>, Vec<&[u8]>) {
        let lines = |text| Text::lines(text).map(without_end).collect();
        (lines(&self.old), lines(&self.new))
    }
}

impl Text {
    fn new(bytes: Vec<u8>) -> Text {
        let mut ends: Vec<u32> = memchr_iter(b'\n', &bytes).map(|at| place(at + 1)).collect();
        if bytes.last().is_some_and(|last| *last != b'\n') {
            ends.push(place(bytes.len()));
        }
        Text { bytes, ends }
    }

    /// The lines as they stand.
    fn lines(&self) -> impl Iterator<Item = &[u8]> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let line = start..*end as usize;
            start = line.end;
            self.bytes.get(line).unwrap_or_default()
        })
    }

    fn line(&self, at: usize) -> &[u8] {
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let start = at.checked_sub(1).map_or(0, end);
        self.bytes.get(start..end(at)).unwrap_or_default()
    }

    fn lines_within(&self, bytes: usize) -> usize {
        self.ends.partition_point(|end| *end as usize <= bytes)
    }

    fn head(&self, lines: usize) -> &[u8] {
        let end = lines.checked_sub(1).and_then(|last| self.ends.get(last));
        let end = end.map_or(0, |end| *end as usize);
        self.bytes.get(..end).unwrap_or_default()
    }
}

/// A line without `\n` and one `\r` before it. A lone `\r` ends no line
/// (xdiff/xutils.c, ends_with_optional_cr).
pub(super) fn without_end(line: &[u8]) -> &[u8] {
    match line.strip_suffix(b"\n") {
        Some(line) => line.strip_suffix(b"\r").unwrap_or(line),
        None => line,
    }
}

/// As lines and bytes are counted here.
pub(super) fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of lines by the rule itself.
    fn by_rule<'a>(then: &[&'a [u8]], now: &[&'a [u8]]) -> Numbered {
        let mut kinds: Vec<&[u8]> = Vec::new();
        let mut numbers = |lines: &[&'a [u8]]| {
            let number = |line: &&'a [u8]| {
                let known = kinds.iter().position(|kind| kind == line);
                known.unwrap_or_else(|| {
                    kinds.push(line);
                    kinds.len() - 1
                })
            };
            lines.iter().map(number).map(place).collect()
        };
        let then = numbers(then);
        let now = numbers(now);
        Numbered { then, now }
    }

    #[test]
    fn equal_lines_have_equal_numbers() {
        let mut seed = 5u32;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12345);
            (seed >> 16) as usize % below
        };
        let pieces = ["a", " a", "a ", "", " ", "b", "a\r", "\tb", "c", "d", "\r"];
        for round in 0..500 {
            let mut text = || -> Vec<u8> {
                let lines = 0..next(30);
                let lines: Vec<&str> = lines.map(|_| pieces[next(pieces.len())]).collect();
                let end = ["", "\n"][next(2)];
                (lines.join("\n") + end).into_bytes()
            };
            let (old, new) = (text(), text());
            let texts = Texts::new(old.clone(), new.clone());
            let split =
                |text| -> Vec<&[u8]> { <[u8]>::split_inclusive(text, |b| *b == b'\n').collect() };
            let (then, now) = (split(&old), split(&new));
            assert_eq!(*texts.whole(), by_rule(&then, &now), "round {round}");
            let all: Vec<&[u8]> = then.iter().chain(&now).copied().collect();
            for (number, kind) in (0u32..).zip(texts.kinds()) {
                let first = texts.whole().then.iter().chain(&texts.whole().now);
                let first = first.into_iter().position(|one| *one == number).unwrap();
                assert_eq!(all[first], kind);
            }
            let same = |bare: fn(&[u8]) -> &[u8], (a, b): (&[u32], &[u32])| {
                let then: Vec<&[u8]> = then.iter().map(|line| bare(line)).collect();
                let now: Vec<&[u8]> = now.iter().map(|line| bare(line)).collect();
                let rule = by_rule(&then, &now);
                assert_eq!((a, b), (&rule.then[..], &rule.now[..]), "round {round}");
            };
            same(<[u8]>::trim_ascii, texts.trimmed());
            if let Some((folded, _)) = texts.folded() {
                same(without_end, (&folded.then, &folded.now));
            }
        }
    }
}
