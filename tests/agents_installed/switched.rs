//! Switches that keep an agent from running any hook are told.

use super::{answer, shipkit};
use crate::support::Sandbox;

#[test]
fn a_switch_is_told_and_left_alone() {
    for (agent, path, text, said) in [
        (
            "claude",
            ".claude/settings.local.json",
            "{\"disableAllHooks\": true}",
            "disableAllHooks in '.claude/settings.local.json' keeps Claude Code from running these hooks.",
        ),
        (
            "claude",
            "../home/.claude/settings.json",
            "{\"disableAllHooks\": true}",
            "disableAllHooks in '~/.claude/settings.json' keeps Claude Code from running these hooks.",
        ),
        (
            "codex",
            "../home/.codex/config.toml",
            "[features]\nhooks = false\n",
            "features.hooks = false in '~/.codex/config.toml' keeps Codex from running these hooks.",
        ),
        (
            "gemini",
            ".gemini/settings.json",
            "{\"hooksConfig\": {\"enabled\": false}}",
            "hooksConfig.enabled = false in '.gemini/settings.json' keeps Gemini CLI from running these hooks.",
        ),
        (
            "gemini",
            "../home/.gemini/settings.json",
            "{\"hooksConfig\": {\"disabled\": [\"git-shipkit\"]}}",
            "hooksConfig.disabled in '~/.gemini/settings.json' keeps Gemini CLI from running these hooks.",
        ),
        (
            "copilot",
            ".github/copilot/settings.json",
            "{\"disableAllHooks\": true}",
            "disableAllHooks in '.github/copilot/settings.json' keeps Copilot CLI from running these hooks.",
        ),
    ] {
        let s = Sandbox::new();
        s.write(path, text);
        let plan = answer(&s, &format!("install {agent}"));
        assert_eq!(plan["notes"][0], said);
        assert_eq!(plan["written"], true, "{path}");
        assert!(
            s.read(path).contains(text.trim_end_matches('}').trim_end()),
            "{path}"
        );
    }
}

#[test]
fn a_project_below_home_is_told_from_its_top() {
    let s = Sandbox::new();
    s.sh("mkdir -p ../home/src; git init -q ../home/src/project");
    s.cd("../home/src/project");
    s.write(".claude/settings.local.json", "{\"disableAllHooks\": true}");
    let plan = answer(&s, "install claude -n");
    let said = plan["notes"][0].as_str().unwrap_or_default();
    assert!(said.contains("in '.claude/settings.local.json'"), "{said}");
}

#[test]
fn what_must_be_trusted_first_is_told() {
    let s = Sandbox::new();
    let _ = shipkit(&s, "install codex -n").says("type /hooks in Codex, once.\n");
    let _ = shipkit(&s, "install gemini -n").says("only in a folder that you trust.\n");
    assert_eq!(answer(&s, "install claude")["notes"], serde_json::json!([]));
}
