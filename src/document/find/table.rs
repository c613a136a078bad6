//! The columns of a table whose head says that they tell lines, and their cells.

use super::position::numbers;
use super::words::is_line_word;
use super::{Form, Position};

/// The columns of the table being read.
#[derive(Default)]
pub(super) struct Columns {
    /// The column being read, from 0.
    pub(super) column: usize,
    /// Whether the head has been read.
    pub(super) headed: bool,
    /// The columns whose head is a word for lines.
    lines: Vec<usize>,
}

impl Columns {
    pub(super) fn cell(&mut self, text: &str) {
        if !self.headed && is_line_word(text) {
            self.lines.push(self.column);
        }
    }

    pub(super) fn tells_lines(&self) -> bool {
        self.headed && self.lines.contains(&self.column)
    }
}

/// The positions of a table cell under the head "Line": numbers alone.
pub(super) fn cell(text: &str) -> Vec<Position> {
    let lead = text.len()
        - text
            .trim_start_matches([' ', '`', '~', ':', '*', '#'])
            .len();
    let (positions, end) = numbers(text, lead, Form::Word);
    let alone = text[end..].trim_end_matches([' ', '`', '*']).is_empty();
    if alone { positions } else { Vec::new() }
}
