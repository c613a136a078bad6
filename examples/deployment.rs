//! A deployment in steps: each is written down before it begins and when it is
//! done, so that after a crash the one that was under way is known.
//!
//! In any git repository: `cargo run --example deployment -- --crash-in push`
//! dies in the middle of a step, `--fail-in migrate` fails in one; without
//! either it goes on to the end. What was run is in `deployment.log`.

use git_shipkit::{Blockers, Manager, Priority, State};
use std::error::Error;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::{env, io};

const TASK: &str = "deployment";
const STEPS: [&str; 5] = ["build", "push", "update", "migrate", "verify"];

/// Where the deployment is: `done` steps, and whether the next has begun.
#[derive(serde::Serialize, serde::Deserialize, Default)]
struct Stand {
    done: usize,
    begun: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    let manager = Manager::here()?;
    let mut stand = Stand::default();
    if let Some(saved) = manager.load()?
        && saved.task_id() == Some(TASK)
    {
        stand = saved.context_as()?;
        let step = STEPS.get(stand.done).copied().unwrap_or("nothing");
        let how = if stand.begun { "again" } else { "next" };
        writeln!(out, "Going on: {step} comes {how}")?;
        for blocker in saved.blockers() {
            writeln!(out, "It had stopped because {blocker}")?;
        }
    }
    while let Some(step) = STEPS.get(stand.done) {
        stand.begun = true;
        manager.save(&state(&stand, "Began", step, None)?)?;
        if let Err(why) = run(step) {
            let why = format!("{step} failed: {why}");
            manager.save(&state(&stand, "Failed in", step, Some(&why))?)?;
            return Err(why.into());
        }
        stand = Stand {
            done: stand.done + 1,
            begun: false,
        };
        manager.save(&state(&stand, "Finished", step, None)?)?;
        writeln!(out, "{step}: done")?;
    }
    manager.clear()?;
    writeln!(out, "Deployed.")?;
    Ok(())
}

/// One step. A step that may be run again after a crash must bear it.
fn run(step: &str) -> Result<(), Box<dyn Error>> {
    let mut log = OpenOptions::new()
        .create(true)
        .append(true)
        .open("deployment.log")?;
    writeln!(log, "{step}")?;
    if chosen("--crash-in").as_deref() == Some(step) {
        std::process::abort();
    }
    if chosen("--fail-in").as_deref() == Some(step) {
        return Err("the server does not answer".into());
    }
    Ok(())
}

fn state(
    stand: &Stand,
    what: &str,
    step: &str,
    blocker: Option<&str>,
) -> Result<State, serde_json::Error> {
    let next = STEPS.get(stand.done);
    Ok(State {
        task_id: Some(TASK.to_owned()),
        task_name: "Deploy the shop".to_owned(),
        progress: State::percent(stand.done, STEPS.len()),
        last_action: Some(format!("{what} {step}")),
        next_step: next.map(|next| format!("Run {next}")),
        blockers: blocker.map(|why| Blockers::One(why.to_owned())),
        priority: blocker.map(|_| Priority::High),
        context: serde_json::to_value(stand)?,
        ..State::default()
    })
}

fn chosen(name: &str) -> Option<String> {
    env::args().skip_while(|word| word != name).nth(1)
}
