//! Every event that an agent has is there: one that is forgotten is never
//! tried.

use super::{agents, recorded};
use std::collections::BTreeSet;

const EVENTS: [(&str, &[&str]); 6] = [
    (
        "claude",
        &[
            "ConfigChange",
            "CwdChanged",
            "DirectoryAdded",
            "Elicitation",
            "ElicitationResult",
            "FileChanged",
            "InstructionsLoaded",
            "MessageDisplay",
            "Notification",
            "PermissionDenied",
            "PermissionRequest",
            "PostCompact",
            "PostModelSwitch",
            "PostToolBatch",
            "PostToolUse",
            "PostToolUseFailure",
            "PreCompact",
            "PreModelSwitch",
            "PreToolUse",
            "SessionEnd",
            "SessionStart",
            "Setup",
            "Stop",
            "StopFailure",
            "SubagentStart",
            "SubagentStop",
            "TaskCompleted",
            "TaskCreated",
            "TeammateIdle",
            "UserPromptExpansion",
            "UserPromptSubmit",
            "WorktreeCreate",
            "WorktreeRemove",
        ],
    ),
    (
        "codex",
        &[
            "Interrupt",
            "PermissionRequest",
            "PostCompact",
            "PostToolUse",
            "PreCompact",
            "PreToolUse",
            "SessionEnd",
            "SessionStart",
            "Stop",
            "SubagentStart",
            "SubagentStop",
            "UserPromptSubmit",
        ],
    ),
    (
        "copilot",
        &[
            "ErrorOccurred",
            "Notification",
            "PermissionRequest",
            "PostToolUse",
            "PostToolUseFailure",
            "PreCompact",
            "PreToolUse",
            "SessionEnd",
            "SessionStart",
            "Stop",
            "SubagentStop",
            "UserPromptSubmit",
            "agentStop",
            "errorOccurred",
            "permissionRequest",
            "postToolUse",
            "postToolUseFailure",
            "preCompact",
            "preToolUse",
            "sessionEnd",
            "sessionStart",
            "subagentStart",
            "subagentStop",
            "userPromptSubmitted",
            "userPromptTransformed",
        ],
    ),
    (
        "cursor",
        &[
            "afterAgentResponse",
            "afterAgentThought",
            "afterFileEdit",
            "afterMCPExecution",
            "afterShellExecution",
            "afterTabFileEdit",
            "beforeMCPExecution",
            "beforeReadFile",
            "beforeShellExecution",
            "beforeSubmitPrompt",
            "beforeTabFileRead",
            "postToolUse",
            "postToolUseFailure",
            "preCompact",
            "preToolUse",
            "sessionEnd",
            "sessionStart",
            "stop",
            "subagentStart",
            "subagentStop",
            "workspaceOpen",
        ],
    ),
    (
        "gemini",
        &[
            "AfterAgent",
            "AfterModel",
            "AfterTool",
            "BeforeAgent",
            "BeforeModel",
            "BeforeTool",
            "BeforeToolSelection",
            "Notification",
            "PreCompress",
            "SessionEnd",
            "SessionStart",
        ],
    ),
    (
        "opencode",
        &["PostToolUse", "PreCompact", "SessionEnd", "SessionStart", "Stop"],
    ),
];

#[test]
fn every_event_of_every_agent_is_recorded() {
    for (agent, events) in EVENTS {
        let said: BTreeSet<String> = recorded(agent).into_iter().map(|said| said.event).collect();
        let known: BTreeSet<String> = events.iter().map(|&event| event.to_owned()).collect();
        assert_eq!(said, known, "{agent}");
    }
    assert_eq!(agents().len(), git_shipkit::model::Agent::ALL.len());
}
