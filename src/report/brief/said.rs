//! The document's own words, in the order in which they are needed. They are
//! data from a file: every line begins with a word of ours, so that none of
//! them can end the fence they stand in or pass for anything else.

use super::Told;
use super::places::{current, files_of};
use super::sheet::{Part, Shelf};
use super::tokens::cut;
use crate::document::Unread;
use crate::model::{Blockers, ClaimKind, Content, Decision, FileMention, Item, RepoPath};
use crate::report::one_line;
use crate::report::text::status_line;
use std::collections::BTreeSet;

/// Words of a heading beneath which a document of any form says what to do.
const AHEAD: [&str; 12] = [
    "next",
    "todo",
    "to do",
    "in progress",
    "current",
    "continue",
    "resume",
    "pending",
    "remaining",
    "blocker",
    "wip",
    "open",
];

/// How many tokens a text takes at most that is not what the work is about.
const LONG: usize = 120;

/// What is never cut: the task and the next step, as long as `limit` lets
/// them be, and what belongs to them.
pub(super) fn work(told: &Told<'_>, limit: usize) -> Vec<Part> {
    let content = told.content;
    let item = current(&content.in_progress);
    let of_item = |text: fn(&Item) -> Option<&str>| item.and_then(text);
    let task = content.task.as_deref().or(Some("(not said)"));
    let status = status_line(content);
    let stopped = of_item(|item| item.stopped_at.as_deref());
    let stopped = both(stopped, content.stopped_at.as_deref());
    let next = of_item(|item| item.next_step.as_deref());
    let next = both(next, content.next_step.as_deref());
    let pending = content.pending.first().filter(|_| next.is_empty());
    let pending = pending.map(|item| item.text.as_str());
    let details = item.iter().flat_map(|item| &item.details);
    let mut lines: Vec<(&str, &str, (u8, u8))> = Vec::new();
    lines.extend(task.map(|text| ("Task", text, (0, 1))));
    lines.extend(status.as_deref().map(|text| ("Status", text, (1, 1))));
    lines.extend(item.map(|item| ("In progress", item.text.as_str(), (1, 1))));
    lines.extend(stopped.into_iter().map(|text| ("Stopped at", text, (1, 2))));
    lines.extend(next.into_iter().map(|text| ("Next step", text, (0, 1))));
    lines.extend(pending.map(|text| ("Next step (the first that is pending)", text, (0, 1))));
    lines.extend(
        blockers(content)
            .into_iter()
            .map(|text| ("Blocker", text, (1, 3))),
    );
    lines.extend(
        content
            .last_action
            .as_deref()
            .map(|text| ("Last action", text, (5, 5))),
    );
    lines.extend(details.map(|text| ("- Detail", text.as_str(), (3, 3))));
    let field = |(label, text, ranks)| field(Shelf::Said, label, text, ranks, limit);
    lines.into_iter().map(field).collect()
}

/// The texts that are there, one that is there twice once.
fn both<'a>(one: Option<&'a str>, other: Option<&'a str>) -> Vec<&'a str> {
    let mut texts: Vec<&str> = one.into_iter().chain(other).collect();
    texts.dedup();
    texts
}

fn blockers(content: &Content) -> Vec<&str> {
    match &content.blockers {
        Some(Blockers::One(one)) => vec![one],
        Some(Blockers::Many(many)) => many.iter().map(String::as_str).collect(),
        None => Vec::new(),
    }
}

/// Everything else it says.
pub(super) fn more(told: &Told<'_>) -> Vec<Part> {
    let content = told.content;
    let current = current(&content.in_progress);
    let others = content.in_progress.iter();
    let others = others.filter(|item| Some(*item) != current);
    let mut parts: Vec<Part> = others
        .map(|item| line("Also in progress", &item_text(item), 4, "item in progress"))
        .collect();
    for news in told.news {
        let news = news.trim_start_matches("- ");
        parts.push(line("Since then", news, 5, "thing done since"));
    }
    knowledge(told, &mut parts);
    for open in &content.files_to_open {
        let note = open.note.as_deref().map(|note| format!(": {note}"));
        let text = mention(&open.file) + &note.unwrap_or_default();
        parts.push(line("Open first", &text, 7, "file to open"));
    }
    for item in &content.pending {
        parts.push(line("Pending", &item.text, 9, "pending item"));
    }
    passages(told.unread, &mut parts);
    for item in &content.completed {
        parts.push(line("Done", &item_text(item), 12, "done item"));
    }
    let variables = content.context.as_ref().map(ToString::to_string);
    parts.extend(variables.map(|text| line("Variables", &text, 13, "variable")));
    parts
}

/// What the next one should not have to find out or decide again.
fn knowledge(told: &Told<'_>, parts: &mut Vec<Part>) {
    let content = told.content;
    let begun = files_of(told, ClaimKind::InProgress);
    for text in &content.gotchas {
        parts.push(line("Gotcha", text, need(text, &begun, 6), "gotcha"));
    }
    for one in &content.decisions {
        let text = decision(one);
        parts.push(line("Decided", &text, need(&text, &begun, 7), "decision"));
    }
    for tests in content.test_state.iter().flat_map(|tests| tests.lines()) {
        parts.push(line("Tests", tests, 6, "line on tests"));
    }
    if let Some(priority) = content.priority {
        parts.push(line("Priority", priority.as_str(), 5, "line"));
    }
}

/// What is written in a form of its own; beneath a heading that tells what to
/// do it comes first.
fn passages(passages: &[Unread], parts: &mut Vec<Part>) {
    for passage in passages {
        let heading = passage.heading.as_deref().unwrap_or_default();
        let lower = heading.to_lowercase();
        let rank = if AHEAD.iter().any(|word| lower.contains(word)) {
            4
        } else {
            11
        };
        for (at, text) in passage.lines.iter().enumerate() {
            if at == 0 && !heading.is_empty() {
                parts.push(plain(&format!("## {heading}"), rank));
            }
            parts.push(plain(text, rank));
        }
    }
}

fn plain(text: &str, rank: u8) -> Part {
    let text = format!("| {}\n", cut(&one_line(text), LONG));
    Part::new(Shelf::More, rank, Some("other line"), text)
}

/// What names a file of the work in progress is needed sooner.
fn need(text: &str, files: &BTreeSet<&RepoPath>, rank: u8) -> u8 {
    let named = files.iter().any(|file| {
        let name = file.as_str().rsplit('/').next().unwrap_or_default();
        text.contains(name)
    });
    if named { 4 } else { rank }
}

fn line(label: &str, text: &str, rank: u8, noun: &'static str) -> Part {
    let mut part = field(Shelf::More, label, text, (rank, rank + 3), LONG);
    part.noun = Some(noun);
    part
}

/// A line of it; a text longer than `limit` tokens begins there and is whole
/// where there is room.
fn field(shelf: Shelf, label: &str, text: &str, ranks: (u8, u8), limit: usize) -> Part {
    let whole = one_line(text);
    let short = cut(&whole, limit);
    let mut part = Part::new(
        shelf,
        ranks.0,
        Some("long text"),
        format!("{label}: {short}\n"),
    );
    if short != whole {
        part.versions
            .push((ranks.1.max(ranks.0), format!("{label}: {whole}\n")));
    }
    part
}

fn item_text(item: &Item) -> String {
    let mut text = item.text.clone();
    if !item.files.is_empty() {
        let files: Vec<String> = item.files.iter().map(mention).collect();
        text = format!("{text} ({})", files.join(", "));
    }
    let stopped = item
        .stopped_at
        .iter()
        .map(|text| format!("stopped at: {text}"));
    let next = item.next_step.iter().map(|text| format!("next: {text}"));
    let rest: Vec<String> = item
        .details
        .iter()
        .cloned()
        .chain(stopped)
        .chain(next)
        .collect();
    if rest.is_empty() {
        return text;
    }
    format!("{text}: {}", rest.join("; "))
}

fn mention(file: &FileMention) -> String {
    let path = crate::model::quoted(&file.path);
    match file.lines {
        None => path.into_owned(),
        Some(lines) => format!("{path}:{lines}"),
    }
}

fn decision(one: &Decision) -> String {
    match one.rationale.as_str() {
        "" => one.decision.clone(),
        why => format!("{} (because: {why})", one.decision),
    }
}
