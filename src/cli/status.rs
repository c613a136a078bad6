//! `status`: one line.

use crate::cli::args::StatusArgs;
use crate::cli::desk::Desk;
use crate::cli::not_found::spelled;
use crate::cli::stop::Stop;
use crate::cli::tell;
use crate::cli::world::World;
use crate::report::text;
use crate::route;
use crate::store::Address;
use std::path::Path;

/// The exit code where a prompt needs no look at the repository: no checkpoint
/// lies there.
pub(crate) fn spared(world: &World, args: &StatusArgs) -> Option<u8> {
    let env = |key: &str| world.env(key).cloned();
    let is_silent = || !route::hook::has_checkpoint(&world.cwd, &env) || is_in_git_dir(&world.cwd);
    (args.prompt && is_silent()).then_some(3)
}

/// Whether git keeps its own files here, and no work tree is meant.
fn is_in_git_dir(cwd: &Path) -> bool {
    let is_below = |dir: &&Path| dir.join(".git").symlink_metadata().is_err();
    let mut dirs = cwd.ancestors().take_while(is_below);
    dirs.any(|dir| dir.join("HEAD").is_file() && dir.join("objects").is_dir())
}

pub(crate) fn run(desk: &Desk<'_>, args: &StatusArgs) -> Result<u8, Stop> {
    let address = desk.address(args.name.as_deref())?;
    let Some(loaded) = desk.store().load(&address)? else {
        return Err(if args.prompt {
            Stop::Told(3)
        } else {
            absent(desk, &address, args.porcelain)
        });
    };
    let compared = route::compare(&desk.repo, &loaded, desk.world.now)?;
    if desk.ui.json {
        tell::resume_json(desk, &loaded, &compared)?;
        return Ok(0);
    }
    let name = spelled(&address);
    let words = (!args.prompt).then(|| tell::words(desk, &loaded)).flatten();
    let text = desk.with_view(|view| {
        let status = text::Status {
            name: name.as_deref(),
            content: &crate::document::read_head(&loaded.prose),
            saved_at: loaded.record.as_ref().map(|record| record.saved_at),
            drift: &compared.drift,
            words: words.as_ref(),
            view: *view,
        };
        if args.prompt {
            text::prompt(&status)
        } else if args.porcelain {
            text::porcelain(&status)
        } else {
            text::status(&status)
        }
    });
    desk.ui.answer(&text);
    Ok(0)
}

/// Nothing is there: this is no place for all that can be had instead.
fn absent(desk: &Desk<'_>, address: &Address, porcelain: bool) -> Stop {
    if desk.ui.json {
        return desk.not_found(address);
    }
    desk.ui.answer(&if porcelain {
        text::porcelain_absent(spelled(address).as_deref())
    } else {
        format!("{}\n", text::absent_or_meant(&desk.instead(address)))
    });
    Stop::Told(3)
}
