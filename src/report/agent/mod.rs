//! What a coding agent is answered: one JSON object in the shape that this
//! agent takes from this event, and no key it does not know.

mod sentence;
#[cfg(test)]
mod tests;

use crate::document::AgentEvent;
use crate::model::Agent;
use crate::suggest::Advice;
use serde_json::{Value, json};

/// What there is to say to an agent.
#[derive(Clone, Copy, Debug)]
pub enum Word<'a> {
    /// What it needs to go on.
    Brief(&'a str),
    /// Where that can be had: there was no time to put it together.
    Pointer,
    /// A word of advice.
    Advice(&'a Advice),
}

/// Who reads an answer, and in which field it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    /// The model, in `hookSpecificOutput`, which names the event.
    OfEvent(&'static str),
    /// The model, at the top.
    AtTop(&'static str),
    /// The user.
    Seen,
}

/// Where an agent takes an answer to the event; `None` where it takes none, or
/// would go on working because of it. As their newest packages say: the types
/// of @anthropic-ai/claude-agent-sdk 0.3.330, the schemas in @openai/codex
/// 0.169.0, `hooks/types.d.ts` of @google/gemini-cli-core 0.61.0, GitHub's
/// reference of Copilot's hooks and Cursor's of its own. OpenCode has no hooks
/// of this kind: our own plugin in it reads what stands here.
fn field(agent: Agent, event: AgentEvent) -> Option<Field> {
    use AgentEvent::{AfterTool, DirectoryChanged, Prompt, SessionStart, Stop};
    Some(match (agent, event) {
        (Agent::Claude | Agent::Codex | Agent::Gemini, SessionStart) => {
            Field::OfEvent("SessionStart")
        }
        (Agent::Claude | Agent::Codex, Prompt) => Field::OfEvent("UserPromptSubmit"),
        (Agent::Claude | Agent::Codex, AfterTool) => Field::OfEvent("PostToolUse"),
        (Agent::Gemini, Prompt) => Field::OfEvent("BeforeAgent"),
        (Agent::Gemini, AfterTool) => Field::OfEvent("AfterTool"),
        (Agent::Claude | Agent::Codex | Agent::Gemini | Agent::OpenCode, Stop)
        | (Agent::Claude, DirectoryChanged)
        | (Agent::OpenCode, Prompt | AfterTool) => Field::Seen,
        (Agent::Copilot, SessionStart | AfterTool) | (Agent::OpenCode, SessionStart) => {
            Field::AtTop("additionalContext")
        }
        (Agent::Cursor, SessionStart | AfterTool) => Field::AtTop("additional_context"),
        _ => return None,
    })
}

/// Whether the agent takes any answer to the event.
pub fn listens(agent: Agent, event: AgentEvent) -> bool {
    field(agent, event).is_some()
}

/// Whether the model is to be told the checkpoint again at this event, after
/// its context was summed up: in the agents in which no session starts then.
/// Not in Gemini, which says so at every turn, whether it sums up or not (seen
/// in 0.61.0).
pub fn tells_again(agent: Agent, event: AgentEvent) -> bool {
    matches!(agent, Agent::Copilot | Agent::Cursor) && event == AgentEvent::AfterTool
}

/// The answer, one line; `None` where the agent takes none.
pub fn answer(agent: Agent, event: AgentEvent, word: Word<'_>) -> Option<String> {
    let field = field(agent, event)?;
    let text = match word {
        Word::Brief(text) => text.to_owned(),
        Word::Pointer => sentence::pointer().to_owned(),
        Word::Advice(advice) if field == Field::Seen => sentence::for_the_user(advice),
        Word::Advice(advice) => sentence::for_the_model(advice),
    };
    let object: Value = match field {
        Field::OfEvent(name) => json!({
            "hookSpecificOutput": { "hookEventName": name, "additionalContext": text }
        }),
        Field::AtTop(key) => json!({ key: text }),
        Field::Seen => json!({ "systemMessage": text }),
    };
    Some(format!("{object}\n"))
}
