//! A word of advice: at the right time, in one sentence, never twice.

use super::*;

const COMMITTED: &str = "shipkit: 1 commit since the last save; a good moment to save 'Sign tokens': git shipkit checkpoint";

fn committed() -> Sandbox {
    let s = saved();
    s.sh("echo x >>src/api/login.ts; git commit -qam x");
    s
}

/// Lets so many seconds pass.
fn wait(s: &Sandbox, time: &str) {
    s.at(&format!("2025-01-27T{time}+00:00"));
}

#[test]
fn who_reads_it_depends_on_the_event() {
    for (agent, name, key) in [
        ("claude", "Stop", "systemMessage"),
        ("codex", "Stop", "systemMessage"),
        ("gemini", "AfterAgent", "systemMessage"),
        ("claude", "UserPromptSubmit", "hookSpecificOutput"),
        ("claude", "PostToolUse", "hookSpecificOutput"),
        ("codex", "UserPromptSubmit", "hookSpecificOutput"),
        ("gemini", "BeforeAgent", "hookSpecificOutput"),
        ("gemini", "AfterTool", "hookSpecificOutput"),
        ("copilot", "PostToolUse", "additionalContext"),
        ("cursor", "postToolUse", "additional_context"),
    ] {
        let s = committed();
        let said = event(&s, agent, name, json!({})).unwrap_or_else(|| panic!("{agent} {name}"));
        let keys: Vec<_> = said.as_object().expect("an object").keys().collect();
        assert_eq!(keys, [key], "{agent} {name}");
        if key == "systemMessage" {
            assert_eq!(text(Some(&said)), COMMITTED);
        } else {
            assert!(!said.to_string().contains("Sign tokens"), "{said}");
        }
        assert_eq!(
            event(&s, agent, name, json!({})),
            None,
            "{agent} {name}: once"
        );
    }
    for (agent, name) in [
        ("copilot", "Stop"),
        ("copilot", "UserPromptSubmit"),
        ("cursor", "stop"),
        ("cursor", "beforeSubmitPrompt"),
        ("cursor", "afterFileEdit"),
    ] {
        let s = committed();
        assert_eq!(event(&s, agent, name, json!({})), None, "{agent} {name}");
        let said = event(&s, "claude", "Stop", json!({}));
        assert_eq!(
            text(said.as_ref()),
            COMMITTED,
            "{agent} {name}: it is not used up"
        );
    }
}

#[test]
fn the_same_is_said_again_only_after_the_next_save() {
    let s = committed();
    assert!(event(&s, "claude", "Stop", json!({})).is_some());
    for time in ["14:40:00", "14:50:00", "18:00:00"] {
        wait(&s, time);
        assert_eq!(
            event(&s, "codex", "Stop", json!({})),
            None,
            "another agent neither, at {time}"
        );
    }
    s.sh("git shipkit checkpoint -q -y; echo y >>src/api/login.ts; git commit -qam y");
    wait(&s, "18:10:00");
    let said = event(&s, "claude", "Stop", json!({}));
    assert_eq!(text(said.as_ref()), COMMITTED);
}

#[test]
fn what_git_s_hook_said_is_said() {
    let s = committed();
    let said = s.directly(&["hook", "post-commit"]);
    assert!(said.stderr.contains("a good moment to save"), "{said}");
    assert_eq!(event(&s, "claude", "Stop", json!({})), None);
}

#[test]
fn files_and_time_count_too() {
    let s = saved();
    s.at("2025-01-27T15:00:00+00:00");
    // the system's clock is years ahead of the sandbox's
    s.sh("for f in a b c; do echo x >$f; touch -d 2025-01-27T14:59:00Z $f; done");
    let said = event(&s, "claude", "Stop", json!({}));
    assert!(
        text(said.as_ref()).starts_with("shipkit: 3 files created since the last save; "),
        "{said:?}"
    );
    let s = saved();
    let mut said = None;
    for minute in 31..59 {
        wait(&s, &format!("14:{minute}:00"));
        assert_eq!(said, None);
        said = event(&s, "claude", "UserPromptSubmit", json!({}));
    }
    wait(&s, "15:05:00");
    let said = said.or_else(|| event(&s, "claude", "UserPromptSubmit", json!({})));
    assert!(
        text(said.as_ref()).contains("minutes of work since the last save"),
        "{said:?}"
    );
}

#[test]
fn another_branch_asks_before_the_task_is_lost() {
    let s = committed();
    s.sh("git switch -qc pay");
    let said = event(&s, "claude", "Stop", json!({}));
    assert_eq!(
        text(said.as_ref()),
        "shipkit: Before we go on with pay, should I checkpoint 'Sign tokens'? git shipkit checkpoint"
    );
}

#[test]
fn what_was_never_saved_is_advised_once_and_never_after_a_tool() {
    let s = place();
    s.sh("echo one >a; git add a; git commit -qm i");
    s.at("2025-01-27T15:00:00+00:00");
    s.sh("for f in b c d; do echo x >$f; touch -d 2025-01-27T14:59:00Z $f; done");
    assert_eq!(event(&s, "claude", "PostToolUse", json!({})), None);
    assert!(!s.exists(".git/shipkit"), "nothing was noted");
    let said = event(&s, "claude", "Stop", json!({}));
    assert_eq!(
        text(said.as_ref()),
        "shipkit: 3 files created since the last commit; a good moment to save your work: git shipkit checkpoint --task 'TEXT'"
    );
    s.at("2025-01-27T16:00:00+00:00");
    s.sh("git add .; git commit -qm more; for f in e f g; do echo x >$f; done; touch -d 2025-01-27T16:00:30Z e f g");
    s.at("2025-01-27T16:30:00+00:00");
    assert_eq!(event(&s, "claude", "Stop", json!({})), None);
}

#[test]
fn in_the_middle_of_a_rebase_nothing_is_said() {
    let s = committed();
    s.sh("git rebase -q HEAD~1 --exec false 2>/dev/null || :");
    s.sh("git rebase -q --force-rebase HEAD~1 --exec false >/dev/null 2>&1 || :; test -d .git/rebase-merge");
    for name in ["Stop", "UserPromptSubmit", "PostToolUse"] {
        assert_eq!(event(&s, "claude", name, json!({})), None, "{name}");
    }
    s.sh("git rebase --abort");
    assert!(
        event(&s, "claude", "Stop", json!({})).is_some(),
        "and then it is"
    );
}
