//! Where the record lies in a file.

use super::{CLOSER, OPENER};
use memchr::memmem;
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::ops::Range;

/// What was found of a record. Positions are byte offsets in the file.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::document) enum Located {
    /// No record.
    None,
    /// One record.
    One {
        /// From its opener to the end of its closer's line.
        whole: Range<usize>,
        /// The TOML between opener and closer.
        body: Range<usize>,
    },
    /// There is something, but no whole record.
    Broken {
        /// What is no prose.
        cut: Vec<Range<usize>>,
        /// Where it breaks.
        at: usize,
        /// Why, one line.
        why: &'static str,
    },
}

/// How many records are cut out of a damaged file: enough for a merge gone
/// wrong, and too few to make a hostile file slow.
const MAX_CUT: usize = 16;

/// Looks for the record of `text`. The one that ends the file counts even
/// where prose above it leaves a code fence open; any other only where
/// Markdown sees an HTML comment, so that examples in code are no records.
pub(in crate::document) fn locate(text: &str) -> Located {
    let openers = openers(text);
    let Some(&last) = openers.last() else {
        return Located::None;
    };
    let at_end = closed_at_end(text, last);
    if at_end && openers.len() == 1 {
        return one(text, last);
    }
    let html = html_blocks(text);
    let shown = |at: &usize| html.iter().any(|block| block.contains(at));
    let real: Vec<usize> = openers
        .into_iter()
        .filter(|at| (at_end && *at == last) || shown(at))
        .collect();
    match real[..] {
        [] => Located::None,
        [only] => one(text, only),
        [_, second, ..] => Located::Broken {
            cut: real
                .iter()
                .take(MAX_CUT)
                .map(|at| extent(text, *at))
                .collect(),
            at: second,
            why: "there is a second record",
        },
    }
}

/// The line starts at which an opener stands alone on its line.
fn openers(text: &str) -> Vec<usize> {
    memmem::find_iter(text.as_bytes(), OPENER)
        .filter(|at| *at == 0 || text.as_bytes()[at - 1] == b'\n' || text[..*at] == *"\u{feff}")
        .filter(|at| {
            let rest = &text[at + OPENER.len()..];
            let line = rest.split('\n').next().unwrap_or_default();
            line.trim().is_empty()
        })
        .collect()
}

fn closed_at_end(text: &str, opener: usize) -> bool {
    let tail = text[opener..].trim_end();
    closer(tail) == tail.len().checked_sub(CLOSER.len())
}

/// Where the first closer is. A record may be megabytes, which `str::find`
/// looks through a byte at a time.
fn closer(text: &str) -> Option<usize> {
    memmem::find(text.as_bytes(), CLOSER.as_bytes())
}

fn one(text: &str, opener: usize) -> Located {
    let body = match text[opener..].find('\n') {
        Some(end) => opener + end + 1,
        None => text.len(),
    };
    match closer(&text[body..]) {
        Some(closer) => Located::One {
            whole: extent(text, opener),
            body: body..body + closer,
        },
        None => Located::Broken {
            cut: vec![extent(text, opener)],
            at: opener,
            why: "the record has no end",
        },
    }
}

/// From the opener to the end of the closer's line, or of the text.
fn extent(text: &str, opener: usize) -> Range<usize> {
    let Some(closer) = closer(&text[opener..]) else {
        return opener..text.len();
    };
    let end = opener + closer + CLOSER.len();
    let rest = &text[end..];
    let line = rest.find('\n').map_or(rest.len(), |at| at + 1);
    if rest[..line].trim().is_empty() {
        opener..end + line
    } else {
        opener..end
    }
}

fn html_blocks(text: &str) -> Vec<Range<usize>> {
    Parser::new_ext(text, Options::empty())
        .into_offset_iter()
        .filter_map(|(event, range)| matches!(event, Event::Start(Tag::HtmlBlock)).then_some(range))
        .collect()
}
