//! Lines told with a path: behind it, or in words.

use super::{Form, Position};
use crate::model::Lines;
use std::ops::Range;

/// A path split from the lines behind it. Offsets are in the text it is read from.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// The path.
    pub(super) path: Range<usize>,
    /// The lines, one position a number or range.
    pub(super) positions: Vec<Position>,
}

/// Splits `path:34`, `path:34-40`, `path:34:5`, `path:34,40`, `path#L34`,
/// `path#L34-L40`.
pub(super) fn split(text: &str) -> Named {
    let hash = text.rfind("#L").map(|at| (at, Form::Hash));
    let colons = text.match_indices(':').map(|(at, _)| (at, Form::Colon));
    for (end, form) in hash.into_iter().chain(colons).filter(|(end, _)| *end > 0) {
        let (positions, rest) = numbers(text, end + 1, form);
        let whole = rest == text.len() || form == Form::Colon && is_column(&text[rest..]);
        if positions.is_empty() || !whole {
            continue;
        }
        let path = match text[..end].split_once('?') {
            Some((path, _)) if form == Form::Hash => 0..path.len(),
            _ => 0..end,
        };
        return Named { path, positions };
    }
    Named {
        path: 0..text.len(),
        positions: Vec::new(),
    }
}

fn is_column(rest: &str) -> bool {
    let Some(column) = rest.strip_prefix(':') else {
        return false;
    };
    !column.is_empty()
        && column
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b':')
}

/// Reads `34`, `15-28`, `L34-L40` at `start`: the lines, the bytes of the
/// numbers, and where they end.
fn number(text: &str, start: usize) -> Option<(Lines, Range<usize>, usize)> {
    let digits = |at: usize| -> Option<(u32, usize)> {
        let len = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        Some((text[at..at + len].parse().ok()?, at + len))
    };
    let start = start + usize::from(text[start..].starts_with('L'));
    let (first, end) = digits(start)?;
    let dash = ["-L", "-", "–L", "–", "—"]
        .iter()
        .find(|dash| text[end..].starts_with(**dash));
    if let Some(dash) = dash
        && let Some((last, until)) = digits(end + dash.len())
    {
        return Some((Lines::new(first, last)?, start..until, until));
    }
    Some((Lines::single(first)?, start..end, end))
}

/// Reads numbers and ranges with commas between them; and where they end.
fn numbers(text: &str, start: usize, form: Form) -> (Vec<Position>, usize) {
    let mut found = Vec::new();
    let mut end = start;
    let mut next = Some(start);
    while let Some((lines, digits, until)) = next.and_then(|at| number(text, at)) {
        let rest = &text[until..];
        let last =
            rest.is_empty() || rest.starts_with([',', ')', ':', ';', '.', '\n', '\r', ']', '`']);
        if !found.is_empty() && !last {
            break;
        }
        found.push(Position {
            lines,
            digits,
            form,
        });
        end = until;
        let comma = rest
            .strip_prefix(',')
            .map(|rest| rest.trim_start_matches(' '));
        next = comma.map(|rest| text.len() - rest.len());
    }
    (found, end)
}

/// The words for lines, as they stand before a number, longest first.
const WORDS: [&str; 16] = [
    "lines",
    "line",
    "linhas",
    "linha",
    "líneas",
    "línea",
    "lineas",
    "linea",
    "lignes",
    "ligne",
    "zeilen",
    "zeile",
    "righe",
    "riga",
    "строки",
    "строка",
];

/// The positions told in words in a text: `line 34`, `(lines 15-28)`, `(L34)`.
pub(super) fn words(text: &str) -> Vec<Position> {
    let mut found: Vec<Position> = Vec::new();
    for (at, c) in text.char_indices() {
        let before = text[..at].chars().next_back();
        let inside =
            |c: char| c.is_alphanumeric() && (c.is_ascii() || !is_wide(c)) || "_-./".contains(c);
        if !c.is_alphabetic() || before.is_some_and(inside) {
            continue;
        }
        let Some(start) = number_start(text, at, before) else {
            continue;
        };
        let (positions, end) = numbers(text, start, Form::Word);
        let over = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '%';
        if !text[end..].starts_with(over) {
            found.extend(positions);
        }
    }
    found
}

/// Whether a letter is of a script that writes words without spaces.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Where the number starts that the word at `at` announces.
fn number_start(text: &str, at: usize, before: Option<char>) -> Option<usize> {
    let rest = &text[at..];
    if before == Some('(')
        && rest.starts_with('L')
        && rest[1..].starts_with(|c: char| c.is_ascii_digit())
    {
        return Some(at);
    }
    let word = rest.split(|c: char| !c.is_alphabetic()).next()?;
    let known = WORDS.contains(&word.to_lowercase().as_str());
    let tail = &rest[word.len()..];
    let number = tail.trim_start_matches([' ', '\t', '\n', '\r', '*', ':', '#', '~']);
    (known && number.len() < tail.len()).then(|| text.len() - number.len())
}

/// A position right behind a code span or a link: `` `path`:34 ``.
pub(super) fn behind(text: &str) -> Option<Position> {
    let start = text.starts_with(':').then_some(1)?;
    let (lines, digits, end) = number(text, start)?;
    let over = text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
    (!over).then_some(Position {
        lines,
        digits,
        form: Form::Colon,
    })
}
