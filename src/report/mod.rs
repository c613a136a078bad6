//! How it is told: values in, text or JSON out. Nothing here prints.

pub mod agent;
pub mod brief;
pub mod editor;
pub mod json;
pub mod patch;
pub mod text;

mod examined;
mod harmless;
mod joiners;
mod links;
mod palette;
mod style;
mod unified;
mod words;

pub use examined::{AgentSeen, EventSeen, Examined, Finding, Fires, GitSeen, OwnHook};
pub use harmless::{code_point, harmless, hidden, hidden_sentence, one_line};
pub use links::{LinkWish, Links, unlinked};
pub use palette::{Painted, Palette, Slot};
pub use style::Style;
pub use unified::{plain_diff, shown_diff};
pub use words::{
    age, as_argument, automatic_sentence, choice_sentence, claim_word, file_word,
    freshness_sentence, minute, position_word, relation_word,
};
