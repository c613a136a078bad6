//! Whether text is coloured.

use crate::cli::{Common, When, World};

/// Colour by git's rules: the flag, else the setting, else whether a person
/// looks (a terminal, or the pager git started). `NO_COLOR` and a dumb
/// terminal say no where nobody decided.
pub(super) fn colour(world: &World, common: &Common, setting: Option<&str>) -> bool {
    let looked_at = || {
        (world.terminal.stdout || world.env("GIT_PAGER_IN_USE").is_some())
            && world.env("NO_COLOR").is_none()
            && world.env_text("TERM") != Some("dumb")
    };
    if common.json {
        return false;
    }
    match (common.color, setting) {
        (Some(When::Always), _) | (None, Some("always")) => true,
        (Some(When::Never), _) | (None, Some("never" | "false" | "no" | "off" | "0")) => false,
        _ => looked_at(),
    }
}
