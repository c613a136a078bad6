//! What the checkpoint says: the few lines to read before going on.

use crate::model::{Blockers, Content, FileMention, Item, quoted};
use crate::report::text::View;
use crate::report::words::counted_len;

/// The task, where work on it stopped, and what comes next.
pub(super) fn summary(content: &Content, view: &View) -> String {
    [
        task(content, view),
        place(content, view),
        next(content, view),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join("\n")
}

fn task(content: &Content, view: &View) -> String {
    let mut out = String::new();
    let mut tell = |label, value: Option<&str>| {
        if let Some(value) = value {
            out.push_str(&view.field(label, value));
        }
    };
    tell("Task", content.task.as_deref());
    tell("Status", status(content).as_deref());
    tell(
        "Priority",
        content.priority.map(crate::model::Priority::as_str),
    );
    tell("Last action", content.last_action.as_deref());
    tell("Blockers", blockers(content).as_deref());
    out
}

/// `In Progress (60% complete)`, `60% complete`, `In Progress`.
pub(in crate::report) fn status(content: &Content) -> Option<String> {
    let percent = content
        .progress
        .as_ref()
        .map(|progress| format!("{}% complete", progress.number()));
    match (&content.status, percent) {
        (Some(status), Some(percent)) => Some(format!("{status} ({percent})")),
        (Some(status), None) => Some(status.clone()),
        (None, percent) => percent,
    }
}

fn blockers(content: &Content) -> Option<String> {
    match content.blockers.as_ref()? {
        Blockers::One(one) => Some(one.clone()),
        Blockers::Many(many) => Some(many.join("; ")).filter(|text| !text.is_empty()),
    }
}

fn place(content: &Content, view: &View) -> String {
    let item = current(content);
    let mut out = String::new();
    if let Some(item) = item {
        let others = content.in_progress.len() - 1;
        let text = with_files(item);
        let more = match others {
            0 => String::new(),
            _ => format!(", and {} in progress", counted_len(others, "more item")),
        };
        out.push_str(&view.field("Last working on", &(text + &more)));
    }
    let of_item = item.and_then(|item| item.stopped_at.as_deref());
    for stopped in both(of_item, content.stopped_at.as_deref()) {
        out.push_str(&view.field("Stopped at", stopped));
    }
    out
}

fn next(content: &Content, view: &View) -> String {
    let of_item = current(content).and_then(|item| item.next_step.as_deref());
    both(of_item, content.next_step.as_deref())
        .map(|next| view.field("Next step", next))
        .collect()
}

/// The item's word and the task's, once where they agree.
fn both<'a>(item: Option<&'a str>, task: Option<&'a str>) -> impl Iterator<Item = &'a str> {
    item.into_iter()
        .chain(task.filter(|task| item != Some(task)))
}

/// The item that says where it stopped, else the first one begun.
fn current(content: &Content) -> Option<&Item> {
    content
        .in_progress
        .iter()
        .find(|item| item.stopped_at.is_some())
        .or(content.in_progress.first())
}

/// `Login endpoint (src/api/auth/login.ts)`.
pub(super) fn with_files(item: &Item) -> String {
    if item.files.is_empty() {
        return item.text.clone();
    }
    let files: Vec<String> = item.files.iter().map(mention).collect();
    format!("{} ({})", item.text, files.join(", "))
}

fn mention(file: &FileMention) -> String {
    let path = quoted(&file.path);
    match file.lines {
        None => path.into_owned(),
        Some(lines) if lines.is_single() => format!("{path}, line {lines}"),
        Some(lines) => format!("{path}, lines {lines}"),
    }
}
