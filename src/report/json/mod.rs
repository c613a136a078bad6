//! Reports for programs: one JSON object each, version 1. Paths are from the
//! top of the work tree, texts as they are.

mod answers;
mod assess;
mod checkpoint;
mod drift;
mod examined;
mod hidden;
mod object;
mod plan;
mod schema;
mod suggest;
#[cfg(test)]
mod tests;
mod words;

pub use answers::{
    Done, NotShown, brief, completion, diff, done, error, list, log, none, serve, show,
};
pub use assess::assessed;
pub use checkpoint::checkpoint;
pub use drift::{Fixed, check, checks, fixed, resume};
pub use examined::examined;
pub use hidden::marked;
pub use schema::{schema, schema_list, schema_names};
pub use suggest::suggest;

pub use plan::{
    AgentFile, KnownAgent, PlannedFile, PlannedHook, PlannedLines, agents, hooks, plan, targets,
};

/// The version every answer carries.
pub const VERSION: u32 = 1;

/// An answer as it is written: on one line, its end included, with nothing in
/// it that steers a terminal.
pub fn line(answer: &serde_json::Value) -> String {
    let mut line = crate::document::json_text(answer);
    line.push('\n');
    line
}
