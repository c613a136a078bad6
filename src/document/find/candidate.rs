//! What may be a path: in a code span or a link's target.

use super::Position;
use super::bare::in_text;
use super::look::{anchored, has_extension, looks_like_file};
use super::position::{Named, split};
use super::target::{is_url, local};
use crate::model::unquoted;
use std::ops::Range;

/// What may be a path, and the lines told with it. Offsets are the document's.
#[derive(Debug)]
pub(super) struct Seen {
    /// The path as it is named.
    pub(super) path: String,
    /// Where it stands.
    pub(super) span: Range<usize>,
    /// The lines behind it.
    pub(super) positions: Vec<Position>,
    /// Whether it was quoted as git quotes.
    pub(super) is_quoted: bool,
    /// The directory that braces around it give it: `src/{a.rs,b.rs}`.
    pub(super) dir: Option<String>,
}

/// The longest path, in bytes: Linux takes no longer one.
pub(super) const MAX_PATH: usize = 4096;

/// The candidates of a code span: its whole text, and its words where it has
/// several. `whole` says that it names one path, spaces or not.
pub(super) fn in_code(prose: &str, inner: &Range<usize>, whole: bool) -> Vec<Seen> {
    let text = &prose[inner.clone()];
    let spaced = text.contains(char::is_whitespace);
    let mut found: Vec<Seen> = entire(text, inner.start, whole);
    let quoted = text.starts_with('"') && unquoted(text).is_some();
    if (spaced || text.contains("/{")) && !whole && !quoted {
        found.extend(in_text(prose, inner, false));
    }
    found
}

/// What stands in a code span, without its fences.
pub(super) fn inside(prose: &str, span: &Range<usize>) -> Range<usize> {
    let source = &prose[span.clone()];
    let ticks = source.len() - source.trim_start_matches('`').len();
    let Some(inner) = source.get(ticks..source.len().saturating_sub(ticks)) else {
        return span.start..span.start;
    };
    let padded = inner.len() > 2 && inner.starts_with(' ') && inner.ends_with(' ');
    let strip = usize::from(padded && !inner.trim().is_empty());
    let start = span.start + ticks + strip;
    start..start + inner.len() - 2 * strip
}

/// A code span taken as one path.
pub(super) fn entire(inner: &str, start: usize, whole: bool) -> Vec<Seen> {
    if inner.len() > 2 * MAX_PATH {
        return Vec::new();
    }
    let Named {
        mut path,
        positions,
    } = split(inner);
    let raw = &inner[path.clone()];
    let quoted = raw.starts_with('"');
    let Some(name) = unquoted(raw) else {
        return Vec::new();
    };
    let mut name = name.into_owned();
    if !quoted {
        if name.contains('\n') {
            name = name.replace("\r\n", " ").replace('\n', " ");
        }
        let bare = undotted(&name).to_owned();
        path.start += name.len() - bare.len();
        name = bare;
        let end = named_inside(&name).filter(|_| positions.is_empty());
        if let Some(end) = end {
            name.truncate(end);
            path.end = path.start + end;
        }
    }
    let spaced = name.contains(char::is_whitespace);
    let likely = || looks_like_file(&name) && !name.contains("  ") && name.len() < 200;
    if !is_plausible(&name) || spaced && !(whole || quoted || likely()) {
        return Vec::new();
    }
    let at = mentioned(&name).filter(|_| !quoted);
    let rest = at.map(|rest| {
        let span = path.start + 1..path.end;
        seen(rest.to_owned(), positions.clone(), start, &span, false)
    });
    let found = seen(name.clone(), positions, start, &path, quoted);
    std::iter::once(found).chain(rest).collect()
}

/// Where what a path names inside its file starts: `a.rs::run`, `a.md#setup`.
fn named_inside(path: &str) -> Option<usize> {
    let symbol = path.find("::").filter(|at| *at > 0);
    symbol.or_else(|| anchored(path))
}

/// What follows the `@` by which agents are told of a file.
pub(super) fn mentioned(path: &str) -> Option<&str> {
    path.strip_prefix('@').filter(|rest| {
        let base = rest.rsplit('/').next().unwrap_or(rest);
        rest.contains('/') && has_extension(base)
    })
}

/// Moves what was read from a text that starts at `by` to the document.
pub(super) fn seen(
    path: String,
    mut positions: Vec<Position>,
    by: usize,
    span: &Range<usize>,
    is_quoted: bool,
) -> Seen {
    for position in &mut positions {
        position.digits = position.digits.start + by..position.digits.end + by;
    }
    Seen {
        path,
        span: span.start + by..span.end + by,
        positions,
        is_quoted,
        dir: None,
    }
}

/// The candidate of a link's target, percent-decoded.
pub(super) fn in_target(prose: &str, span: &Range<usize>) -> Option<Seen> {
    let by = span.start + local(&prose[span.clone()]);
    let source = &prose[by..span.end];
    let Named { path, positions } = split(source);
    let end = source[path.clone()].find(['#', '?']).unwrap_or(path.end);
    let raw = &source[..end];
    let start = raw.len() - undotted(raw).len();
    let name = decoded(&raw[start..]).filter(|name| is_plausible(name))?;
    Some(seen(name, positions, by, &(start..end), false))
}

pub(super) fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, tail)) = rest.split_first() {
        let pair = tail.get(..2).filter(|_| *byte == b'%');
        let code = pair.and_then(|pair| std::str::from_utf8(pair).ok());
        if let Some(code) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            bytes.push(code);
            rest = &tail[2..];
        } else {
            bytes.push(*byte);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok()
}

pub(super) fn undotted(path: &str) -> &str {
    let mut path = path;
    while let Some(rest) = path.strip_prefix("./") {
        path = rest;
    }
    path
}

/// What no path of a repository looks like is left out.
pub(super) fn is_plausible(name: &str) -> bool {
    name.contains(char::is_alphanumeric)
        && name.len() <= MAX_PATH
        && !name.ends_with('/')
        && !name.contains('\0')
        && !is_url(name)
}
