//! `install` and `uninstall` for coding agents: the plan is shown, asked for
//! and carried out.

use super::agents_told as told;
use crate::cli::args::{InstallArgs, TargetArg, UninstallArgs};
use crate::cli::desk::Desk;
use crate::cli::stop::Stop;
use crate::cli::ui::Ui;
use crate::cli::world::World;
use crate::error::Error;
use crate::install::agents::{AgentPlan, AgentStep, Ground, Holder, What};
use crate::model::{nearest, quoted};
use crate::repo::Repo;
use crate::report::json;

/// The ground of the project.
pub(super) fn ground(repo: &Repo, world: &World) -> Ground {
    Ground::project(repo.work_dir(), repo.git_dir(), &world.env)
}

/// For the project.
pub(super) fn install(desk: &Desk<'_>, args: &InstallArgs) -> Result<u8, Stop> {
    put(&desk.ui, &ground(&desk.repo, desk.world), args)
}

/// For the user.
pub(super) fn install_for_user(world: &World, ui: &Ui, args: &InstallArgs) -> Result<u8, Stop> {
    put(ui, &Ground::user(&world.env), args)
}

/// For the project no more.
pub(super) fn uninstall(desk: &Desk<'_>, args: &UninstallArgs) -> Result<u8, Stop> {
    take(&desk.ui, &ground(&desk.repo, desk.world), args)
}

/// For the user no more.
pub(super) fn uninstall_for_user(world: &World, ui: &Ui, args: &UninstallArgs) -> Result<u8, Stop> {
    take(ui, &Ground::user(&world.env), args)
}

fn put(ui: &Ui, ground: &Ground, args: &InstallArgs) -> Result<u8, Stop> {
    if args.legacy {
        return Err(Stop::from(super::only("--legacy", "git")));
    }
    let holders = holders(args.target, &args.more)?;
    let plan = AgentPlan::install(ground, &holders)?;
    if let Some(step) = plan.obstacle().filter(|_| !args.dry_run) {
        return Err(Stop::from(in_the_way(step)));
    }
    run(ui, ground, &plan, "install", args.dry_run)
}

fn take(ui: &Ui, ground: &Ground, args: &UninstallArgs) -> Result<u8, Stop> {
    let holders = holders(Some(args.target), &args.more)?;
    let plan = AgentPlan::uninstall(ground, &holders)?;
    if let Some(step) = plan.obstacle().filter(|_| !args.dry_run) {
        return Err(Stop::from(in_the_way(step)));
    }
    run(ui, ground, &plan, "uninstall", args.dry_run)
}

/// Shows what installing for these would do, and asks whether it shall be.
pub(super) fn offer(ui: &Ui, ground: &Ground, holders: &[Holder]) -> Result<u8, Stop> {
    let plan = AgentPlan::install(ground, holders)?;
    if let Some(step) = plan.obstacle() {
        return Err(Stop::from(in_the_way(step)));
    }
    ui.answer("\n");
    run(ui, ground, &plan, "install", false)
}

/// Everybody that was named, once, in their order.
fn holders(first: Option<TargetArg>, more: &[String]) -> Result<Vec<Holder>, Error> {
    let mut named: Vec<Holder> = first.and_then(TargetArg::holder).into_iter().collect();
    for word in more {
        named.push(Holder::parse(word).ok_or_else(|| {
            let known = Holder::ALL.map(Holder::name);
            let like = nearest(word, known);
            let like = like.map_or_else(String::new, |like| format!("did you mean '{like}'?\n"));
            Error::Usage {
                message: format!("'{}' is no agent", quoted(word)),
                hint: Some(format!("{like}agents are: {}", known.join(", "))),
            }
        })?);
    }
    let all = Holder::ALL.into_iter();
    Ok(all.filter(|holder| named.contains(holder)).collect())
}

/// Shows the plan, asks where somebody can answer, and carries it out.
fn run(ui: &Ui, ground: &Ground, plan: &AgentPlan, verb: &str, trial: bool) -> Result<u8, Stop> {
    let may = plan.changes() && !trial;
    let asks = may && ui.can_ask() && !ui.says_yes();
    let shown = told::plan(plan, verb, trial, ui.style);
    if asks {
        // Nobody can answer for what was not shown, `-q` or not.
        ui.answer(&shown);
    } else if !ui.json {
        ui.tell(&shown);
    }
    let question = if verb == "install" {
        "Write this?"
    } else {
        "Remove this?"
    };
    let answer = ui.agreed(question, asks);
    let wanted = may && answer.is_yes();
    if wanted {
        plan.carry_out(ground)?;
    }
    if ui.json {
        let files: Vec<_> = plan.steps.iter().map(planned).collect();
        let holders: Vec<&str> = plan.holders.iter().map(|holder| holder.name()).collect();
        let whom = (&holders[..], plan.scope.word());
        ui.object(json::agents(verb, whom, (&files, &plan.notes), wanted));
    } else {
        ui.tell(&told::done(plan, verb, wanted));
    }
    answer.stop()?;
    Ok(0)
}

fn planned(step: &AgentStep) -> json::AgentFile<'_> {
    json::AgentFile {
        path: step.shown.clone(),
        holders: step.holders.iter().map(|holder| holder.name()).collect(),
        is_settings: step.what == What::Settings,
        does: step.does.word(),
        why: step.why.as_deref(),
        lines: &step.lines,
    }
}

/// Why nothing was written, and what to do.
fn in_the_way(step: &AgentStep) -> Error {
    let why = step.why.as_deref().unwrap_or_default();
    let what_to_do = if why.contains("read-only") {
        "make it writable, or add the entries where it is made"
    } else if why.contains("edited") {
        "undo the edit, or move it away; then again"
    } else if step.what == What::Settings {
        "put it right, then again; -n shows what would be done"
    } else {
        "move it away, then again"
    };
    Error::Content {
        message: format!("'{}' {why}; nothing was written", quoted(&step.shown)),
        hint: Some(what_to_do.to_owned()),
    }
}
