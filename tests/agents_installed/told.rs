//! What is said, and asked.

use super::{answer, shipkit, state};
use crate::support::{Sandbox, can_type, skipped};

#[test]
fn the_plan_is_short_and_exact_on_demand() {
    let s = Sandbox::new();
    s.write(
        ".cursor/hooks.json",
        "{\n  \"version\": 1,\n  \"hooks\": {\n    \"preCompact\": []\n  }\n}\n",
    );
    let before = state(&s);
    let exact = shipkit(&s, "install cursor -n").expect_code(0).stdout;
    assert_eq!(
        exact,
        r#"To install for Cursor, in this project:
  edit    .cursor/hooks.json
          + "sessionStart": [{ "command": "git-shipkit hook cursor", "timeout": 5 }]
          + { "command": "git-shipkit hook cursor", "timeout": 5 }
          + "sessionEnd": [{ "command": "git-shipkit hook cursor", "timeout": 5 }]
          + "postToolUse": [{ "matcher": "Shell|Write|Delete", "command": "git-shipkit hook cursor", "timeout": 5 }]
  write   .agents/skills/shipkit-checkpoint/SKILL.md
  write   .agents/skills/shipkit-resume/SKILL.md
  write   .cursor/commands/checkpoint.md
Nothing was written.
"#
    );
    assert_eq!(state(&s), before);
    let short = shipkit(&s, "install cursor").expect_code(0);
    let _ = short
        .says(
            "  edit    .cursor/hooks.json
          + git-shipkit hook cursor at sessionStart, preCompact, sessionEnd,
            postToolUse
  write   ",
        )
        .says("Installed. New sessions are told the checkpoint");
    let again = shipkit(&s, "install cursor").expect_code(0).stdout;
    assert!(
        again
            .starts_with("All that Cursor needs is there already:\n  keep    .cursor/hooks.json\n")
    );
    let _ = shipkit(&s, "uninstall cursor")
        .says(
            "          - git-shipkit hook cursor at preCompact, sessionStart, sessionEnd,
            postToolUse\n",
        )
        .says("\nUninstalled.\n");
    assert_eq!(state(&s), before);
    assert_eq!(shipkit(&s, "install cursor -q").expect_code(0).stdout, "");
}

#[test]
fn a_plan_that_is_asked_for_fits_a_terminal() {
    let s = Sandbox::new();
    let _ = shipkit(&s, "install codex --user -q").expect_code(0);
    let all = super::AGENTS.join(" ");
    for words in ["install", "install", "uninstall"] {
        let told = shipkit(&s, &format!("{words} {all} skills")).expect_code(0);
        for line in told.stdout.lines() {
            assert!(line.len() <= 80, "{}: {line}", line.len());
        }
    }
    let told = shipkit(&s, "install claude codex").expect_code(0);
    let _ = told
        .says(
            "          + git-shipkit hook claude at SessionStart, PreCompact, SessionEnd,
            Stop, UserPromptSubmit, PostToolUse, CwdChanged\n",
        )
        .says(
            "  leave   .codex/hooks.json (needs none: '~/.codex/hooks.json' has them for all
          projects, and both would run)\n",
        );
}

#[test]
fn nothing_of_theirs_is_shown() {
    let s = Sandbox::new();
    s.write(
        ".claude/settings.json",
        "{\"env\":{\"TOKEN\":\"secret-1234\"}}",
    );
    let shown = shipkit(&s, "install claude -n").expect_code(0).stdout;
    assert!(!shown.contains("secret"), "{shown}");
    let _ = shipkit(&s, "install claude -q").expect_code(0);
    assert!(!s.read(".git/shipkit/agents.json").contains("secret"));
    let shown = shipkit(&s, "uninstall claude -n").expect_code(0).stdout;
    assert!(!shown.contains("secret"), "{shown}");
}

#[test]
fn agents_that_are_found_are_named() {
    let s = Sandbox::new();
    let known = |s: &Sandbox, agent: &str| {
        let all = answer(s, "install")["agents"].clone();
        let all = all.as_array().cloned().unwrap_or_default();
        let one = all.into_iter().find(|one| one["agent"] == agent);
        let one = one.expect("it is known");
        ["found", "project", "user"].map(|key| one[key] == true)
    };
    let path = s.sh("printf %s \"$PATH\"");
    s.sh("mkdir ../bin; ln -s \"$(command -v git)\" ../bin/git");
    s.set("PATH", s.root().join("bin").into_os_string());
    assert_eq!(known(&s, "claude"), [false; 3]);
    let _ = shipkit(&s, "install").says("git shipkit install TARGET");
    s.write("../bin/claude", "#!/bin/sh\n");
    std::fs::set_permissions(
        s.path("../bin/claude"),
        std::os::unix::fs::PermissionsExt::from_mode(0o755),
    )
    .expect("it is ours");
    s.write(".gemini/settings.json", "{}");
    s.write("../home/.codex/config.toml", "");
    let _ = shipkit(&s, "install")
        .says("  claude      Claude Code, found here\n")
        .says("For the agents found here: git shipkit install claude codex gemini\n");
    let _ = shipkit(&s, "install claude -q").expect_code(0);
    let _ = shipkit(&s, "install gemini --user -q").expect_code(0);
    assert_eq!(known(&s, "claude"), [true, true, false]);
    assert_eq!(known(&s, "gemini"), [true, false, true]);
    assert_eq!(known(&s, "codex"), [true, false, false]);
    assert_eq!(known(&s, "cursor"), [false; 3]);
    let _ = shipkit(&s, "install")
        .says("  claude      Claude Code, installed in this project\n")
        .says("  gemini      Gemini CLI, installed for you\n");
    s.set("PATH", path);
}

#[test]
fn on_a_terminal_nothing_is_written_unasked() {
    if !can_type() {
        return skipped("there is no script (util-linux)");
    }
    let s = Sandbox::new();
    let typed = |words: &str, keys: &str| {
        let typing = format!(
            "(sleep 1; printf '{keys}'; sleep 0.3) | script -qec 'git shipkit {words}' /dev/null"
        );
        let code = if keys == "\\003" { 130 } else { 0 };
        let said = s.run("sh", &["-c", &typing], None).expect_code(code);
        said.stdout
    };
    let before = state(&s);
    for (words, keys) in [
        ("install claude codex", "\\003"), // Ctrl-C
        ("install claude codex", "\\004"), // Ctrl-D
        ("install claude codex", "\\033"), // Escape
        ("install claude codex", "n"),
        ("install claude --user", "\\003"),
        ("install plugin p", "\\003"),
    ] {
        let said = typed(words, keys);
        assert!(
            said.contains("? [Y/n]") && said.contains("  write   "),
            "{said}"
        );
        assert!(said.contains("Nothing was written."), "{words}: {said}");
        assert_eq!(state(&s), before, "{words} {keys}");
    }
    assert!(typed("install claude", "y").contains("Installed."));
    let after = state(&s);
    assert_ne!(after, before);
    assert!(typed("uninstall claude", "\\003").contains("Nothing was removed."));
    assert_eq!(state(&s), after);
}
