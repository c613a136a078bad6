//! How coding agents come to call us: entries in their settings, skills and
//! commands in their folders. What would change is a plan, a value that can be
//! shown first; what somebody else wrote stays to the byte.

mod apply;
mod around;
mod decide;
mod entries;
mod examined;
mod found;
mod ground;
mod held;
mod memory;
mod ours;
mod own;
mod plan;
mod plugin;
mod settle;
#[cfg(test)]
mod tests;
mod texts;

pub(super) use apply::all as apply_all;
pub(in crate::install) use examined::examined;
pub use found::{Seen, seen};
pub(super) use ground::resolved;
pub use ground::{Ground, Scope};
pub(super) use plan::Act;
pub use plan::{AgentPlan, AgentStep, What};
pub use plugin::{is_ours, lay_out, layout};

use crate::model::Agent;

/// For whom something is installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// An agent: its settings, its skills, its commands.
    Agent(Agent),
    /// Whoever reads the shared folder of skills.
    Skills,
}

impl Holder {
    /// All of them, in the order they are told.
    pub const ALL: [Holder; 7] = [
        Holder::Agent(Agent::Claude),
        Holder::Agent(Agent::Codex),
        Holder::Agent(Agent::Gemini),
        Holder::Agent(Agent::Copilot),
        Holder::Agent(Agent::Cursor),
        Holder::Agent(Agent::OpenCode),
        Holder::Skills,
    ];

    /// As it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Holder::Agent(agent) => agent.name(),
            Holder::Skills => "skills",
        }
    }

    /// As its makers call it.
    pub fn title(self) -> &'static str {
        match self {
            Holder::Agent(agent) => agent.title(),
            Holder::Skills => "the shared skills",
        }
    }

    /// The holder of that name.
    pub fn parse(name: &str) -> Option<Holder> {
        match name {
            "skills" => Some(Holder::Skills),
            name => Agent::parse(name).map(Holder::Agent),
        }
    }
}
