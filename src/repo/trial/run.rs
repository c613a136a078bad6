//! Running a command that may be anybody's: with nothing to read, and no
//! longer than it may take.

use super::stop;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions};
use std::fs::File;
use std::io::{self, ErrorKind};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How a command ended.
pub(super) struct Ending {
    pub(super) code: Option<i32>,
    pub(super) timed_out: bool,
    /// The beginning of what it said, invalid UTF-8 replaced.
    pub(super) said: String,
}

/// More than this is not read of what a command says, in bytes.
const MOST_SAID: usize = 64 * 1024;

/// How long it may take to put itself in order when it is ended.
const MERCY: Duration = Duration::from_secs(1);

/// Runs `command` to its end or to `limit`; what it starts ends with it. What
/// it says goes through the file `said`: a pipe would be held open by what it
/// leaves running.
pub(super) fn ended(mut command: Command, said: &Path, limit: Duration) -> io::Result<Ending> {
    let out = File::create(said)?;
    command
        .stdin(Stdio::null())
        .stdout(out.try_clone()?)
        .stderr(out)
        .process_group(0);
    let mut child = command.spawn()?;
    let in_time = has_ended(&child, limit, stop::is_told);
    let timed_out = matches!(in_time, Ok(false));
    if !matches!(in_time, Ok(true)) {
        // git takes its locks away if it is asked first.
        end_group(&child, Signal::TERM);
        has_ended(&child, MERCY, || false)?;
    }
    // Before its number is free for another: what it left running goes too.
    end_group(&child, Signal::KILL);
    let status = child.wait()?;
    if stop::is_told() {
        return Err(ErrorKind::Interrupted.into());
    }
    let mut text = std::fs::read(said).unwrap_or_default();
    text.truncate(MOST_SAID);
    Ok(Ending {
        code: status.code().or(status.signal().map(|signal| 128 + signal)),
        timed_out,
        said: String::from_utf8_lossy(&text).into_owned(),
    })
}

/// Waits for the end of `child`, at most for `limit` or until it is to `stop`.
fn has_ended(child: &Child, limit: Duration, stop: impl Fn() -> bool) -> io::Result<bool> {
    let look = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    let end = Instant::now() + limit;
    let mut pause = Duration::from_micros(500);
    loop {
        if rustix::process::waitid(WaitId::Pid(number(child)), look)?.is_some() {
            return Ok(true);
        }
        if Instant::now() >= end || stop() {
            return Ok(false);
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

fn number(child: &Child) -> Pid {
    let id = i32::try_from(child.id()).ok();
    id.and_then(Pid::from_raw)
        .expect("a child's number is positive and fits")
}

/// Ends the command and all that it started.
fn end_group(child: &Child, how: Signal) {
    // gone meanwhile: then it has ended
    let _ = rustix::process::kill_process_group(number(child), how);
}
