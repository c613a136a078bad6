//! `install` and `uninstall` for the user's own shells and manual: the plan is
//! shown, asked for and carried out.

use crate::cli::args::{InstallArgs, TargetArg, UninstallArgs};
use crate::cli::help;
use crate::cli::stop::Stop;
use crate::cli::ui::Ui;
use crate::cli::world::World;
use crate::error::Error;
use crate::install::agents::AgentStep;
use crate::install::{Does, Home, HomePlan, Shell, Wanted};
use crate::model::{nearest, quoted};
use crate::report::json::{self, PlannedFile};
use crate::report::one_line;

/// What is done, and for what.
struct Task<'a> {
    verb: &'a str,
    target: &'a str,
    wanted: Wanted,
    trial: bool,
}

/// Installs.
pub(super) fn install(world: &World, ui: &Ui, args: &InstallArgs) -> Result<u8, Stop> {
    let home = Home::new(&world.env, world.program.as_deref())?;
    let is_man = matches!(args.target, Some(TargetArg::Man));
    let task = Task {
        verb: "install",
        target: target(is_man),
        wanted: wanted(world, is_man, &args.more, || found(&home))?,
        trial: args.dry_run,
    };
    let plan = HomePlan::install(&home, &task.wanted);
    if let Some(step) = plan.obstacle().filter(|_| !task.trial) {
        return Err(Stop::from(in_the_way(step, &task)));
    }
    run(ui, &plan, &task)
}

/// Uninstalls.
pub(super) fn uninstall(world: &World, ui: &Ui, args: &UninstallArgs) -> Result<u8, Stop> {
    let home = Home::new(&world.env, world.program.as_deref())?;
    let is_man = matches!(args.target, TargetArg::Man);
    let task = Task {
        verb: "uninstall",
        target: target(is_man),
        wanted: wanted(world, is_man, &args.more, || Ok(Shell::ALL.to_vec()))?,
        trial: args.dry_run,
    };
    run(ui, &HomePlan::uninstall(&home, &task.wanted), &task)
}

fn target(is_man: bool) -> &'static str {
    if is_man { "man" } else { "completion" }
}

/// What the words behind the target mean; `otherwise` the shells that are
/// meant where none is named.
fn wanted(
    world: &World,
    is_man: bool,
    more: &[String],
    otherwise: impl FnOnce() -> Result<Vec<Shell>, Error>,
) -> Result<Wanted, Error> {
    if is_man {
        let dir = super::directory(more)?.map(|dir| world.cwd.join(dir));
        let page = help::manual();
        return Ok(Wanted::Manual { dir, page });
    }
    if more.is_empty() {
        return Ok(Wanted::Completion(otherwise()?));
    }
    let mut named = Vec::new();
    for word in more {
        named.push(Shell::parse(word).ok_or_else(|| no_shell(word))?);
    }
    let all = Shell::ALL.into_iter().filter(|shell| named.contains(shell));
    Ok(Wanted::Completion(all.collect()))
}

fn no_shell(word: &str) -> Error {
    let names = Shell::ALL.map(Shell::name);
    let like = nearest(word, names).map(|like| format!("did you mean '{like}'? "));
    Error::Usage {
        message: format!("'{}' is no shell that can be completed in", quoted(word)),
        hint: Some(format!(
            "{}there are {}",
            like.unwrap_or_default(),
            names.join(", ")
        )),
    }
}

/// The shells that are found.
fn found(home: &Home) -> Result<Vec<Shell>, Error> {
    let found = home.shells();
    if !found.is_empty() {
        return Ok(found);
    }
    let names = Shell::ALL.map(Shell::name).join(", ");
    Err(Error::Content {
        message: format!("none of {names} is found along PATH"),
        hint: Some("name the shell: git shipkit install completion SHELL".to_owned()),
    })
}

/// Shows the plan, asks where somebody can answer, and carries it out.
fn run(ui: &Ui, plan: &HomePlan, task: &Task<'_>) -> Result<u8, Stop> {
    let may = plan.changes() && !task.trial;
    let asks = may && ui.can_ask() && !ui.says_yes();
    let shown = told(plan, task);
    if asks {
        // Nobody can answer for what was not shown, `-q` or not.
        ui.answer(&shown);
    } else if !ui.json {
        ui.tell(&shown);
    }
    let question = match task.verb {
        "install" => "Write this?",
        _ => "Remove this?",
    };
    let answer = ui.agreed(question, asks);
    let wanted = may && answer.is_yes();
    if wanted {
        plan.carry_out()?;
    }
    if ui.json {
        let files: Vec<_> = plan.steps.iter().map(planned).collect();
        ui.object(json::plan(task.verb, task.target, &files, wanted));
    } else {
        ui.tell(&done(plan, task, wanted));
    }
    answer.stop()?;
    Ok(0)
}

fn planned(step: &AgentStep) -> PlannedFile<'_> {
    PlannedFile {
        path: step.shown.clone(),
        does: step.does.word(),
        why: step.why.as_deref(),
    }
}

/// The plan: a line a file, below it the lines that come, then what else is to
/// be known.
fn told(plan: &HomePlan, task: &Task<'_>) -> String {
    let (verb, target) = (task.verb, task.target);
    if plan.steps.is_empty() {
        return format!("Nothing of git-shipkit's for {target} is there.\n");
    }
    let is_kept = plan.steps.iter().all(|step| step.does == Does::Keep);
    let mut text = if is_kept {
        format!("All that {target} needs is there already:\n")
    } else {
        format!("To {verb} {target}:\n")
    };
    let sign = if verb == "install" { "+" } else { "-" };
    for step in &plan.steps {
        let why = step.why.as_ref();
        let why = why.map_or_else(String::new, |why| format!(" ({})", one_line(why)));
        let (does, path) = (step.does.word(), quoted(&step.shown));
        text.extend(["  ", &format!("{does:<6}"), "  ", &path, &why, "\n"]);
        for line in &step.lines {
            text.extend(["          ", sign, " ", &one_line(line), "\n"]);
        }
    }
    for note in &plan.notes {
        text.extend([&one_line(note), "\n"]);
    }
    text
}

/// What came of it.
fn done(plan: &HomePlan, task: &Task<'_>, wanted: bool) -> String {
    let is_whole = !plan.steps.iter().any(|step| step.does == Does::Leave);
    match (task.verb, wanted, task.target) {
        ("install", true, "man") if !plan.notes.is_empty() => "Installed.\n".to_owned(),
        ("install", true, "man") => "Installed. 'git shipkit --help' opens it.\n".to_owned(),
        ("install", true, _) => {
            "Installed. Shells that are started from now on complete 'git shipkit'.\n".to_owned()
        }
        (_, true, _) if is_whole => "Uninstalled.\n".to_owned(),
        (_, true, _) => "Uninstalled, but for what is left.\n".to_owned(),
        (_, false, _) if !plan.changes() => String::new(),
        ("install", ..) => "Nothing was written.\n".to_owned(),
        _ => "Nothing was removed.\n".to_owned(),
    }
}

/// Why nothing was written, and what to do.
fn in_the_way(step: &AgentStep, task: &Task<'_>) -> Error {
    let why = step.why.as_deref().unwrap_or_default();
    let undo = if why.contains("edited") {
        "undo the edit, or move it away"
    } else {
        "move it away"
    };
    Error::Content {
        message: format!("'{}' {why}; nothing was written", quoted(&step.shown)),
        hint: Some(format!("{undo}, then: git shipkit install {}", task.target)),
    }
}
