//! What a hook is given on standard input: one JSON object by a coding agent,
//! lines of ids and refs by git. Strict about what is used, deaf to the rest.

mod agent;
mod event;
mod fields;
mod git;

#[cfg(test)]
mod tests;

pub use agent::AgentCall;
pub use event::AgentEvent;
pub use git::{Pushed, Rewritten, pushed, rewritten};

use crate::error::Error;

/// The most bytes that are read of a hook's input. An agent hands over a whole
/// file with some events; beyond this nothing that is used can be told from
/// what is not.
pub const MAX_HOOK_INPUT: usize = 8 << 20;

/// The input as text, a byte-order mark passed over.
fn text(input: &[u8]) -> Result<&str, Error> {
    if input.len() > MAX_HOOK_INPUT {
        let limit = MAX_HOOK_INPUT >> 20;
        return Err(whole(format!("is larger than {limit} MiB")));
    }
    let text = std::str::from_utf8(input).map_err(|_| whole("is not UTF-8 text"))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn whole(why: impl Into<String>) -> Error {
    bad("", why)
}

fn bad(field: &str, why: impl Into<String>) -> Error {
    Error::HookInput {
        field: field.to_owned(),
        why: why.into(),
    }
}
