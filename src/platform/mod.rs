//! What differs from system to system, behind names that say what is wanted.
//! Nobody else asks which system it is: `system` is `unix` or `windows`,
//! each with the same names, and who calls them does not know which answers.
//! Where a system has no such thing, its answer is the careful one: a file
//! that may be another's is never called ours, and what cannot be told is not
//! told.

mod found;
mod key;
mod memory;
mod stat;
mod watch;

#[cfg(unix)]
#[path = "unix/mod.rs"]
mod system;
#[cfg(windows)]
#[path = "windows/mod.rs"]
mod system;

pub(crate) use found::{BEYOND_LINK, CHANGED, DIRECTORY, Found, read, reason};
pub(crate) use key::{Heard, Key};
pub use memory::{MEMORY, Memory};
pub(crate) use stat::{Stamp, Stat};
pub(crate) use system::*;
pub use system::{environment, prepare_terminal};
pub(crate) use watch::{Watch, is_told};

/// Whether a user's home stands in a database where no variable names it.
pub(crate) const HAS_USER_DATABASE: bool = cfg!(unix);

/// Whether programs are those of macOS, where one of the same name is another.
pub(crate) const IS_MACOS: bool = cfg!(target_os = "macos");
