//! How a checkpoint is written down: a Markdown document that belongs to
//! people, with the machine's record at its end.

mod automatic;
mod beginning;
mod catalog;
mod file;
mod find;
mod guide;
mod hook;
mod journal;
mod json;
mod merge;
mod prose;
mod record;
mod state;

pub use automatic::{
    Act, Automatic, Facts, Point, Since, Touched, body, sealed_again, with_automatic,
    without_automatic,
};
pub use beginning::{begun, without_blanks};
pub use catalog::{Catalog, Files, below, by_suffix, candidates, resolve};
pub use file::{Document, NotText, RecordState, seal};
pub use find::{
    Form, Found, Kind, Mention, Move, Name, Passage, Position, Rewrite, Symbol, find, named,
    passages, rewrite,
};
pub use guide::{Guide, Taken};
pub use hook::{AgentCall, AgentEvent, MAX_HOOK_INPUT, Pushed, Rewritten, pushed, rewritten};
pub use journal::{ResumePoint, is_work_memory, newest_entry, opening, resume_point};
pub use json::{json_text, plain as plain_json, read_json};
pub use merge::merge_marker;
pub use prose::{
    Claim, Stamp, Unread, claims, derived_status, read, read_head, stamped, starts, unread, write,
    write_over, written_file,
};
pub use state::{FIELDS as STATE_FIELDS, State};
