//! Running a program that has the terminal to itself.

use crate::cli::ui::lent;
use std::io;
use std::process::{Command, ExitStatus};

/// Runs `command` until it ends. Ctrl-C and Ctrl-\ are its own meanwhile, as
/// they are an editor's that git starts: to us they mean nothing before it has
/// ended, and what they always mean after that.
pub(crate) fn run(command: &mut Command) -> io::Result<ExitStatus> {
    lent(|| command.status())
}
