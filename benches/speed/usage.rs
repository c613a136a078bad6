//! What a command takes besides time, as the kernel counts it.

use crate::command::{Result, has};
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What one run of a command took.
pub(crate) struct Usage {
    pub(crate) milliseconds: f64,
    /// The most memory it had at once (`ru_maxrss`, getrusage(2)).
    pub(crate) peak_kilobytes: u64,
    pub(crate) page_faults: u64,
    pub(crate) code: i32,
}

/// Whoever takes longer is killed.
const SECONDS: &str = "60";

/// Runs it once; nothing where `time` (GNU) or `timeout` is not there. What it
/// says lies in `output`.
pub(crate) fn usage(command: &Command, notes: &Path, output: &Path) -> Result<Option<Usage>> {
    if !has("/usr/bin/time") || !has("timeout") {
        return Ok(None);
    }
    let mut outer = wrapped(command, "/usr/bin/time");
    outer.args(["-f", "%M %R %F", "-o"]).arg(notes);
    outer.args(["timeout", "-s", "KILL", SECONDS]);
    outer.arg(command.get_program()).args(command.get_args());
    outer.stdin(Stdio::null()).stdout(File::create(output)?);
    outer.stderr(Stdio::null());
    let start = Instant::now();
    let status = outer.status()?;
    let milliseconds = start.elapsed().as_secs_f64() * 1e3;
    let notes = std::fs::read_to_string(notes)?;
    let figures: Vec<u64> = notes
        .lines()
        .last()
        .unwrap_or_default()
        .split(' ')
        .map_while(|word| word.parse().ok())
        .collect();
    let [peak_kilobytes, minor, major] = figures[..] else {
        return Err(format!("time says {notes:?}").into());
    };
    Ok(Some(Usage {
        milliseconds,
        peak_kilobytes,
        page_faults: minor + major,
        code: status.code().unwrap_or(-1),
    }))
}

/// Another program in the place and the environment of a command.
pub(crate) fn wrapped(command: &Command, program: &str) -> Command {
    let mut outer = Command::new(program);
    outer.env_clear();
    for (name, value) in command.get_envs() {
        outer.env(name, value.unwrap_or_default());
    }
    if let Some(directory) = command.get_current_dir() {
        outer.current_dir(directory);
    }
    outer
}
