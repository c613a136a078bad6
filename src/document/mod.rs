//! How a checkpoint is written down: a Markdown document that belongs to
//! people, with the machine's record at its end.

mod file;
mod prose;
mod record;
mod state;

pub use file::{Document, NotText, RecordState, seal};
pub use prose::{Stamp, derived_status, read, write};
pub use state::State;
