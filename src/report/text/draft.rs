//! What is about to be saved, before it is.

use crate::model::{Content, Name};
use crate::report::one_line;
use crate::report::text::page::Page;
use crate::report::text::summary::{status, with_files};
use crate::report::text::{PROSE, View, cut};

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
                .map(move |item| row(&format!("{mark} {}", with_files(item)), view))
        }),
    );
    page.part(
        &view.style.heading("Key decisions:"),
        content
            .decisions
            .iter()
            .map(|decision| row(&decision.decision, view)),
    );
    page.done()
}

/// A line of a list, no longer than a few lines of the terminal.
fn row(text: &str, view: &View) -> String {
    let text = one_line(text);
    let text = view.width.map_or_else(
        || text.to_string(),
        |_| cut(&text, ROW * view.room().min(PROSE)),
    );
    view.wrapped(&text, 2, 5)
}

/// How many lines an item may take.
const ROW: usize = 4;

/// The question after it on a terminal.
pub fn save_question(name: &Name) -> String {
    format!("\nSave this checkpoint to {}?", name.document())
}
