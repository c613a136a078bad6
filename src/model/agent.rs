//! The coding agents that can call us.

/// A coding agent whose events and settings are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agent {
    /// Claude Code.
    Claude,
    /// OpenAI's Codex.
    Codex,
    /// The Gemini CLI.
    Gemini,
    /// GitHub's Copilot CLI, and its agent in the cloud.
    Copilot,
    /// Cursor, the editor and its CLI.
    Cursor,
    /// OpenCode.
    OpenCode,
}

impl Agent {
    /// All agents, in the order they are offered.
    pub const ALL: [Agent; 6] = [
        Agent::Claude,
        Agent::Codex,
        Agent::Gemini,
        Agent::Copilot,
        Agent::Cursor,
        Agent::OpenCode,
    ];

    /// The word for it on the command line, in settings and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Agent::Claude => "claude",
            Agent::Codex => "codex",
            Agent::Gemini => "gemini",
            Agent::Copilot => "copilot",
            Agent::Cursor => "cursor",
            Agent::OpenCode => "opencode",
        }
    }

    /// What its makers call it.
    pub fn title(self) -> &'static str {
        match self {
            Agent::Claude => "Claude Code",
            Agent::Codex => "Codex",
            Agent::Gemini => "Gemini CLI",
            Agent::Copilot => "Copilot CLI",
            Agent::Cursor => "Cursor",
            Agent::OpenCode => "OpenCode",
        }
    }

    /// The agent of that name, or of another that people use for it.
    pub fn parse(name: &str) -> Option<Agent> {
        match name {
            "claude-code" => Some(Agent::Claude),
            "gemini-cli" => Some(Agent::Gemini),
            "copilot-cli" | "github-copilot" => Some(Agent::Copilot),
            _ => Agent::ALL.into_iter().find(|agent| agent.name() == name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Agent;

    #[test]
    fn an_agent_goes_by_its_name_and_by_what_people_call_it() {
        for agent in Agent::ALL {
            assert_eq!(Agent::parse(agent.name()), Some(agent));
        }
        for (name, agent) in [
            ("claude-code", Agent::Claude),
            ("gemini-cli", Agent::Gemini),
            ("copilot-cli", Agent::Copilot),
            ("github-copilot", Agent::Copilot),
        ] {
            assert_eq!(Agent::parse(name), Some(agent));
        }
        for other in ["", "Claude", "amp", "pre-commit"] {
            assert_eq!(Agent::parse(other), None, "{other}");
        }
    }
}
