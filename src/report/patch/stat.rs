//! The table of `git diff --stat`, with its graph in colour.

use crate::report::{Style, harmless};

/// The table, as git wrote it without colour.
pub fn painted_stat(table: &str, style: Style) -> String {
    let table = harmless(table);
    let lines = table.split_inclusive('\n').map(|line| {
        let (text, end) = match line.strip_suffix('\n') {
            Some(text) => (text, "\n"),
            None => (line, ""),
        };
        let graph = text.trim_end_matches('-');
        let (rest, gone) = text.split_at(graph.len());
        let (rest, new) = rest.split_at(rest.trim_end_matches('+').len());
        if !rest.contains(" | ") {
            return line.to_owned();
        }
        format!("{rest}{}{}{end}", style.added(new), style.removed(gone))
    });
    lines.collect()
}
