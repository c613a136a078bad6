//! Running a command that may be anybody's: with nothing to read, and no
//! longer than it may take.

use crate::platform::{self, How};
use std::fs::File;
use std::io::{self, ErrorKind};
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
        .stderr(out);
    platform::in_own_group(&mut command);
    let mut child = command.spawn()?;
    let in_time = has_ended(&mut child, limit, platform::is_told);
    let timed_out = matches!(in_time, Ok(false));
    if !matches!(in_time, Ok(true)) {
        // git takes its locks away if it is asked first.
        platform::end_group(&mut child, How::Asked);
        has_ended(&mut child, MERCY, || false)?;
    }
    // Before its number is free for another: what it left running goes too.
    platform::end_group(&mut child, How::Forced);
    let status = child.wait()?;
    if platform::is_told() {
        return Err(ErrorKind::Interrupted.into());
    }
    let mut text = std::fs::read(said).unwrap_or_default();
    text.truncate(MOST_SAID);
    Ok(Ending {
        code: platform::code(status),
        timed_out,
        said: String::from_utf8_lossy(&text).into_owned(),
    })
}

/// Waits for the end of `child`, at most for `limit` or until it is to `stop`.
fn has_ended(child: &mut Child, limit: Duration, stop: impl Fn() -> bool) -> io::Result<bool> {
    let end = Instant::now() + limit;
    let mut pause = Duration::from_micros(500);
    loop {
        if platform::has_ended(child)? {
            return Ok(true);
        }
        if Instant::now() >= end || stop() {
            return Ok(false);
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}
