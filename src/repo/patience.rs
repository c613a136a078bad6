//! Running a git that somebody waits for and nobody needs: it is killed where
//! it takes too long.

use crate::error::Error;
use crate::repo::Repo;
use crate::repo::git::{not_started, sentence};
use std::io::{Read, Write as _};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// More than this is no answer of git's, in bytes.
const MOST_SAID: u64 = 1 << 20;

impl Repo {
    /// Has nobody wait for a git beyond then, where there is a choice.
    pub fn hurry(&self, until: Instant) {
        self.until.set(Some(until));
    }

    /// How long git may take, where it usually may take so long.
    pub(in crate::repo) fn patience(&self, usual: Duration) -> Duration {
        let left = |until: Instant| until.saturating_duration_since(Instant::now());
        self.until
            .get()
            .map_or(usual, |until| usual.min(left(until)))
    }
}

/// As [`crate::repo::git::output`], of a git that is done within `patience`.
pub(in crate::repo) fn output_within(
    patience: Duration,
    git: Command,
    doing: &str,
    input: Vec<u8>,
) -> Result<Vec<u8>, Error> {
    if patience.is_zero() {
        return Err(Error::git(doing, "there is no time left"));
    }
    match run_within(patience, git, doing, (input, MOST_SAID))? {
        Some(output) if output.status.success() => Ok(output.stdout),
        Some(output) => Err(Error::git(doing, sentence(&output))),
        None => Err(Error::git(doing, "git takes too long")),
    }
}

/// Runs `git` with an input to its end, good or bad; `None` where it has not
/// ended within `patience`, or says more than `most` bytes.
pub(in crate::repo) fn run_within(
    patience: Duration,
    mut git: Command,
    doing: &str,
    (input, most): (Vec<u8>, u64),
) -> Result<Option<Output>, Error> {
    git.stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let end = Instant::now() + patience;
    let mut child = git.spawn().map_err(|error| not_started(doing, &error))?;
    let ended = ended(&mut child, input, (end, most));
    if ended.is_none() {
        let _ = child.kill(); // it may have ended by now
        let _ = child.wait();
    }
    Ok(ended)
}

/// How it ended; `None` where it has not by then. The pipes are left to
/// threads that nobody waits for: what git has started may hold them longer.
fn ended(child: &mut Child, input: Vec<u8>, (end, most): (Instant, u64)) -> Option<Output> {
    if let Some(mut stdin) = child.stdin.take() {
        // a child that stops reading tells why in its own words
        thread::spawn(move || stdin.write_all(&input));
    }
    let stdout = child.stdout.take().map(|out| hear(out, most))?;
    let stderr = child.stderr.take().map(|err| hear(err, MOST_SAID))?;
    let until = |said: &Receiver<Vec<u8>>| {
        let left = end.saturating_duration_since(Instant::now());
        said.recv_timeout(left).ok()
    };
    let stdout = until(&stdout)?;
    let is_whole = stdout.len() as u64 <= most;
    is_whole.then_some(())?;
    Some(Output {
        stdout,
        stderr: until(&stderr)?,
        status: status(child, end)?,
    })
}

/// At most one byte more than `most`, which tells that there are more.
fn hear(source: impl Read + Send + 'static, most: u64) -> Receiver<Vec<u8>> {
    let (sender, heard) = channel();
    thread::spawn(move || {
        let mut said = Vec::new();
        let _ = source.take(most + 1).read_to_end(&mut said);
        sender.send(said)
    });
    heard
}

fn status(child: &mut Child, end: Instant) -> Option<ExitStatus> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if Instant::now() < end => thread::sleep(Duration::from_millis(1)),
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::output_within;
    use std::process::Command;
    use std::time::{Duration, Instant};

    #[test]
    fn one_that_hangs_or_never_stops_talking_is_not_waited_for() {
        let run = |script: &str, seconds| {
            let mut sh = Command::new("sh");
            sh.args(["-c", script]);
            output_within(Duration::from_secs(seconds), sh, "trying", b"in".to_vec())
        };
        assert_eq!(run("cat; echo out", 60).unwrap(), b"inout\n");
        let failed = run("echo fatal: why >&2; exit 1", 60).unwrap_err();
        assert!(failed.to_string().ends_with("why"), "{failed}");
        let began = Instant::now();
        for script in ["sleep 50", "sleep 50; true", "exec >&- 2>&-; sleep 50"] {
            assert!(run(script, 1).is_err(), "{script}");
        }
        assert!(run("exec yes", 60).is_err(), "its pipe is closed");
        assert!(began.elapsed() < Duration::from_secs(40));
    }
}
