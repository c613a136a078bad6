//! What a checkpoint is. Values only: nothing here reads a file, asks git or
//! knows how a checkpoint is written down.

mod agent;
mod change;
mod choice;
mod claim;
mod content;
mod decimal;
mod freshness;
mod lines;
mod name;
mod nearest;
mod path;
mod pin;
mod placing;
mod record;
mod steering;
#[cfg(test)]
mod tests;

pub use agent::Agent;
pub use change::{Change, ChangeError, folded};
pub use choice::Choice;
pub use claim::ClaimKind;
pub use content::{Blockers, Content, Decision, FileMention, Item, OpenFile, Priority, Progress};
pub(crate) use decimal::Decimal;
pub use freshness::Freshness;
pub use lines::Lines;
pub use name::{Name, NameError};
pub use nearest::nearest;
pub use path::{PathError, RepoPath, quoted, unquoted, unquoted_bytes};
pub use pin::{Mode, ObjectId, Pin, Pinned};
pub use record::{Record, VERSION};
pub use steering::{is_invisible, is_plain, steers};
