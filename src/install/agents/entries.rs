//! What stands in each agent's settings: its events, in its spelling, with its
//! own unit of time. The shapes are those of the types in
//! `@anthropic-ai/claude-agent-sdk` 0.3.330, the schemas in `@openai/codex`
//! 0.169.0, the reference in `@google/gemini-cli-core` 0.61.0, GitHub's page on
//! Copilot's hooks and Cursor's on its own.

use crate::install::settings::Wanted;
use crate::model::Agent;
use serde_json::{Value, json};

/// How long a hook may take, in seconds; ours is done in a fraction of one.
const SECONDS: u64 = 5;

/// What Codex grants at the end of a session, in seconds; more is warned of.
const CODEX_AT_THE_END: u64 = 3;

/// The entries of `agent`; `None` where it has no settings for hooks. They
/// never change from version to version: agents ask again about a hook that
/// is not the one they were told to trust.
pub(super) fn wanted(agent: Agent) -> Option<Wanted> {
    let entry = |event, matcher| (event, group(agent, event, matcher));
    let (version, entries) = match agent {
        Agent::Claude => (
            None,
            vec![
                entry("SessionStart", None),
                entry("PreCompact", None),
                entry("SessionEnd", None),
                entry("Stop", None),
                entry("UserPromptSubmit", None),
                entry(
                    "PostToolUse",
                    Some("Edit|Write|NotebookEdit|Bash|PowerShell"),
                ),
                entry("CwdChanged", None),
            ],
        ),
        Agent::Codex => (
            None,
            vec![
                entry("SessionStart", None),
                entry("PreCompact", None),
                entry("SessionEnd", None),
                entry("Stop", None),
                entry("UserPromptSubmit", None),
                entry("PostToolUse", Some("Bash|apply_patch")),
            ],
        ),
        Agent::Gemini => (
            None,
            vec![
                entry("SessionStart", None),
                entry("PreCompress", None),
                entry("SessionEnd", None),
                entry("AfterAgent", None),
                entry("BeforeAgent", None),
                entry("AfterTool", Some("write_file|replace|run_shell_command")),
            ],
        ),
        // The other events of these two take no answer from us.
        Agent::Copilot => (
            Some(1),
            vec![
                entry("SessionStart", None),
                entry("PreCompact", None),
                entry("SessionEnd", None),
                entry(
                    "PostToolUse",
                    Some("bash|powershell|create|edit|str_replace_editor|apply_patch"),
                ),
            ],
        ),
        Agent::Cursor => (
            Some(1),
            vec![
                entry("sessionStart", None),
                entry("preCompact", None),
                entry("sessionEnd", None),
                entry("postToolUse", Some("Shell|Write|Delete")),
            ],
        ),
        Agent::OpenCode => return None,
    };
    Some(Wanted { version, entries })
}

/// The element of an event's list.
fn group(agent: Agent, event: &str, matcher: Option<&str>) -> Value {
    let mut handler = handler(agent, event);
    let nests = matches!(agent, Agent::Claude | Agent::Codex | Agent::Gemini);
    let mut group = if nests {
        json!({ "hooks": [handler] })
    } else {
        handler.take()
    };
    if let (Some(matcher), Some(fields)) = (matcher, group.as_object_mut()) {
        fields.shift_insert(0, "matcher".to_owned(), matcher.into());
    }
    group
}

fn handler(agent: Agent, event: &str) -> Value {
    let line = format!("git-shipkit hook {}", agent.name());
    match agent {
        Agent::Claude => json!({
            "type": "command",
            "command": "git-shipkit",
            "args": ["hook", agent.name()],
            "timeout": SECONDS,
        }),
        Agent::Codex => json!({
            "type": "command",
            "command": line,
            "timeout": if event == "SessionEnd" { CODEX_AT_THE_END } else { SECONDS },
        }),
        Agent::Gemini => json!({
            "type": "command",
            "name": "git-shipkit",
            "command": line,
            "timeout": SECONDS * 1000,
        }),
        Agent::Copilot => json!({
            "type": "command",
            "exec": "git-shipkit",
            "args": ["hook", agent.name()],
            "timeoutSec": SECONDS,
        }),
        Agent::Cursor => json!({ "command": line, "timeout": SECONDS }),
        Agent::OpenCode => Value::Null,
    }
}
