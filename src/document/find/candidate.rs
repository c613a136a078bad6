//! What may be a path: in a code span, a link's target, or a word.

use super::Position;
use super::look::{has_extension, looks_like_file};
use super::position::{Named, split, split_call};
use super::target::is_url;
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
}

/// The longest path, in bytes: Linux takes no longer one.
const MAX_PATH: usize = 4096;

/// The candidates of a code span: its whole text, and its words where it has
/// several. `whole` says that it names one path, spaces or not.
pub(super) fn in_code(prose: &str, inner: &Range<usize>, whole: bool) -> Vec<Seen> {
    let text = &prose[inner.clone()];
    let spaced = text.contains(char::is_whitespace);
    let mut found: Vec<Seen> = entire(text, inner.start, whole);
    let quoted = text.starts_with('"') && unquoted(text).is_some();
    if spaced && !whole && !quoted {
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
        name = name.replace("\r\n", " ").replace('\n', " ");
        let bare = undotted(&name).to_owned();
        path.start += name.len() - bare.len();
        name = bare;
        if positions.is_empty()
            && let Some(symbol) = name.find("::").filter(|at| *at > 0)
        {
            name.truncate(symbol);
            path.end = path.start + symbol;
        }
    }
    let spaced = name.contains(char::is_whitespace);
    let likely = looks_like_file(&name) && !name.contains("  ") && name.len() < 200;
    if !is_plausible(&name) || spaced && !(whole || quoted || likely) {
        return Vec::new();
    }
    vec![seen(name, positions, start, &path, quoted)]
}

/// Moves what was read from a text that starts at `by` to the document.
fn seen(
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
    }
}

/// The candidate of a link's target, percent-decoded.
pub(super) fn in_target(prose: &str, span: &Range<usize>) -> Option<Seen> {
    let source = &prose[span.clone()];
    let Named { path, positions } = split(source);
    let end = source[path.clone()].find(['#', '?']).unwrap_or(path.end);
    let raw = &source[..end];
    let start = raw.len() - undotted(raw).len();
    let name = decoded(&raw[start..]).filter(|name| is_plausible(name))?;
    Some(seen(name, positions, span.start, &(start..end), false))
}

fn decoded(text: &str) -> Option<String> {
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

/// The candidates among the words of a text; `escapes` says that a backslash
/// may be Markdown's.
pub(super) fn in_text(prose: &str, range: &Range<usize>, escapes: bool) -> Vec<Seen> {
    let text = &prose[range.clone()];
    let mut found = Vec::new();
    let mut at = 0;
    for token in text.split(separates) {
        let start = range.start + at;
        at += token.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
        if token.len() > MAX_PATH || !token.contains(|c: char| c.is_alphanumeric()) {
            continue;
        }
        found.extend(word(token, start, escapes));
        if let Some(call) = split_call(token) {
            let is_file = |name: &&str| looks_like_file(name);
            let name = Some(&token[call.path.clone()]).filter(is_file);
            found.extend(
                name.map(|name| seen(name.to_owned(), call.positions, start, &call.path, false)),
            );
        }
        if !token.is_ascii() {
            for (offset, run) in parts(token) {
                found.extend(word(run, start + offset, escapes));
            }
        }
    }
    found
}

/// Whether a character stands between words.
pub(super) fn separates(c: char) -> bool {
    if c.is_ascii() {
        return matches!(
            c,
            ' ' | '\t'..='\r' | ',' | ';' | '|' | '"' | '\'' | '`' | '<' | '>' | '='
        );
    }
    c.is_whitespace() || "→←↔“”‘’«»、。，；：！？（）「」『』【】《》│├└─".contains(c)
}

/// What may be a name in a word of another script that touches one: the runs
/// of ASCII, and all up to the end of an extension.
fn parts(token: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let mut at = 0;
    for run in token.split(|c: char| !c.is_ascii()) {
        if !run.is_empty() {
            parts.push((at, run));
            let upto = &token[..at + run.len()];
            if at > 0 && upto.len() < token.len() && has_extension(upto) {
                parts.push((0, upto));
            }
        }
        at += run.len();
        at += token[at..].chars().next().map_or(0, char::len_utf8);
    }
    parts
}

/// A word as a path, without the punctuation around it.
fn word(token: &str, start: usize, escapes: bool) -> Option<Seen> {
    if is_url(token) {
        return None;
    }
    let inside = trimmed(token);
    let text = &token[inside.clone()];
    let Named {
        mut path,
        positions,
    } = split(text);
    let drive = text
        .get(1..3)
        .is_some_and(|two| two == ":\\" || two == ":/");
    let skip = if drive { 2 } else { 0 };
    if positions.is_empty()
        && let Some(colon) = text[skip..path.end].find(':')
    {
        path.end = skip + colon;
    }
    let mut raw = undotted(&text[path.clone()]);
    let at = raw.strip_prefix('@').filter(|rest| {
        let base = rest.rsplit('/').next().unwrap_or(rest);
        rest.contains('/') && has_extension(base)
    });
    raw = at.unwrap_or(raw);
    path.start = path.end - raw.len();
    let name = if escapes {
        unescaped(raw)
    } else {
        raw.to_owned()
    };
    let email = name.contains('@') && !name.contains(['/', '\\']);
    if !looks_like_file(&name) || !is_plausible(&name) || email || name.contains('*') {
        return None;
    }
    Some(seen(name, positions, start + inside.start, &path, false))
}

fn trimmed(token: &str) -> Range<usize> {
    let mut range = 0..token.len();
    loop {
        let text = &token[range.clone()];
        let end = text
            .trim_end_matches(['.', ':', '!', '?', '*', '~', '…'])
            .len();
        let lead = text.len() - text.trim_start_matches(['*', '~', ':']).len();
        let mut next = range.start + lead.min(end)..range.start + end;
        let inner = &token[next.clone()];
        for (open, close) in [('(', ')'), ('[', ']'), ('{', '}')] {
            let opens = inner.starts_with(open);
            if opens && (inner.ends_with(close) || !inner.contains(close)) {
                next.start += 1;
                break;
            }
            if inner.ends_with(close) && !inner.contains(open) {
                next.end -= 1;
                break;
            }
        }
        next.start = next.start.min(next.end);
        if next == range {
            return range;
        }
        range = next;
    }
}

/// A text without the backslashes that Markdown takes for escapes.
fn unescaped(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        let escapes = c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation);
        if !escapes {
            out.push(c);
        }
    }
    out
}

fn undotted(path: &str) -> &str {
    let mut path = path;
    while let Some(rest) = path.strip_prefix("./") {
        path = rest;
    }
    path
}

/// What no path of a repository looks like is left out.
fn is_plausible(name: &str) -> bool {
    name.contains(char::is_alphanumeric)
        && name.len() <= MAX_PATH
        && !name.ends_with('/')
        && !name.contains('\0')
        && !is_url(name)
}
