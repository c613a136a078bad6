//! What bringing a document up to date changes in it, and what is left to a
//! person.

use crate::drift::{FileDrift, PositionVerdict};
use crate::model::quoted;
use crate::report::text::View;
use crate::report::text::files::line_after;
use crate::report::text::page::Page;
use crate::report::text::positions::position;
use crate::report::{one_line, shown_diff};

/// What is brought up to date.
pub struct Fixed<'a> {
    /// The document, as it was named on the command line.
    pub document: &'a str,
    /// Its path from the top of the work tree.
    pub path: &'a str,
    /// As it reads.
    pub before: &'a str,
    /// As it would read.
    pub after: &'a str,
    /// What is left to a person.
    pub left: &'a [LeftOver<'a>],
    /// How it is shown.
    pub view: View<'a>,
}

/// A reference that is left to a person.
pub struct LeftOver<'a> {
    /// The line of the document (1-based).
    pub line: u32,
    /// What became of it.
    pub file: &'a FileDrift,
    /// Whether it would be rewritten if nothing else stood on its line.
    pub in_company: bool,
    /// Whether its line would then read as another line of the document does.
    pub alike: bool,
}

/// What a person must do, and the diff of what a program can.
pub fn fixed(fixed: &Fixed) -> String {
    let document = quoted(fixed.document);
    let document = one_line(&document);
    let mut page = Page::default();
    page.part(
        "Left to a person:",
        fixed
            .left
            .iter()
            .map(|left| leftover(&document, left, &fixed.view)),
    );
    if fixed.before == fixed.after {
        page.line(format_args!(
            "\n{document}: no number or path to bring up to date."
        ));
    } else {
        page.line(format_args!("\nTo bring {document} up to date:"));
        let style = fixed.view.style;
        page.text(&shown_diff(fixed.path, fixed.before, fixed.after, style));
    }
    page.done()
}

/// What became of one reference, on one line.
pub(super) fn told(file: &FileDrift, after: &str, view: &View) -> String {
    let mut told = line_after(file, after, view);
    let positions = file.positions.iter();
    for one in positions.filter(|one| one.verdict != PositionVerdict::Unpinned) {
        told.push_str("; ");
        told.push_str(&position(one, 0, view));
    }
    told
}

fn leftover(document: &str, left: &LeftOver, view: &View) -> String {
    let view = View {
        width: None,
        ..*view
    };
    let told = told(left.file, "it was written", &view);
    let more = if left.alike {
        ", but its line would then read as another does, which git blame cannot tell apart"
    } else if left.in_company {
        ", but its line names something else to look at"
    } else {
        ""
    };
    format!("{document}:{}: {told}{more}", left.line)
}
