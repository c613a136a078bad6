//! Where the files are as they were saved, and how to get there.

use crate::drift::{Way, World, WorldKind};
use crate::report::text::View;
use crate::report::text::page::Page;
use crate::report::{as_argument, one_line};

/// The sentence and what to type; empty where there is no such place.
pub(super) fn world(world: Option<&World>, view: &View) -> String {
    let Some(world) = world else {
        return String::new();
    };
    let name = one_line(&world.name);
    let place = match world.kind {
        WorldKind::Branch => format!("on branch {name}"),
        WorldKind::Worktree => format!("in the worktree {name}"),
        WorldKind::Stash => format!("in {name}"),
    };
    let (matches, of, here) = (world.matches, world.of, world.here);
    let mut page = Page::default();
    page.line(format_args!(
        "Its files are as they were saved {place} ({matches} of {of}); here {here} of {of} are."
    ));
    for command in commands(world) {
        page.line(format_args!("  {}", view.style.hint(&command)));
    }
    if world.cut {
        page.line(format_args!(
            "Not every branch, worktree and stash was looked at."
        ));
    }
    page.done()
}

fn commands(world: &World) -> Vec<String> {
    let quoted = |text: &str| as_argument(&one_line(text)).into_owned();
    let name = quoted(&world.name);
    match &world.way {
        Way::Switch => vec![format!("git switch {name}")],
        Way::Track => vec![format!("git switch --track {name}")],
        Way::Detach => vec![format!("git switch --detach {name}")],
        Way::Enter(directory) => vec![format!("cd {}", quoted(directory))],
        Way::Apply(on) => {
            let first = on
                .iter()
                .map(|branch| format!("git switch {}", quoted(branch)));
            first.chain([format!("git stash apply {name}")]).collect()
        }
    }
}
