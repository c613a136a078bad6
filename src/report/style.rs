//! Colours, by what a text is rather than how it looks.

use crate::report::palette::{Palette, Slot};

/// Colours on or off. Every report reads the same without them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    coloured: bool,
    palette: Palette,
}

impl Style {
    /// With ANSI colours, or without.
    pub fn new(coloured: bool) -> Style {
        Style {
            coloured,
            palette: Palette::default(),
        }
    }

    /// Without colours.
    pub fn plain() -> Style {
        Style::new(false)
    }

    /// The same with other colours, where it has any.
    #[must_use]
    pub fn painted(self, palette: Palette) -> Style {
        Style { palette, ..self }
    }

    /// Whether there are colours.
    pub fn is_on(self) -> bool {
        self.coloured
    }

    fn paint(self, text: &str, slot: Slot) -> String {
        let paint = self.palette.of(slot);
        if self.coloured && !text.is_empty() && !paint.is_plain() {
            paint.style(text).to_string()
        } else {
            text.to_owned()
        }
    }

    /// A label or a sentence that opens a part.
    pub fn heading(self, text: &str) -> String {
        self.paint(text, Slot::Heading)
    }

    /// A path or a name.
    pub fn path(self, text: &str) -> String {
        self.paint(text, Slot::Path)
    }

    /// What is new.
    pub fn added(self, text: &str) -> String {
        self.paint(text, Slot::Added)
    }

    /// What is gone.
    pub fn removed(self, text: &str) -> String {
        self.paint(text, Slot::Removed)
    }

    /// The part of a new line that is new.
    pub fn added_part(self, text: &str) -> String {
        self.paint(text, Slot::AddedPart)
    }

    /// The part of a line gone that is gone.
    pub fn removed_part(self, text: &str) -> String {
        self.paint(text, Slot::RemovedPart)
    }

    /// What somebody should look at.
    pub fn warning(self, text: &str) -> String {
        self.paint(text, Slot::Warning)
    }

    /// What to type.
    pub fn hint(self, text: &str) -> String {
        self.paint(text, Slot::Hint)
    }

    /// What may be skipped.
    pub fn dim(self, text: &str) -> String {
        self.paint(text, Slot::Dim)
    }

    /// The line a position names, or its mark.
    pub fn position(self, text: &str) -> String {
        self.paint(text, Slot::Position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_only_where_they_are_wanted() {
        assert_eq!(Style::plain().added("+3"), "+3");
        assert_eq!(Style::new(true).added("+3"), "\x1b[32m+3\x1b[0m");
        assert_eq!(Style::new(true).dim(""), "");
    }
}
