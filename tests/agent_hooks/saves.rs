//! Saved before the context is lost.

use super::*;

/// The numbers of the saves, newest first.
fn saves(s: &Sandbox) -> Vec<u64> {
    let log = s.shipkit(&["log", "--json"]).json();
    let entries = log["entries"].as_array().expect("a list").iter();
    entries.filter_map(|entry| entry["id"].as_u64()).collect()
}

#[test]
fn a_compaction_and_an_end_save_what_is_there_and_say_nothing() {
    for (agent, name) in [
        ("claude", "PreCompact"),
        ("claude", "SessionEnd"),
        ("codex", "PreCompact"),
        ("codex", "SessionEnd"),
        ("gemini", "SessionEnd"),
        ("copilot", "preCompact"),
        ("copilot", "sessionEnd"),
        ("cursor", "preCompact"),
        ("cursor", "sessionEnd"),
        ("opencode", "experimental.session.compacting"),
    ] {
        let s = saved();
        s.sh("echo more >>src/api/login.ts; git commit -qam more");
        assert_eq!(event(&s, agent, name, json!({})), None, "{agent} {name}");
        assert_eq!(saves(&s), [2, 1], "{agent} {name}");
        assert!(s.read(".shipkit/checkpoint.md").contains("Write the test"));
        assert_eq!(event(&s, agent, name, json!({})), None);
        assert_eq!(
            saves(&s),
            [2, 1],
            "{agent} {name}: nothing new, nothing written"
        );
    }
}

#[test]
fn gemini_announces_at_every_turn_and_is_heard_now_and_then() {
    let s = saved();
    s.sh("echo more >>src/api/login.ts; git commit -qam more");
    event(&s, "gemini", "PreCompress", json!({ "trigger": "auto" }));
    assert_eq!(saves(&s), [1], "the last save is fresh");
    event(&s, "gemini", "PreCompress", json!({ "trigger": "manual" }));
    assert_eq!(saves(&s), [2, 1], "somebody asked for it");
    s.sh("echo more >>src/api/login.ts; git commit -qam more");
    s.at("2025-01-27T14:50:00+00:00");
    event(&s, "gemini", "PreCompress", json!({ "trigger": "auto" }));
    assert_eq!(saves(&s), [3, 2, 1]);
}

#[test]
fn without_work_there_is_nothing_to_save() {
    let s = place();
    s.sh("echo one >a; git add a; git commit -qm i");
    assert_eq!(event(&s, "claude", "SessionEnd", json!({})), None);
    assert!(!s.exists(".git/shipkit"), "nothing is left behind");
    assert_eq!(event(&s, "claude", "PreCompact", json!({})), None);
    assert!(!s.exists(".shipkit/checkpoint.md"));
}

#[test]
fn somebody_else_s_save_is_not_waited_for_beyond_the_limit() {
    let s = saved();
    s.sh("echo more >>src/api/login.ts; git commit -qam more");
    s.set("SHIPKIT_HOOK_LIMIT", "1200");
    let said = s.sh("exec 9>>.git/shipkit/lock; flock 9
        printf '{\"hook_event_name\":\"SessionEnd\"}' | git-shipkit hook claude 2>&1 9>&-");
    assert_eq!(said, "");
    s.set("SHIPKIT_HOOK_LIMIT", "60000");
    assert_eq!(saves(&s), [1]);
}

#[test]
fn what_cannot_be_a_name_means_no_other_checkpoint() {
    let s = saved();
    s.sh("echo more >>src/api/login.ts; git commit -qam more");
    s.set("SHIPKIT_NAME", "../x");
    for name in ["SessionStart", "Stop", "PreCompact", "SessionEnd"] {
        assert_eq!(event(&s, "claude", name, json!({})), None, "{name}");
    }
    s.set("SHIPKIT_NAME", "");
    assert_eq!(saves(&s), [1]);
    assert!(event(&s, "claude", "Stop", json!({})).is_some());
}
