//! Running a program that has the terminal to itself.

use crate::cli::desk::Desk;
use crate::cli::ui::lent;
use std::io;
use std::os::fd::AsFd as _;
use std::process::{Command, ExitStatus, Stdio};

/// Runs `command` until it ends. Ctrl-C and Ctrl-\\ are its own meanwhile, as
/// they are an editor's that git starts: to us they mean nothing before it has
/// ended, and what they always mean after that. What it prints is no part of an
/// answer for programs, and goes to standard error beside one.
pub(crate) fn run(desk: &Desk<'_>, command: &mut Command) -> io::Result<ExitStatus> {
    if desk.ui.json {
        let aside = io::stderr().as_fd().try_clone_to_owned();
        command.stdout(aside.map_or_else(|_| Stdio::null(), Stdio::from));
    }
    lent(|| command.status())
}
