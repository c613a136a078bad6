//! Running a program that has the terminal to itself.

use crate::cli::desk::Desk;
use crate::platform::lent;
use std::io;
use std::process::{Command, ExitStatus};

/// Runs `command` until it ends. Ctrl-C and Ctrl-\\ are its own meanwhile, as
/// they are an editor's that git starts: to us they mean nothing before it has
/// ended, and what they always mean after that. What it prints is no part of an
/// answer for programs, and goes to standard error beside one.
pub(crate) fn run(desk: &Desk<'_>, command: &mut Command) -> io::Result<ExitStatus> {
    if desk.ui.json {
        command.stdout(io::stderr());
    }
    lent(|| command.status())
}
