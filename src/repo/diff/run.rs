//! git at its diff: captured, or let go.

use crate::error::Error;
use crate::platform::has_read_enough;
use crate::repo::diff::{DOING, DiffFile};
use crate::repo::git::{not_started, sentence};
use crate::repo::patience::run_within;
use std::process::{Command, Stdio};
use std::time::Duration;

/// How long programs of the user's may take for what another program is shown.
pub(super) const FOR_PROGRAMS: Duration = Duration::from_secs(20);

/// How long a person waits for a diff that we draw.
pub(super) const FOR_PEOPLE: Duration = Duration::from_secs(2);

/// More of a diff is not held, in bytes.
pub(super) const MOST_HELD: u64 = 16 << 20;

/// Nor of one that we draw, which is twice as long then. Measured: 16 MiB take
/// 126 MB.
pub(super) const MOST_DRAWN: u64 = 8 << 20;

/// What git says; `None` where it takes longer, or is more than can be held.
pub(super) fn captured(
    git: Command,
    (patience, most): (Duration, u64),
) -> Result<Option<Vec<u8>>, Error> {
    match run_within(patience, git, DOING, (Vec::new(), most))? {
        Some(said) if !said.status.success() => Err(Error::git(DOING, sentence(&said))),
        said => Ok(said.map(|said| said.stdout)),
    }
}

/// Tells what shows the rest.
pub(super) fn too_much(files: &[&DiffFile]) -> Error {
    let most = MOST_HELD >> 20;
    let seconds = FOR_PROGRAMS.as_secs();
    let why = format!("it is more than {most} MiB, or takes git more than {seconds} seconds");
    let command = match files {
        [only] => format!("; 'git diff {} -- PATH' shows it", only.blob),
        _ => "; ask for some of the files alone".to_owned(),
    };
    Error::git(DOING, why + &command)
}

/// Lets git show it.
pub(super) fn run(mut git: Command) -> Result<(), Error> {
    let status = git
        .stdin(Stdio::null())
        .status()
        .map_err(|error| not_started(DOING, &error))?;
    if status.success() || has_read_enough(status) {
        Ok(())
    } else {
        Err(Error::git(DOING, format!("git ended with {status}")))
    }
}
