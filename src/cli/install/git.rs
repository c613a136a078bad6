//! `install git` and `uninstall git`: the plan is shown, asked for and carried
//! out.

use super::{hooks_told, only};
use crate::cli::args::{InstallArgs, UninstallArgs};
use crate::cli::desk::Desk;
use crate::cli::stop::Stop;
use crate::cli::world::World;
use crate::install::hooks::{Advice, HookPlan, HookStep, Program, Request};
use crate::report::json;

/// Has git call us.
pub(super) fn install(desk: &Desk<'_>, args: &InstallArgs) -> Result<u8, Stop> {
    refuse_more(&args.more)?;
    let request = Request {
        legacy: args.legacy,
        git: None,
    };
    let plan = HookPlan::install(&desk.repo, request, program(desk.world))?;
    let written = run(desk, &plan, "install", args.dry_run)?;
    // Who waits for hooks must know that some are left to be added.
    let is_left = !plan.is_whole() && !args.dry_run;
    Ok(u8::from(
        is_left || (plan.changes() && !written && !args.dry_run),
    ))
}

/// Has git call us no more.
pub(super) fn uninstall(desk: &Desk<'_>, args: &UninstallArgs) -> Result<u8, Stop> {
    refuse_more(&args.more)?;
    let plan = HookPlan::uninstall(&desk.repo)?;
    run(desk, &plan, "uninstall", args.dry_run)?;
    Ok(0)
}

fn refuse_more(more: &[String]) -> Result<(), Stop> {
    match more {
        [] => Ok(()),
        [..] => Err(Stop::from(only("DIR", "node and python"))),
    }
}

/// The program that hooks are to call.
fn program(world: &World) -> Program<'_> {
    Program {
        file: world.program.as_deref(),
        along: world.env("PATH").map(std::ffi::OsString::as_os_str),
    }
}

/// Shows the plan, asks where somebody can answer, and carries it out. Whether
/// it was.
fn run(desk: &Desk<'_>, plan: &HookPlan, verb: &str, trial: bool) -> Result<bool, Stop> {
    let ui = &desk.ui;
    let may = plan.changes() && !trial;
    let asks = may && ui.can_ask() && !ui.says_yes();
    let told = hooks_told::plan(desk, plan, verb);
    if asks {
        // Nobody can answer for what was not shown, `-q` or not.
        ui.answer(&told);
    } else if !ui.json {
        ui.tell(&told);
    }
    let question = if verb == "install" {
        "Install these hooks?"
    } else {
        "Remove these hooks?"
    };
    let answer = ui.agreed(question, asks);
    let wanted = may && answer.is_yes();
    if wanted {
        plan.carry_out(&desk.repo, program(desk.world))?;
    }
    if ui.json {
        let steps: Vec<_> = plan.steps.iter().map(planned).collect();
        let git = plan.git.to_string();
        ui.object(json::hooks(verb, (&git, &plan.notes), &steps, wanted));
    } else {
        ui.tell(&hooks_told::done(plan, verb, wanted));
    }
    answer.stop()?;
    Ok(wanted)
}

fn planned(step: &HookStep) -> json::PlannedHook<'_> {
    json::PlannedHook {
        event: step.event.name(),
        way: step.way.word(),
        does: step.does.word(),
        path: step.path.to_string_lossy().into_owned(),
        key: step.key.as_deref(),
        why: step.why.as_deref(),
        by_hand: step.advice.iter().map(lines).collect(),
    }
}

fn lines(advice: &Advice) -> json::PlannedLines<'_> {
    json::PlannedLines {
        into: &advice.into,
        place: advice.place,
        lines: &advice.lines,
        then: advice.then,
    }
}
