//! The head of a document: bold labels before the first section.

use super::front_matter::body_start;
use super::inline::{label, one_line, unescaped, written};
use super::notes::Note;
use super::outline::{Kind, Outline};
use super::section::Known;
use super::splice::Slot;
use crate::model::{Blockers, Content, Priority, Progress};
use std::ops::Range;

/// The labels in template order.
pub(super) const LABELS: [&str; 8] = [
    "Created",
    "Task",
    "Status",
    "Last action",
    "Next step",
    "Stopped at",
    "Blockers",
    "Priority",
];

/// A label line and its source.
pub(super) struct Label {
    /// Its place in [`LABELS`].
    pub(super) order: usize,
    /// Its line, without the line ending.
    pub(super) line: Range<usize>,
    /// Its value, trimmed.
    pub(super) value: Range<usize>,
    /// The list below an empty `Blockers` label.
    pub(super) list: Vec<Note<String>>,
}

impl Label {
    /// The end of the line, or of the list below it.
    pub(super) fn end(&self) -> usize {
        self.list.last().map_or(self.line.end, |note| note.slot.end)
    }
}

/// The index after the head's last block: the head ends at the first heading
/// of level 2 and below, at a second heading, and at a section of the template.
fn end(outline: &Outline<'_>) -> usize {
    let mut first = true;
    let ends = outline.blocks.iter().position(|block| match &block.kind {
        Kind::Heading { level, text } => {
            let known = Known::of_heading(outline.slice(text)).is_some();
            *level >= 2 || known || !std::mem::take(&mut first)
        }
        _ => false,
    });
    ends.unwrap_or(outline.blocks.len())
}

/// What the head of a document says, and nothing of its sections. What stands
/// above a heading is the same whatever comes below, so no more is parsed where
/// the head has ended by then.
pub fn read_head(prose: &str) -> Content {
    let mut content = Content::default();
    let top = Outline::of(through_heading(prose));
    if end(&top) < top.blocks.len() {
        read(&top, &mut content);
    } else {
        read(&Outline::of(prose), &mut content);
    }
    content
}

/// The document to the end of the first line that may be a heading of level 2.
fn through_heading(prose: &str) -> &str {
    let body = body_start(prose);
    let Some(at) = prose[body..].find("\n## ") else {
        return prose;
    };
    let line = body + at + 1;
    let end = prose[line..].find('\n').map(|at| line + at + 1);
    &prose[..end.unwrap_or(prose.len())]
}

/// The head's labels, the first of each kind, in source order.
pub(super) fn labels(outline: &Outline<'_>) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    let blocks = &outline.blocks[..end(outline)];
    for (index, block) in blocks.iter().enumerate() {
        if !matches!(block.kind, Kind::Paragraph) {
            continue;
        }
        let mut at = block.range.start;
        for line in outline.slice(&block.range).split_inclusive('\n') {
            let start = at;
            at += line.len();
            let line = line.trim_end_matches(['\n', '\r']);
            let Some((name, value)) = label(line) else {
                continue;
            };
            let order = LABELS
                .iter()
                .position(|label| label.eq_ignore_ascii_case(name));
            let Some(order) =
                order.filter(|order| labels.iter().all(|label| label.order != *order))
            else {
                continue;
            };
            let ends = at >= block.range.end;
            let listed = LABELS[order] == "Blockers" && value.is_empty() && ends;
            let list = match blocks.get(index + 1).map(|block| &block.kind) {
                Some(Kind::List(entries)) if listed => bullets(outline, entries),
                _ => Vec::new(),
            };
            labels.push(Label {
                order,
                line: start..start + line.len(),
                value: start + value.start..start + value.end,
                list,
            });
        }
    }
    labels
}

fn bullets(outline: &Outline<'_>, entries: &[super::outline::Entry]) -> Vec<Note<String>> {
    let tops = entries.iter().filter(|entry| entry.depth == 1);
    tops.filter_map(|entry| {
        let says = unescaped(outline.slice(entry.text.as_ref()?));
        let slot = Slot {
            start: entry.start,
            end: entry.end,
            airy: false,
        };
        (!says.is_empty()).then_some(Note { says, slot })
    })
    .collect()
}

/// The text of the first heading, unless it is the template's or opens a
/// section.
fn title(outline: &Outline<'_>) -> Option<String> {
    let text = outline.blocks.iter().find_map(|block| match &block.kind {
        Kind::Heading { text, .. } => Some(one_line(outline.slice(text))),
        _ => None,
    })?;
    let own = text.eq_ignore_ascii_case("Session Checkpoint") || Known::of_heading(&text).is_some();
    (!own && !text.is_empty()).then_some(text)
}

/// Reads the head into `content`.
pub(super) fn read(outline: &Outline<'_>, content: &mut Content) {
    for label in labels(outline) {
        let value = outline.slice(&label.value);
        let text = (!value.is_empty()).then(|| value.to_owned());
        match LABELS[label.order] {
            "Task" => content.task = text,
            "Status" => (content.status, content.progress) = status(value),
            "Last action" => content.last_action = text,
            "Next step" => content.next_step = text,
            "Stopped at" => content.stopped_at = text,
            "Priority" => content.priority = Priority::parse(value),
            "Blockers" if label.list.is_empty() => content.blockers = text.map(Blockers::One),
            "Blockers" => {
                let texts = label.list.into_iter().map(|note| note.says);
                content.blockers = Some(Blockers::Many(texts.collect()));
            }
            _ => {}
        }
    }
    if content.task.is_none() {
        content.task = title(outline);
    }
}

/// Reads `In Progress (60% complete)`, `60%` or a status alone.
pub(super) fn status(value: &str) -> (Option<String>, Option<Progress>) {
    let percent = |text: &str| {
        let number = text
            .strip_suffix(" complete")
            .unwrap_or(text)
            .strip_suffix('%')?;
        Progress::new(number.parse().ok()?)
    };
    if let Some(progress) = percent(value) {
        return (None, Some(progress));
    }
    let inner = value
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once('('));
    if let Some((status, inner)) = inner
        && let Some(progress) = percent(inner)
    {
        let status = status.trim_end();
        return (
            (!status.is_empty()).then(|| status.to_owned()),
            Some(progress),
        );
    }
    ((!value.is_empty()).then(|| value.to_owned()), None)
}

/// The status that follows from a progress where nobody gave one.
pub fn derived_status(progress: &Progress) -> &'static str {
    if progress.is_complete() {
        "Complete"
    } else {
        "In Progress"
    }
}

/// The value of a label for `content`; for a list of blockers `Some("")`.
pub(super) fn value(content: &Content, order: usize) -> Option<String> {
    let line = |text: &Option<String>| text.as_deref().map(written);
    let value = match LABELS[order] {
        "Task" => line(&content.task),
        "Status" => match (&content.status, &content.progress) {
            (status, Some(progress)) => {
                let status = line(status).unwrap_or_else(|| derived_status(progress).to_owned());
                Some(format!("{status} ({}% complete)", progress.number()))
            }
            (status, None) => line(status),
        },
        "Last action" => line(&content.last_action),
        "Next step" => line(&content.next_step),
        "Stopped at" => line(&content.stopped_at),
        "Priority" => content
            .priority
            .map(|priority| priority.as_str().to_owned()),
        "Blockers" => match &content.blockers {
            Some(Blockers::One(text)) => Some(written(text)),
            Some(Blockers::Many(_)) => return (!blockers(content).is_empty()).then(String::new),
            None => None,
        },
        _ => None,
    };
    value.filter(|value| !value.is_empty())
}

/// The texts of the bullets below an empty `Blockers` label.
pub(super) fn blockers(content: &Content) -> Vec<String> {
    match &content.blockers {
        Some(Blockers::Many(texts)) => {
            let lines = texts.iter().map(|text| written(text));
            lines.filter(|text| !text.is_empty()).collect()
        }
        _ => Vec::new(),
    }
}
