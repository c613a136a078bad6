//! The line that tells what is waited for while an editor has a window of its
//! own, as git tells it.

use crate::cli::desk::Desk;

/// Does `wait` and tells of it where somebody sees it: not where the editor
/// draws over it, and not with `advice.waitingForEditor` off (git-config(1)).
pub(super) fn said<T>(desk: &Desk<'_>, in_terminal: bool, wait: impl FnOnce() -> T) -> T {
    let is_wanted = desk.repo.bool_setting("advice.waitingForEditor") != Some(false);
    let tells = is_wanted && !in_terminal && desk.world.terminal.stderr && desk.ui.can_ask();
    if !tells {
        return wait();
    }
    let is_dumb = desk
        .world
        .env_text("TERM")
        .is_none_or(|term| term == "dumb");
    desk.ui
        .complain("hint: Waiting for your editor to close the file... ");
    let done = wait();
    desk.ui.complain(if is_dumb { "\n" } else { "\r\x1b[K" });
    done
}
