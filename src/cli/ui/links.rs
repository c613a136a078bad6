//! Whether paths are hyperlinks.

use crate::cli::{Common, World};
use crate::platform;
use crate::report::{LinkWish, Links, Painted};
use std::path::Path;

/// A variable of the environment, where it is set and not empty.
type Env<'a> = dyn Fn(&str) -> Option<&'a str> + 'a;

/// The links of this command's reports about the work tree at `top`; `None`
/// where nobody could follow them.
pub(crate) fn links(world: &World, common: &Common, wish: &LinkWish, top: &Path) -> Option<Links> {
    let wanted = match wish.when {
        Painted::Always => true,
        Painted::Never => false,
        Painted::Auto => world.terminal.stdout && takes_links(&|key| world.env_text(key)),
    };
    (wanted && !common.json).then(|| Links {
        format: wish.format.clone(),
        host: platform::host(),
        top: platform::url_path(top),
    })
}

/// Whether the terminal is known to take OSC 8. What it is called stands in
/// the environment, and what runs inside another terminal (tmux, screen) hides
/// that one. The versions are those of the list at
/// <https://github.com/Alhadis/OSC8-Adoption>.
fn takes_links(env: &Env<'_>) -> bool {
    let term = env("TERM").unwrap_or("dumb");
    if let Some(said) = env("FORCE_HYPERLINK") {
        return said != "0";
    }
    let program = env("TERM_PROGRAM").unwrap_or_default();
    let version = version(env("TERM_PROGRAM_VERSION").unwrap_or_default());
    if env("TMUX").is_some() || program == "tmux" || term.starts_with("tmux") {
        return program == "tmux" && version >= (3, 4);
    }
    if term == "dumb" || term.starts_with("screen") || env("INSIDE_EMACS").is_some() {
        return false;
    }
    let of_program = match program {
        "iTerm.app" => version >= (3, 1),
        "vscode" => version >= (1, 72),
        "WezTerm" | "ghostty" | "Hyper" | "Tabby" | "zed" | "rio" | "mintty" => true,
        _ => false,
    };
    let of_term = [
        "xterm-kitty",
        "xterm-ghostty",
        "alacritty",
        "foot",
        "contour",
        "wezterm",
    ];
    let at_least = |key, least| {
        env(key)
            .and_then(|said| said.parse().ok())
            .is_some_and(|v: u32| v >= least)
    };
    of_program
        || of_term.iter().any(|known| term.starts_with(known))
        || ["DOMTERM", "WT_SESSION"].iter().any(|key| env(key).is_some())
        || at_least("VTE_VERSION", 5001) // 0.50.0 fell over
        || at_least("KONSOLE_VERSION", 201_200)
}

/// `3.5a` as 3 and 5.
fn version(text: &str) -> (u32, u32) {
    let mut numbers = text.split('.').map(|part| {
        let digits = part.trim_start_matches(|c: char| !c.is_ascii_digit());
        let end = digits.find(|c: char| !c.is_ascii_digit());
        digits[..end.unwrap_or(digits.len())].parse().unwrap_or(0)
    });
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::takes_links;

    #[test]
    fn only_a_terminal_that_is_known_gets_links() {
        for (env, taken) in [
            ("", false),
            ("TERM=xterm-256color", false),
            ("TERM=xterm-kitty", true),
            ("TERM=alacritty", true),
            ("TERM=xterm-256color VTE_VERSION=7600", true),
            ("TERM=xterm-256color VTE_VERSION=5000", false),
            (
                "TERM=xterm-256color TERM_PROGRAM=iTerm.app TERM_PROGRAM_VERSION=3.5.0",
                true,
            ),
            ("TERM=xterm-256color TERM_PROGRAM=Apple_Terminal", false),
            (
                "TERM=tmux-256color TERM_PROGRAM=tmux TERM_PROGRAM_VERSION=3.3a VTE_VERSION=7600",
                false,
            ),
            (
                "TERM=tmux-256color TERM_PROGRAM=tmux TERM_PROGRAM_VERSION=3.4",
                true,
            ),
            ("TERM=xterm-kitty TMUX=/tmp/x", false),
            ("TERM=screen.xterm-256color WT_SESSION=1", false),
            ("TERM=dumb WT_SESSION=1", false),
            ("TERM=xterm FORCE_HYPERLINK=1", true),
            ("TERM=xterm-kitty FORCE_HYPERLINK=0", false),
        ] {
            let set = |key: &str| {
                let mut pairs = env.split(' ').filter_map(|pair| pair.split_once('='));
                pairs.find(|(name, _)| *name == key).map(|(_, value)| value)
            };
            assert_eq!(takes_links(&set), taken, "{env}");
        }
    }
}
