//! Who shows a diff to a person: we, or git with what the user has for diffs.

use crate::cli::desk::Desk;
use crate::error::Error;
use crate::repo::{DiffFile, Paging, Shows};
use crate::report::patch::shows_as_it_is;

/// We, where somebody looks or colour was asked for, and the user has nothing
/// of their own that shows diffs.
pub(super) fn shows(desk: &Desk<'_>, files: &[DiffFile]) -> Result<Shows, Error> {
    let looks = desk.world.terminal.stdout
        || desk.world.env("GIT_PAGER_IN_USE").is_some()
        || desk.ui.style.is_on();
    if !looks || has_own(desk) {
        return Ok(Shows::Git);
    }
    let paths = files.iter().map(|file| &file.now);
    let by_us = desk.repo.driven(paths)?.by_command.is_empty();
    Ok(if by_us { Shows::Us } else { Shows::Git })
}

/// Whether the user has a program that shows diffs, or wants git's.
fn has_own(desk: &Desk<'_>) -> bool {
    desk.settings.diff_by_git
        || has_program(desk)
        || pager(desk).is_some_and(|pager| !shows_as_it_is(&pager))
}

/// Whether a program of the user's shows every diff.
pub(super) fn has_program(desk: &Desk<'_>) -> bool {
    desk.world.env("GIT_EXTERNAL_DIFF").is_some()
        || desk.repo.string_setting("diff.external").is_some()
}

/// The pager that git would run for us or for a diff (pager.c).
fn pager(desk: &Desk<'_>) -> Option<String> {
    if paging(desk) == Paging::Never {
        return None;
    }
    let env = |key: &str| {
        let value = desk.world.env.get(std::ffi::OsStr::new(key));
        value.map(|value| value.to_string_lossy().into_owned())
    };
    let setting = |key: &str| desk.repo.string_setting(key);
    let of_command = |key: &str| {
        let is_switch = desk.repo.bool_setting(key).is_some();
        setting(key).filter(|_| !is_switch)
    };
    env("GIT_PAGER")
        .or_else(|| of_command("pager.shipkit"))
        .or_else(|| of_command("pager.diff"))
        .or_else(|| setting("core.pager"))
        .or_else(|| env("PAGER"))
}

/// What pages a diff that git shows: `pager.shipkit` goes before `pager.diff`,
/// also where nobody but we can heed it.
pub(super) fn paging(desk: &Desk<'_>) -> Paging {
    let own = desk.repo.string_setting("pager.shipkit");
    match (own, desk.repo.bool_setting("pager.shipkit")) {
        (_, Some(false)) => Paging::Never,
        (Some(command), None) => Paging::By(command),
        _ if desk.repo.bool_setting("pager.diff") == Some(false) => Paging::Never,
        _ => Paging::AsGit,
    }
}
