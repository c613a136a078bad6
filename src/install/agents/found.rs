//! Which agents there are: by their program along PATH, or by the folder they
//! have made.

use super::{Ground, Scope, around};
use crate::model::Agent;
use crate::repo::found_on;
use std::path::Path;

/// An agent, as far as it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Which.
    pub agent: Agent,
    /// Whether its program or its folder was found.
    pub is_found: bool,
    /// Whether it calls us from this project.
    pub in_project: bool,
    /// Whether it calls us wherever the user works.
    pub for_user: bool,
}

/// Every agent; `project` where there is one.
pub fn seen(project: Option<&Ground>, user: &Ground) -> Vec<Seen> {
    let path = user.env_raw("PATH");
    let each = Agent::ALL.into_iter().map(|agent| {
        let has_folder = |ground: &Ground| {
            let is_own = ground.scope == Scope::User || agent != Agent::Copilot;
            let folder = ground.folder(agent).filter(|_| is_own);
            folder.is_some_and(|folder| folder.is_dir())
        };
        let mut programs = programs(agent).iter();
        let has_program = programs.any(|name| found_on(&path, name).is_some());
        let has_project_folder = project.is_some_and(|ground| match agent {
            Agent::Copilot => instructs_copilot(ground),
            _ => has_folder(ground),
        });
        let of_user = around::brought(user, agent);
        let is_own = |ground: &Ground| {
            let plugin = around::brought(ground, agent);
            plugin.is_some() && plugin != of_user
        };
        Seen {
            agent,
            is_found: has_program || has_project_folder || has_folder(user),
            in_project: project
                .is_some_and(|ground| around::is_installed(ground, agent) || is_own(ground)),
            for_user: around::is_installed(user, agent) || of_user.is_some(),
        }
    });
    each.collect()
}

fn programs(agent: Agent) -> &'static [&'static str] {
    match agent {
        Agent::Claude => &["claude"],
        Agent::Codex => &["codex"],
        Agent::Gemini => &["gemini"],
        Agent::Copilot => &["copilot"],
        Agent::Cursor => &["cursor-agent", "cursor"],
        Agent::OpenCode => &["opencode"],
    }
}

/// Whether a project tells Copilot anything: `.github` alone says nothing.
fn instructs_copilot(ground: &Ground) -> bool {
    let folder = ground.folder(Agent::Copilot);
    let has = |name: &str| {
        let folder = folder.as_deref().unwrap_or(Path::new(""));
        folder.join(name).exists()
    };
    has("copilot-instructions.md") || has("copilot") || has("hooks")
}
