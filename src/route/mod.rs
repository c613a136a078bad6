//! The two ways through the house, without asking or telling: what a save
//! would write, and what a resume finds; and what a check finds in a document
//! that nobody saved. And how a hook takes either, in a hurry.

mod at_once;
mod auto;
mod brief;
mod check;
mod claims;
mod code;
mod compare;
mod credentials;
mod draft;
mod first_draft;
pub mod hook;
mod places;
mod references;
mod respell;
mod room;
mod save;
mod saving;
mod since;
mod site;
mod situation;
mod start;
mod stated;
mod symbols;
mod task;
mod told;
mod undone;
mod words;

pub use auto::{Automatic, auto};
pub use brief::brief;
pub use check::{Checked, Fix, Left, Page, Told, check, fix};
pub use code::code;
pub use compare::{Comparison, compare, seek};
pub use credentials::tell as tell_credentials;
pub use draft::{Asked, Draft, Edited, Whole, draft};
pub use first_draft::{FirstDraft, first_draft};
pub use references::{Located, locate};
pub use save::{Made, NotKept, Wish, make};
pub use saving::{Outcome, made, save, update, updated};
pub use site::{Aside, Site};
pub use situation::{Depth, Surveyed, survey, survey_of};
pub use start::{Start, start};
pub use stated::Stated;
pub use told::{damage, of_entry, of_loaded, of_made};
pub use words::words;
