//! What a coding agent hands to a hook. Agents agree on the meaning of a few
//! fields and on the spelling of none.

use super::fields::Fields;
use super::text;
use crate::error::Error;

/// An agent's call, as far as it says something that a hook uses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgentCall {
    /// The event, in the agent's spelling: `PreCompact`, `sessionStart`. Not
    /// every agent says it on standard input.
    pub event: Option<String>,
    /// The session (or conversation).
    pub session: Option<String>,
    /// The directory the agent works in, an absolute path.
    pub cwd: Option<String>,
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
}

impl AgentCall {
    /// Reads what an agent wrote: one JSON object of at most
    /// [`super::MAX_HOOK_INPUT`] bytes. Fields nobody uses are passed over,
    /// whatever they hold. [`Error::HookInput`] names the field that cannot be
    /// taken.
    pub fn read(input: &[u8]) -> Result<AgentCall, Error> {
        let fields = Fields::read(text(input)?)?;
        let cwd = fields.path(&["cwd"])?;
        let prompt = fields.text(&["prompt"], super::MAX_HOOK_INPUT)?;
        Ok(AgentCall {
            event: fields.word(&["hook_event_name", "hookEventName", "agent_action_name"])?,
            session: fields.word(&[
                "session_id",
                "sessionId",
                "conversation_id",
                "conversationId",
                "trajectory_id",
            ])?,
            cwd: match cwd {
                None => fields.first_path("workspace_roots")?,
                given => given,
            },
            trigger: fields.word(&["trigger", "source", "reason"])?,
            transcript: fields.path(&["transcript_path", "transcriptPath"])?,
            prompt: prompt.map(|(_, prompt)| prompt),
            subagent: fields.word(&["agent_id", "agentId"])?,
            tool: fields.word(&["tool_name", "toolName"])?,
            continued: fields.switch(&["stop_hook_active", "stopHookActive"])?,
        })
    }
}
