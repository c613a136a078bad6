//! Then and now of an edited position beneath its line: beside each other
//! where there is room, else one above the other.

use crate::drift::PositionDrift;
use crate::report::one_line;
use crate::report::patch::{Effort, pair};
use crate::report::text::{View, cut};
use similar::{Algorithm, ChangeTag, DiffTag, capture_diff_slices};
use unicode_width::UnicodeWidthStr;

/// From this width on two columns are readable.
const WIDE: usize = 100;

/// The column before the first text, and between the two.
const INDENT: usize = 4;
const BETWEEN: usize = 3;

/// The lines to show, without line feeds; none where either side is not known.
pub(super) fn then_and_now(position: &PositionDrift, view: &View) -> Vec<String> {
    if position.then.is_empty() || position.now.is_empty() {
        return Vec::new();
    }
    let (then, now) = without_common_indent(&position.then, &position.now);
    match view.width.filter(|width| *width >= WIDE) {
        Some(width) => beside(&then, &now, (width - INDENT - BETWEEN) / 2, view),
        None => beneath(&then, &now, view),
    }
}

/// As a diff: what both have stands there once.
fn beneath(then: &[String], now: &[String], view: &View) -> Vec<String> {
    let mut rows = Vec::new();
    let room = |line: &String| view.cut(line, INDENT + 2);
    for op in capture_diff_slices(Algorithm::Myers, then, now) {
        let (old, new) = (&then[op.old_range()], &now[op.new_range()]);
        if op.tag() == DiffTag::Equal {
            rows.extend(
                old.iter()
                    .map(|line| format!("      {}", room(line)).trim_end().to_owned()),
            );
            continue;
        }
        let other = |lines: &[String], at: usize| lines.get(at).map(room);
        for (at, line) in old.iter().enumerate() {
            let line = marked(
                &room(line),
                other(new, at).as_ref(),
                ChangeTag::Delete,
                view,
            );
            rows.push(format!("    {} {line}", view.style.removed("-")));
        }
        for (at, line) in new.iter().enumerate() {
            let line = marked(
                &room(line),
                other(old, at).as_ref(),
                ChangeTag::Insert,
                view,
            );
            rows.push(format!("    {} {line}", view.style.added("+")));
        }
    }
    rows
}

fn beside(then: &[String], now: &[String], column: usize, view: &View) -> Vec<String> {
    let row = |at: usize| {
        let left = then.get(at).map(|line| cut(line, column));
        let right = now.get(at).map(|line| cut(line, column));
        let pad = column - left.as_deref().map_or(0, UnicodeWidthStr::width);
        let paint = |line: &Option<String>, other: &Option<String>, tag| {
            let line = line.as_ref();
            line.map(|line| marked(line, other.as_ref(), tag, view))
                .unwrap_or_default()
        };
        let row = format!(
            "    {}{} {} {}",
            paint(&left, &right, ChangeTag::Delete),
            " ".repeat(pad),
            view.style.dim("|"),
            paint(&right, &left, ChangeTag::Insert)
        );
        row.trim_end().to_owned()
    };
    (0..then.len().max(now.len())).map(row).collect()
}

/// The line in the colour of its side, with what its counterpart lacks
/// standing out.
fn marked(line: &str, other: Option<&String>, side: ChangeTag, view: &View) -> String {
    let paint = |text: &str, own: bool| match (side, own) {
        (ChangeTag::Delete, false) => view.style.removed(text),
        (ChangeTag::Delete, true) => view.style.removed_part(text),
        (_, false) => view.style.added(text),
        (_, true) => view.style.added_part(text),
    };
    let Some(other) = other.filter(|_| view.style.is_on()) else {
        return paint(line, false);
    };
    let effort = &mut Effort::new(); // a line each: little is spent
    let parts = match side {
        ChangeTag::Delete => pair(line, other, effort).0,
        _ => pair(other, line, effort).1,
    };
    let mut out = String::new();
    let mut at = 0;
    for range in parts.ranges {
        out += &paint(&line[at..range.start], false);
        at = range.end;
        out += &paint(&line[range], true);
    }
    out + &paint(&line[at..], false)
}

/// The lines made harmless, without the indentation they all share.
fn without_common_indent(then: &[String], now: &[String]) -> (Vec<String>, Vec<String>) {
    let all = then.iter().chain(now);
    let written = all.filter(|line| !line.trim().is_empty());
    let indents = written.map(|line| &line[..line.len() - line.trim_start().len()]);
    let common = indents.reduce(|a, b| {
        let same = a
            .char_indices()
            .zip(b.chars())
            .take_while(|((_, a), b)| a == b);
        &a[..same
            .map(|((at, c), _)| at + c.len_utf8())
            .last()
            .unwrap_or(0)]
    });
    let common = common.unwrap_or_default();
    let shown = |line: &String| {
        let line = line.strip_prefix(common).unwrap_or_default();
        one_line(line.trim_end()).into_owned()
    };
    (
        then.iter().map(shown).collect(),
        now.iter().map(shown).collect(),
    )
}
