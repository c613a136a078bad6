//! Writing the head: a label is changed in its line, added at its place in
//! the template, or taken out.

use super::head::{LABELS, Label, blockers, labels, title, value};
use super::outline::{Kind, Outline};
use super::splice::{Edit, apply, removal};
use crate::document::file::line_ending;
use crate::model::Content;
use std::ops::Range;

/// Makes the labels say what `new` says where `old`, which the document says
/// now, differs.
pub(super) fn write(prose: &str, old: &Content, new: &Content) -> String {
    let mut prose = prose.to_owned();
    for (order, label) in LABELS.iter().enumerate().skip(1) {
        let same = match *label {
            "Task" => {
                new.task.is_none() && old.task.is_none() || value(old, order) == value(new, order)
            }
            _ => {
                value(old, order) == value(new, order)
                    && blockers_of(old, order) == blockers_of(new, order)
            }
        };
        if !same {
            prose = set(&prose, order, value(new, order), &blockers_of(new, order));
        }
    }
    prose
}

fn blockers_of(content: &Content, order: usize) -> Vec<String> {
    if LABELS[order] == "Blockers" {
        blockers(content)
    } else {
        Vec::new()
    }
}

/// Sets one label, with the bullets below it.
pub(super) fn set(prose: &str, order: usize, value: Option<String>, bullets: &[String]) -> String {
    let outline = Outline::of(prose);
    let eol = line_ending(prose);
    let labels = labels(&outline);
    let own = labels.iter().find(|label| label.order == order);
    let edit = match (own, value) {
        (None, None) => return prose.to_owned(),
        (Some(label), None) => taken_out(prose, label),
        (Some(label), Some(value)) if bullets.is_empty() && label.list.is_empty() => {
            replaced(prose, label, &value)
        }
        (Some(label), Some(value)) => {
            let mut text = lines(order, &value, bullets, eol);
            let rest = &prose[label.end()..];
            if !bullets.is_empty() && !starts_blank(rest, eol) {
                text.push_str(eol);
            }
            Edit {
                range: label.line.start..label.end(),
                text,
            }
        }
        (None, Some(value)) => {
            let text = lines(order, &value, bullets, eol);
            added(&outline, &labels, order, &text, !bullets.is_empty())
        }
    };
    apply(prose, vec![edit])
}

fn lines(order: usize, value: &str, bullets: &[String], eol: &str) -> String {
    let mut text = format!("**{}:** {value}", LABELS[order]);
    text.truncate(text.trim_end().len());
    for bullet in bullets {
        text.push_str(eol);
        text.push_str(bullet);
    }
    text
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

fn taken_out(prose: &str, label: &Label) -> Edit {
    let range = label.line.start..label.end();
    let alone = starts_blank(&prose[range.end..], "\r\n")
        && (prose[..range.start].trim_end_matches(['\r', '\n']).len() + 1 < range.start
            || range.start == 0);
    if alone {
        return removal(prose, range);
    }
    let rest = &prose[range.end..];
    let line = rest.find('\n').map_or(rest.len(), |at| at + 1);
    Edit {
        range: range.start..range.end + line,
        text: String::new(),
    }
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
        let narrow = listed && !starts_blank(&prose[at..], eol);
        let end = if narrow { eol } else { "" };
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
    let first = outline.blocks.first();
    let titled = first.filter(|block| matches!(block.kind, Kind::Heading { level: 1, .. }));
    let named =
        title(outline).is_some() || titled.is_some_and(|block| is_template(outline, &block.range));
    let Some(heading) = titled.filter(|_| named) else {
        let at = outline.body;
        let gap = if prose[at..].trim().is_empty() {
            ""
        } else {
            eol
        };
        let lead = if at > 0 && prose[..at].ends_with('\n') {
            eol
        } else {
            ""
        };
        return Edit {
            range: at..at,
            text: format!("{lead}{text}{eol}{gap}"),
        };
    };
    let at = heading.range.end;
    let open = if prose[..at].ends_with('\n') { "" } else { eol };
    let next = &prose[at..];
    let blank = next.is_empty() || next.starts_with('\n') || next.starts_with("\r\n");
    let gap = if blank { "" } else { eol };
    Edit {
        range: at..at,
        text: format!("{open}{eol}{text}{eol}{gap}"),
    }
}

fn is_template(outline: &Outline<'_>, heading: &Range<usize>) -> bool {
    outline
        .slice(heading)
        .trim_start_matches(['#', ' '])
        .trim_end()
        .eq_ignore_ascii_case("Session Checkpoint")
}
