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

/// An event, and which of its occasions are meant where not all are.
type Event = (&'static str, Option<&'static str>);

const CLAUDE: [Event; 7] = [
    ("SessionStart", None),
    ("PreCompact", None),
    ("SessionEnd", None),
    ("Stop", None),
    ("UserPromptSubmit", None),
    (
        "PostToolUse",
        Some("Edit|Write|NotebookEdit|Bash|PowerShell"),
    ),
    ("CwdChanged", None),
];

const CODEX: [Event; 6] = [
    ("SessionStart", None),
    ("PreCompact", None),
    ("SessionEnd", None),
    ("Stop", None),
    ("UserPromptSubmit", None),
    ("PostToolUse", Some("Bash|apply_patch")),
];

const GEMINI: [Event; 6] = [
    ("SessionStart", None),
    ("PreCompress", None),
    ("SessionEnd", None),
    ("AfterAgent", None),
    ("BeforeAgent", None),
    ("AfterTool", Some("write_file|replace|run_shell_command")),
];

// The other events of these two take no answer from us.
const COPILOT: [Event; 4] = [
    ("SessionStart", None),
    ("PreCompact", None),
    ("SessionEnd", None),
    (
        "PostToolUse",
        Some("bash|powershell|create|edit|str_replace_editor|apply_patch"),
    ),
];

const CURSOR: [Event; 4] = [
    ("sessionStart", None),
    ("preCompact", None),
    ("sessionEnd", None),
    ("postToolUse", Some("Shell|Write|Delete")),
];

/// The entries of `agent`; `None` where it has no settings for hooks. They
/// never change from version to version: agents ask again about a hook that
/// is not the one they were told to trust.
pub(super) fn wanted(agent: Agent) -> Option<Wanted> {
    let (version, events): (Option<u64>, &[Event]) = match agent {
        Agent::Claude => (None, &CLAUDE),
        Agent::Codex => (None, &CODEX),
        Agent::Gemini => (None, &GEMINI),
        Agent::Copilot => (Some(1), &COPILOT),
        Agent::Cursor => (Some(1), &CURSOR),
        Agent::OpenCode => return None,
    };
    let entry = |(event, matcher): &Event| (*event, group(agent, event, *matcher));
    Some(Wanted {
        version,
        entries: events.iter().map(entry).collect(),
    })
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
