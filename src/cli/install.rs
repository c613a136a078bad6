//! `install` and `uninstall`: git's hooks, and the files that programs call us
//! by.

mod git;
mod hooks_told;

use crate::cli::args::{InstallArgs, TargetArg, UninstallArgs};
use crate::cli::desk::Desk;
use crate::cli::stop::Stop;
use crate::cli::ui::Ui;
use crate::error::Error;
use crate::install::hooks::Event;
use crate::install::{Does, Place, Plan, Step, Target};
use crate::report::{as_argument, json};

/// Lists what there is where no target is given, which takes no repository.
pub(crate) fn spared(ui: &Ui, args: &InstallArgs) -> Option<u8> {
    args.target.is_none().then(|| {
        list(ui);
        0
    })
}

/// Installs.
pub(crate) fn install(desk: &Desk<'_>, args: &InstallArgs) -> Result<u8, Stop> {
    let Some(target) = args.target.and_then(TargetArg::files) else {
        return git::install(desk, args);
    };
    if args.legacy {
        return Err(Stop::from(only("--legacy", "git")));
    }
    let place = place(desk, args.dir.as_deref())?;
    let plan = Plan::install(&place, target)?;
    if let Some(step) = plan.obstacle().filter(|_| !args.dry_run) {
        let dir = args.dir.as_deref();
        return Err(Stop::from(in_the_way(desk, &plan, step, dir)));
    }
    run(desk, &plan, "install", args.dry_run)
}

/// Uninstalls.
pub(crate) fn uninstall(desk: &Desk<'_>, args: &UninstallArgs) -> Result<u8, Stop> {
    let Some(target) = args.target.files() else {
        return git::uninstall(desk, args);
    };
    let place = place(desk, args.dir.as_deref())?;
    let plan = Plan::uninstall(&place, target);
    run(desk, &plan, "uninstall", args.dry_run)
}

/// Said of what was given to a target that has no use for it.
fn only(what: &str, target: &str) -> Error {
    Error::Usage {
        message: format!("{what} is for {target} only"),
        hint: None,
    }
}

fn place(desk: &Desk<'_>, dir: Option<&str>) -> Result<Place, Error> {
    let given = dir.unwrap_or(".");
    if given.is_empty() {
        // As where a script's variable is not set: not the current directory.
        let message = "'' does not exist".to_owned();
        return Err(Error::Content {
            message,
            hint: None,
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
    let wanted = may && (!asks || ui.ask(question, true) == Some(true));
    if wanted {
        plan.carry_out()?;
    }
    if ui.json {
        ui.object(json::plan(verb, plan.target.name(), &files(plan), wanted));
    } else {
        ui.tell(&done(desk, plan, verb, wanted));
    }
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

fn list(ui: &Ui) {
    const GIT: &str = "git";
    let names = Event::ALL.map(Event::name);
    if ui.json {
        let files = Target::ALL.iter();
        let files = files.map(|target| (target.name(), target.names()));
        let all: Vec<_> = [(GIT, &names[..])].into_iter().chain(files).collect();
        ui.object(json::targets(&all));
        return;
    }
    let line = |target: &str, what: &str| format!("  {target:<6}  {what}\n");
    let files = Target::ALL.iter();
    let files = files.map(|target| line(target.name(), target.names()[0]));
    let lines: String = [line(GIT, "reminders by git's hooks")]
        .into_iter()
        .chain(files)
        .collect();
    ui.answer(&format!(
        "What can be installed:\n{lines}To install it: git shipkit install TARGET (for a program: TARGET [DIR])\n"
    ));
}
