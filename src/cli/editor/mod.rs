//! The user's editor, as git chooses it.

mod attended;

pub(crate) use attended::run as attended;

use crate::cli::desk::Desk;
use crate::error::Error;
use crate::report::as_argument;
use crate::route;
use std::path::Path;
use std::process::Command;
use tempfile::NamedTempFile;

/// What came out of the editor, and what had gone in.
pub(crate) struct Edited {
    pub(crate) text: route::Edited,
    file: NamedTempFile,
}

impl Edited {
    /// Nothing was saved: leaves what was typed where it can be taken up.
    pub(crate) fn keep(self, desk: &Desk<'_>) {
        keep(desk, self.file);
    }
}

fn keep(desk: &Desk<'_>, file: NamedTempFile) {
    if let Ok((_, path)) = file.keep() {
        let path = path.to_string_lossy();
        let taken_up = format!("git shipkit checkpoint --from {}", as_argument(&path));
        desk.ui
            .warn(&format!("what you typed is kept; to save it: {taken_up}"));
    }
}

/// Lets the user edit `prose`. An emptied document means: nothing is saved.
pub(crate) fn edit(desk: &Desk<'_>, prose: &str) -> Result<Edited, Error> {
    let editor = desk.repo.editor()?.ok_or_else(|| Error::Content {
        message: "there is no editor to use here; nothing was saved".to_owned(),
        hint: Some("set one: git config core.editor EDITOR".to_owned()),
    })?;
    let file = tempfile::Builder::new()
        .prefix("checkpoint-")
        .suffix(".md")
        .tempfile()
        .map_err(|cause| Error::io("write", "a temporary file", &cause))?;
    let fail = |cause: &std::io::Error| Error::io("edit", file.path(), cause);
    std::fs::write(file.path(), prose).map_err(|cause| fail(&cause))?;
    open(&editor, file.path())?;
    let bytes = std::fs::read(file.path()).map_err(|cause| fail(&cause))?;
    let edited = match desk.store().prose_of("the edited document", &bytes) {
        Ok(edited) => edited,
        Err(error) => {
            keep(desk, file);
            return Err(error);
        }
    };
    if edited.trim().is_empty() {
        return Err(Error::Content {
            message: "the document is empty; nothing was saved".to_owned(),
            hint: None,
        });
    }
    Ok(Edited {
        text: route::Edited {
            prose: edited,
            from: prose.to_owned(),
        },
        file,
    })
}

/// Runs the editor until it is closed. git(1): the value is meant to be
/// interpreted by the shell.
fn open(editor: &str, file: &Path) -> Result<(), Error> {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("{editor} \"$@\""));
    shell.arg(editor).arg(file);
    let status = attended(&mut shell).map_err(|cause| Error::io("edit", file, &cause))?;
    if status.success() {
        return Ok(());
    }
    Err(Error::Content {
        message: format!("the editor '{editor}' failed; nothing was saved"),
        hint: Some("set another one: git config core.editor EDITOR".to_owned()),
    })
}
