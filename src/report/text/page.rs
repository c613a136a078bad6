//! Lines put together into a report.

use std::fmt::{Arguments, Write};

/// A report as it grows, line by line.
#[derive(Default)]
pub(super) struct Page(String);

impl Page {
    pub(super) fn line(&mut self, line: Arguments) {
        writeln!(self.0, "{line}").expect("a String takes every write");
    }

    /// A heading with lines beneath, after a blank line; nothing at all where
    /// there are no lines.
    pub(super) fn part(&mut self, heading: &str, lines: impl IntoIterator<Item = String>) {
        let mut lines = lines.into_iter().peekable();
        if lines.peek().is_none() {
            return;
        }
        self.line(format_args!("\n{heading}"));
        for line in lines {
            self.line(format_args!("- {line}"));
        }
    }

    /// Text that has its line feeds already.
    pub(super) fn text(&mut self, text: &str) {
        self.0.push_str(text);
    }

    pub(super) fn done(self) -> String {
        self.0
    }
}
