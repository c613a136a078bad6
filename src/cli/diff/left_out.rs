//! What a diff does not show, and the command that does.

use crate::cli::desk::Desk;
use crate::repo::{LeftOut, TooMuch};
use crate::report::json::NotShown;
use crate::report::{as_argument, one_line};

/// The files that are left out, as they are told.
pub(super) fn told(desk: &Desk<'_>, left_out: &[LeftOut]) -> Vec<NotShown> {
    left_out.iter().map(|file| one(desk, file)).collect()
}

fn one(desk: &Desk<'_>, left_out: &LeftOut) -> NotShown {
    let file = &left_out.file;
    let why = match left_out.why {
        TooMuch::Text => "too large to compare, more than 8 MiB or 250,000 lines",
        TooMuch::Time => "too large to compare in time",
    };
    let path = desk.repo.relative_path(&file.now, &desk.world.cwd);
    let command = if left_out.is_there {
        format!(
            "git diff {} -- {}",
            file.blob,
            as_argument(&one_line(&path))
        )
    } else {
        format!("git show {}", file.blob)
    };
    NotShown {
        path: file.then.as_str().to_owned(),
        shown: desk.shown(&file.then),
        why,
        command,
    }
}
