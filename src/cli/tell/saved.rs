//! What a save says it did.

use super::{checkpoint, done, not_kept, repinned, restore};
use crate::cli::desk::Desk;
use crate::document;
use crate::drift::PositionDrift;
use crate::model::{Name, Pin, RepoPath};
use crate::report::text;
use crate::route::Made;

/// What a save did. `verb` is what the user said: `checkpoint`, or `resume`
/// for an update.
pub(crate) fn saved(desk: &Desk<'_>, name: &Name, made: &Made, number: u64, verb: &str) {
    if desk.ui.json {
        let checkpoint = checkpoint(name, Some(number), &made.prose, Some(&made.record), false);
        done(desk, verb, checkpoint, Some(made));
        return;
    }
    let text = desk.with_view(|view| {
        text::saved(&text::Saved {
            name: name.as_deref(),
            repinned: &repinned(made),
            healed: &made.healed,
            held: &held(made),
            not_kept: &not_kept(made),
            view: *view,
        })
    });
    desk.ui.tell(&text);
    if verb == "resume" {
        desk.ui.tell(&format!("To undo: {}\n", restore(name)));
    }
}

/// What a save would have written.
pub(crate) fn would_save(desk: &Desk<'_>, name: &Name, made: &Made) {
    if desk.ui.json {
        let checkpoint = checkpoint(name, None, &made.prose, Some(&made.record), false);
        done(desk, "checkpoint", checkpoint, Some(made));
        return;
    }
    let pins = made.record.files.values();
    let none = |pin: &Pin| matches!(pin, Pin::Missing | Pin::Unhashed { raw: None, .. });
    let files = pins.filter(|file| !none(&file.pin)).count();
    let document = document::seal(&made.prose, &made.record);
    desk.ui.answer(&text::show(&document));
    let noun = if files == 1 { "file" } else { "files" };
    desk.ui.tell(&format!(
        "Would save this to {} and pin {files} {noun}; nothing was written.\n",
        name.document()
    ));
}

/// The positions that go on being told against an earlier save.
fn held(made: &Made) -> Vec<(RepoPath, PositionDrift)> {
    let files = made.since.iter().flat_map(|since| &since.files);
    let mut told = Vec::new();
    for file in files {
        for position in &file.positions {
            let is_held =
                |held: &&crate::drift::Held| held.path == file.path && held.lines == position.lines;
            if made.held.iter().any(|held| is_held(&held)) {
                told.push((file.path.clone(), position.clone()));
            }
        }
    }
    told
}
