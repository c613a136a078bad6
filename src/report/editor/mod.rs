//! Editors: which one a command starts, and how it is told to show a line.

mod command;
mod known;
mod script;

pub use command::{Program, program};
pub use known::{Manner, manner};
pub use script::script;

/// What the shell is given to open a place. `$1` is the file, absolute; `$2`
/// the line, `$3` the last line, `$4` the column: nothing of them stands in
/// the text itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The text for `sh -c`.
    pub text: String,
    /// Whether the editor is told the line.
    pub tells_line: bool,
}
