//! One line a position: where it was, where it is.

use crate::drift::{PositionDrift, PositionVerdict};
use crate::model::{Lines, RepoPath};
use crate::report::one_line;
use crate::report::text::View;
use unicode_width::UnicodeWidthStr;

/// How many places an ambiguous position names.
const CANDIDATES: usize = 5;

/// What became of a position, with its text: `line 34 -> 38: sign(user)`.
/// `used` columns stand before it on its line.
pub(super) fn position(position: &PositionDrift, used: usize, view: &View) -> String {
    let sentence = sentence(position, view);
    let Some(text) = position
        .text
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty())
    else {
        return paint(&sentence, position, view);
    };
    let lead = match position.verdict {
        PositionVerdict::Same | PositionVerdict::Moved { .. } => ": ",
        _ if position.lines.is_single() => "; it read: ",
        _ => "; they began: ",
    };
    let text = view.cut(&one_line(text), used + sentence.width() + lead.len());
    format!(
        "{}{lead}{}",
        paint(&sentence, position, view),
        view.style.dim(&text)
    )
}

/// The same without its text, which stands beneath it.
pub(in crate::report) fn bare(position: &PositionDrift, view: &View) -> String {
    paint(&sentence(position, view), position, view)
}

fn paint(sentence: &str, position: &PositionDrift, view: &View) -> String {
    if position.is_drift() {
        view.style.warning(sentence)
    } else {
        sentence.to_owned()
    }
}

fn sentence(position: &PositionDrift, view: &View) -> String {
    let lines = position.lines;
    let (what, was, is) = if lines.is_single() {
        (format!("line {lines}"), "was", "is")
    } else {
        (format!("lines {lines}"), "were", "are")
    };
    match &position.verdict {
        PositionVerdict::Same => format!("{what} {is} unchanged"),
        PositionVerdict::Moved { to } => match &position.path {
            Some(path) => format!("{what} -> {}", place(path, *to, view)),
            None => format!("{what} -> {to}"),
        },
        PositionVerdict::Edited { near } if *near == lines => format!("{what} {was} edited"),
        PositionVerdict::Edited { near } => format!("{what} {was} edited (now near {near})"),
        PositionVerdict::Deleted { near: None } => format!("{what} {is} gone"),
        PositionVerdict::Deleted { near: Some(near) } => {
            format!("{what} {is} gone ({was} near {near})")
        }
        PositionVerdict::Ambiguous { candidates } => {
            let here = candidates.iter().map(Lines::to_string);
            let there = position.elsewhere.iter();
            let there = there.map(|(path, lines)| place(path, *lines, view));
            format!("{what} could be {}", either(here.chain(there).collect()))
        }
        PositionVerdict::OutOfRange => format!("{what}: the file never had that many lines"),
        PositionVerdict::Unknown => {
            format!("{what}: cannot tell, its text cannot be compared")
        }
        PositionVerdict::Unpinned => format!("{what}: never pinned"),
    }
}

/// `src/token.ts:12`.
fn place(path: &RepoPath, lines: Lines, view: &View) -> String {
    format!("{}:{lines}", one_line(&(view.display)(path)))
}

/// `12 or 40`, `12, 40 or 3 others`; the only place may be a copy.
fn either(mut words: Vec<String>) -> String {
    if words.len() > CANDIDATES {
        let others = words.len() - (CANDIDATES - 1);
        words.truncate(CANDIDATES - 1);
        words.push(format!("{others} others"));
    }
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some((only, _)) => format!("{only}, or gone"),
        None => "elsewhere".to_owned(),
    }
}
