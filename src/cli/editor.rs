//! The user's editor, as git chooses it.

use crate::cli::desk::Desk;
use crate::error::Error;
use std::process::Command;

/// Lets the user edit `prose`. An emptied document means: nothing is saved.
pub(crate) fn edit(desk: &Desk<'_>, prose: &str) -> Result<String, Error> {
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
    // git(1): the value is meant to be interpreted by the shell.
    let status = Command::new("sh")
        .arg("-c")
        .arg(format!("{editor} \"$@\""))
        .arg(&editor)
        .arg(file.path())
        .status()
        .map_err(|cause| fail(&cause))?;
    if !status.success() {
        return Err(Error::Content {
            message: format!("the editor '{editor}' failed; nothing was saved"),
            hint: Some("set another one: git config core.editor EDITOR".to_owned()),
        });
    }
    let bytes = std::fs::read(file.path()).map_err(|cause| fail(&cause))?;
    let document = desk.store().take_apart("the edited document", &bytes)?;
    if document.prose.trim().is_empty() {
        return Err(Error::Content {
            message: "the document is empty; nothing was saved".to_owned(),
            hint: None,
        });
    }
    Ok(document.prose)
}
