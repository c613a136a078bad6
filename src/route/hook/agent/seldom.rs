//! Events that come after every tool: nearly all of them have nothing to do,
//! which must cost next to nothing.

use super::{NAMELESS, Seat};
use crate::repo::git_dir_near;
use crate::store::Said;

/// Whether there is nothing to note and nothing to look at yet, as far as that
/// can be told without opening the repository.
pub fn is_quiet(seat: &Seat<'_>) -> bool {
    let said = said(seat);
    said.is_some_and(|said| said.has_seen(seat.now) && !said.may_look(seat.now))
}

/// Whether the session lost its context and was not told the checkpoint since.
pub fn is_to_be_told_again(seat: &Seat<'_>) -> bool {
    let session = seat.session.unwrap_or(NAMELESS);
    said(seat).is_some_and(|said| said.has_summed_up(session))
}

/// What the hooks of this worktree remember.
fn said(seat: &Seat<'_>) -> Option<Said> {
    let git_dir = git_dir_near(seat.cwd, seat.env)?;
    Some(Said::of(&git_dir.join("shipkit")))
}
