//! The diff as we draw it.

use crate::cli::desk::Desk;
use crate::cli::diff::marks::marks;
use crate::error::Error;
use crate::repo::{Diff, DiffForm, DiffRequest};
use crate::report::harmless;
use crate::report::patch::{Drawing, drawn as draw, painted_stat};
use crate::route::Comparison;

/// What is shown of `diff`, which was made for us.
pub(super) fn drawn(
    desk: &Desk<'_>,
    compared: &Comparison,
    request: &DiffRequest,
    diff: &Diff,
) -> Result<String, Error> {
    let style = desk.ui.style;
    let text = || String::from_utf8_lossy(&diff.text);
    Ok(match request.form {
        DiffForm::Patch => {
            let paths = request.files.iter().map(|file| &file.now);
            let driven = desk.repo.driven(paths)?;
            let marks = marks(compared, |file| {
                driven.as_text.contains(file) || diff.pointers.contains(file)
            });
            let drawing = Drawing {
                style,
                width: desk.ui.width(),
                display: &|path| desk.shown(path),
                links: desk.links.as_ref(),
                then: &marks.then,
                now: &marks.now,
                moved: &marks.moved,
            };
            draw(&diff.text, &drawing)
        }
        DiffForm::Stat { .. } => painted_stat(&text(), style),
        DiffForm::NameOnly { nul: true } | DiffForm::NameStatus { nul: true } => {
            text().into_owned()
        }
        DiffForm::NameOnly { .. } | DiffForm::NameStatus { .. } => harmless(&text()).into_owned(),
    })
}
