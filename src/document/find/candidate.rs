//! What may be a path: in a code span, a link's target, or a word.

use super::position::{Named, split};
use super::target::is_url;
use super::{Kind, Mention, Position};
use crate::model::unquoted;
use std::ops::Range;

/// Names without an extension that are files nevertheless.
const WELL_KNOWN: [&str; 22] = [
    "makefile",
    "gnumakefile",
    "dockerfile",
    "containerfile",
    "justfile",
    "rakefile",
    "gemfile",
    "procfile",
    "vagrantfile",
    "jenkinsfile",
    "brewfile",
    "podfile",
    "pipfile",
    "license",
    "licence",
    "copying",
    "readme",
    "changelog",
    "codeowners",
    "authors",
    "notice",
    "build",
];

/// The longest path, in bytes: Linux takes no longer one.
const MAX_PATH: usize = 4096;

/// Whether a name has a file's look: a directory, an extension, or a name
/// that is one by custom.
pub(in crate::document) fn looks_like_file(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    if !base.contains(char::is_alphanumeric) {
        return false;
    }
    name.contains('/') || has_extension(base) || WELL_KNOWN.contains(&base.to_lowercase().as_str())
}

fn has_extension(base: &str) -> bool {
    base.rsplit_once('.').is_some_and(|(_, extension)| {
        (1..=16).contains(&extension.chars().count())
            && extension
                .chars()
                .all(|c| c.is_alphanumeric() || "_-~".contains(c))
            && extension.contains(|c: char| c.is_alphabetic())
    })
}

/// The candidates of a code span: its whole text, and its words where it has
/// several. `whole` says that it names one path, spaces or not.
pub(super) fn in_code(prose: &str, span: &Range<usize>, kind: Kind, whole: bool) -> Vec<Mention> {
    let source = &prose[span.clone()];
    let ticks = source.len() - source.trim_start_matches('`').len();
    let Some(inner) = source.get(ticks..source.len().saturating_sub(ticks)) else {
        return Vec::new();
    };
    let padded = inner.len() > 2 && inner.starts_with(' ') && inner.ends_with(' ');
    let strip = usize::from(padded && !inner.trim().is_empty());
    let inner = &inner[strip..inner.len() - strip];
    let start = span.start + ticks + strip;
    let spaced = inner.contains(char::is_whitespace);
    let mut found: Vec<Mention> = entire(inner, start, kind, whole);
    let quoted = inner.starts_with('"') && unquoted(inner).is_some();
    if spaced && !whole && !quoted {
        found.extend(in_text(prose, &(start..start + inner.len()), kind));
    }
    found
}

/// A code span taken as one path.
fn entire(inner: &str, start: usize, kind: Kind, whole: bool) -> Vec<Mention> {
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
    told(name, positions, start, &path, kind)
}

/// A mention for each position, or one without any. `by` is where the text
/// starts that path and positions were found in.
fn told(
    name: String,
    positions: Vec<Position>,
    by: usize,
    path: &Range<usize>,
    kind: Kind,
) -> Vec<Mention> {
    let mention = Mention {
        path: name,
        position: None,
        span: path.start + by..path.end + by,
        kind,
    };
    if positions.is_empty() {
        return vec![mention];
    }
    let with = |mut position: Position| {
        position.digits = position.digits.start + by..position.digits.end + by;
        Mention {
            position: Some(position),
            ..mention.clone()
        }
    };
    positions.into_iter().map(with).collect()
}

/// The candidate of a link's target, percent-decoded.
pub(super) fn in_target(prose: &str, span: &Range<usize>) -> Vec<Mention> {
    let source = &prose[span.clone()];
    let Named { path, positions } = split(source);
    let end = source[path.clone()].find(['#', '?']).unwrap_or(path.end);
    let raw = &source[..end];
    let start = raw.len() - undotted(raw).len();
    match decoded(&raw[start..]) {
        Some(name) if is_plausible(&name) => {
            told(name, positions, span.start, &(start..end), Kind::Link)
        }
        _ => Vec::new(),
    }
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

/// The candidates among the words of a text.
pub(super) fn in_text(prose: &str, range: &Range<usize>, kind: Kind) -> Vec<Mention> {
    let text = &prose[range.clone()];
    let mut found = Vec::new();
    let mut at = 0;
    for token in text.split(separates) {
        let start = range.start + at;
        at += token.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
        found.extend(word(token, start, kind));
        if !token.is_ascii() {
            for (offset, run) in ascii_runs(token) {
                found.extend(word(run, start + offset, kind));
            }
        }
    }
    found
}

fn separates(c: char) -> bool {
    c.is_whitespace() || ",;|\"'`<>=→←↔“”‘’«»、。，；：！？（）「」『』【】《》│├└─".contains(c)
}

/// The runs of ASCII in a word of another script that touches a name.
fn ascii_runs(token: &str) -> Vec<(usize, &str)> {
    let mut runs = Vec::new();
    let mut at = 0;
    for run in token.split(|c: char| !c.is_ascii()) {
        if !run.is_empty() {
            runs.push((at, run));
        }
        at += run.len();
        at += token[at..].chars().next().map_or(0, char::len_utf8);
    }
    runs
}

/// A word as a path, without the punctuation around it.
fn word(token: &str, start: usize, kind: Kind) -> Vec<Mention> {
    if token.len() > MAX_PATH || is_url(token) {
        return Vec::new();
    }
    let inside = trimmed(token);
    let text = &token[inside.clone()];
    let Named {
        mut path,
        positions,
    } = split(text);
    if positions.is_empty()
        && let Some(colon) = text[path.clone()].find(':')
    {
        path.end = path.start + colon;
    }
    let raw = undotted(&text[path.clone()]);
    path.start = path.end - raw.len();
    let name = unescaped(raw);
    let email = name.contains('@') && !name.contains('/');
    if !looks_like_file(&name) || !is_plausible(&name) || email || name.contains('*') {
        return Vec::new();
    }
    told(name, positions, start + inside.start, &path, kind)
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
