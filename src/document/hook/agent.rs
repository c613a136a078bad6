//! What a coding agent hands to a hook. Agents agree on the meaning of a few
//! fields and on the spelling of none.

use super::fields::Fields;

/// An agent's call, as far as it says something that a hook uses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgentCall {
    /// The event, in the agent's spelling: `PreCompact`, `sessionStart`. Not
    /// every agent says it on standard input.
    pub event: Option<String>,
    /// The session (or conversation).
    pub session: Option<String>,
    /// The directory the agent works in; after a change of it, the new one.
    pub cwd: Option<String>,
    /// The directory it worked in before, where the event is that.
    pub old_cwd: Option<String>,
    /// Why the event came: `compact` or `startup` for the start of a session,
    /// `auto` or `manual` for a compaction, `clear` or `logout` for an end.
    pub trigger: Option<String>,
    /// The file in which the agent keeps the conversation.
    pub transcript: Option<String>,
    /// What the user asked, where the event is that.
    pub prompt: Option<String>,
    /// The subagent that speaks; `None` for the session's own agent.
    pub subagent: Option<String>,
    /// The tool, for the events before and after one is used.
    pub tool: Option<String>,
    /// Whether the agent goes on only because such a hook told it to: a hook
    /// that answers so once more never lets it end.
    pub continued: bool,
    /// Whether Cursor calls, which also runs hooks that are written for others.
    pub by_cursor: bool,
}

impl AgentCall {
    /// Reads what an agent wrote: one JSON object, as far as it can be read
    /// and up to [`super::MAX_HOOK_INPUT`] bytes. Fields nobody uses are
    /// passed over, whatever they hold; a field that is used and cannot be
    /// taken (of another type, too long, there twice, steering a terminal)
    /// counts as not given.
    pub fn read(input: &[u8]) -> AgentCall {
        let kept = &input[..input.len().min(super::MAX_HOOK_INPUT)];
        let text = String::from_utf8_lossy(kept);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let fields = Fields::read(text);
        let roots = || fields.first_path("workspace_roots");
        AgentCall {
            event: fields.word(&["hook_event_name", "hookEventName", "agent_action_name"]),
            session: fields.word(&[
                "session_id",
                "sessionId",
                "conversation_id",
                "conversationId",
                "trajectory_id",
            ]),
            cwd: fields.path(&["new_cwd", "newCwd", "cwd"]).or_else(roots),
            old_cwd: fields.path(&["old_cwd", "oldCwd"]),
            trigger: fields.word(&["trigger", "source", "reason"]),
            transcript: fields.path(&["transcript_path", "transcriptPath"]),
            prompt: fields.text(&["prompt"], super::MAX_HOOK_INPUT),
            subagent: fields.word(&["agent_id", "agentId"]),
            tool: fields.word(&["tool_name", "toolName"]),
            by_cursor: fields.word(&["cursor_version"]).is_some(),
            continued: fields.is_on(&["stop_hook_active", "stopHookActive"]),
        }
    }
}
