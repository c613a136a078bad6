//! Whether text is coloured.

use crate::cli::{Common, When, World};
use crate::repo::Colours;
use crate::report::{Painted, Style};

/// The looks of standard output and standard error, by git's rules (color.c,
/// `want_color_fd`): the flag, else the setting, else whether a person looks,
/// at a terminal or through the pager git started. `NO_COLOR` says no where
/// nobody decided.
pub(super) fn styles(world: &World, common: &Common, colours: &Colours) -> (Style, Style) {
    let terminal = world.terminal;
    let paged = colours.in_pager && world.is_paged();
    let style = |looked_at: bool| {
        let coloured = match when(common, colours) {
            Painted::Always => !common.json,
            Painted::Never => false,
            Painted::Auto => !common.json && looked_at && takes_colour(world),
        };
        Style::new(coloured).painted(colours.palette)
    };
    (style(terminal.stdout || paged), style(terminal.stderr))
}

fn when(common: &Common, colours: &Colours) -> Painted {
    match common.color {
        Some(When::Always) => Painted::Always,
        Some(When::Never) => Painted::Never,
        Some(When::Auto) => Painted::Auto,
        None => colours.when.unwrap_or(Painted::Auto),
    }
}

/// A terminal that says nothing of itself is as good as a dumb one (editor.c,
/// `is_terminal_dumb`).
fn takes_colour(world: &World) -> bool {
    let dumb = world.env_text("TERM").is_none_or(|term| term == "dumb");
    !dumb && world.env("NO_COLOR").is_none()
}
