//! A hook that cannot answer in time points to what there is, or says nothing.

use super::*;
use std::time::{Duration, Instant};

/// Many times the limit: the machine may have other things to do.
const SOON: Duration = Duration::from_secs(60);

#[track_caller]
fn hurried(s: &Sandbox, name: &str) -> String {
    let begun = Instant::now();
    let said = call(
        s,
        &["claude"],
        format!(r#"{{"hook_event_name":"{name}"}}"#).as_bytes(),
    );
    assert!(begun.elapsed() < SOON, "{name}: {:?}", begun.elapsed());
    said
}

#[test]
fn a_repository_that_never_answers_is_not_waited_for() {
    let s = saved();
    s.set("SHIPKIT_HOOK_LIMIT", "190");
    s.sh("mv .git/config ../config; mkfifo .git/config");
    for name in ["Stop", "UserPromptSubmit", "PreCompact", "SessionEnd"] {
        assert_eq!(hurried(&s, name), "", "{name}");
    }
    s.set("SHIPKIT_HOOK_LIMIT", "5000");
    assert!(hurried(&s, "SessionStart").contains("git shipkit resume --brief"));
    s.sh("rm .git/config; mv ../config .git/config");
}

#[test]
fn a_reader_that_never_reads_is_not_waited_for() {
    let s = saved();
    s.set("SHIPKIT_HOOK_LIMIT", "190");
    let full = "mkfifo ../full; exec 8<>../full
        dd if=/dev/zero of=../full bs=1024 oflag=nonblock 2>/dev/null || :
        printf '{\"hook_event_name\":\"SessionStart\"}' | timeout 60 git-shipkit hook claude >&8
        rm ../full";
    s.sh(full);
    s.sh(&format!(
        "mv .git/config ../config; mkfifo .git/config; {full}; rm .git/config; mv ../config .git/config"
    ));
}

#[test]
fn no_time_at_all_is_enough() {
    let s = saved();
    s.sh("echo x >>src/api/login.ts; git commit -qam x");
    s.set("SHIPKIT_HOOK_LIMIT", "0");
    for name in [
        "SessionStart",
        "Stop",
        "UserPromptSubmit",
        "PostToolUse",
        "PreCompact",
        "SessionEnd",
    ] {
        assert_eq!(hurried(&s, name), "", "{name}");
    }
    assert!(!s.exists(".git/shipkit/said"));
}

/// A git that never ends its look at the work tree.
const SLOW: &str = r#"#!/bin/sh
case " $* " in *" status "*) exec sleep 617 ;; esac
PATH=${PATH#*:} exec git "$@"
"#;

#[test]
fn a_look_that_never_ends_is_not_begun_again_at_once() {
    let s = saved();
    s.write("../bin/git", SLOW);
    s.sh("chmod +x ../bin/git");
    let path = s.sh("printf %s \"$PATH\"");
    s.set("PATH", format!("{}/bin:{path}", s.root().display()));
    s.set("SHIPKIT_HOOK_LIMIT", "5000");
    assert_eq!(hurried(&s, "Stop"), "");
    let left = r#"for p in /proc/[0-9]*; do
        if tr '\0' '\n' <$p/environ 2>/dev/null | grep -qx "SANDBOX=$SANDBOX"; then
            tr '\0' ' ' <$p/cmdline; echo
        fi; done 2>/dev/null | grep '^sleep' || :"#;
    assert_eq!(s.sh(left), "", "nothing goes on looking");
    assert!(s.read(".git/shipkit/said").contains("looks "));
    s.set("PATH", path);
    s.set("SHIPKIT_HOOK_LIMIT", "60000");
    s.sh("echo x >>src/api/login.ts; git commit -qam x");
    s.at("2025-01-27T14:50:00+00:00");
    assert_eq!(
        hurried(&s, "Stop"),
        "",
        "in twenty minutes it would not end either"
    );
    s.at("2025-01-27T15:10:00+00:00");
    assert_ne!(hurried(&s, "Stop"), "");
}
