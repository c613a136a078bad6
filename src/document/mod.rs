//! How a checkpoint is written down: a Markdown document that belongs to
//! people, with the machine's record at its end.

mod file;
mod record;

pub use file::{Document, NotText, RecordState, seal};
