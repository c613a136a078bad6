//! A session starts, goes on, or lost what it knew: the brief.

use super::*;

#[test]
fn every_start_is_told_the_brief_in_every_agent() {
    let s = saved();
    for agent in AGENTS {
        for source in [
            "startup",
            "resume",
            "clear",
            "compact",
            "fork",
            "new",
            "unheard-of",
        ] {
            let start = json!({ "source": source });
            let said = event(&s, agent, "SessionStart", start.clone());
            let text = text(said.as_ref());
            let again = event(&s, agent, "SessionStart", start);
            assert_eq!(again, None, "{agent}: it stands in settings and a plugin");
            assert!(
                text.contains("Sign tokens") && text.contains("Write the test"),
                "{text}"
            );
        }
    }
}

#[test]
fn the_brief_tells_of_now() {
    let s = saved();
    s.sh("sed -i '1i new line' src/api/login.ts");
    let said = event(&s, "claude", "SessionStart", json!({ "source": "compact" }));
    let text = text(said.as_ref());
    assert!(text.contains("35"), "line 34 is line 35 by now: {text}");
}

#[test]
fn without_a_checkpoint_nothing_is_told_and_nothing_is_left() {
    let s = place();
    s.sh("echo one >a; git add a; git commit -qm i");
    for agent in AGENTS {
        assert_eq!(event(&s, agent, "SessionStart", json!({})), None);
    }
    s.sh(SAVED);
    s.sh("git shipkit clear -q -y");
    assert_eq!(event(&s, "claude", "SessionStart", json!({})), None);
}

#[test]
fn a_checkpoint_that_cannot_be_read_is_pointed_to() {
    let s = saved();
    s.sh("sed -i 's/^version = 1/version = 999/' .shipkit/checkpoint.md");
    let said = event(&s, "codex", "SessionStart", json!({}));
    assert_eq!(
        text(said.as_ref()),
        "git-shipkit: there is a checkpoint of earlier work in this repository. Read it before you go on: git shipkit resume --brief"
    );
}

#[test]
fn where_no_session_starts_after_a_compaction_the_next_tool_brings_it_once() {
    for agent in ["copilot", "cursor"] {
        let s = saved();
        assert_eq!(event(&s, agent, "PostToolUse", json!({})), None);
        assert_eq!(event(&s, agent, "PreCompact", json!({})), None);
        let other = event(&s, agent, "PostToolUse", json!({ "session_id": "s2" }));
        assert_eq!(other, None, "another session lost nothing");
        let said = event(&s, agent, "PostToolUse", json!({}));
        assert!(text(said.as_ref()).contains("Write the test"));
        assert_eq!(
            event(&s, agent, "PostToolUse", json!({})),
            None,
            "told once"
        );
    }
}

#[test]
fn an_agent_with_such_a_start_is_not_told_twice() {
    for agent in ["claude", "codex", "gemini", "opencode"] {
        let s = saved();
        event(&s, agent, "PreCompact", json!({}));
        assert_eq!(event(&s, agent, "PostToolUse", json!({})), None);
    }
}

#[test]
fn cursor_is_known_where_it_calls_for_claude_code() {
    let s = saved();
    let cursor = json!({ "cursor_version": "2.4.0", "conversation_id": "c" });
    let said = event(&s, "claude", "sessionStart", cursor.clone()).expect("an answer");
    assert!(said["additional_context"].is_string(), "{said}");
    s.write(
        ".cursor/hooks.json",
        r#"{"version":1,"hooks":{"sessionStart":[{"command":"git-shipkit hook cursor"}]}}"#,
    );
    assert_eq!(event(&s, "claude", "sessionStart", cursor.clone()), None);
    assert!(event(&s, "cursor", "sessionStart", cursor).is_some());
    assert!(event(&s, "claude", "SessionStart", json!({})).is_some());
}

#[test]
fn copilot_is_not_answered_where_it_calls_for_claude_code() {
    let s = saved();
    s.set("COPILOT_HOOK_DIR", ".claude");
    assert_eq!(event(&s, "claude", "SessionStart", json!({})), None);
    assert!(event(&s, "copilot", "SessionStart", json!({})).is_some());
    let start = br#"{"hook_event_name":"SessionStart"}"#;
    let bare = s.run(PROGRAM, &[] as &[&str], Some(start));
    assert_eq!(
        (bare.stdout.as_str(), bare.stderr.as_str(), bare.code),
        ("", "", 0)
    );
    s.set("COPILOT_HOOK_DIR", "");
    let bare = s.run(PROGRAM, &[] as &[&str], Some(start));
    assert_eq!(bare.code, 129, "{bare}");
}
