//! The two ways through the house, without asking or telling: what a save
//! would write, and what a resume finds; and what a check finds in a document
//! that nobody saved.

mod check;
mod claims;
mod compare;
mod places;
mod references;
mod respell;
mod save;
mod symbols;
mod undone;

pub use check::{Checked, Fix, Left, Page, Told, check, fix};
pub use compare::{Comparison, compare, seek};
pub use references::{Located, locate};
pub use save::{Made, NotKept, Wish, make};
