//! What drifted as workflow commands of GitHub Actions, which show each
//! beside the line of the document that names it.

use crate::drift::FileDrift;
use crate::report::text::View;
use crate::report::text::fixed::told;
use std::fmt::Write as _;

/// One reference, as an annotation tells it.
pub struct Annotation<'a> {
    /// The document's path from the top of the work tree; `None` for standard
    /// input.
    pub document: Option<&'a str>,
    /// The line that names the reference, 1-based.
    pub line: u32,
    /// What became of it; at most one position.
    pub file: &'a FileDrift,
    /// Whether a save pinned it, and not the line's commit.
    pub saved: bool,
    /// Whether its drift counts.
    pub counts: bool,
}

/// One workflow command a reference that drifted or cannot be told, each on a
/// line of its own (docs.github.com, workflow commands).
pub fn annotations(all: &[Annotation<'_>], view: &View) -> String {
    let mut out = String::new();
    for one in all {
        let (level, title) = if one.file.is_drift() && one.counts {
            ("warning", "Drifted reference")
        } else if one.file.is_drift() {
            ("notice", "Drifted reference")
        } else if one.file.is_untold() {
            ("notice", "Reference that cannot be told")
        } else {
            continue;
        };
        let place = one.document.map(|path| format!("file={},", property(path)));
        let place = place.unwrap_or_default();
        let message = data(&message(one, view));
        let line = one.line;
        writeln!(out, "::{level} {place}line={line},title={title}::{message}")
            .expect("a String takes every write");
    }
    out
}

fn message(one: &Annotation<'_>, view: &View) -> String {
    let after = if one.saved {
        "checkpoint"
    } else {
        "this line was written"
    };
    told(one.file, after, view)
}

/// `%`, CR and LF would end or change the command (actions/toolkit,
/// command.ts, escapeData).
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The same where `:` and `,` mean something (escapeProperty).
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
