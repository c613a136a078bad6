//! Writing the head: a label is changed in its line, added at its place in
//! the template, or taken out.

use super::head::{LABELS, Label, blockers, labels, value};
use super::inline::escaped;
use super::lists::guard;
use super::notes::bullet_edits;
use super::outline::{Kind, Outline};
use super::section::Known;
use super::splice::{Edit, apply, removal};
use crate::document::file::line_ending;
use crate::model::Content;

/// Makes the labels say what `new` says where `old`, which the document says
/// now, differs. What goes, goes first, so that it parts nothing that comes.
pub(super) fn write(prose: &str, old: &Content, new: &Content) -> String {
    let mut prose = prose.to_owned();
    let changed = |order: &usize| {
        value(old, *order) != value(new, *order)
            || LABELS[*order] == "Blockers" && blockers(old) != blockers(new)
    };
    let changed: Vec<usize> = (1..LABELS.len()).filter(changed).collect();
    for going in [true, false] {
        for order in &changed {
            let value = value(new, *order);
            if value.is_none() == going {
                let bullets = match LABELS[*order] {
                    "Blockers" => blockers(new),
                    _ => Vec::new(),
                };
                prose = set(&prose, *order, value, &bullets);
            }
        }
    }
    prose
}

/// Sets one label, with the bullets below it.
pub(super) fn set(prose: &str, order: usize, value: Option<String>, bullets: &[String]) -> String {
    set_in(&Outline::of(prose), order, value, bullets)
}

/// The same in a document whose blocks are known.
pub(super) fn set_in(
    outline: &Outline<'_>,
    order: usize,
    value: Option<String>,
    bullets: &[String],
) -> String {
    let prose = outline.prose;
    let eol = line_ending(prose);
    let labels = labels(outline);
    let own = labels.iter().find(|label| label.order == order);
    let edits = match (own, value) {
        (None, None) => Vec::new(),
        (Some(label), None) => vec![taken_out(prose, label, &labels)],
        (Some(label), Some(value)) => match (bullets.is_empty(), label.list.is_empty()) {
            (true, true) => vec![replaced(prose, label, &value)],
            (false, false) => bullet_edits(prose, &label.list, bullets),
            (with_value, _) => {
                let mut text = lines(order, &value, bullets, eol);
                if !with_value {
                    text.push_str(&below_list(&prose[label.end()..], eol));
                }
                let range = label.line.start..label.end();
                vec![Edit { range, text }]
            }
        },
        (None, Some(value)) => {
            let text = lines(order, &value, bullets, eol);
            vec![added(outline, &labels, order, &text, !bullets.is_empty())]
        }
    };
    apply(prose, edits)
}

fn lines(order: usize, value: &str, bullets: &[String], eol: &str) -> String {
    let mut text = format!("**{}:** {value}", LABELS[order]);
    text.truncate(text.trim_end().len());
    for bullet in bullets {
        text.push_str(eol);
        text.push_str("- ");
        text.push_str(&escaped(bullet));
    }
    text
}

/// What ends a list of bullets before `rest`, the end of a line and what
/// follows it.
fn below_list(rest: &str, eol: &str) -> String {
    let gap = if starts_blank(rest, eol) { "" } else { eol };
    format!("{gap}{}", guard(rest, eol))
}

/// Whether what follows the end of a line is a blank line or nothing.
fn starts_blank(rest: &str, eol: &str) -> bool {
    let next = rest.find('\n').map_or("", |at| &rest[at + 1..]);
    next.is_empty() || next.starts_with('\n') || next.starts_with(eol)
}

fn replaced(prose: &str, label: &Label, value: &str) -> Edit {
    let touches =
        prose[..label.value.start].ends_with('*') || prose[..label.value.start].ends_with(':');
    let pad = if touches { " " } else { "" };
    Edit {
        range: label.value.clone(),
        text: format!("{pad}{value}"),
    }
}

fn taken_out(prose: &str, label: &Label, labels: &[Label]) -> Edit {
    let range = label.line.start..label.end();
    let before = &prose[..range.start];
    let above = before.trim_end();
    let parted = above.is_empty() || before[above.len()..].matches('\n').count() > 1;
    if parted && starts_blank(&prose[range.end..], "\r\n") {
        return removal(prose, range);
    }
    let rest = &prose[range.end..];
    let line = rest.find('\n').map_or(rest.len(), |at| at + 1);
    let listed = |label: &Label| !label.list.is_empty() && label.end() == above.len();
    let text = if labels.iter().any(listed) {
        guard(&rest[line..], line_ending(prose))
    } else {
        String::new()
    };
    let end = range.end + line;
    Edit {
        range: range.start..end + list_end(&prose[end..], end, label, labels),
        text,
    }
}

/// The length of the blank line that only ended a label's list: the next label
/// follows right behind it.
fn list_end(rest: &str, at: usize, label: &Label, labels: &[Label]) -> usize {
    let blank = ["\n", "\r\n"]
        .iter()
        .find(|eol| rest.starts_with(**eol))
        .map_or(0, |eol| eol.len());
    let ended = !label.list.is_empty() && labels.iter().any(|next| next.line.start == at + blank);
    if ended { blank } else { 0 }
}

fn added(outline: &Outline<'_>, labels: &[Label], order: usize, text: &str, listed: bool) -> Edit {
    let prose = outline.prose;
    let eol = line_ending(prose);
    let insert = |at: usize, text: String| Edit {
        range: at..at,
        text,
    };
    let gap = |wide: bool| eol.repeat(1 + usize::from(wide));
    let others = || labels.iter().filter(|label| label.order != order);
    let before = others().filter(|label| label.order < order);
    if let Some(label) = before.max_by_key(|label| label.order) {
        let at = label.end();
        let rest = &prose[at..];
        let end = if listed {
            below_list(rest, eol)
        } else {
            String::new()
        };
        return insert(at, format!("{}{text}{end}", gap(!label.list.is_empty())));
    }
    if let Some(label) = others().min_by_key(|label| label.order) {
        return insert(label.line.start, format!("{text}{}", gap(listed)));
    }
    paragraph(outline, text, eol)
}

/// A first label: a paragraph of its own below the title, else on top.
fn paragraph(outline: &Outline<'_>, text: &str, eol: &str) -> Edit {
    let prose = outline.prose;
    let title = outline.blocks.first().filter(|block| match &block.kind {
        Kind::Heading { level: 1, text } => Known::of_heading(outline.slice(text)).is_none(),
        _ => false,
    });
    let at = title.map_or(outline.body, |title| title.range.end);
    let mut lines = String::new();
    if title.is_some() && !prose[..at].ends_with('\n') {
        lines.push_str(eol);
    }
    if title.is_some() || prose[..at].ends_with('\n') {
        lines.push_str(eol);
    }
    lines.push_str(text);
    lines.push_str(eol);
    let next = &prose[at..];
    if text.contains('\n') {
        lines.push_str(&guard(next, eol));
    }
    if !next.is_empty() && !next.starts_with('\n') && !next.starts_with("\r\n") {
        lines.push_str(eol);
    }
    Edit {
        range: at..at,
        text: lines,
    }
}
