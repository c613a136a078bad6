//! Running a program that has the terminal to itself.

use signal_hook::consts::{SIGINT, SIGQUIT};
use signal_hook::flag;
use std::io;
use std::process::{Command, ExitStatus};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Runs `command` until it ends. Ctrl-C and Ctrl-\ are its own meanwhile, as
/// they are an editor's that git starts: to us they mean nothing before it has
/// ended, and what they always mean after that.
pub(crate) fn run(command: &mut Command) -> io::Result<ExitStatus> {
    let is_ours = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGQUIT] {
        // a handler, unlike a signal that is ignored, is not inherited
        flag::register_conditional_default(signal, Arc::clone(&is_ours))?;
    }
    let status = command.status();
    is_ours.store(true, Ordering::SeqCst);
    status
}
