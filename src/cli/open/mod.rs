//! `resume --open`: the user's editor at the place where the work goes on.

mod start;

use crate::cli::desk::Desk;
use crate::error::Error;
use crate::model::Lines;
use crate::report::one_line;
use crate::route::{self, Comparison, Start};
use crate::store::Loaded;

/// What would be opened.
pub(crate) struct Place {
    /// Where that is: `start.now.path` and `start.now.lines` as they are now.
    pub(crate) start: Start,
    /// The place as people read it: `src/token.ts:38`, relative to where the
    /// command runs, harmless on a terminal.
    pub(crate) shown: String,
}

/// The place where the work goes on; `None` where no file of it is there.
pub(crate) fn place(desk: &Desk<'_>, loaded: &Loaded, compared: &Comparison) -> Option<Place> {
    let start = route::start(&desk.repo, loaded, compared).ok()?;
    let path = desk.shown(&start.now.path);
    let shown = match start.now.lines {
        Some(lines) => format!("{}:{}", one_line(&path), lines.start()),
        None => one_line(&path).into_owned(),
    };
    Some(Place { start, shown })
}

/// Opens the place where the work goes on, or says why there is none.
pub(crate) fn run(desk: &Desk<'_>, loaded: &Loaded, compared: &Comparison) -> Result<(), Error> {
    if let Some(place) = place(desk, loaded, compared) {
        return open(desk, &place);
    }
    let why = if compared.record.files.is_empty() {
        "The checkpoint names no file to open.\n"
    } else {
        "None of the files that the checkpoint names is there to open.\n"
    };
    tell(desk, why);
    Ok(())
}

/// Opens the editor at `place`, and comes back when it is closed or has handed
/// over to a window. What the editor makes of it is its own affair; an error is
/// only one that could not be started.
pub(crate) fn open(desk: &Desk<'_>, place: &Place) -> Result<(), Error> {
    let editor = start::Editor::of(desk, place)?;
    for path in &place.start.gone {
        let path = desk.shown(path);
        tell(desk, &format!("{} is not there.\n", one_line(&path)));
    }
    let shown = &place.shown;
    let lacks_terminal = !(desk.world.terminal.stdin && desk.world.terminal.stdout);
    if editor.script.in_terminal && lacks_terminal {
        let command = one_line(&editor.command).into_owned();
        desk.ui.warn(&format!(
            "'{command}' needs a terminal, and there is none here; the place is {shown}"
        ));
        return Ok(());
    }
    let told = told(&place.start);
    let line = match place.start.now.lines {
        Some(lines) if !editor.script.tells_line => {
            format!(
                "; this editor is not told the line, which is {}",
                lines.start()
            )
        }
        _ => String::new(),
    };
    tell(desk, &format!("Opening {shown}{told}{line}.\n"));
    editor.run(desk, place)
}

/// Says it, but not into a program's answer.
fn tell(desk: &Desk<'_>, text: &str) {
    if !desk.ui.json {
        desk.ui.tell(text);
    }
}

/// What the number has to do with the document's.
fn told(start: &Start) -> String {
    let named = |lines: Lines| {
        let noun = if lines.is_single() { "line" } else { "lines" };
        format!("{noun} {lines}")
    };
    match (start.lines, start.now.lines) {
        (Some(then), Some(now)) if start.now.sure && then == now => String::new(),
        (Some(then), Some(_)) if start.now.sure => format!(" (it was {})", named(then)),
        (Some(then), Some(_)) => format!(" (near what was {})", named(then)),
        (Some(then), None) => format!(" ({} cannot be found)", named(then)),
        (None, _) => String::new(),
    }
}
