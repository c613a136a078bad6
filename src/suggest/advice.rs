//! What a hook of a coding agent may say, one sentence's worth.

use super::{Reason, Situation};
use crate::model::Name;

/// Something to say to an agent or to whoever sits before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Advice {
    /// It is time to save.
    Save {
        /// The checkpoint's name.
        name: Name,
        /// Whether there is one.
        is_there: bool,
        /// Its task, where it tells one; not made harmless.
        task: Option<String>,
        /// Why.
        reason: Reason,
    },
    /// The directory that was entered has a checkpoint of its own.
    Entered {
        /// The checkpoint's name.
        name: Name,
        /// Its task, where it tells one; not made harmless.
        task: Option<String>,
    },
}

/// The word under which a hook remembers that it gave this reason: the one of
/// git's hooks, where they give it too.
pub fn remembered_as(reason: &Reason, situation: &Situation) -> String {
    match (reason, &situation.branch_then) {
        (Reason::NaturalBreakpoint { .. }, _) => "breakpoint".to_owned(),
        (Reason::TaskSwitch { .. }, Some(left)) => format!("left {left}"),
        _ => reason.word().to_owned(),
    }
}
