//! What every promise is tried with.

mod conversation;
mod documents;
mod facts;
mod interposed;
mod output;
mod process;
mod random;
mod report;
mod sandbox;
pub(crate) mod schemas;
mod tried;
mod untouched;

pub(crate) use conversation::Conversation;
pub(crate) use documents::{documents, from_root};
pub(crate) use output::Output;
pub(crate) use random::Random;
pub(crate) use report::Report;
pub(crate) use sandbox::Sandbox;

use std::ffi::OsString;
use std::io::Write as _;

/// A variable of the environment the tests themselves run in.
#[expect(
    clippy::disallowed_methods,
    reason = "the tests have no World; this is their only look outside"
)]
pub(crate) fn host(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

/// Says that a case cannot be tried here, and why.
pub(crate) fn skipped(why: &str) {
    writeln!(std::io::stderr(), "skipped: {why}").expect("stderr is open");
}

/// Whether keys can be typed into a program: script(1) of util-linux gives it
/// a terminal.
pub(crate) fn can_type() -> bool {
    let path = host("PATH").expect("git is found along PATH");
    std::env::split_paths(&path).any(|dir| dir.join("script").is_file())
}

/// Whether the tests run as root, to whom no file is unreadable.
pub(crate) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}
