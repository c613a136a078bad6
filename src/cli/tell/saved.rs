//! What a save says it did.

use super::done::{done, done_with, not_kept, repinned};
use super::{restore, warn_of_hidden};
use crate::cli::desk::Desk;
use crate::document;
use crate::drift::{FileDrift, FileVerdict, PositionDrift, PositionVerdict};
use crate::model::{Lines, Name, Pin, RepoPath};
use crate::report::{plain_diff, text};
use crate::route::{self, Made};
use std::collections::HashSet;

/// What a save did. `verb` is what the user said: `checkpoint`, or `resume`
/// for an update.
pub(crate) fn saved(desk: &Desk<'_>, name: &Name, made: &Made, number: u64, verb: &str) {
    if desk.ui.json {
        let checkpoint = route::of_made(name, made, Some(number));
        let diff = plain_diff(&name.document(), &made.before, &made.prose);
        let diff = (verb == "resume").then_some(&*diff);
        done_with(desk, verb, checkpoint, Some(made), diff);
        return;
    }
    warn_of_hidden(desk, &made.prose);
    let accepted = if verb == "resume" {
        accepted(made)
    } else {
        Vec::new()
    };
    let text = desk.with_view(|view| {
        text::saved(&text::Saved {
            name: name.as_deref(),
            repinned: &repinned(made),
            healed: &made.healed,
            held: &held(made),
            accepted: &accepted,
            not_kept: &not_kept(made),
            view: *view,
        })
    });
    desk.ui.tell(&text);
    if verb == "resume" {
        desk.ui.tell(&format!(
            "To undo: {}\n",
            desk.ui.style.hint(&restore(name))
        ));
    }
}

/// What a save would have written.
pub(crate) fn would_save(desk: &Desk<'_>, name: &Name, made: &Made) {
    desk.with_site(name, |site| route::tell_credentials(site, made));
    if desk.ui.json {
        let checkpoint = route::of_made(name, made, None);
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
    let kept = kept(made);
    told(made, &|file, position| is_held(&kept, file, position))
}

/// The positions that were edited where they stand, and are pinned as they are.
fn accepted(made: &Made) -> Vec<(RepoPath, PositionDrift)> {
    let kept = kept(made);
    told(made, &|file, position| {
        let edited = matches!(position.verdict, PositionVerdict::Edited { .. });
        edited && !is_held(&kept, file, position)
    })
}

/// Files and lines that keep their earlier pin.
type Kept<'a> = HashSet<(&'a RepoPath, Lines)>;

fn kept(made: &Made) -> Kept<'_> {
    let held = made.held.iter();
    held.map(|held| (&held.path, held.lines)).collect()
}

fn is_held(kept: &Kept<'_>, file: &FileDrift, position: &PositionDrift) -> bool {
    // a file that was renamed is held by its new name
    let now = match &file.verdict {
        FileVerdict::Renamed { to } => to,
        _ => &file.path,
    };
    let is_kept = |path| kept.contains(&(path, position.lines));
    is_kept(&file.path) || is_kept(now)
}

/// The positions of the earlier save that `which` chooses.
fn told(
    made: &Made,
    which: &dyn Fn(&FileDrift, &PositionDrift) -> bool,
) -> Vec<(RepoPath, PositionDrift)> {
    let mut told = Vec::new();
    for file in made.since.iter().flat_map(|since| &since.files) {
        for position in &file.positions {
            if which(file, position) {
                told.push((file.path.clone(), position.clone()));
            }
        }
    }
    told
}
