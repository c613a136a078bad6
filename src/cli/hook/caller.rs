//! Who calls an agent's hook, and where that one works.

use crate::cli::world::World;
use crate::document::AgentCall;
use crate::model::Agent;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// What the agents' environments say of the project, in this order.
const PROJECTS: [&str; 3] = [
    "CLAUDE_PROJECT_DIR",
    "GEMINI_PROJECT_DIR",
    "CURSOR_PROJECT_DIR",
];

/// Where the agent works: as it says, as its environment says, else here.
pub(super) fn directory(world: &World, call: &AgentCall) -> Option<PathBuf> {
    let projects = PROJECTS.iter().filter_map(|key| world.env(key));
    let told = call.cwd.iter().map(PathBuf::from);
    let here = [world.cwd.clone()];
    let mut all = told.chain(projects.map(PathBuf::from)).chain(here);
    all.find(|dir| dir.is_absolute() && dir.is_dir())
}

/// Who it really is: Cursor runs the hooks in Claude Code's settings too, in
/// its own shapes (cursor.com/docs, third-party hooks). `None` where it runs
/// our own ones beside, which then answer.
pub(super) fn caller(world: &World, agent: Agent, call: &AgentCall) -> Option<Agent> {
    if agent != Agent::Claude || !call.by_cursor {
        return Some(agent);
    }
    let project = directory(world, call);
    let home = world.env("HOME").map(PathBuf::from);
    let is_there = |dir: &Path| calls_us(&dir.join(".cursor/hooks.json"));
    let above = project.iter().flat_map(|dir| dir.ancestors());
    let is_twice = above.chain(home.as_deref()).any(is_there);
    (!is_twice).then_some(Agent::Cursor)
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
