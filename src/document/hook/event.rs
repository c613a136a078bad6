//! What an agent's event means to us, whatever that agent calls it.

/// An event of an agent's session that a hook does something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgentEvent {
    /// A session begins, goes on, or lost what it knew.
    SessionStart,
    /// What the agent knows is about to be summed up.
    BeforeCompaction,
    /// The session ends.
    SessionEnd,
    /// The agent has answered and waits.
    Stop,
    /// Somebody asked for something.
    Prompt,
    /// A tool was used.
    AfterTool,
    /// Something was done, and nobody waits for an answer.
    AtWork,
    /// The agent works in another directory now.
    DirectoryChanged,
}

/// What the agents call them, in small letters and without what joins words.
/// Claude Code and Codex first, then what others call the same.
const NAMES: [(AgentEvent, &[&str]); 8] = [
    (
        AgentEvent::SessionStart,
        &["sessionstart", "sessioncreated"],
    ),
    (
        AgentEvent::BeforeCompaction,
        &[
            "precompact",
            "precompress",
            "experimentalsessioncompacting",
            "sessioncompacting",
        ],
    ),
    (AgentEvent::SessionEnd, &["sessionend", "sessiondeleted"]),
    (
        AgentEvent::Stop,
        &["stop", "afteragent", "agentstop", "sessionidle"],
    ),
    (
        AgentEvent::Prompt,
        &[
            "userpromptsubmit",
            "userpromptsubmitted",
            "beforeagent",
            "beforesubmitprompt",
            "chatmessage",
        ],
    ),
    (
        AgentEvent::AfterTool,
        &["posttooluse", "aftertool", "toolexecuteafter"],
    ),
    (
        AgentEvent::AtWork,
        &["afterfileedit", "aftershellexecution"],
    ),
    (AgentEvent::DirectoryChanged, &["cwdchanged"]),
];

impl AgentEvent {
    /// Reads an agent's name for it, in any case and spelling: `PreCompact`,
    /// `preCompact`, `pre_compact`, `experimental.session.compacting`. `None`
    /// for all that a hook does nothing about.
    pub fn parse(name: &str) -> Option<AgentEvent> {
        let letters = name.chars().filter(|c| !matches!(c, '_' | '-' | '.' | ' '));
        let folded: String = letters.map(|c| c.to_ascii_lowercase()).collect();
        let is_it = |names: &[&str]| names.contains(&folded.as_str());
        let known = NAMES.iter().find(|(_, names)| is_it(names))?;
        Some(known.0)
    }
}
