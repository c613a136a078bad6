//! `doctor`: which agents call us, and what keeps them from it.

use super::{answer, shipkit};
use crate::support::{Sandbox, schemas};
use serde_json::{Value, json};

#[track_caller]
fn examined(s: &Sandbox) -> Value {
    let answer = shipkit(s, "doctor --no-run --json").json();
    schemas::assert_is("doctor", &answer);
    answer
}

/// What is found of an agent, as `word: what (mend)`.
fn found(s: &Sandbox, agent: &str) -> Vec<String> {
    let answer = examined(s);
    let all = answer["findings"].as_array().cloned().unwrap_or_default();
    let of_agent = all.iter().filter(|finding| finding["event"] == agent);
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or("-").to_owned();
    of_agent
        .map(|one| {
            format!(
                "{}: {} ({})",
                text(one, "finding"),
                text(one, "message"),
                text(one, "mend")
            )
        })
        .collect()
}

#[test]
fn each_place_that_calls_us_is_told() {
    let s = Sandbox::new();
    assert_eq!(examined(&s)["agents"], json!([]));
    let _ = shipkit(&s, "install claude opencode -q").expect_code(0);
    let _ = shipkit(&s, "install claude gemini --user -q").expect_code(0);
    assert_eq!(
        examined(&s)["agents"],
        json!([
            {"agent": "claude", "path": ".claude/settings.json", "by": "project", "whole": true},
            {"agent": "claude", "path": "~/.claude/settings.json", "by": "user", "whole": true},
            {"agent": "gemini", "path": "~/.gemini/settings.json", "by": "user", "whole": true},
            {"agent": "opencode", "path": ".opencode/plugins/shipkit.ts", "by": "project", "whole": true},
        ])
    );
    let _ = shipkit(&s, "doctor --no-run")
        .says("ok  claude         calls us by .claude/settings.json\n");
    for agent in ["claude", "gemini", "opencode"] {
        assert_eq!(found(&s, agent), Vec::<String>::new());
    }
}

#[test]
fn what_keeps_an_agent_from_it_is_told_with_what_mends_it() {
    let s = Sandbox::new();
    let _ = shipkit(&s, "install claude codex cursor -q").expect_code(0);
    assert_eq!(
        found(&s, "codex"),
        ["agent-untrusted: runs none of its hooks before you trust them: type /hooks in Codex (-)"]
    );
    let file = s.root().join("repo/.codex/hooks.json");
    let trusted = format!(
        "[hooks.state.\"{}:stop:0:0\"]\ntrusted_hash = \"sha256:x\"\n",
        file.display()
    );
    s.write("../home/.codex/config.toml", trusted);
    assert_eq!(found(&s, "codex"), Vec::<String>::new());
    s.sh("sed -i '/PreCompact/d' .claude/settings.json");
    s.write(".claude/settings.local.json", "{\"disableAllHooks\": true}");
    assert_eq!(
        found(&s, "claude"),
        [
            "agent-outdated: lacks some of its hooks, or has older ones (git shipkit install claude)",
            "agent-off: disableAllHooks in '.claude/settings.local.json' keeps Claude Code from running these hooks (-)",
        ]
    );
    let answer = examined(&s);
    assert_eq!(answer["well"], false);
    // Brought over from another machine, say.
    s.sh("mkdir -p ../home/.cursor; cp .cursor/hooks.json ../home/.cursor/");
    assert_eq!(
        found(&s, "cursor"),
        [
            "agent-twice: is called twice: from '.cursor/hooks.json' too (git shipkit uninstall cursor)"
        ]
    );
    s.write(
        "../home/.claude/settings.json",
        "{\"enabledPlugins\": {\"shipkit@x\": true}}",
    );
    assert!(found(&s, "claude").contains(
        &"agent-twice: is called twice: from '.claude/settings.json' too (git shipkit uninstall claude)".to_owned()
    ));
}

#[test]
fn another_agent_that_runs_claudes_hook_without_its_words_is_told_nothing() {
    let s = Sandbox::new();
    let program = env!("CARGO_BIN_EXE_git-shipkit");
    let none: [&str; 0] = [];
    let bare = |s: &Sandbox| s.run(program, &none, Some(b"{\"hook_event_name\": \"Stop\"}"));
    let _ = bare(&s).refused(129, "no verb was given");
    s.set("COPILOT_PROJECT_DIR", "/x");
    let said = bare(&s).expect_code(0);
    assert_eq!((said.stdout, said.stderr), (String::new(), String::new()));
    assert_eq!(answer(&s, "install")["kind"], "install");
}

#[test]
fn who_has_agents_alone_needs_no_hooks_of_git() {
    let s = Sandbox::new();
    assert_eq!(examined(&s)["findings"][0]["finding"], "not-installed");
    let _ = shipkit(&s, "install claude -q").expect_code(0);
    let answer = examined(&s);
    assert_eq!(answer["well"], true, "{answer:#}");
    let _ = shipkit(&s, "doctor --no-run")
        .expect_code(0)
        .says("-   pre-commit     is not set up\n");
    // One that keeps still reminds nobody.
    s.write(".claude/settings.local.json", "{\"disableAllHooks\": true}");
    assert_eq!(examined(&s)["well"], false);
    let words = examined(&s)["findings"].to_string();
    assert!(
        words.contains("not-installed") && words.contains("agent-off"),
        "{words}"
    );
}
