//! What lies between the values of a JSON text that has been parsed: white
//! space, comments, commas.

use std::ops::Range;

/// What follows a value, as far as it belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tail {
    /// Where its comma is.
    pub(super) comma: Option<usize>,
    /// Where the last thing on its line ends, comments included.
    pub(super) end: usize,
}

/// What follows the value that ends at `range.start`; the next one, or the
/// closing bracket, is at `range.end`.
pub(super) fn tail(text: &str, range: Range<usize>) -> Tail {
    let comma = comma(text, range.clone());
    let (mut at, mut end) = (range.start, range.start);
    while at < range.end {
        match piece(text, at..range.end) {
            Piece::Newline if comma.is_none_or(|comma| comma < at) => break,
            Piece::Newline | Piece::Space => at += 1,
            Piece::Comma => {
                at += 1;
                end = at;
            }
            Piece::Comment(to) => {
                at = to;
                end = to;
            }
        }
    }
    Tail { comma, end }
}

/// Where the first comma is that is no part of a comment.
pub(super) fn comma(text: &str, range: Range<usize>) -> Option<usize> {
    let mut at = range.start;
    while at < range.end {
        match piece(text, at..range.end) {
            Piece::Comma => return Some(at),
            Piece::Comment(to) => at = to,
            Piece::Newline | Piece::Space => at += 1,
        }
    }
    None
}

/// Where the last comment ends.
pub(super) fn last_comment(text: &str, range: Range<usize>) -> Option<usize> {
    let (mut at, mut last) = (range.start, None);
    while at < range.end {
        match piece(text, at..range.end) {
            Piece::Comment(to) => {
                at = to;
                last = Some(to);
            }
            _ => at += 1,
        }
    }
    last
}

/// Whether nothing but white space is there.
pub(super) fn is_blank(text: &str, range: Range<usize>) -> bool {
    text[range].bytes().all(|byte| byte.is_ascii_whitespace())
}

/// Whether a line ends there.
pub(super) fn has_newline(text: &str, range: Range<usize>) -> bool {
    text[range].contains('\n')
}

/// Where the line begins that `at` is on.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// What stands before the first thing on the line that `at` is on.
pub(super) fn indent(text: &str, at: usize) -> &str {
    let line = &text[line_start(text, at)..];
    let length = line.len() - line.trim_start_matches([' ', '\t']).len();
    &line[..length]
}

/// Whether nothing stands before `at` on its line.
pub(super) fn begins_line(text: &str, at: usize) -> bool {
    let before = &text[line_start(text, at)..at];
    before.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
}

enum Piece {
    Newline,
    Space,
    Comma,
    Comment(usize),
}

fn piece(text: &str, range: Range<usize>) -> Piece {
    let rest = &text[range.clone()];
    if rest.starts_with("//") {
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        return Piece::Comment(range.start + length);
    }
    if rest.starts_with("/*") {
        let length = rest.find("*/").map_or(rest.len(), |at| at + 2);
        return Piece::Comment(range.start + length);
    }
    match rest.as_bytes().first() {
        Some(b'\n' | b'\r') => Piece::Newline,
        Some(b',') => Piece::Comma,
        _ => Piece::Space,
    }
}
