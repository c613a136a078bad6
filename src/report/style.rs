//! Colours, by what a text is rather than how it looks.

use owo_colors::Style as Paint;

/// Colours on or off. Every report reads the same without them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    coloured: bool,
}

impl Style {
    /// With ANSI colours, or without.
    pub fn new(coloured: bool) -> Style {
        Style { coloured }
    }

    /// Without colours.
    pub fn plain() -> Style {
        Style::new(false)
    }

    /// Whether there are colours.
    pub fn is_on(self) -> bool {
        self.coloured
    }

    fn paint(self, text: &str, paint: Paint) -> String {
        if self.coloured && !text.is_empty() {
            paint.style(text).to_string()
        } else {
            text.to_owned()
        }
    }

    /// A label or a sentence that opens a part.
    pub fn heading(self, text: &str) -> String {
        self.paint(text, Paint::new().bold())
    }

    /// A path or a name.
    pub fn path(self, text: &str) -> String {
        self.paint(text, Paint::new().cyan())
    }

    /// What is new.
    pub fn added(self, text: &str) -> String {
        self.paint(text, Paint::new().green())
    }

    /// What is gone.
    pub fn removed(self, text: &str) -> String {
        self.paint(text, Paint::new().red())
    }

    /// The part of a new line that is new.
    pub fn added_part(self, text: &str) -> String {
        self.paint(text, Paint::new().green().bold().underline())
    }

    /// The part of a line gone that is gone.
    pub fn removed_part(self, text: &str) -> String {
        self.paint(text, Paint::new().red().bold().underline())
    }

    /// What somebody should look at.
    pub fn warning(self, text: &str) -> String {
        self.paint(text, Paint::new().yellow())
    }

    /// What to type.
    pub fn hint(self, text: &str) -> String {
        self.paint(text, Paint::new().blue())
    }

    /// What may be skipped.
    pub fn dim(self, text: &str) -> String {
        self.paint(text, Paint::new().dimmed())
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
