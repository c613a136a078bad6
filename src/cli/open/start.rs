//! The editor that opens a place, and how it is started.

use super::Place;
use crate::cli::desk::Desk;
use crate::cli::editor;
use crate::error::Error;
use crate::model::RepoPath;
use crate::platform::{self, IS_MACOS, is_executable};
use crate::report::editor::{Script, Target, program, script};
use std::path::{Path, PathBuf};
use std::process::Command;

/// An editor on the point of being started.
pub(super) struct Editor {
    /// What somebody set.
    pub(super) command: String,
    /// What that means for the place.
    pub(super) script: Script,
    file: PathBuf,
}

impl Editor {
    /// The editor of `shipkit.editor`, else git's own.
    pub(super) fn of(desk: &Desk<'_>, place: &Place) -> Result<Editor, Error> {
        let set = desk.settings.editor.clone();
        let command = match set {
            Some(command) => command,
            None => desk.repo.editor()?.ok_or_else(none)?,
        };
        let path: &RepoPath = &place.start.now.path;
        let real = real(desk, &command);
        let file = desk.repo.work_dir().join(path.as_str());
        let target = Target {
            file: &file.to_string_lossy(),
            has_line: place.start.now.lines.is_some(),
            is_waited_for: false,
            is_macos: IS_MACOS,
        };
        let script = script(&command, real.as_deref(), target);
        Ok(Editor {
            command,
            script,
            file,
        })
    }

    /// Starts it; git(1) has the shell interpret the command, and so do we. The
    /// shell says 126 and 127 of what it cannot start (POSIX, 2.8.2).
    pub(super) fn run(&self, desk: &Desk<'_>, place: &Place) -> Result<(), Error> {
        let lines = place.start.now.lines;
        let (first, last) = lines.map_or((1, 1), |lines| (lines.start(), lines.end()));
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(&self.script.text).arg(&self.command);
        shell.arg(&self.file);
        shell.args([first, last, 1].map(|number| number.to_string()));
        let status = editor::attended(desk, &mut shell);
        let status = status.map_err(|cause| Error::io("start", "sh", &cause))?;
        match status.code() {
            Some(126 | 127) => Err(Error::Content {
                message: format!("the editor '{}' cannot be started", self.command),
                hint: Some("set another one: git config shipkit.editor EDITOR".to_owned()),
            }),
            _ => Ok(()),
        }
    }
}

fn none() -> Error {
    Error::Content {
        message: "there is no editor to use here".to_owned(),
        hint: Some("set one: git config shipkit.editor EDITOR".to_owned()),
    }
}

/// The base name of the program itself that a command starts, where what it
/// names is a link to it, as Debian's `editor` is.
fn real(desk: &Desk<'_>, command: &str) -> Option<String> {
    let program = program(command)?;
    let found = if program.word.contains('/') {
        platform::real(desk.world.cwd.join(&program.word)).ok()
    } else {
        let path = desk.world.env("PATH")?;
        let mut dirs = std::env::split_paths(path);
        dirs.find_map(|dir| executable(&dir.join(&program.word)))
    };
    let name = found?.file_name()?.to_string_lossy().into_owned();
    Some(name)
}

/// The file itself behind a path that can be run.
fn executable(path: &Path) -> Option<PathBuf> {
    let meta = path.metadata().ok()?;
    let runs = meta.is_file() && is_executable(&meta);
    runs.then(|| platform::real(path).ok()).flatten()
}
