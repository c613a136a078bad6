//! Runs a command to its end, or to a deadline: a program that hangs is a
//! failed promise, not a stuck build.

use super::Output;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};

/// A file is written by readers of this, a process is begun by a writer: a
/// child that is forked while a script is open has it open until it becomes
/// another program, and nobody can run the script that long ("Text file busy").
static FORKING: RwLock<()> = RwLock::new(());

/// Writes a file that may be run.
pub(crate) fn write(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let _nobody_forks = FORKING.read().unwrap_or_else(PoisonError::into_inner);
    fs::write(path, content)
}

/// Begins a process, and waits until it has become the program.
pub(crate) fn begin(command: &mut Command) -> std::io::Result<Child> {
    let _nobody_writes = FORKING.write().unwrap_or_else(PoisonError::into_inner);
    command.spawn()
}

/// Nothing here takes a hundredth of it on an idle machine.
const DEADLINE: Duration = Duration::from_secs(90);

/// Runs `command` with `input` on its standard input; without one it reads
/// the end of the file at once. Fails when it outlives the deadline or says
/// something that is no UTF-8.
#[track_caller]
pub(crate) fn run(command: &mut Command, input: Option<&[u8]>) -> Output {
    let stdin = if input.is_some() {
        Stdio::piped()
    } else {
        Stdio::null()
    };
    command
        .stdin(stdin)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child =
        begin(command).unwrap_or_else(|error| panic!("{command:?} cannot be run: {error}"));
    feed(&mut child, input);
    let stdout = drain(child.stdout.take());
    let stderr = drain(child.stderr.take());
    let end = Instant::now() + DEADLINE;
    let said = (text(&stdout, end), text(&stderr, end));
    let (Some(stdout), Some(stderr)) = said else {
        child.kill().expect("the child is ours");
        panic!("{command:?} did not end within {DEADLINE:?}");
    };
    let status = child.wait().expect("the child is ours");
    Output {
        stdout,
        stderr,
        code: status.code().unwrap_or(-1),
    }
}

fn feed(child: &mut Child, input: Option<&[u8]>) {
    let Some((mut pipe, input)) = child.stdin.take().zip(input) else {
        return;
    };
    let input = input.to_vec();
    // A program that does not read its input to the end is no failure.
    thread::spawn(move || pipe.write_all(&input).ok());
}

fn drain(pipe: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let mut pipe = pipe.expect("the stream was asked for");
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).expect("a pipe can be read");
        sender.send(bytes).ok()
    });
    receiver
}

fn text(stream: &Receiver<Vec<u8>>, end: Instant) -> Option<String> {
    let left = end.saturating_duration_since(Instant::now());
    let bytes = stream.recv_timeout(left).ok()?;
    Some(String::from_utf8(bytes).expect("all that is said is UTF-8"))
}
