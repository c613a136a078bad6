//! Lines told in words: `line 34`, `(lines 15-28)`, `L34`, `34行目`.

use super::look::{boundary, looks_like_file};
use super::position::{number, numbers};
use super::{Form, Position};

/// A position told in words, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// The position; offsets are in the text it is read from.
    pub(super) position: Position,
    /// Where its words start.
    pub(super) start: usize,
    /// Whether the file's name comes next: `line 34 of a.rs`.
    pub(super) of_next: bool,
    /// Whether it is told so tersely, `(:34)`, that it may be a port.
    pub(super) terse: bool,
}

/// The words for one line, as they stand before a number.
const ONE: [&str; 19] = [
    "line",
    "ln",
    "linha",
    "línea",
    "linea",
    "ligne",
    "zeile",
    "riga",
    "regel",
    "rad",
    "wiersz",
    "linia",
    "satır",
    "dòng",
    "baris",
    "строка",
    "строке",
    "строки",
    "рядок",
];

/// The words for several.
const MORE: [&str; 17] = [
    "lines",
    "lns",
    "linhas",
    "líneas",
    "lineas",
    "lignes",
    "zeilen",
    "righe",
    "regels",
    "rader",
    "wiersze",
    "linie",
    "satırlar",
    "các dòng",
    "строки",
    "строках",
    "рядки",
];

/// The words that come between a position and the file it lies in.
const OF: [&str; 15] = [
    "of", "in", "from", "de", "do", "da", "du", "dans", "di", "del", "von", "em", "en", "в",
    "trong",
];

/// The longest of the words, in bytes.
const LONGEST: usize = 20;

/// Whether the head of a column says that it tells lines.
pub(super) fn is_line_word(text: &str) -> bool {
    let text = text.trim().trim_matches(['*', '_', '#', '(', ')']);
    let text = text.to_lowercase();
    let known = |word: &&str| {
        let rest = text.strip_prefix(*word);
        rest.is_some_and(|rest| ["", "(s)", " #", "(s", " no.", " number"].contains(&rest))
    };
    ONE.iter().chain(&MORE).any(known) || ["行", "行号", "行番号", "줄"].contains(&&*text)
}

/// The positions told in words in a text, in source order. `after_file` says
/// that a file is named right before it.
pub(super) fn words(text: &str, after_file: bool) -> Vec<Told> {
    let mut found: Vec<Told> = Vec::new();
    let mut until = 0;
    let mut before = None;
    let counts = text.contains(char::is_numeric);
    let is_ascii = text.is_ascii();
    for (at, c) in text.char_indices().take_while(|_| counts) {
        let last = before.replace(c);
        if at < until {
            continue;
        }
        let read = if c == ':' {
            terse(text, at, last)
        } else if is_ascii && !c.is_ascii_alphabetic() {
            None // an ordinal is told with words of other scripts
        } else if c.is_numeric() || c == '第' {
            ordinal(text, at, last)
        } else if c.is_alphabetic() && !last.is_some_and(joins) {
            announced(text, at, last, after_file)
        } else {
            None
        };
        if let Some((told, end)) = read {
            found.extend(told);
            until = end;
        }
    }
    found
}

/// Whether a character before a word makes it a part of a longer one.
fn joins(c: char) -> bool {
    c.is_alphanumeric() && !is_wide(c) || "_-./$".contains(c)
}

/// Whether a letter is of a script that writes words without spaces.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// The positions behind the word at `at`, and where they end.
fn announced(
    text: &str,
    at: usize,
    before: Option<char>,
    after_file: bool,
) -> Option<(Vec<Told>, usize)> {
    let rest = &text[at..];
    let (start, counts) = if lone_l(text, at, before, after_file) {
        (at, false)
    } else {
        let (len, counts) = worded(rest)?;
        (at + len, counts)
    };
    let (positions, end) = numbers(text, start, Form::Word);
    let tail = &text[end..];
    let over = |c: char| c.is_alphanumeric() && !is_wide(c) || c == '_' || c == '%';
    let one = matches!(&positions[..], [only] if only.lines.is_single());
    let gone = ["old ", "former "]
        .iter()
        .any(|word| text[..at].ends_with(word));
    if positions.is_empty() || tail.starts_with(over) || counts && one || gone || is_count(tail) {
        return None;
    }
    Some((all(positions, at, is_of(tail)), end))
}

fn all(positions: Vec<Position>, start: usize, of_next: bool) -> Vec<Told> {
    let told = positions.into_iter().map(|position| Told {
        position,
        start,
        of_next,
        terse: false,
    });
    told.collect()
}

/// Whether what follows numbers says that they count: `(34 lines)`.
fn is_count(tail: &str) -> bool {
    let word = tail.strip_prefix(' ').unwrap_or_default();
    let word = word.split(|c: char| !c.is_alphabetic()).next();
    word.is_some_and(|word| MORE.contains(&&*word.to_lowercase()))
}

/// Whether what follows a position says that the file comes next.
fn is_of(tail: &str) -> bool {
    let mut words = tail.trim_start_matches([' ', '\n']).splitn(3, [' ', '\n']);
    let of = words.next().is_some_and(|word| OF.contains(&word));
    of && tail.starts_with([' ', '\n'])
}

/// The length of a word for lines at the start of `rest` up to its number;
/// and whether it rather counts them, as `Lines: 475` does.
fn worded(rest: &str) -> Option<(usize, bool)> {
    let first = rest.as_bytes().first()?.to_ascii_lowercase();
    let begins = |word: &&str| word.as_bytes().starts_with(&[first]);
    if first.is_ascii() && !ONE.iter().chain(&MORE).any(begins) {
        return None; // nearly every word, and none of them is copied
    }
    let end = boundary(rest, LONGEST);
    let word = rest[..end].split(|c: char| !c.is_alphabetic()).next()?;
    let lower = word.to_lowercase();
    let more = MORE.contains(&&*lower);
    let mut tail = &rest[word.len()..];
    if !more && !ONE.contains(&&*lower) {
        return None;
    }
    tail = tail
        .strip_prefix("(s)")
        .or(tail.strip_prefix('.'))
        .unwrap_or(tail);
    let longer = [" numbers", " number", " nos.", " no."];
    let shorter = longer.iter().find_map(|word| tail.strip_prefix(*word));
    tail = shorter.unwrap_or(tail);
    let number = tail.trim_start_matches([
        ' ', '\t', '\n', '\r', '*', ':', '：', '#', '~', '(', '`', '≈',
    ]);
    let gap = &tail[..tail.len() - number.len()];
    let counts = gap.contains([':', '：']) && more && !ONE.contains(&&*lower);
    let short = gap.len() <= 12 && !gap.is_empty();
    short.then_some((rest.len() - number.len(), counts))
}

/// Whether the `L` at `at` opens a line of its own: `(L34)`, `a.rs L34`.
fn lone_l(text: &str, at: usize, before: Option<char>, after_file: bool) -> bool {
    let mut rest = text[at..].bytes();
    if rest.next() != Some(b'L') || !rest.next().is_some_and(|byte| byte.is_ascii_digit()) {
        return false;
    }
    if matches!(before, Some('(' | '[' | '@')) {
        return true;
    }
    if before.is_some_and(|c| !c.is_whitespace() && !is_wide(c) && !"*_~（、。".contains(c)) {
        return false;
    }
    let ahead = text[boundary(text, at.saturating_sub(200))..at]
        .trim_end_matches([' ', ':', ',', '*', '_']);
    let begins = ahead.is_empty() && at < 8;
    let digits = text[at + 1..]
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    let range = text[at + 1 + digits..].starts_with(['-', '–', ':', ' ']);
    let named = ahead
        .split([' ', '(', '*', '\n'])
        .next_back()
        .is_some_and(looks_like_file);
    // A sentence of its own has other things by such names.
    let mut since = ahead.rsplit(' ').map(|word| {
        let ends = word.ends_with(['.', ';']) || word.contains(['\n', '。']);
        (ends, looks_like_file(word))
    });
    let same = !since
        .find(|(ends, file)| *ends || *file)
        .is_some_and(|(ends, _)| ends);
    begins && (after_file || range) || named && !ahead.is_empty() || digits >= 2 && same
}

/// `(:34)`, `(:15-28, :40)` at `at`.
fn terse(text: &str, at: usize, before: Option<char>) -> Option<(Vec<Told>, usize)> {
    let ahead = text[..at].trim_end_matches([' ', '\n', '\r']);
    let opens = before == Some('(') || ahead.ends_with(',');
    if !opens || !text[at + 1..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (positions, end) = numbers(text, at + 1, Form::Colon);
    let closed = text[end..].starts_with([')', ',', ';']);
    let told = all(positions, at, false).into_iter();
    let told = told.map(|told| Told {
        terse: true,
        ..told
    });
    closed.then(|| (told.collect(), end))
}

/// `第34行`, `34行目`, `34-40行目`, `34번째 줄` at `at`.
fn ordinal(text: &str, at: usize, before: Option<char>) -> Option<(Vec<Told>, usize)> {
    let first = text[at..].starts_with('第');
    let inside = before.is_some_and(|c| c.is_ascii_alphanumeric() || "_.,-~第".contains(c));
    if inside && !first {
        return None;
    }
    let window = &text[at..boundary(text, at + 8)];
    let gap = window.trim_start_matches(['第', ' ']);
    let start = at + window.len() - gap.len();
    if !gap.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (lines, digits, end) = number(text, start)?;
    let position = Position {
        lines,
        digits,
        form: Form::Word,
    };
    let tail = text[end..].trim_start_matches(' ');
    let says = if first {
        tail.starts_with('行')
    } else {
        [
            "行目",
            "번째 줄",
            "번째줄",
            "번 줄",
            "번줄",
            "번째 라인",
            "번 라인",
        ]
        .iter()
        .any(|word| tail.starts_with(word))
    };
    says.then(|| (all(vec![position], at, false), end))
}
