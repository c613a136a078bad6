//! A patch of git, read and drawn: line numbers of both sides, the words that
//! differ, a mark where positions are.

mod clip;
mod drawing;
mod emphasis;
mod heading;
mod moves;
mod names;
mod pager;
mod pairs;
mod read;
mod rows;
mod shown;
mod stat;
#[cfg(test)]
mod tests;

pub use drawing::{Drawing, drawn};
pub(in crate::report) use emphasis::{Differing, Effort};
pub use pager::shows_as_it_is;
pub(in crate::report) use pairs::pair;
pub use read::{FilePatch, Hunk, Line, Part, Sign, read};
pub use stat::painted_stat;
