//! Whatever an agent hands over.

use super::*;
use crate::support::Sandbox;
use std::io::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

fn start() -> String {
    r#"{"hook_event_name":"SessionStart","source":"startup"}"#.to_owned()
}

#[test]
fn an_event_is_known_in_every_spelling_and_by_its_argument() {
    let s = saved();
    for name in [
        "SessionStart",
        "sessionStart",
        "session_start",
        "SESSION-START",
        "session.created",
    ] {
        let said = call(
            &s,
            &["claude"],
            format!(r#"{{"hook_event_name":"{name}"}}"#).as_bytes(),
        );
        assert!(
            said.contains(r#""hookEventName":"SessionStart""#),
            "{name}: {said}"
        );
        for input in [
            "",
            "{}",
            "[]",
            "nonsense",
            "{\"hook_event_name\":7}",
            "{\"cwd\":",
        ] {
            let said = call(&s, &["copilot-cli", name], input.as_bytes());
            assert!(
                said.starts_with(r#"{"additionalContext":"#),
                "{name} {input}: {said}"
            );
        }
    }
    let camel = r#"{"hookEventName":"sessionStart","sessionId":"x","timestamp":1}"#;
    assert_ne!(call(&s, &["github-copilot"], camel.as_bytes()), "");
}

#[test]
fn what_is_not_known_is_passed_over() {
    let s = saved();
    for (words, input) in [
        (&["claude"][..], "{}"),
        (&["claude"], ""),
        (&["claude", "PreToolUse"], "{}"),
        (
            &["claude", "SessionStart"],
            r#"{"hook_event_name":"PreToolUse"}"#,
        ),
        (&["claude", "--unknown"], "{}"),
        (&["nobody", "SessionStart"], &start()),
        (&["Claude"], &start()),
        (
            &["claude"],
            r#"{"hook_event_name":"WorktreeCreate","name":"x"}"#,
        ),
        (&["claude"], r#"[{"hook_event_name":"SessionStart"}]"#),
    ] {
        assert_eq!(call(&s, words, input.as_bytes()), "", "{words:?} {input}");
    }
}

#[test]
fn a_subagent_and_an_agent_that_goes_on_are_left_alone() {
    let s = saved();
    s.sh("echo x >>src/api/login.ts; git commit -qam x");
    let sub = json!({ "agent_id": "a1", "agent_type": "Explore" });
    for name in [
        "SessionStart",
        "UserPromptSubmit",
        "PostToolUse",
        "PreCompact",
        "Stop",
        "SubagentStop",
    ] {
        assert_eq!(event(&s, "claude", name, sub.clone()), None, "{name}");
    }
    assert_eq!(
        s.sh("git shipkit log --json | grep -o '\"id\":[0-9]*' | head -1"),
        "\"id\":1\n"
    );
    assert_eq!(
        event(&s, "claude", "Stop", json!({ "stop_hook_active": true })),
        None
    );
    let own = json!({ "agent_type": "reviewer", "stop_hook_active": false });
    assert!(event(&s, "claude", "Stop", own).is_some());
}

#[test]
fn a_mark_of_the_byte_order_odd_bytes_and_megabytes_are_read() {
    let s = saved();
    let mut marked = "\u{feff}".to_owned() + &start();
    assert_ne!(call(&s, &["claude"], marked.as_bytes()), "");
    marked.push_str("\n\n{\"hook_event_name\":\"Stop\"}");
    assert_ne!(call(&s, &["claude"], marked.as_bytes()), "");
    assert_ne!(
        call(
            &s,
            &["claude"],
            b"{\"hook_event_name\":\"SessionStart\",\"prompt\":\"\xff\xfe\"}"
        ),
        ""
    );
    for size in [8 << 20, 12 << 20] {
        let text = "x".repeat(size);
        let first = format!(r#"{{"hook_event_name":"SessionStart","tool_response":"{text}"}}"#);
        assert_ne!(call(&s, &["claude"], first.as_bytes()), "", "{size}");
        let last = format!(r#"{{"tool_response":"{text}","hook_event_name":"SessionStart"}}"#);
        assert_eq!(
            call(&s, &["claude"], last.as_bytes()),
            "",
            "{size}: beyond what is kept"
        );
        assert_ne!(
            call(&s, &["claude", "SessionStart"], last.as_bytes()),
            "",
            "{size}"
        );
    }
}

/// Runs the hook with a pipe that stays open after `input`, with so much time.
fn open_pipe(s: &Sandbox, words: &[&str], input: &[u8], limit: &str) -> (String, Duration) {
    let begun = Instant::now();
    let mut child = s
        .command(PROGRAM)
        .arg("hook")
        .args(words)
        .env("SHIPKIT_HOOK_LIMIT", limit)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program can be run");
    let mut pipe = child.stdin.take().expect("it was asked for");
    pipe.write_all(input).expect("it listens");
    let said = child.wait_with_output().expect("it ends");
    let took = begun.elapsed();
    drop(pipe);
    assert!(said.status.success() && said.stderr.is_empty(), "{said:?}");
    (String::from_utf8(said.stdout).expect("text"), took)
}

/// Long before the limit that is set, whatever else the machine does.
const SOON: Duration = Duration::from_secs(40);

#[test]
fn a_pipe_that_stays_open_is_not_waited_for() {
    let s = saved();
    let (said, took) = open_pipe(&s, &["claude"], start().as_bytes(), "60000");
    assert!(said.contains("Write the test"), "{said}");
    assert!(took < SOON, "the object was whole: {took:?}");
    let whole = start();
    let half = &whole.as_bytes()[..whole.len() - 1];
    let (said, _) = open_pipe(&s, &["claude"], half, "4000");
    assert!(
        said.contains("git shipkit resume") || said.contains("Write the test"),
        "as far as it goes: {said}"
    );
    for input in [&b""[..], b"{", b"{\"hook_event_name\":\"SessionSt"] {
        let (said, took) = open_pipe(&s, &["claude"], input, "190");
        assert_eq!(said, "", "nobody said what happened");
        assert!(took < SOON, "{took:?}");
    }
}

#[test]
fn what_never_ends_is_not_read_to_its_end() {
    let s = saved();
    s.set("SHIPKIT_HOOK_LIMIT", "1000");
    for endless in ["/dev/zero", "/dev/urandom"] {
        s.sh(&format!(
            "timeout 60 git-shipkit hook claude SessionStart <{endless}"
        ));
    }
}

#[test]
fn a_closed_stream_is_no_failure() {
    let s = saved();
    for redirection in [
        "<&-",
        ">&-",
        "2>&-",
        "<&- >&- 2>&-",
        ">/dev/full",
        ">/dev/full 2>&1",
    ] {
        let script = format!(
            "printf '%s' '{}' | git-shipkit hook claude SessionStart {redirection}",
            start()
        );
        let said = s.run("sh", &["-c", &script], None);
        assert_eq!((said.stderr.as_str(), said.code), ("", 0), "{redirection}");
    }
    s.sh("git-shipkit hook claude SessionStart </dev/null | :");
}

#[test]
fn switched_off_it_says_nothing() {
    let s = saved();
    s.set("SHIPKIT", "0");
    assert_eq!(call(&s, &["claude"], start().as_bytes()), "");
}
