//! What a save and a clear did.

use crate::drift::{FileDrift, Healed, PositionDrift};
use crate::model::RepoPath;
use crate::report::one_line;
use crate::report::text::View;
use crate::report::text::choices::command;
use crate::report::text::files::line;
use crate::report::text::positions::position;
use unicode_width::UnicodeWidthStr;

/// What a save did besides saving.
pub struct Saved<'a> {
    /// What to type for the checkpoint, `None` for the current one.
    pub name: Option<&'a str>,
    /// Files that had changed since the last save and are pinned anew.
    pub repinned: &'a [FileDrift],
    /// Positions whose numbers the save brought up to date.
    pub healed: &'a [Healed],
    /// Positions that keep their earlier pin.
    pub held: &'a [(RepoPath, PositionDrift)],
    /// Files whose bytes were not kept, each with the reason in one line.
    pub not_kept: &'a [(RepoPath, String)],
    /// How it is shown.
    pub view: View<'a>,
}

/// That it is saved, how to resume, and what a reader should know of it.
pub fn saved(saved: &Saved) -> String {
    let Saved { name, view, .. } = saved;
    let mut out = format!(
        "Checkpoint saved.\nTo resume in a new session: {}\n",
        view.style.hint(&command("resume", *name, ""))
    );
    let repinned = saved.repinned.iter().map(|file| line(file, view) + "\n");
    out.push_str(&part(
        "Changed since the last save, and pinned as they are now:",
        repinned,
    ));
    let healed = saved
        .healed
        .iter()
        .map(|healed| format!("- {}: {}\n", view.path(&healed.path), brought(healed, view)));
    out.push_str(&part("Brought up to date in the document:", healed));
    let held = saved.held.iter().map(|(path, told)| {
        let used = (view.display)(path).width() + 4;
        format!("- {}: {}\n", view.path(path), position(told, used, view))
    });
    let update = command("resume", *name, "--update");
    let heading = format!("Still told against an earlier save, until rewritten or {update}:");
    out.push_str(&part(&heading, held));
    let not_kept = saved
        .not_kept
        .iter()
        .map(|(path, why)| format!("- {}: {}\n", view.path(path), one_line(why)));
    out + &part("Pinned without keeping their bytes:", not_kept)
}

/// `line 34 -> 38`, `now src/new.rs`, or both.
fn brought(healed: &Healed, view: &View) -> String {
    let mut told = Vec::new();
    if healed.new_path != healed.path {
        told.push(format!("now {}", view.path(&healed.new_path)));
    }
    if let (Some(from), Some(to)) = (healed.from, healed.to)
        && from != to
    {
        let noun = if from.is_single() { "line" } else { "lines" };
        told.push(format!("{noun} {from} -> {to}"));
    }
    told.join(", ")
}

fn part(heading: &str, lines: impl Iterator<Item = String>) -> String {
    let body: String = lines.collect();
    if body.is_empty() {
        body
    } else {
        format!("\n{heading}\n{body}")
    }
}

/// That it is cleared, and how to get it back; `kept` tells whether its
/// history still is there.
pub fn cleared(name: Option<&str>, kept: bool, view: &View) -> String {
    let mut out = "Checkpoint cleared.\n".to_owned();
    if kept {
        let restore = command("restore", name, "");
        out.push_str(&format!(
            "To bring it back: {}\n",
            view.style.hint(&restore)
        ));
    }
    out
}

/// The question after a clear on a terminal.
pub fn progress_question() -> &'static str {
    "Add a summary of what was built to .shipkit/progress.md?"
}
