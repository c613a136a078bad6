//! A finished task as an entry of `.shipkit/progress.md`, the project's
//! journal: Markdown, a heading a day's work.

use crate::model::Content;
use chrono::{DateTime, FixedOffset};
use std::fmt::Write as _;

/// What was built, what was decided, what is left.
pub fn progress_entry(content: &Content, now: DateTime<FixedOffset>) -> String {
    let task = content.task.as_deref().unwrap_or("(no task named)");
    let mut out = format!("## {}: {task}\n", now.format("%Y-%m-%d"));
    let items = |out: &mut String, mark: &str, items: &[crate::model::Item]| {
        for item in items {
            writeln!(out, "- [{mark}] {}", item.text).expect("a String takes every write");
        }
    };
    let finished = content.completed.len();
    let open = content.in_progress.len() + content.pending.len();
    if finished + open > 0 {
        out.push('\n');
        items(&mut out, "x", &content.completed);
        items(&mut out, " ", &content.in_progress);
        items(&mut out, " ", &content.pending);
    }
    if !content.decisions.is_empty() {
        out.push_str("\nDecisions:\n\n");
        for decision in &content.decisions {
            let why = match decision.rationale.as_str() {
                "" => String::new(),
                why => format!(": {why}"),
            };
            writeln!(out, "- {}{why}", decision.decision).expect("a String takes every write");
        }
    }
    out
}
