//! Reports for programs: one JSON object each, version 1. Paths are from the
//! top of the work tree, texts as they are.

mod answers;
mod checkpoint;
mod drift;
mod object;
mod plan;
#[cfg(test)]
mod tests;

pub use answers::{Done, diff, done, error, list, log, none, serve, show};
pub use checkpoint::checkpoint;
pub use drift::{Fixed, check, checks, fixed, resume};

pub use plan::{PlannedFile, plan, targets};

/// The version every answer carries.
pub const VERSION: u32 = 1;
