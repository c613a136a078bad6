//! Lines told with a path: behind it, or in words.

use super::{Form, Position};
use crate::model::Lines;
use std::ops::Range;

/// A path split from the lines behind it. Offsets are in the text it is read from.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// The path.
    pub(super) path: Range<usize>,
    /// The lines.
    pub(super) position: Option<Position>,
}

/// Splits `path:34`, `path:34-40`, `path:34:5`, `path#L34`, `path#L34-L40`.
pub(super) fn split(text: &str) -> Named {
    let hash = text.rfind("#L").map(|at| (at, at + 1, Form::Hash));
    let colons = text
        .match_indices(':')
        .map(|(at, _)| (at, at + 1, Form::Colon));
    for (end, start, form) in hash.into_iter().chain(colons) {
        if end == 0 {
            continue;
        }
        if let Some((lines, digits, rest)) = number(text, start)
            && (rest == text.len() || form == Form::Colon && is_column(&text[rest..]))
        {
            let path = match text[..end].split_once('?') {
                Some((path, _)) if form == Form::Hash => 0..path.len(),
                _ => 0..end,
            };
            return Named {
                path,
                position: Some(Position {
                    lines,
                    digits,
                    form,
                }),
            };
        }
    }
    Named {
        path: 0..text.len(),
        position: None,
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

/// The positions told in words in a text: `line 34`, `(lines 15-28)`, `(L34)`.
pub(super) fn words(text: &str) -> Vec<Position> {
    let mut found = Vec::new();
    let lower = text.to_ascii_lowercase();
    for (at, _) in lower.match_indices('l') {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_ascii_alphanumeric() || "_-./".contains(c)) {
            continue;
        }
        let rest = &lower[at..];
        let start = if let Some(tail) = rest
            .strip_prefix("lines")
            .or_else(|| rest.strip_prefix("line"))
        {
            let gap = tail.len()
                - tail
                    .trim_start_matches([' ', '\t', '\n', '\r', '*', ':', '#', '~'])
                    .len();
            let tail_at = text.len() - tail.len();
            if gap == 0 {
                continue;
            }
            tail_at + gap
        } else if before == Some('(') && text[at..].starts_with('L') {
            at
        } else {
            continue;
        };
        if let Some((lines, digits, end)) = number(text, start)
            && !text[end..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '%')
        {
            found.push(Position {
                lines,
                digits,
                form: Form::Word,
            });
        }
    }
    found
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
