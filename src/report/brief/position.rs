//! A place as it is now, with the lines around it.

use super::places::{Near, Place};
use super::sheet::{Part, Shelf};
use super::{span, tokens};
use crate::drift::{FileVerdict, PositionVerdict};
use crate::model::Lines;
use crate::report::one_line;
use std::fmt::Write as _;

/// How many lines stand above and below a position, in its three versions.
const AROUND: [u32; 3] = [0, 3, 8];

/// How many lines of a long position are shown in each.
const WITHIN: [u32; 3] = [3, 10, 40];

/// How many characters of a line are shown.
const WIDE: usize = 160;

/// How many lines are shown as they were.
const BEFORE: usize = 3;

/// The sentence on a place; `essential` where it is never cut.
pub(super) fn sentence(place: &Place<'_>, essential: bool, limit: usize) -> Part {
    let whole = format!("{}\n", told(place, usize::MAX));
    let rank = match place.near {
        _ if essential => 0,
        Near::Stopped | Near::Begun | Near::Loose => 5,
        Near::Since | Near::Open => 8,
        Near::Far => 12,
    };
    let mut part = Part::new(Shelf::Place, rank, Some("place"), whole.clone());
    // a path cut short is worth less than a text is
    let short = format!("{}\n", told(place, limit.saturating_mul(3)));
    if essential && short != whole {
        part.versions = vec![(0, short), (1, whole)];
    }
    part
}

/// The lines of a place, longer with each version; `None` where there are
/// none to show.
pub(super) fn code(place: &Place<'_>, text: Option<&[&str]>, first: bool) -> Option<Part> {
    let lines = place.lines_now();
    let ranks: [u8; 3] = match place.near {
        _ if first => [2, 4, 13],
        Near::Stopped | Near::Begun | Near::Loose => [6, 9, 13],
        Near::Since | Near::Open | Near::Far => [13, 14, 14],
    };
    let mut versions: Vec<(u8, String)> = Vec::new();
    for ((around, within), rank) in AROUND.into_iter().zip(WITHIN).zip(ranks) {
        let mut body = before(place);
        for (at, lines) in lines.iter().enumerate() {
            if at > 0 {
                body.push_str("...\n");
            }
            excerpt(
                &mut body,
                text.unwrap_or_default(),
                *lines,
                (around, within),
            );
        }
        let is_new = versions
            .last()
            .is_none_or(|(_, last)| !last.contains(&body));
        if !body.is_empty() && is_new {
            let fence = super::fence(&body);
            versions.push((rank, format!("{fence}\n{body}{fence}\n")));
        }
    }
    (!versions.is_empty()).then_some(Part {
        shelf: Shelf::Place,
        versions,
        noun: None,
    })
}

/// Edited lines as they were, where that is known; what is gone, too.
fn before(place: &Place<'_>) -> String {
    let position = place.position;
    let is_gone = matches!(
        position.verdict,
        PositionVerdict::Edited { .. } | PositionVerdict::Deleted { .. }
    );
    let mut out = String::new();
    if !is_gone {
        return out;
    }
    let then = position.then.iter().map(String::as_str);
    let then: Vec<&str> = if position.then.is_empty() {
        position.text.iter().map(String::as_str).collect()
    } else {
        then.take(BEFORE).collect()
    };
    for (line, number) in then.into_iter().zip(position.lines.start()..) {
        line_of(&mut out, &format!("was {number}"), '|', line);
    }
    out
}

/// Adds `lines` of a text and those around them, numbered; `>` marks those
/// that are meant.
fn excerpt(out: &mut String, text: &[&str], lines: Lines, (around, within): (u32, u32)) {
    let last = u32::try_from(text.len()).unwrap_or(u32::MAX);
    if lines.start() > last {
        return;
    }
    let from = lines.start().saturating_sub(around).max(1);
    let shown = lines.end().min(lines.start().saturating_add(within - 1));
    let to = if shown < lines.end() {
        shown
    } else {
        shown.saturating_add(around)
    };
    for number in from..=to.min(last) {
        let is_meant = lines.start() <= number && number <= lines.end();
        let mark = if is_meant { '>' } else { '|' };
        line_of(out, &number.to_string(), mark, text[number as usize - 1]);
    }
    if shown < lines.end() {
        writeln!(out, "... to line {}", lines.end()).expect("a String takes every write");
    }
}

fn line_of(out: &mut String, number: &str, mark: char, line: &str) {
    let line = one_line(line.trim_end());
    let mut shown: String = line.chars().take(WIDE).collect();
    if shown.len() < line.len() {
        shown.push('…');
    }
    writeln!(out, "{number}{mark} {shown}").expect("a String takes every write");
}

/// What became of the place, one sentence; the path no longer than `limit`
/// tokens.
fn told(place: &Place<'_>, limit: usize) -> String {
    let position = place.position;
    let was = position.lines;
    let word = named(was);
    let path = span(&tokens::cut_front(place.file.path.as_str(), limit));
    let now = span(&tokens::cut_front(place.path().as_str(), limit));
    if matches!(place.file.verdict, FileVerdict::Deleted) && position.path.is_none() {
        return format!("{path} {word}: the file is gone.");
    }
    if matches!(place.file.verdict, FileVerdict::Missing) {
        return format!("{path} {word}: the file was missing at the save and still is.");
    }
    match &position.verdict {
        PositionVerdict::Same if now == path => format!("{now} {word}, unchanged since the save."),
        PositionVerdict::Same => format!("{now} {word}; the file was {path} at the save."),
        PositionVerdict::Moved { to } => {
            let (to, was) = (named(*to), if was.is_single() { "was" } else { "were" });
            let it = if was == "was" { "it" } else { "they" };
            let from = if now == path {
                word
            } else {
                format!("{path} {word}")
            };
            format!("{now} {to} now; {it} {was} {from} at the save.")
        }
        PositionVerdict::Ambiguous { .. } => ambiguous(place, &now, &word),
        verdict => lost(verdict, &now, &word, was.is_single()),
    }
}

/// Of lines that are not where they were, and nowhere else.
fn lost(verdict: &PositionVerdict, now: &str, word: &str, is_single: bool) -> String {
    let (was, is) = if is_single {
        ("was", "is")
    } else {
        ("were", "are")
    };
    match verdict {
        PositionVerdict::Edited { near } => format!(
            "{now} near {}: {word} of the save {was} edited since, so check it.",
            named(*near),
        ),
        PositionVerdict::Deleted { near: Some(near) } => format!(
            "{now}: {word} of the save {is} gone; what stood around is near {} now.",
            named(*near)
        ),
        PositionVerdict::Deleted { near: None } => format!("{now}: {word} of the save {is} gone."),
        PositionVerdict::OutOfRange => {
            format!("{now} {word}: the file never had that many lines.")
        }
        PositionVerdict::Unpinned => {
            format!("{now} {word}, as somebody wrote it since the save: never pinned.")
        }
        _ => format!("{now} {word} of the save: where that is now cannot be told."),
    }
}

fn ambiguous(place: &Place<'_>, now: &str, word: &str) -> String {
    const MOST: usize = 4;
    let PositionVerdict::Ambiguous { candidates } = &place.position.verdict else {
        return String::new();
    };
    let elsewhere = place.position.elsewhere.iter();
    let elsewhere =
        elsewhere.map(|(path, lines)| format!("{} {}", span(path.as_str()), named(*lines)));
    let all: Vec<String> = candidates
        .iter()
        .map(|lines| named(*lines))
        .chain(elsewhere)
        .collect();
    let more = match all.len().saturating_sub(MOST) {
        0 => String::new(),
        1 => " or 1 other".to_owned(),
        more => format!(" or {more} others"),
    };
    let all: Vec<String> = all.into_iter().take(MOST).collect();
    format!(
        "{now}: {word} of the save may be {}{more} now, or gone; nothing tells which.",
        all.join(" or ")
    )
}

fn named(lines: Lines) -> String {
    if lines.is_single() {
        format!("line {lines}")
    } else {
        format!("lines {lines}")
    }
}
