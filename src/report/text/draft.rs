//! What is about to be saved, before it is.

use crate::model::{Content, Name};
use crate::report::one_line;
use crate::report::text::View;
use crate::report::text::page::Page;
use crate::report::text::summary::{status, with_files};

/// The task, its progress and its decisions, to be looked over before saving.
pub fn draft(content: &Content, view: &View) -> String {
    let mut page = Page::default();
    if let Some(task) = &content.task {
        page.text(&view.field("Current task", task));
    }
    if let Some(status) = status(content) {
        page.text(&view.field("Status", &status));
    }
    let marks = [
        ("✅", &content.completed),
        ("🔄", &content.in_progress),
        ("⬜", &content.pending),
    ];
    page.part(
        &view.style.heading("Progress summary:"),
        marks.into_iter().flat_map(|(mark, items)| {
            items
                .iter()
                .map(move |item| format!("{mark} {}", one_line(&with_files(item))))
        }),
    );
    page.part(
        &view.style.heading("Key decisions:"),
        content
            .decisions
            .iter()
            .map(|decision| one_line(&decision.decision).into_owned()),
    );
    page.done()
}

/// The question after it on a terminal.
pub fn save_question(name: &Name) -> String {
    format!("\nSave this checkpoint to {}?", name.document())
}
