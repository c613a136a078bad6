//! What is not here: where the files are as they were saved, what of them this
//! clone lacks, and how to get at either.

use crate::drift::{Drift, Lacking, Way, World, WorldKind};
use crate::report::text::View;
use crate::report::text::page::Page;
use crate::report::words::counted_len;
use crate::report::{as_argument, one_line};

/// What is missing here, and where else the files are as they were saved.
pub(in crate::report) fn world_of(drift: &Drift, view: &View) -> String {
    lacking(drift.lacking.as_ref(), view) + &world(drift.world.as_ref(), view)
}

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
    let its = if matches == of { "Its" } else { "More of its" };
    let mut page = Page::default();
    let sentence = format!(
        "{its} files are as they were saved {place} ({matches} of {of}); here {here} of {of} are."
    );
    page.line(format_args!("{}", view.wrapped(&sentence, 0, 0)));
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

/// What of the saved content is missing; empty where nothing is.
pub(super) fn lacking(lacking: Option<&Lacking>, view: &View) -> String {
    let Some(lacking) = lacking else {
        return String::new();
    };
    let files = counted_len(lacking.files.len(), "file");
    let mut page = Page::default();
    let fetch = if lacking.command.is_some() {
        " To fetch it:"
    } else {
        ""
    };
    page.line(format_args!(
        "Saved content of {files} is not in this clone.{fetch}"
    ));
    if let Some(command) = &lacking.command {
        page.line(format_args!("  {}", view.style.hint(&one_line(command))));
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
