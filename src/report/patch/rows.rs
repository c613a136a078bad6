//! A line laid out in rows of a terminal: tabs as spaces, nothing wider than
//! the row, no character torn.

use crate::report::patch::clip::{LONG, clip};
use crate::report::patch::emphasis::Differing;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// Columns from tab stop to tab stop, as git and terminals have it.
const TAB: usize = 8;

/// What a piece of a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// As the line next to it.
    Same,
    /// What differs.
    Differs,
    /// What we say.
    Note,
}

/// A piece of a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    pub(super) text: String,
}

/// The rows of a line; one at least. White space that is all that differs is
/// shown: `·` for a space, `→` for a tab.
pub(super) fn rows(text: &str, differing: &Differing, columns: Option<usize>) -> Vec<Vec<Piece>> {
    let is_plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let columns = columns.unwrap_or(usize::MAX);
    if is_plain && differing.ranges.is_empty() && text.len() <= columns.min(LONG) {
        let whole = (!text.is_empty()).then(|| Piece {
            kind: Kind::Same,
            text: text.to_owned(),
        });
        return vec![whole.into_iter().collect()];
    }
    let clip = clip(text, differing);
    let mut rows = Rows {
        columns,
        at: 0,
        filled: vec![Vec::new()],
    };
    rows.note(clip.before);
    let mut coming = differing.ranges.iter().peekable();
    for (at, grapheme) in text[clip.text.clone()].grapheme_indices(true) {
        let at = clip.text.start + at;
        while coming.next_if(|range| range.end <= at).is_some() {}
        match coming.peek().filter(|range| range.start <= at) {
            None => rows.put(Kind::Same, grapheme, false),
            Some(_) => rows.put(Kind::Differs, grapheme, differing.is_blank),
        }
    }
    rows.note(clip.after);
    rows.filled
}

/// Rows as they fill.
struct Rows {
    columns: usize,
    at: usize,
    filled: Vec<Vec<Piece>>,
}

impl Rows {
    fn put(&mut self, kind: Kind, grapheme: &str, visible: bool) {
        match grapheme {
            "\t" => {
                let wide = TAB - self.at % TAB;
                let first = if visible { "→" } else { " " };
                self.push(kind, first, 1);
                for _ in 1..wide {
                    if self.at == self.columns {
                        return; // the rest of a tab begins no row
                    }
                    self.push(kind, " ", 1);
                }
            }
            " " if visible => self.push(kind, "·", 1),
            grapheme => self.push(kind, grapheme, grapheme.width()),
        }
    }

    fn push(&mut self, kind: Kind, text: &str, wide: usize) {
        if self.at + wide > self.columns && self.at > 0 {
            self.filled.push(Vec::new());
            self.at = 0;
        }
        self.at += wide;
        let row = self.filled.last_mut().expect("there is one at least");
        match row.last_mut() {
            Some(piece) if piece.kind == kind => piece.text.push_str(text),
            _ => row.push(Piece {
                kind,
                text: text.to_owned(),
            }),
        }
    }

    /// How many characters are left out here.
    fn note(&mut self, left_out: usize) {
        if left_out > 0 {
            for grapheme in format!("<{left_out} more characters>").graphemes(true) {
                self.push(Kind::Note, grapheme, 1);
            }
        }
    }
}
