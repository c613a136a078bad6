//! `install` and `uninstall`: git's hooks, coding agents, and the files that
//! programs call us by.

mod agents;
mod agents_told;
mod git;
mod home;
mod hooks_told;
mod list;
mod plugin;

use crate::cli::args::{InstallArgs, TargetArg, UninstallArgs};
use crate::cli::desk::Desk;
use crate::cli::stop::Stop;
use crate::cli::ui::Ui;
use crate::cli::world::World;
use crate::error::Error;
use crate::install::{Does, Place, Plan, Step};
use crate::model::quoted;
use crate::report::{as_argument, json};

/// Does what takes no repository: lists what there is where no target is
/// given, and installs for the user.
pub(crate) fn spared(world: &World, ui: &Ui, args: &InstallArgs) -> Option<Result<u8, Stop>> {
    match args.target {
        None => Some(list::list(world, ui)),
        Some(TargetArg::Plugin) => Some(plugin::install(world, ui, args)),
        Some(TargetArg::Completion | TargetArg::Man) => {
            Some(refuse_flags(args.user, args.legacy).and_then(|()| home::install(world, ui, args)))
        }
        Some(target) if target.holder().is_some() && args.user => {
            Some(agents::install_for_user(world, ui, args))
        }
        Some(_) => None,
    }
}

/// The same for `uninstall`.
pub(crate) fn uninstall_spared(
    world: &World,
    ui: &Ui,
    args: &UninstallArgs,
) -> Option<Result<u8, Stop>> {
    if matches!(args.target, TargetArg::Completion | TargetArg::Man) {
        let done = refuse_flags(args.user, false);
        return Some(done.and_then(|()| home::uninstall(world, ui, args)));
    }
    let is_for_user = args.target.holder().is_some() && args.user;
    is_for_user.then(|| agents::uninstall_for_user(world, ui, args))
}

/// Installs.
pub(crate) fn install(desk: &Desk<'_>, args: &InstallArgs) -> Result<u8, Stop> {
    let target = args.target;
    if target.is_some_and(|target| target.holder().is_some()) {
        return agents::install(desk, args);
    }
    if args.user {
        return Err(Stop::from(only("--user", "agents")));
    }
    let Some(target) = target.and_then(TargetArg::files) else {
        return git::install(desk, args);
    };
    if args.legacy {
        return Err(Stop::from(only("--legacy", "git")));
    }
    let dir = directory(&args.more)?;
    let place = place(desk, dir)?;
    let plan = Plan::install(&place, target)?;
    if let Some(step) = plan.obstacle().filter(|_| !args.dry_run) {
        return Err(Stop::from(in_the_way(desk, &plan, step, dir)));
    }
    run(desk, &plan, "install", args.dry_run)
}

/// Uninstalls.
pub(crate) fn uninstall(desk: &Desk<'_>, args: &UninstallArgs) -> Result<u8, Stop> {
    if args.target.holder().is_some() {
        return agents::uninstall(desk, args);
    }
    if args.user {
        return Err(Stop::from(only("--user", "agents")));
    }
    if matches!(args.target, TargetArg::Plugin) {
        return Err(Stop::from(plugin::is_removed_by_hand()));
    }
    let Some(target) = args.target.files() else {
        return git::uninstall(desk, args);
    };
    let place = place(desk, directory(&args.more)?)?;
    let plan = Plan::uninstall(&place, target);
    run(desk, &plan, "uninstall", args.dry_run)
}

/// The one directory that may be given.
fn directory(more: &[String]) -> Result<Option<&str>, Error> {
    match more {
        [] => Ok(None),
        [dir] => Ok(Some(dir)),
        [_, extra, ..] => Err(Error::Usage {
            message: format!("one directory is enough: '{}' is too much", quoted(extra)),
            hint: Some("git shipkit install TARGET DIR".to_owned()),
        }),
    }
}

/// What stands in the home is the user's anyway.
fn refuse_flags(user: bool, legacy: bool) -> Result<(), Stop> {
    match (user, legacy) {
        (true, _) => Err(Stop::from(only("--user", "agents"))),
        (_, true) => Err(Stop::from(only("--legacy", "git"))),
        _ => Ok(()),
    }
}

/// Said of what was given to a target that has no use for it.
fn only(what: &str, target: &str) -> Error {
    Error::Usage {
        message: format!("{what} is for {target} only"),
        hint: Some(format!("leave {what} out")),
    }
}

fn place(desk: &Desk<'_>, dir: Option<&str>) -> Result<Place, Error> {
    let given = dir.unwrap_or(".");
    if given.is_empty() {
        // As where a script's variable is not set: not the current directory.
        let message = "'' does not exist".to_owned();
        return Err(Error::Content {
            message,
            hint: Some("name a directory".to_owned()),
        });
    }
    Place::new(desk.repo.work_dir(), &desk.world.cwd.join(given), given)
}

/// Shows the plan, asks where somebody can answer, and carries it out.
fn run(desk: &Desk<'_>, plan: &Plan, verb: &str, trial: bool) -> Result<u8, Stop> {
    let ui = &desk.ui;
    let may = plan.changes() && !trial;
    let asks = may && ui.can_ask() && !ui.says_yes();
    if asks {
        // Nobody can answer for what was not shown, `-q` or not.
        ui.answer(&told(desk, plan, verb));
    } else if !ui.json {
        ui.tell(&told(desk, plan, verb));
    }
    let question = if verb == "install" {
        "Write these files?"
    } else {
        "Remove these files?"
    };
    let answer = ui.agreed(question, asks);
    let wanted = may && answer.is_yes();
    if wanted {
        plan.carry_out()?;
    }
    if ui.json {
        ui.object(json::plan(verb, plan.target.name(), &files(plan), wanted));
    } else {
        ui.tell(&done(desk, plan, verb, wanted));
    }
    answer.stop()?;
    Ok(0)
}

/// What came of it.
fn done(desk: &Desk<'_>, plan: &Plan, verb: &str, wanted: bool) -> String {
    let is_there = plan.steps.iter().all(|step| step.does == Does::Keep);
    match (verb, wanted) {
        ("install", true) => format!("Installed. In a program: {}\n", plan.used_by()),
        (_, true) => "Uninstalled.\n".to_owned(),
        _ if is_there => String::new(),
        ("install", false) => match plan.obstacle() {
            Some(step) => format!(
                "Nothing is written as long as '{}' is in the way.\n",
                desk.shown(&step.path)
            ),
            None => "Nothing was written.\n".to_owned(),
        },
        (_, false) => "Nothing was removed.\n".to_owned(),
    }
}

fn files(plan: &Plan) -> Vec<json::PlannedFile<'_>> {
    plan.steps
        .iter()
        .map(|step| json::PlannedFile {
            path: step.path.as_str().to_owned(),
            does: step.does.word(),
            why: step.why.as_deref(),
        })
        .collect()
}

/// The plan, a line a file.
fn told(desk: &Desk<'_>, plan: &Plan, verb: &str) -> String {
    let target = plan.target.name();
    if plan.steps.is_empty() {
        return format!("Nothing of git-shipkit's for {target} is there.\n");
    }
    let first = if plan.steps.iter().all(|step| step.does == Does::Keep) {
        format!("All that {target} needs is there already:\n")
    } else {
        format!("To {verb} for {target}:\n")
    };
    let line = |step: &Step| {
        let why = step.why.as_ref();
        let why = why.map_or_else(String::new, |why| format!(" ({why})"));
        let path = desk.shown(&step.path);
        format!("  {:<6}  {path}{why}\n", step.does.word())
    };
    first + &plan.steps.iter().map(line).collect::<String>()
}

/// Why nothing was written, and what to do.
fn in_the_way(desk: &Desk<'_>, plan: &Plan, step: &Step, dir: Option<&str>) -> Error {
    let path = desk.shown(&step.path);
    let why = step.why.as_deref().unwrap_or_default();
    let undo = if why.contains("edited") {
        "undo the edit, or move it away"
    } else {
        "move it away"
    };
    let target = plan.target.name();
    let dir = dir.map_or_else(String::new, |dir| format!(" {}", as_argument(dir)));
    Error::Content {
        message: format!("'{path}' {why}; nothing was written"),
        hint: Some(format!("{undo}, then: git shipkit install {target}{dir}")),
    }
}
