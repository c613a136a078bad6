//! How many tokens a text may come to. Every model counts in its own way; this
//! is meant to be no less than what o200k and cl100k, the widest spread
//! tokenizers, make of real text, and is a third more of plain English.

/// The parts of a token that costs are told in.
const PARTS: usize = 6;

/// The pairs of Latin letters that words in English, German, code and the like
/// are made of: a bit for each second letter, by the first. Whatever has many
/// others is no word, and falls into many tokens.
#[rustfmt::skip]
const COMMON: [u32; 26] = [
    0x13e_bd4e, 0x116_4911, 0x01a_4d95, 0x016_4119, 0x1ef_b97f, 0x01a_4931,
    0x016_6191, 0x008_4111, 0x22e_f87f, 0x000_0010, 0x004_0111, 0x11c_4919,
    0x014_d113, 0x13c_6d7d, 0x07e_fd6e, 0x11e_c911, 0x010_0000, 0x11e_755d,
    0x11c_c595, 0x11e_c99d, 0x00e_b91f, 0x000_0111, 0x002_6191, 0x008_8000,
    0x00c_8000, 0x000_0010,
];

/// What a character is to a tokenizer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Upper,
    Lower,
    Digit,
    Space,
    Line,
    Sign,
    Wide,
}

/// Characters of one class in a row.
struct Run {
    class: Class,
    length: usize,
    rare: usize,
    last: char,
}

/// How many tokens `text` comes to at most.
pub(super) fn tokens(text: &str) -> usize {
    let mut parts = 0;
    let mut run = Run::new('\n');
    for c in text.chars() {
        if !run.takes(c) {
            parts += run.cost();
            if run.class == Class::Space && class(c) == Class::Digit {
                parts += PARTS; // words take the space before them, numbers do not
            }
            run = Run::new(c);
        }
        if class(c) == Class::Wide {
            parts += wide(c);
        }
        run.add(c);
    }
    (parts + run.cost()).div_ceil(PARTS)
}

impl Run {
    fn new(first: char) -> Run {
        Run {
            class: class(first),
            length: 0,
            rare: 0,
            last: first,
        }
    }

    /// Whether a word or the like goes on with `c`.
    fn takes(&self, c: char) -> bool {
        let class = class(c);
        class == self.class
            || (self.class, class) == (Class::Upper, Class::Lower) && self.length == 1
    }

    fn add(&mut self, c: char) {
        let is_letter = matches!(class(c), Class::Lower | Class::Upper);
        if is_letter && self.length > 0 && is_rare(self.last, c) {
            self.rare += 1;
        }
        let repeats = class(c) == Class::Sign && c == self.last;
        if !repeats || self.length.is_multiple_of(4) {
            self.length += 1;
        }
        self.class = class(c);
        self.last = c;
    }

    fn cost(&self) -> usize {
        let length = self.length;
        match self.class {
            _ if length == 0 => 0,
            Class::Lower => PARTS + length.saturating_sub(4) + 5 * self.rare,
            Class::Upper => PARTS + 5 * length.saturating_sub(2),
            Class::Digit => PARTS * length.div_ceil(3) + 1,
            Class::Space if length == 1 => 0,
            Class::Space => PARTS * length.div_ceil(8),
            Class::Line => PARTS,
            Class::Sign => 5 * length,
            Class::Wide => 0,
        }
    }
}

fn class(c: char) -> Class {
    match c {
        'a'..='z' => Class::Lower,
        'A'..='Z' => Class::Upper,
        '0'..='9' => Class::Digit,
        ' ' | '\t' => Class::Space,
        '\n' | '\r' => Class::Line,
        c if c.is_ascii() => Class::Sign,
        _ => Class::Wide,
    }
}

fn is_rare(first: char, second: char) -> bool {
    let place = |c: char| u32::from(c.to_ascii_lowercase()) - u32::from('a');
    let row = COMMON.get(place(first) as usize);
    row.is_none_or(|row| row >> place(second) & 1 == 0)
}

/// What a character beyond ASCII costs: scripts that few write fall into their
/// bytes.
fn wide(c: char) -> usize {
    match u32::from(c) {
        0x400..0x530 => 7,
        ..0x250 | 0x600..0x700 => 8,
        0x250..0x400 | 0x530..0x600 | 0x700..0x800 => 10,
        0x3000..0xd7b0 | 0xf900..0xfb00 | 0xff00..0x1_0000 => 12,
        0x800..0x2200 | 0x2300..0x3000 | 0xd7b0..0xf900 | 0xfb00..0xff00 => 14,
        0x2200..0x2300 => 15,
        0x1_f000..0x1_fb00 => 19,
        _ => 24,
    }
}

/// `text` where it comes to no more than `most` tokens, else its beginning
/// with an ellipsis.
pub(super) fn cut(text: &str, most: usize) -> String {
    const ELLIPSIS: &str = "…";
    let start: String = text.chars().take(most.saturating_mul(PARTS * 8)).collect();
    if start.len() == text.len() && tokens(text) <= most {
        return text.to_owned();
    }
    let room = most.saturating_sub(tokens(ELLIPSIS));
    let ends: Vec<usize> = start.char_indices().map(|(at, _)| at).collect();
    let fits = ends.partition_point(|end| tokens(&start[..*end]) <= room);
    let end = fits.checked_sub(1).map_or(0, |last| ends[last]);
    start[..end].trim_end().to_owned() + ELLIPSIS
}

/// The same of a path, whose end tells most.
pub(super) fn cut_front(path: &str, most: usize) -> String {
    if tokens(path) <= most {
        return path.to_owned();
    }
    let backwards: String = path.chars().rev().collect();
    cut(&backwards, most).chars().rev().collect()
}
