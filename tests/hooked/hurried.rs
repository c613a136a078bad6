//! A hook that cannot answer in time says nothing, and nobody waits for it.

use super::*;
use std::time::{Duration, Instant};

/// Twice the limit and more: the machine may have other things to do.
const SOON: Duration = Duration::from_secs(5);

/// Runs the hook, which must end before whatever it looks at does.
#[track_caller]
fn hurried(s: &Sandbox, event: &str) -> Output {
    let start = Instant::now();
    let said = s.directly(&["hook", event, "amend"]);
    assert!(start.elapsed() < SOON, "{event}: {:?}", start.elapsed());
    said
}

/// As ever, but in no more time than there is.
fn in_time() -> Sandbox {
    let s = Sandbox::init(&[]);
    s.sh(SAVED);
    s.sh("echo x >>notes.md; git add notes.md");
    s
}

/// What lies there never says a word to whoever opens it.
fn mute(s: &Sandbox, path: &str) {
    s.sh(&format!("rm -f '{path}'; mkfifo '{path}'"));
}

#[test]
fn a_repository_that_never_answers_is_not_waited_for() {
    let s = in_time();
    s.sh("cp .git/config ../config");
    mute(&s, ".git/config");
    for event in EVENTS {
        let said = hurried_unwatched(&s, event);
        assert_eq!((said.stderr.as_str(), said.code), ("", 0), "{event}");
    }
    s.sh("rm .git/config; cp ../config .git/config");
}

/// The same where git itself could not even look after the sandbox.
#[track_caller]
fn hurried_unwatched(s: &Sandbox, event: &str) -> Output {
    let start = Instant::now();
    let program = env!("CARGO_BIN_EXE_git-shipkit");
    let said = s.run(program, &["hook", event], None);
    assert!(start.elapsed() < SOON, "{event}: {:?}", start.elapsed());
    said
}

/// A git that stops as soon as it is asked for contents, before the real one.
const STOPPED: &str = r#"#!/bin/sh
case " $* " in *" cat-file "*|*" diff-index "*) kill -STOP $$ ;; esac
PATH=${PATH#*:} exec git "$@"
"#;

#[test]
fn a_git_that_was_stopped_is_not_waited_for() {
    let s = in_time();
    s.write("../bin/git", STOPPED);
    s.sh("chmod +x ../bin/git; git config shipkit.preCommit block");
    let path = s.sh("printf %s \"$PATH\"");
    s.set("PATH", format!("{}/bin:{path}", s.root().display()));
    s.set("SHIPKIT_HAND", "git");
    s.set("SHIPKIT_HOOK_LIMIT", "2000"); // time enough to learn that it may stop
    let said = hurried_unwatched(&s, "pre-commit");
    assert_eq!(said.code, 0, "{said}");
    assert_eq!(
        said.stderr,
        "shipkit: there was no time to see whether the checkpoint is up to date: git shipkit status\n"
    );
    s.set("PATH", path);
    s.sh("for p in /proc/[0-9]*; do
            if grep -q '^State:.*stopped' $p/status 2>/dev/null && tr '\\0' ' ' <$p/cmdline | grep -q \"$SANDBOX/bin/git\"; then
                kill -KILL ${p#/proc/}; fi; done");
    s.set("SHIPKIT_HOOK_LIMIT", "60000");
    assert_eq!(
        hurried(&s, "pre-commit").code,
        1,
        "and with a git that answers it is stopped"
    );
}

#[test]
fn no_time_at_all_is_enough() {
    let s = in_time();
    s.set("SHIPKIT_HOOK_LIMIT", "0");
    for event in EVENTS {
        let said = hurried(&s, event);
        assert_eq!((said.stderr.as_str(), said.code), ("", 0), "{event}");
    }
    assert_eq!(
        s.sh("ls .git/shipkit | grep -v '^id$\\|^lock$\\|^loose$\\|^pending$' || :"),
        ""
    );
}
