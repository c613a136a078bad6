//! Other processes: whether they run, and how they end.

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, test_kill_process};
use signal_hook::consts::{SIGINT, SIGPIPE};
use std::io;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::process::{Child, Command, ExitStatus};
use std::time::Duration;

/// How a process is made to end.
#[derive(Clone, Copy, Debug)]
pub(crate) enum How {
    /// It is asked to, and may put itself in order.
    Asked,
    /// It is not asked.
    Forced,
}

/// Whether a process of ours has this number.
pub(crate) fn is_running(number: i32) -> bool {
    Pid::from_raw(number).is_some_and(|pid| test_kill_process(pid).is_ok())
}

/// Whether we are what the terminal's user works with: a job in the background
/// keeps quiet (progress.c, `is_foreground_fd`).
pub(crate) fn is_in_front() -> bool {
    let front = rustix::termios::tcgetpgrp(io::stderr());
    front.is_ok_and(|group| group == rustix::process::getpgrp())
}

/// Has `command` started with all that it will start in a group of their own.
pub(crate) fn in_own_group(command: &mut Command) {
    command.process_group(0);
}

/// Whether it has ended. Its number stays its own until somebody waits for it.
pub(crate) fn has_ended(child: &mut Child) -> io::Result<bool> {
    let look = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    Ok(rustix::process::waitid(WaitId::Pid(number(child)), look)?.is_some())
}

/// Ends it and all that it started, as far as that is [`in_own_group`].
pub(crate) fn end_group(child: &mut Child, how: How) {
    let signal = match how {
        How::Asked => Signal::TERM,
        How::Forced => Signal::KILL,
    };
    // gone meanwhile: then it has ended
    let _ = rustix::process::kill_process_group(number(child), signal);
}

fn number(child: &Child) -> Pid {
    let id = i32::try_from(child.id()).ok();
    id.and_then(Pid::from_raw)
        .expect("a child's number is positive and fits")
}

/// The exit code as shells tell it: 128 and the signal that ended it.
pub(crate) fn code(status: ExitStatus) -> Option<i32> {
    let by_signal = || status.signal().map(|signal| 128 + signal);
    status.code().or_else(by_signal)
}

/// Whether it ended because whoever read its output has read enough: Ctrl-C in
/// a pager ends git after the pager.
pub(crate) fn has_read_enough(status: ExitStatus) -> bool {
    [Some(SIGPIPE), Some(SIGINT)].contains(&status.signal())
}

/// How long this process has been at work on a processor, all its threads
/// together; what other processes do makes no difference.
pub(crate) fn busy() -> Option<Duration> {
    let busy = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::try_from(busy).ok()
}
