//! Why a hook of ours is not called, as far as looking tells, and what mends
//! it.

use super::Wish;
use super::looked::{Lies, Looked, Placed};
use crate::install::Does;
use crate::install::hooks::Way;
use crate::report::as_argument;
use std::path::Path;

/// What mends most.
pub(super) const INSTALL: &str = "git shipkit install git";

/// The word for a hook that is not there.
pub(super) const MISSING: &str = "not-installed";

/// What takes a setting away where it stands; `None` where it is only said to
/// this one command.
pub(super) fn unset(wish: &Wish<'_>, key: &str) -> Option<String> {
    let scope = wish.repo.scope_of(key).ok().flatten()?;
    let key = as_argument(key);
    match &*scope {
        "local" => Some(format!("git config --unset-all {key}")),
        "worktree" | "global" | "system" => Some(format!("git config --{scope} --unset-all {key}")),
        _ => None,
    }
}

/// A kind, a sentence, and what mends it.
pub(super) type Found = (&'static str, String, Option<String>);

/// The kind of the reason, its sentence, and what to type.
pub(super) fn reason(placed: &Placed, looked: &Looked, wish: &Wish<'_>) -> Found {
    let event = placed.event;
    let file = || shown(&looked.hooks_dir.join(event), wish);
    if let Some(found) = by_config(placed, looked, wish) {
        return found;
    }
    let (word, what) = match (placed.file, placed.unseen, placed.aside) {
        (
            Lies::CallsUs {
                executable: false, ..
            },
            ..,
        ) => {
            let mend = Some(format!("chmod +x {}", as_argument(&file())));
            let what = format!("{} is not executable", file());
            return ("not-executable", what, mend);
        }
        (Lies::CallsUs { .. }, ..) => {
            let what = format!("{} ends before it comes to us", file());
            return ("not-reached", what, Some(again(placed, looked, wish)));
        }
        (_, Lies::CallsUs { .. }, _) => {
            let value = looked.hooks_path.as_deref().unwrap_or_default();
            let what = format!("git looks for hooks in '{value}' alone (core.hooksPath)");
            ("elsewhere", what)
        }
        (_, _, Some(ending)) => {
            let what = format!("a hook manager moved ours aside, to {event}{ending}");
            ("moved-aside", what)
        }
        _ => by_plan(placed, looked),
    };
    let mend = in_the_way(placed, looked, wish);
    (word, what, Some(mend.unwrap_or_else(|| INSTALL.to_owned())))
}

/// What comes before installing where that neither writes a hook nor tells
/// which lines to add.
fn in_the_way(placed: &Placed, looked: &Looked, wish: &Wish<'_>) -> Option<String> {
    let step = looked.step(placed.event)?;
    if step.does != Does::Refuse || !step.advice.is_empty() {
        return None;
    }
    if let Some(key) = &step.key {
        let scope = wish.repo.scope_of(&format!("{key}.event")).ok()??;
        return Some(format!("git config --{scope} --edit"));
    }
    let why = step.why.as_deref()?;
    if why.contains("is not executable") || why.contains("is not a file") {
        // git does not run it: nothing is lost by its going.
        let file = shown(&step.path, wish);
        let away = as_argument(&format!("{file}.off")).into_owned();
        return Some(format!("mv {} {away} && {INSTALL}", as_argument(&file)));
    }
    Some(by_editor(placed, looked, wish))
}

/// What puts our lines where they are reached: a block of ours goes to the
/// file's start, other lines are for their owner to move.
fn again(placed: &Placed, looked: &Looked, wish: &Wish<'_>) -> String {
    let step = looked.step(placed.event);
    let is = |does, way| step.is_some_and(|step| (step.does, step.way) == (does, way));
    if is(Does::Write, Way::Config) {
        INSTALL.to_owned() // of a newer git; the block goes then
    } else if is(Does::Keep, Way::File) {
        format!("git shipkit uninstall git -y && {INSTALL}")
    } else {
        by_editor(placed, looked, wish)
    }
}

/// What opens a hook's file for whoever wrote it.
pub(super) fn by_editor(placed: &Placed, looked: &Looked, wish: &Wish<'_>) -> String {
    let file = shown(&looked.hooks_dir.join(placed.event), wish);
    format!("$(git var GIT_EDITOR) {}", as_argument(&file))
}

/// Where a hook stands in the configuration and git does not run it.
fn by_config(placed: &Placed, looked: &Looked, wish: &Wish<'_>) -> Option<Found> {
    let (name, on) = placed.config.as_ref()?;
    if !looked.knows_config_hooks() && placed.file == Lies::Nothing {
        let what = format!("git {} runs no hooks of the configuration", looked.version);
        return Some(("old-git", what, Some(INSTALL.to_owned())));
    }
    if *on {
        return None;
    }
    let what = format!("hook.{name} is switched off");
    let key = format!("hook.{name}.enabled");
    Some(("switched-off", what, unset(wish, &key)))
}

/// What installing would say of it: who owns the hook, and what is in the way.
fn by_plan(placed: &Placed, looked: &Looked) -> (&'static str, String) {
    let step = looked.step(placed.event);
    match step.and_then(|step| Some((step.does, step.why.as_deref()?))) {
        Some((_, why)) if why.contains("edited") => ("edited", format!("it {why}")),
        Some((Does::Keep, _)) => ("not-reached", "it is set up, but not reached".to_owned()),
        Some((_, why)) => (MISSING, format!("nothing calls us ({why})")),
        None => (MISSING, "nothing calls us".to_owned()),
    }
}

/// A path as the user would type it at the top of the work tree.
fn shown(path: &Path, wish: &Wish<'_>) -> String {
    let path = path.strip_prefix(wish.repo.work_dir()).unwrap_or(path);
    path.to_string_lossy().into_owned()
}
