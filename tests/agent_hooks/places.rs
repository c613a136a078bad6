//! Wherever an agent works.

use super::*;

#[track_caller]
fn told_at(s: &Sandbox, cwd: &str) -> bool {
    let fields = json!({ "session_id": cwd, "cwd": s.path(cwd) });
    event(s, "claude", "SessionStart", fields).is_some()
}

#[test]
fn the_directory_it_names_counts_and_then_what_its_environment_says() {
    let s = saved();
    s.sh("mkdir ../elsewhere");
    let repo = s.cwd();
    s.cd("../elsewhere");
    assert!(told_at(&s, "../repo") && told_at(&s, "../repo/src/api"));
    assert!(!told_at(&s, "."));
    assert!(!told_at(&s, "../gone"), "this is no repository");
    let roots = json!({ "cwd": null, "workspace_roots": [repo, "/nowhere"] });
    assert!(event(&s, "cursor", "sessionStart", roots).is_some());
    for odd in [
        json!(""),
        json!(7),
        json!("relative"),
        json!("/a\u{0}b"),
        json!([]),
    ] {
        assert_eq!(
            event(&s, "claude", "SessionStart", json!({ "cwd": odd })),
            None
        );
    }
    for name in [
        "CLAUDE_PROJECT_DIR",
        "GEMINI_PROJECT_DIR",
        "CURSOR_PROJECT_DIR",
    ] {
        let s = saved();
        s.set(name, s.cwd());
        s.sh("mkdir ../elsewhere");
        s.cd("../elsewhere");
        assert!(told_at(&s, "../gone"), "{name}");
        assert!(!told_at(&s, "."), "{name}: what it says comes first");
    }
}

#[test]
fn a_directory_that_is_gone_under_it_does_no_harm() {
    let s = saved();
    let repo = s.cwd();
    let call = |cwd: &str| {
        s.sh(&format!(
            r#"mkdir ../gone; cd ../gone; rmdir ../gone
            printf '%s' '{{"hook_event_name":"SessionStart"{cwd}}}' | git-shipkit hook claude 2>&1"#
        ))
    };
    let named = format!(r#","cwd":"{}""#, repo.display());
    assert!(call(&named).contains("Write the test"));
    assert_eq!(call(""), "");
}

#[test]
fn where_there_is_no_work_tree_nothing_is_said() {
    let s = saved();
    s.sh("git clone -q --bare . ../bare.git; git init -q ../none");
    for cwd in [".git", ".git/refs", "../bare.git", "../none", "..", "/"] {
        for name in [
            "SessionStart",
            "PreCompact",
            "SessionEnd",
            "Stop",
            "UserPromptSubmit",
            "PostToolUse",
        ] {
            let cwd = s.path(cwd);
            assert_eq!(
                event(&s, "claude", name, json!({ "cwd": cwd })),
                None,
                "{name} {cwd:?}"
            );
        }
    }
    assert_eq!(
        s.sh("git -C ../bare.git for-each-ref refs/shipkit; ls ../none"),
        ""
    );
}

#[test]
fn a_linked_worktree_has_its_own_checkpoint_and_memory() {
    let s = saved();
    s.sh("git worktree add -q ../wt -b wt");
    assert!(!told_at(&s, "../wt"));
    s.sh("cd ../wt; git shipkit checkpoint -q -y --task Linked --open src/api/login.ts");
    let cwd = s.path("../wt/src");
    let said = event(&s, "claude", "SessionStart", json!({ "cwd": cwd }));
    let told = text(said.as_ref());
    assert!(
        told.contains("Linked") && !told.contains("Sign tokens"),
        "{told}"
    );
    assert!(s.exists(".git/worktrees/wt/shipkit/said"));
    event(
        &s,
        "claude",
        "PostToolUse",
        json!({ "cwd": s.path("../wt") }),
    );
}

#[test]
fn another_repository_that_is_entered_tells_of_its_checkpoint_once() {
    let s = saved();
    s.sh("cp -r . ../other");
    let (here, there) = (s.cwd(), s.path("../other"));
    let moved = |from: &std::path::Path, to: &std::path::Path| {
        let fields = json!({ "cwd": to, "old_cwd": from, "new_cwd": to });
        event(&s, "claude", "CwdChanged", fields)
    };
    assert_eq!(moved(&here, &here.join("src")), None, "the same repository");
    let said = moved(&here, &there.join("src"));
    assert_eq!(
        text(said.as_ref()),
        "shipkit: there is a checkpoint here, 'Sign tokens': git shipkit resume"
    );
    assert_eq!(moved(&here, &there), None, "told once");
    assert_eq!(moved(&there, s.root()), None, "no repository");
    for agent in ["codex", "gemini", "copilot", "cursor"] {
        let fields = json!({ "cwd": here, "old_cwd": there });
        assert_eq!(
            event(&s, agent, "CwdChanged", fields),
            None,
            "{agent} shows it to nobody"
        );
    }
}

#[test]
fn every_format_of_a_repository_is_read() {
    for init in [&["--object-format=sha256"][..], &["--ref-format=reftable"]] {
        let s = Sandbox::init(init);
        s.set("SHIPKIT_HOOK_LIMIT", "60000");
        s.sh(SAVED);
        assert!(told_at(&s, "."), "{init:?}");
        s.sh("echo x >>src/api/login.ts; git commit -qam x");
        assert!(event(&s, "claude", "Stop", json!({})).is_some(), "{init:?}");
        assert_eq!(event(&s, "claude", "SessionEnd", json!({})), None);
    }
}

#[test]
fn no_program_of_the_repository_is_run() {
    let s = saved();
    s.sh(
        "git config filter.odd.clean 'touch ../ran; cat'; git config core.fsmonitor 'touch ../ran'
        git config core.hooksPath hooks; echo '* filter=odd' >.gitattributes
        echo x >>src/api/login.ts; touch src/api/login.ts",
    );
    for name in [
        "SessionStart",
        "PostToolUse",
        "Stop",
        "PreCompact",
        "SessionEnd",
    ] {
        event(&s, "claude", name, json!({}));
    }
    assert!(!s.exists("../ran"));
}
