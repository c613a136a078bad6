//! Lines told with a path: behind it, or in words.

use super::look::has_extension;
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
        let whole = rest == text.len() || goes_on(&text[rest..], form);
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

/// Splits `path(34)` and `path(34,5)`, as compilers tell a place; the comma
/// may have cut it off already.
pub(super) fn split_call(text: &str) -> Option<Named> {
    let open = text.find('(').filter(|at| has_extension(&text[..*at]))?;
    let path = 0..open;
    let told = number(text, open + 1).filter(|(_, _, end)| {
        let rest = text[*end..].trim_end_matches([':', '.']);
        rest.is_empty() || rest.starts_with([',', ')'])
    });
    let positions = told.map(|(lines, digits, _)| Position {
        lines,
        digits,
        form: Form::Colon,
    });
    Some(Named {
        path,
        positions: positions.into_iter().collect(),
    })
}

/// Whether what follows the numbers is a column, or what a program prints
/// behind a place: `:5`, `:in`, `C3`; or says that there is more: `34+`.
fn goes_on(rest: &str, form: Form) -> bool {
    if form == Form::Hash {
        return column(rest, 'C') == rest.len();
    }
    let more = rest.strip_prefix(':').unwrap_or_default();
    rest == "+" || !more.is_empty() && !more.contains(char::is_whitespace)
}

/// The length of a column, `:5` or `C5`, at the start of `text`; 0 if none.
fn column(text: &str, mark: char) -> usize {
    let Some(rest) = text.strip_prefix(mark) else {
        return 0;
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 { 0 } else { 1 + digits }
}

/// The end of the range from a line and column to another, `10:5-20:1`:
/// where its last line starts. `10:5-20` spans columns of one line.
fn spanned(text: &str, end: usize) -> Option<usize> {
    [':', 'C'].into_iter().find_map(|mark| {
        let first = column(&text[end..], mark);
        let dash = text[end + first..]
            .strip_prefix('-')
            .filter(|_| first > 0)?;
        let line = dash.strip_prefix('L').unwrap_or(dash);
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let spans = digits > 0 && column(&line[digits..], mark) > 0;
        spans.then(|| text.len() - line.len())
    })
}

/// Reads `34`, `15-28`, `L34-L40` at `start`: the lines, the bytes of the
/// numbers, and where they end.
pub(super) fn number(text: &str, start: usize) -> Option<(Lines, Range<usize>, usize)> {
    let digits = |at: usize| -> Option<(u32, usize)> {
        let len = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        Some((text[at..at + len].parse().ok()?, at + len))
    };
    let start = start + usize::from(text[start..].starts_with('L'));
    let (first, end) = digits(start)?;
    let rest = &text[end..];
    let may_be = rest.starts_with(|c: char| !c.is_ascii() || " -~.".contains(c));
    let mut dashes = DASHES.iter().filter(|_| may_be);
    let dash = dashes.find(|dash| rest.starts_with(**dash));
    if let Some(dash) = dash
        && let Some((last, until)) = digits(end + dash.len())
    {
        return Some((Lines::new(first, last)?, start..until, until));
    }
    if let Some((last, until)) = spanned(text, end).and_then(digits) {
        return Some((Lines::new(first, last)?, start..until, until));
    }
    Some((Lines::single(first)?, start..end, end))
}

/// What stands between the ends of a range, longest first.
const DASHES: [&str; 24] = [
    "-L",
    "–L",
    " through ",
    " hasta ",
    " to ",
    " bis ",
    " até ",
    " al ",
    " a ",
    " à ",
    " - ",
    " – ",
    "から",
    "부터",
    "-",
    "–",
    "—",
    "~",
    "～",
    "〜",
    "‑",
    "..=",
    "...",
    "..",
];

/// Reads numbers and ranges with commas between them; and where they end.
pub(super) fn numbers(text: &str, start: usize, form: Form) -> (Vec<Position>, usize) {
    let mut found = Vec::new();
    let mut end = start;
    let mut next = Some(start);
    while let Some((lines, digits, until)) = next.and_then(|at| number(text, at)) {
        let rest = &text[until..];
        let last = rest.is_empty()
            || rest.starts_with(|c: char| !c.is_alphanumeric() && !"_%".contains(c));
        if !found.is_empty() && !last {
            break;
        }
        found.push(Position {
            lines,
            digits,
            form,
        });
        end = until;
        let comma = [",", " and ", " & ", " und ", " et ", " y ", " e ", "、"]
            .iter()
            .find_map(|comma| rest.strip_prefix(comma))
            .filter(|_| form == Form::Word || rest.starts_with(','))
            .map(|rest| rest.trim_start_matches(' '));
        next = comma.map(|rest| text.len() - rest.len());
    }
    (found, end)
}

/// A position right behind a code span or a link: `` `path`:34 ``.
pub(super) fn behind(text: &str) -> Option<Position> {
    let (start, form) = match text.as_bytes() {
        [b':', ..] => (1, Form::Colon),
        [b'#', b'L', ..] => (1, Form::Hash),
        _ => return None,
    };
    let (lines, digits, end) = number(text, start)?;
    let over = text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
    (!over).then_some(Position {
        lines,
        digits,
        form,
    })
}

/// The positions of a code span that holds nothing else: `:34`, `L34-L40`,
/// `#L34`. A number that is a port by custom is none.
pub(super) fn alone(text: &str) -> Vec<Position> {
    let (start, form) = match text.as_bytes() {
        [b':', b'0'..=b'9', ..] => (1, Form::Colon),
        [b'#', b'L', b'0'..=b'9', ..] => (1, Form::Hash),
        [b'L', b'0'..=b'9', ..] => (0, Form::Word),
        _ => return Vec::new(),
    };
    let (positions, end) = numbers(text, start, form);
    let port = |position: &Position| {
        let lines = position.lines;
        form == Form::Colon && lines.is_single() && PORTS.contains(&lines.start())
    };
    if end < text.len() || positions.iter().any(port) {
        return Vec::new();
    }
    positions
}

/// Ports that programs listen on by custom.
const PORTS: [u32; 24] = [
    22, 25, 53, 80, 443, 1433, 3000, 3001, 3306, 4000, 4200, 5000, 5173, 5432, 6379, 8000, 8080,
    8081, 8443, 8888, 9000, 9090, 9200, 27017,
];
