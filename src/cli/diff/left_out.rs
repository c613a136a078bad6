//! What a diff does not show, and the command that does.

use crate::cli::desk::Desk;
use crate::repo::LeftOut;
use crate::report::json::NotShown;
use crate::report::{as_argument, one_line};

/// Why a file is left out.
const WHY: &str = "too large to compare, more than 8 MiB or 250,000 lines";

/// The files that are left out, as they are told.
pub(super) fn told(desk: &Desk<'_>, left_out: &[LeftOut]) -> Vec<NotShown> {
    left_out.iter().map(|file| one(desk, file)).collect()
}

fn one(desk: &Desk<'_>, left_out: &LeftOut) -> NotShown {
    let file = &left_out.file;
    let path = desk.repo.relative_path(&file.now, &desk.world.cwd);
    let is_told = one_line(&path) == path; // or it is another when it is typed
    let command = if left_out.is_there && is_told {
        // git(1), gitglossary(7): a path that begins so has other meanings
        let plain = if path.starts_with(':') { "./" } else { "" };
        let path = format!("{plain}{path}");
        format!("git diff {} -- {}", file.blob, as_argument(&path))
    } else {
        format!("git show {}", file.blob)
    };
    NotShown {
        path: file.then.as_str().to_owned(),
        shown: desk.shown(&file.then),
        why: WHY,
        command,
    }
}
