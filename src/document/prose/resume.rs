//! To Resume: what to type next time, and where to go on.

use super::inline::{code_span, written};
use super::outline::Outline;
use super::section::Known;
use super::splice::{Edit, apply};
use crate::document::file::line_ending;
use crate::model::{Content, Name};

/// The section's body for a checkpoint of that name.
pub(super) fn body(content: &Content, name: &Name, eol: &str) -> String {
    let command = match name.as_deref() {
        Some(name) => format!("git shipkit resume {}", shell(name)),
        None => "git shipkit resume".to_owned(),
    };
    lines(content, &command).join(eol)
}

fn lines(content: &Content, command: &str) -> Vec<String> {
    let mut lines: Vec<String> = [
        "```",
        command,
        "```",
        "or say: continue from my checkpoint",
        "",
    ]
    .map(str::to_owned)
    .into();
    let begun = &content.in_progress;
    let to_open = content.files_to_open.iter().map(|open| &open.file);
    let file = to_open
        .chain(begun.iter().flat_map(|item| &item.files))
        .next();
    let items = begun.iter().filter_map(|item| item.stopped_at.as_deref());
    let place = items.chain(content.stopped_at.as_deref()).next();
    let steps = [
        Some("Read this checkpoint".to_owned()),
        file.map(|file| format!("Open {}", code_span(&file.path))),
        place.map(|place| format!("Continue from {}", unpositioned(&written(place)))),
    ];
    let steps = steps.into_iter().flatten().enumerate();
    lines.extend(steps.map(|(at, step)| format!("{}. {step}", at + 1)));
    lines
}

/// A place without its `(line 34)`: the number stands where the file is named.
fn unpositioned(place: &str) -> &str {
    match place.rsplit_once(" (line") {
        Some((text, rest)) if rest.ends_with(')') => text,
        _ => place,
    }
}

fn shell(name: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    if name.chars().all(plain) {
        name.to_owned()
    } else {
        format!("'{}'", name.replace('\'', r"'\''"))
    }
}

/// Brings the section up to date where it is still as it was written for
/// `old`; one that somebody changed is theirs.
pub(super) fn renew(prose: &str, old: &Content, new: &Content) -> String {
    if lines(old, "") == lines(new, "") {
        return prose.to_owned();
    }
    let outline = Outline::of(prose);
    let Some(section) = outline.section(Known::ToResume) else {
        return prose.to_owned();
    };
    let inner = outline.inner(&section);
    let text = outline.slice(&inner);
    let body = text.trim();
    let eol = line_ending(prose);
    let command = body.split(eol).nth(1).unwrap_or_default();
    if !command.starts_with("git shipkit resume") || lines(old, command).join(eol) != body {
        return prose.to_owned();
    }
    let start = inner.start + text.len() - text.trim_start().len();
    let edit = Edit {
        range: start..start + body.len(),
        text: lines(new, command).join(eol),
    };
    apply(prose, vec![edit])
}
