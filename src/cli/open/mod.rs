//! `resume --open`: the user's editor at the place where the work goes on.

use crate::cli::desk::Desk;
use crate::error::Error;
use crate::model::RepoPath;
use crate::report::{editor, one_line};
use crate::route::{self, Comparison, Start};
use crate::store::Loaded;
use std::process::Command;

/// What would be opened.
pub(crate) struct Place {
    /// Where that is.
    pub(crate) start: Start,
    /// The place now as people read it: `src/token.ts:38`, relative to where
    /// the command runs, harmless on a terminal.
    pub(crate) shown: String,
}

/// The place where the work goes on; `None` where no file is there.
pub(crate) fn place(desk: &Desk<'_>, loaded: &Loaded, compared: &Comparison) -> Option<Place> {
    let start = route::start(&desk.repo, loaded, compared).ok()?;
    Some(Place {
        shown: shown(desk, &start),
        start,
    })
}

fn shown(desk: &Desk<'_>, start: &Start) -> String {
    let path = desk.shown(&start.now.path);
    let path = one_line(&path);
    match start.now.lines {
        Some(lines) => format!("{path}:{}", lines.start()),
        None => path.into_owned(),
    }
}

/// Says where nothing can be opened, else opens what is there.
pub(crate) fn run(desk: &Desk<'_>, loaded: &Loaded, compared: &Comparison) -> Result<(), Error> {
    match place(desk, loaded, compared) {
        Some(place) => open(desk, &place),
        None => {
            desk.ui.tell("There is no file to open.\n");
            Ok(())
        }
    }
}

/// Opens the editor at `place`, and comes back when it is closed or has handed
/// over to a window.
pub(crate) fn open(desk: &Desk<'_>, place: &Place) -> Result<(), Error> {
    let command = desk.repo.editor()?.ok_or_else(no_editor)?;
    let lines = place.start.now.lines;
    let script = editor::script(&command, None, lines.is_some());
    tell(desk, place, script.tells_line);
    let (first, last) = lines.map_or((1, 1), |lines| (lines.start(), lines.end()));
    let file = absolute(desk, &place.start.now.path);
    let status = Command::new("sh")
        .arg("-c")
        .arg(&script.text)
        .arg(&command)
        .arg(file)
        .args([first, last, 1].map(|number| number.to_string()))
        .status()
        .map_err(|cause| Error::io("start", "sh", &cause))?;
    match status.code() {
        Some(126 | 127) => Err(no_such(&command)),
        _ => Ok(()),
    }
}

fn absolute(desk: &Desk<'_>, path: &RepoPath) -> std::path::PathBuf {
    desk.repo.work_dir().join(path.as_str())
}

fn tell(desk: &Desk<'_>, place: &Place, tells_line: bool) {
    for path in &place.start.gone {
        let path = desk.shown(path);
        desk.ui.tell(&format!("{} is gone.\n", one_line(&path)));
    }
    let shown = &place.shown;
    let line = match place.start.now.lines {
        Some(lines) if !tells_line => format!(" (the place is line {})", lines.start()),
        _ => String::new(),
    };
    desk.ui.tell(&format!("Opening {shown}{line}.\n"));
}

fn no_editor() -> Error {
    Error::Content {
        message: "there is no editor to use here".to_owned(),
        hint: Some("set one: git config shipkit.editor EDITOR".to_owned()),
    }
}

fn no_such(command: &str) -> Error {
    Error::Content {
        message: format!("the editor '{command}' could not be started"),
        hint: Some("set another one: git config shipkit.editor EDITOR".to_owned()),
    }
}
