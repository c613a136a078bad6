//! Running a command that may be anybody's: with nothing to read, and no
//! longer than it may take.

use rustix::process::Signal;
use std::fs::File;
use std::io;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
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
    let in_time = waited(&mut child, limit)?;
    let timed_out = in_time.is_none();
    let status = in_time.map_or_else(|| cut_short(&mut child), Ok)?;
    let mut text = std::fs::read(said).unwrap_or_default();
    text.truncate(MOST_SAID);
    Ok(Ending {
        code: status.code().or(status.signal().map(|signal| 128 + signal)),
        timed_out,
        said: String::from_utf8_lossy(&text).into_owned(),
    })
}

fn waited(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let end = Instant::now() + limit;
    let mut pause = Duration::from_micros(500);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= end {
            return Ok(None);
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

/// Ends what takes too long. git takes its locks away if it is asked first.
fn cut_short(child: &mut Child) -> io::Result<ExitStatus> {
    end_group(child, Signal::TERM);
    let gone = waited(child, MERCY)?;
    end_group(child, Signal::KILL);
    gone.map_or_else(|| child.wait(), Ok)
}

/// Ends the command and all that it started.
fn end_group(child: &Child, how: Signal) {
    let id = i32::try_from(child.id()).ok();
    if let Some(group) = id.and_then(rustix::process::Pid::from_raw) {
        // gone meanwhile: then it has ended
        let _ = rustix::process::kill_process_group(group, how);
    }
}
