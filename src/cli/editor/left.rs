//! What somebody typed when the terminal went away, or the machine: a note in
//! git's directory knows of every document that is in an editor.

use crate::cli::desk::Desk;
use crate::cli::editor::{PREFIX, SUFFIX};
use crate::document::Guide;
use crate::platform::is_running;
use crate::report::as_argument;
use std::fs;
use std::path::{Path, PathBuf};

/// A note of a document in the editor: who waits for it, where it lies, what
/// was given.
pub(super) struct Note(PathBuf);

impl Note {
    /// Writes down that `file` is in the editor, with `given` in it. Where that
    /// cannot be written there is none: editing goes on without.
    pub(super) fn write(desk: &Desk<'_>, file: &Path, given: &str) -> Option<Note> {
        let dir = directory(desk);
        let note = dir.join(file.file_name()?);
        fs::create_dir_all(&dir).ok()?;
        let pid = std::process::id();
        fs::write(&note, format!("{pid}\n{}\n{given}", file.to_str()?)).ok()?;
        Some(Note(note))
    }
}

impl Drop for Note {
    /// Whoever waited told what became of it.
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
        let _ = self.0.parent().map(fs::remove_dir); // where it was the last
    }
}

fn directory(desk: &Desk<'_>) -> PathBuf {
    desk.repo.git_dir().join("shipkit").join("editing")
}

/// Tells what nobody could be told: what was typed and neither saved nor given
/// up, and how to save it.
pub(crate) fn tell_left(desk: &Desk<'_>) {
    let notes = fs::read_dir(directory(desk))
        .into_iter()
        .flatten()
        .flatten();
    for note in notes {
        let Some((file, given)) = abandoned(&note.path()) else {
            continue;
        };
        let _ = fs::remove_file(note.path());
        let Ok(typed) = fs::read_to_string(&file) else {
            continue;
        };
        let is_ours = is_ours(Path::new(&file));
        if typed == given {
            let _ = is_ours.then(|| fs::remove_file(&file));
            continue;
        }
        let taken = Guide::of(&given).taken_out(&typed, "");
        if is_ours && taken.typed.is_empty() {
            let _ = fs::write(&file, taken.prose); // else all of it stays
        }
        let taken_up = format!("git shipkit checkpoint --from {}", as_argument(&file));
        desk.ui.warn(&format!(
            "what you typed when the terminal went away is kept; to save it: {taken_up}"
        ));
    }
}

/// Whether a file lies where we put what is edited, under such a name. A note
/// may be anybody's: no other file is removed or written for one.
fn is_ours(file: &Path) -> bool {
    let name = file.file_name().and_then(|name| name.to_str());
    let is_named = |name: &str| name.starts_with(PREFIX) && name.ends_with(SUFFIX);
    name.is_some_and(is_named) && file.parent() == Some(&tempfile::env::temp_dir())
}

/// The file of a note that nobody waits for any more, and what was given.
fn abandoned(note: &Path) -> Option<(String, String)> {
    let is_note = fs::symlink_metadata(note).is_ok_and(|meta| meta.is_file());
    let text = is_note.then(|| fs::read_to_string(note).ok())??;
    let (pid, rest) = text.split_once('\n')?;
    let (file, given) = rest.split_once('\n')?;
    let waits = is_running(pid.parse().ok()?);
    let is_named = Path::new(file).file_name() == note.file_name();
    let is_there = is_named && fs::symlink_metadata(file).is_ok_and(|meta| meta.is_file());
    if !waits && !is_there {
        let _ = fs::remove_file(note);
    }
    (!waits && is_there).then(|| (file.to_owned(), given.to_owned()))
}
