//! Other processes: whether they run, and how they end.

use std::io;
use std::os::windows::process::CommandExt as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

/// `CREATE_NEW_PROCESS_GROUP`: Ctrl-C does not reach it.
const OWN_GROUP: u32 = 0x0000_0200;

/// `STATUS_CONTROL_C_EXIT`: Ctrl-C ended it.
const BY_CTRL_C: u32 = 0xc000_013a;

/// git's exit code where nobody reads any more (write-or-die.c, `check_pipe`).
const NOBODY_READS: i32 = 141;

/// How a process is made to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// It is asked to, and may put itself in order.
    Asked,
    /// It is not asked.
    Forced,
}

/// Whether a process has this number, as tasklist says; so too where it says
/// nothing.
pub(crate) fn is_running(number: i32) -> bool {
    let mut ask = Command::new("tasklist");
    ask.args(["/nh", "/fo", "csv", "/fi", &format!("PID eq {number}")]);
    let said = ask.stdin(Stdio::null()).output();
    let told = said.ok().filter(|said| said.status.success());
    told.is_none_or(|told| {
        let text = String::from_utf8_lossy(&told.stdout);
        text.contains(&format!("\"{number}\""))
    })
}

/// Whether we are what the terminal's user works with: the system knows of no
/// jobs in the background.
pub(crate) fn is_in_front() -> bool {
    true
}

/// Has `command` started with all that it will start in a group of their own.
pub(crate) fn in_own_group(command: &mut Command) {
    command.creation_flags(OWN_GROUP);
}

/// Whether it has ended. Its number stays its own as long as `child` is there.
pub(crate) fn has_ended(child: &mut Child) -> io::Result<bool> {
    Ok(child.try_wait()?.is_some())
}

/// Ends it, and what it started while it still runs itself. Nobody can ask a
/// program of the console to end, so that only force does something.
pub(crate) fn end_group(child: &mut Child, how: How) {
    if how == How::Asked || has_ended(child).is_ok_and(|ended| ended) {
        return;
    }
    let mut end = Command::new("taskkill");
    end.args(["/f", "/t", "/pid", &child.id().to_string()]);
    let quiet = [Stdio::null(), Stdio::null(), Stdio::null()];
    let [input, output, errors] = quiet;
    let _ = end.stdin(input).stdout(output).stderr(errors).status();
    // where that did nothing: the command itself
    let _ = child.kill();
}

/// The exit code as the system tells it.
pub(crate) fn code(status: ExitStatus) -> Option<i32> {
    status.code()
}

/// Whether it ended because whoever read its output has read enough: Ctrl-C in
/// a pager ends git after the pager.
pub(crate) fn has_read_enough(status: ExitStatus) -> bool {
    let code = status.code();
    code == Some(NOBODY_READS) || code.map(i32::cast_unsigned) == Some(BY_CTRL_C)
}

/// How long this process has been at work on a processor: that is not asked
/// here.
pub(crate) fn busy() -> Option<Duration> {
    None
}
