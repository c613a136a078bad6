//! What is about to be saved, before it is.

use crate::model::{Content, Item, Name};
use crate::report::one_line;
use crate::report::text::View;
use crate::report::text::summary::{status, with_files};

/// The task, its progress and its decisions, to be looked over before saving.
pub fn draft(content: &Content, view: &View) -> String {
    let mut out = String::new();
    if let Some(task) = &content.task {
        out.push_str(&view.field("Current task", task));
    }
    if let Some(status) = status(content) {
        out.push_str(&view.field("Status", &status));
    }
    let marks = [
        ("✅", &content.completed),
        ("🔄", &content.in_progress),
        ("⬜", &content.pending),
    ];
    let progress: String = marks
        .into_iter()
        .flat_map(|(mark, items)| items.iter().map(move |item| marked(mark, item)))
        .collect();
    out.push_str(&part("Progress summary:", &progress, view));
    let decisions: String = content
        .decisions
        .iter()
        .map(|decision| format!("- {}\n", one_line(&decision.decision)))
        .collect();
    out + &part("Key decisions:", &decisions, view)
}

fn marked(mark: &str, item: &Item) -> String {
    format!("- {mark} {}\n", one_line(&with_files(item)))
}

fn part(heading: &str, body: &str, view: &View) -> String {
    if body.is_empty() {
        return String::new();
    }
    format!("\n{}\n{body}", view.style.heading(heading))
}

/// The question before a save on a terminal.
pub fn save_question(name: &Name) -> String {
    format!("Save this checkpoint to {}?", name.document())
}
