//! The two ways through the house, without asking or telling: what a save
//! would write, and what a resume finds.

mod compare;
mod references;
mod respell;
mod save;

pub use compare::{Comparison, compare, seek};
pub use references::{Located, locate};
pub use save::{Made, NotKept, Wish, make};
