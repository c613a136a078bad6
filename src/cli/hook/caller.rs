//! Who calls an agent's hook, and where that one works.

use crate::cli::world::World;
use crate::document::AgentCall;
use crate::model::Agent;
use std::ffi::OsString;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// What the agents' environments say of the project, in this order.
const PROJECTS: [&str; 4] = [
    "CLAUDE_PROJECT_DIR",
    "GEMINI_PROJECT_DIR",
    "CURSOR_PROJECT_DIR",
    "COPILOT_PROJECT_DIR",
];

/// What Copilot's CLI sets for a hook, and for nothing else (seen in 1.0.102).
const OF_COPILOT: &str = "COPILOT_HOOK_DIR";

/// What Cursor sets for a hook (cursor.com/docs, hooks).
const OF_CURSOR: &str = "CURSOR_VERSION";

/// Where the agent works: as it says, as its environment says, else here.
pub(super) fn directory(world: &World, call: &AgentCall) -> Option<PathBuf> {
    let projects = PROJECTS.iter().filter_map(|key| world.env(key));
    let told = call.cwd.iter().map(PathBuf::from);
    let here = [world.cwd.clone()];
    let mut all = told.chain(projects.map(PathBuf::from)).chain(here);
    all.find(|dir| dir.is_absolute() && dir.is_dir())
}

/// Who it really is: Cursor runs the hooks in Claude Code's settings too, in
/// its own shapes (cursor.com/docs, third-party hooks), and so does Copilot
/// without taking their answers. `None` where nobody would be answered, or our
/// own hooks there answer.
pub(super) fn caller(world: &World, agent: Agent, call: &AgentCall) -> Option<Agent> {
    if agent != Agent::Claude {
        return Some(agent);
    }
    if world.env(OF_COPILOT).is_some() {
        return None;
    }
    if !call.by_cursor && world.env(OF_CURSOR).is_none() {
        return Some(agent);
    }
    let project = directory(world, call);
    let home = world.env("HOME").map(PathBuf::from);
    let is_there = |dir: &Path| calls_us(&dir.join(".cursor/hooks.json"));
    let above = project.iter().flat_map(|dir| dir.ancestors());
    let is_twice = above.chain(home.as_deref()).any(is_there);
    (!is_twice).then_some(Agent::Cursor)
}

/// Whether this is a hook of Claude Code's as Copilot runs it, and Cursor may:
/// the program alone, without the arguments that stand beside it in the
/// settings (seen in Copilot's CLI 1.0.102).
pub(crate) fn lost_its_arguments(world: &World, args: &[OsString]) -> bool {
    let by_other = [OF_COPILOT, OF_CURSOR]
        .iter()
        .any(|key| world.env(key).is_some());
    args.len() == 1 && !world.terminal.stdin && by_other
}

/// How much of a file of hooks is read, in bytes.
const MOST: u64 = 1 << 20;

/// Whether a file of Cursor's hooks has ours.
fn calls_us(path: &Path) -> bool {
    if !path.metadata().is_ok_and(|meta| meta.is_file()) {
        return false;
    }
    let mut text = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MOST).read_to_end(&mut text));
    read.is_ok() && String::from_utf8_lossy(&text).contains("git-shipkit hook cursor")
}
