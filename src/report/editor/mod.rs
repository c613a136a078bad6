//! Editors: which one a command starts, and how it is told to show a line.

mod command;
mod known;
mod script;
#[cfg(test)]
mod tests;

pub use command::{Program, program};
pub use known::{Manner, manner};
pub use script::{Script, Target, script};
