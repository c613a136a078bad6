//! A line made of parts in colours of their own, wrapped as a whole.

use crate::report::text::View;
use crate::report::text::wrap::{filled, pieces};

/// A part of a line, in pieces that stay whole.
pub(super) struct Span<'a> {
    pieces: Vec<String>,
    paint: &'a dyn Fn(&str) -> String,
}

impl<'a> Span<'a> {
    /// Nothing yet, in this colour.
    pub(super) fn new(paint: &'a dyn Fn(&str) -> String) -> Span<'a> {
        Span {
            pieces: Vec::new(),
            paint,
        }
    }

    /// Prose, which may be wrapped between its words.
    pub(super) fn prose(mut self, text: &str) -> Span<'a> {
        self.pieces
            .extend(pieces(text).into_iter().map(str::to_owned));
        self
    }

    /// What is never wrapped, a path say, with the space after it.
    pub(super) fn whole(mut self, text: &str) -> Span<'a> {
        self.pieces.push(text.to_owned());
        self
    }
}

/// A piece and the span it is of.
struct Piece<'a>(&'a str, usize);

impl AsRef<str> for Piece<'_> {
    fn as_ref(&self) -> &str {
        self.0
    }
}

impl View<'_> {
    /// The spans in a line, wrapped to the width where it is told; `used`
    /// columns stand before it, and every other line is indented by `hanging`.
    pub(super) fn spans(&self, spans: &[Span<'_>], (used, hanging): (usize, usize)) -> String {
        let mut all = Vec::new();
        for (number, span) in spans.iter().enumerate() {
            all.extend(span.pieces.iter().map(|text| Piece(text, number)));
        }
        let room = self.room().min(super::PROSE);
        let lines = match self.width {
            None => vec![all.as_slice()],
            Some(_) => filled(
                &all,
                room.saturating_sub(used),
                room.saturating_sub(hanging),
            ),
        };
        let lines: Vec<String> = lines.iter().map(|line| painted(line, spans)).collect();
        lines.join(&format!("\n{}", " ".repeat(hanging)))
    }
}

/// A line of pieces, what is of one span painted at once, but for the spaces
/// at its end.
fn painted(line: &[Piece<'_>], spans: &[Span<'_>]) -> String {
    let mut out = String::new();
    for run in line.chunk_by(|one, other| one.1 == other.1) {
        let text: String = run.iter().map(AsRef::as_ref).collect();
        let inked = text.trim_end();
        if !inked.is_empty() {
            out.push_str(&(spans[run[0].1].paint)(inked));
        }
        out.push_str(&text[inked.len()..]);
    }
    out.truncate(out.trim_end().len());
    out
}
