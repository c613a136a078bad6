//! Reading objects through one long-lived `git cat-file` for each question
//! (git-cat-file(1), BATCH OUTPUT). Never fetches.

use crate::error::Error;
use crate::repo::git;
use gix::objs::Kind;
use std::cell::RefCell;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// The processes that are asked, once they were.
#[derive(Default)]
pub(super) struct Objects {
    contents: RefCell<Option<Process>>,
    info: RefCell<Option<Process>>,
}

/// Starts git in the repository whose objects are asked for.
type Start<'a> = &'a dyn Fn() -> Command;

impl Objects {
    /// Puts an object's bytes into `bytes`.
    pub(super) fn contents(
        &self,
        start: Start<'_>,
        id: &gix::oid,
        bytes: &mut Vec<u8>,
    ) -> Result<Option<Kind>, Error> {
        ask(&self.contents, start, "--batch", id, |process, size| {
            bytes.clear();
            let whole = (&mut process.output).take(size).read_to_end(bytes)?;
            let end = process.output.read_until(b'\n', &mut Vec::new())?;
            if whole as u64 == size && end == 1 {
                Ok(())
            } else {
                Err(std::io::ErrorKind::UnexpectedEof.into())
            }
        })
        .map(|found| found.map(|(kind, _)| kind))
    }

    /// An object's kind and size in bytes.
    pub(super) fn info(
        &self,
        start: Start<'_>,
        id: &gix::oid,
    ) -> Result<Option<(Kind, u64)>, Error> {
        ask(&self.info, start, "--batch-check", id, |_, _| Ok(()))
    }
}

/// A `git cat-file` that waits for ids.
struct Process {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Process {
    fn start(mut git: Command, mode: &str) -> std::io::Result<Process> {
        let mut child = git
            .args(["cat-file", mode])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => Ok(Process {
                child,
                input,
                output: BufReader::new(output),
            }),
            _ => Err(std::io::ErrorKind::BrokenPipe.into()),
        }
    }

    /// Kind and size of an object; `None` where it is not here.
    fn header(&mut self, id: &gix::oid) -> std::io::Result<Option<(Kind, u64)>> {
        self.input
            .write_all(format!("{}\n", id.to_hex()).as_bytes())?;
        self.input.flush()?;
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        let parts: Vec<&str> = line.trim_end().split(' ').collect();
        match parts[..] {
            [_, "missing"] => Ok(None),
            [_, kind, size] => match (Kind::from_bytes(kind.as_bytes()), size.parse()) {
                (Ok(kind), Ok(size)) => Ok(Some((kind, size))),
                _ => Err(std::io::ErrorKind::InvalidData.into()),
            },
            _ => Err(std::io::ErrorKind::UnexpectedEof.into()),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // it only reads; whatever it is doing is of no use any more
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks the process in `slot`, started where there is none. One that fails has
/// died over the object, as git does over a damaged one, and is not kept.
fn ask(
    slot: &RefCell<Option<Process>>,
    start: Start<'_>,
    mode: &str,
    id: &gix::oid,
    take: impl FnOnce(&mut Process, u64) -> std::io::Result<()>,
) -> Result<Option<(Kind, u64)>, Error> {
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => git::not_started("reading an object", &error),
        _ => Error::git(
            format!("reading object {}", id.to_hex()),
            "git cannot read it",
        ),
    };
    let mut slot = slot.borrow_mut();
    let mut process = match slot.take() {
        Some(process) => process,
        None => Process::start(start(), mode).map_err(failed)?,
    };
    let found = process.header(id).map_err(failed)?;
    if let Some((_, size)) = found {
        take(&mut process, size).map_err(failed)?;
    }
    *slot = Some(process);
    Ok(found)
}
