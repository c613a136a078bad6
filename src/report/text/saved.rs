//! What a save and a clear did.

use crate::drift::{FileDrift, Healed, PositionDrift, PositionVerdict};
use crate::model::RepoPath;
use crate::report::one_line;
use crate::report::text::View;
use crate::report::text::choices::command;
use crate::report::text::files::line;
use crate::report::text::page::Page;
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
    /// Positions that were edited where they stand, and are pinned as they are.
    pub accepted: &'a [(RepoPath, PositionDrift)],
    /// Files whose bytes were not kept, each with the reason in one line.
    pub not_kept: &'a [(RepoPath, String)],
    /// How it is shown.
    pub view: View<'a>,
}

/// That it is saved, how to resume, and what a reader should know of it.
pub fn saved(saved: &Saved) -> String {
    let Saved { name, view, .. } = saved;
    let resume = view.style.hint(&command("resume", *name, ""));
    let mut page = Page::default();
    page.line(format_args!("Checkpoint saved."));
    page.line(format_args!("To resume in a new session: {resume}"));
    page.part(
        "Changed since the last save, and pinned as they are now:",
        saved.repinned.iter().map(|file| line(file, view)),
    );
    page.part(
        "Brought up to date in the document:",
        saved.healed.iter().map(|healed| brought(healed, view)),
    );
    left_to_a_person(&mut page, saved);
    page.part(
        "Pinned without keeping their bytes:",
        saved
            .not_kept
            .iter()
            .map(|(path, why)| format!("{}: {}", view.path(path), one_line(why))),
    );
    page.done()
}

/// The positions that no program can bring up to date.
fn left_to_a_person(page: &mut Page, saved: &Saved) {
    let Saved { name, view, .. } = saved;
    let update = command("resume", *name, "--update");
    let told = |(path, told): &(RepoPath, PositionDrift)| {
        let used = (view.display)(path).width() + 4;
        format!("{}: {}", view.path(path), position(told, used, view))
    };
    let (in_place, elsewhere): (Vec<_>, Vec<_>) =
        saved.held.iter().partition(|(_, told)| is_in_place(told));
    page.part(
        &format!("Still told against an earlier save, until rewritten or {update}:"),
        in_place.into_iter().map(told),
    );
    page.part(
        "Left to a person, and told until rewritten in the document:",
        elsewhere.into_iter().map(told),
    );
    page.part(
        "Edited where they stand; whether the document still holds is for a person to see:",
        saved.accepted.iter().map(told),
    );
}

/// Whether its number may still be right, so that an update takes it as it is.
fn is_in_place(told: &PositionDrift) -> bool {
    match told.verdict {
        PositionVerdict::Edited { near } => near == told.lines,
        PositionVerdict::Unknown => true,
        _ => false,
    }
}

/// `src/old.rs: now src/new.rs, line 34 -> 38`, or one of the two.
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
    format!("{}: {}", view.path(&healed.path), told.join(", "))
}

/// That it is cleared, and how to get it back; `kept` tells whether its
/// history still is there.
pub fn cleared(name: Option<&str>, kept: bool, view: &View) -> String {
    let mut page = Page::default();
    page.line(format_args!("Checkpoint cleared."));
    if kept {
        let restore = view.style.hint(&command("restore", name, ""));
        page.line(format_args!("To bring it back: {restore}"));
    }
    page.done()
}

/// The question after a clear on a terminal.
pub fn progress_question() -> &'static str {
    "Add a summary of what was built to .shipkit/progress.md?"
}

/// That the file of the present shipkit is not ours to write.
pub fn work_memory_left() -> &'static str {
    ".shipkit/progress.json stays as it is; to note the task: /shipkit-work-memory\n"
}
