//! `hook`: one of the ways of a save or a resume, with a budget and hardly a
//! voice. It never fails its caller: git, or a coding agent.

mod agent;
mod caller;
mod git;
mod input;
mod race;

pub(crate) use caller::lost_its_arguments;

use crate::cli::args::HookArgs;
use crate::cli::ui::Ui;
use crate::cli::world::World;
use crate::model::Agent;
use crate::suggest::Event;
use std::ffi::OsString;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long it may take to remember what is said.
const GRACE: Duration = Duration::from_millis(8);

/// Runs the hook and gives its exit code. A caller or an event that is not
/// known is passed over.
pub(crate) fn run(world: &World, ui: &Ui, args: &HookArgs) -> u8 {
    let start = Instant::now();
    let is_off = world.env("SHIPKIT").is_some_and(|value| value == "0");
    let Some(caller) = args.event.to_str().filter(|_| !is_off) else {
        return 0;
    };
    if let Some(agent) = Agent::parse(caller) {
        agent::run(world, agent, args.args.first(), start);
        return 0;
    }
    match Event::parse(caller) {
        Some(event) => git::run(world, ui, event, args, start),
        None => 0,
    }
}

/// Whether this command line is an agent's hook: its directory is on standard
/// input, and ours may be gone.
pub(crate) fn is_of_agent(args: &[OsString]) -> bool {
    let [_, verb, caller, ..] = args else {
        return false;
    };
    let agent = caller.to_str().and_then(Agent::parse);
    verb == "hook" && agent.is_some()
}

/// How long it may take: `SHIPKIT_HOOK_LIMIT`, in milliseconds, is for slow
/// disks.
fn limit(world: &World, usual: Duration) -> Duration {
    let told = world.env_text("SHIPKIT_HOOK_LIMIT");
    let told = told.and_then(|told| told.parse().ok());
    told.map_or(usual, |told: u32| Duration::from_millis(told.into()))
}

fn is_traced(world: &World) -> bool {
    world.env("SHIPKIT_TRACE").is_some_and(|value| value == "1")
}

/// Appends `EVENT MICROSECONDS` to the file that `doctor` looks into; one that
/// is not there already is nobody's.
fn report_to_doctor(world: &World, event: &str, start: Instant) {
    let Some(path) = world.env("SHIPKIT_DOCTOR") else {
        return;
    };
    let path = world.cwd.join(Path::new(path));
    if !path.metadata().is_ok_and(|meta| meta.is_file()) {
        return;
    }
    let took = start.elapsed().as_micros();
    if let Ok(mut file) = File::options().append(true).open(path) {
        let _ = file.write_all(format!("{event} {took}\n").as_bytes());
    }
}
