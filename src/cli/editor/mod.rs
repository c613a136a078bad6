//! The user's editor, as git chooses it, with a document in it.

mod attended;
mod left;
mod waiting;

pub(crate) use attended::run as attended;
pub(crate) use left::tell_left;

use crate::cli::desk::Desk;
use crate::error::Error;
use crate::platform::IS_MACOS;
use crate::report::as_argument;
use crate::report::editor::{Script, Target, script};
use left::Note;
use std::path::Path;
use std::process::Command;
use tempfile::NamedTempFile;

/// How the name of a file in the editor begins and ends.
const PREFIX: &str = "checkpoint-";
const SUFFIX: &str = ".md";

/// A document on its way through the editor: a file that is gone when this is,
/// unless it is kept.
pub(crate) struct Paper {
    file: NamedTempFile,
    /// What was given to the editor at first.
    given: Option<Vec<u8>>,
}

impl Paper {
    /// A file with nothing in it.
    pub(crate) fn new() -> Result<Paper, Error> {
        let file = tempfile::Builder::new()
            .prefix(PREFIX)
            .suffix(SUFFIX)
            .tempfile()
            .map_err(|cause| Error::io("write", "a temporary file", &cause))?;
        Ok(Paper { file, given: None })
    }

    /// Writes what is to be edited.
    pub(crate) fn write(&mut self, text: &str) -> Result<(), Error> {
        self.given.get_or_insert_with(|| text.as_bytes().to_vec());
        std::fs::write(self.path(), text).map_err(|cause| Error::io("edit", self.path(), &cause))
    }

    /// Lets somebody edit it, from `line` (1-based) on where one is told and
    /// the editor can be. The error leaves what was typed until then here.
    pub(crate) fn edit(&self, desk: &Desk<'_>, line: Option<usize>) -> Result<(), Error> {
        let command = desk.repo.editor()?.ok_or_else(none)?;
        let given = self.read()?;
        let _note = Note::write(desk, self.path(), &String::from_utf8_lossy(&given));
        let target = Target {
            file: &self.path().to_string_lossy(),
            has_line: line.is_some(),
            is_waited_for: true,
            is_macos: IS_MACOS,
        };
        let Script {
            text, in_terminal, ..
        } = script(&command, None, target);
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(text).arg(&command).arg(self.path());
        let line = line.unwrap_or(1).to_string();
        shell.args([&line, &line, "1"]);
        let status = waiting::said(desk, in_terminal, || attended(desk, &mut shell));
        let status = status.map_err(|cause| Error::io("edit", self.path(), &cause))?;
        if status.success() {
            return Ok(());
        }
        // 126 and 127: what the shell says of what it cannot start (POSIX, 2.8.2)
        let hint = match status.code() {
            Some(126 | 127) => "set another one: git config core.editor EDITOR",
            _ => "without an editor: git shipkit checkpoint --task 'TEXT'",
        };
        Err(Error::Content {
            message: format!("the editor '{command}' failed; nothing was saved"),
            hint: Some(hint.to_owned()),
        })
    }

    /// What is in it now. An editor that left no file there, but a directory
    /// or a link, has lost what was typed.
    pub(crate) fn read(&self) -> Result<Vec<u8>, Error> {
        if !self.is_there() {
            return Err(Error::Content {
                message: "the editor left no file to read; nothing was saved".to_owned(),
                hint: Some("without an editor: git shipkit checkpoint --task 'TEXT'".to_owned()),
            });
        }
        std::fs::read(self.path()).map_err(|cause| Error::io("edit", self.path(), &cause))
    }

    fn is_there(&self) -> bool {
        let meta = self.path().symlink_metadata();
        meta.is_ok_and(|meta| meta.is_file())
    }

    /// Nothing was saved: leaves what was typed where it can be taken up, as
    /// `prose` where that is known. What nobody changed is no loss.
    pub(crate) fn keep(self, desk: &Desk<'_>, prose: Option<&str>) {
        if !self.is_there() || self.read().ok() == self.given {
            return;
        }
        if let Some(prose) = prose {
            let _ = std::fs::write(self.path(), prose); // else all of it is kept
        }
        if let Ok((_, path)) = self.file.keep() {
            let path = path.to_string_lossy();
            let taken_up = format!("git shipkit checkpoint --from {}", as_argument(&path));
            desk.ui
                .warn(&format!("what you typed is kept; to save it: {taken_up}"));
        }
    }

    fn path(&self) -> &Path {
        self.file.path()
    }
}

fn none() -> Error {
    Error::Content {
        message: "there is no editor to use here; nothing was saved".to_owned(),
        hint: Some("set one: git config core.editor EDITOR".to_owned()),
    }
}
