//! How a checkpoint is written down: a Markdown document that belongs to
//! people, with the machine's record at its end.

mod catalog;
mod file;
mod find;
mod prose;
mod record;
mod state;

pub use catalog::Catalog;
pub use file::{Document, NotText, RecordState, seal};
pub use find::{Form, Kind, Mention, Move, Position, Rewrite, find, find_with, names, rewrite};
pub use prose::{Stamp, derived_status, read, write};
pub use state::State;
