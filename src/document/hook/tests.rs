//! What agents and git write, and what they never should.

use super::{AgentCall, AgentEvent, MAX_HOOK_INPUT, Pushed, Rewritten, pushed, rewritten};
use crate::model::ObjectId;

fn read(text: &str) -> AgentCall {
    AgentCall::read(text.as_bytes())
}

#[test]
fn every_agents_spelling_is_read() {
    let compacting = AgentCall {
        event: Some("PreCompact".to_owned()),
        session: Some("0197-a".to_owned()),
        cwd: Some("/home/ada/shop".to_owned()),
        trigger: Some("auto".to_owned()),
        transcript: Some("/home/ada/.agent/0197-a.jsonl".to_owned()),
        ..AgentCall::default()
    };
    let snake = r#"{"session_id":"0197-a","transcript_path":"/home/ada/.agent/0197-a.jsonl",
        "cwd":"/home/ada/shop","hook_event_name":"PreCompact","trigger":"auto",
        "custom_instructions":null,"effort":{"level":"high"}}"#;
    let camel = r#"{"sessionId":"0197-a","transcriptPath":"/home/ada/.agent/0197-a.jsonl",
        "cwd":"/home/ada/shop","hookEventName":"PreCompact","trigger":"auto","timestamp":1}"#;
    let roots = r#"{"conversation_id":"0197-a","generation_id":"g","workspace_roots":["/home/ada/shop","/x"],
        "transcript_path":"/home/ada/.agent/0197-a.jsonl","hook_event_name":"PreCompact","trigger":"auto"}"#;
    for text in [snake, camel, roots] {
        assert_eq!(read(text), compacting, "{text}");
    }
    let start =
        read(r#"{"hook_event_name":"SessionStart","source":"compact","transcript_path":null}"#);
    assert_eq!(start.trigger.as_deref(), Some("compact"));
    assert_eq!(start.transcript, None);
    let end = read(r#"{"hook_event_name":"SessionEnd","reason":"logout"}"#);
    assert_eq!(end.trigger.as_deref(), Some("logout"));
    let asked = read(r#"{"hook_event_name":"UserPromptSubmit","prompt":"go\non"}"#);
    assert_eq!(asked.prompt.as_deref(), Some("go\non"));
    let below =
        read(r#"{"hook_event_name":"SubagentStop","agent_id":"s1","stop_hook_active":true}"#);
    assert_eq!(
        (below.subagent.as_deref(), below.continued),
        (Some("s1"), true)
    );
    let tool = read(r#"{"tool_name":"Bash","tool_input":{"command":"ls"}}"#);
    assert_eq!(
        (tool.tool.as_deref(), tool.continued),
        (Some("Bash"), false)
    );
    assert_eq!(read("{}"), AgentCall::default());
    assert_eq!(read("\u{feff}{\"session_id\":\"\"}"), AgentCall::default());
}

#[test]
fn what_nobody_uses_may_hold_anything() {
    let deep = "[".repeat(20_000) + &"]".repeat(20_000);
    let text = format!(
        r#"{{"new":{deep},"new":1e999,"cut":"\ud83d","\udc00":1,"session_id":"s","trigger":null,"source":"resume"}}"#
    );
    let call = read(&text);
    assert_eq!(call.session.as_deref(), Some("s"));
    assert_eq!(call.trigger.as_deref(), Some("resume"));
}

#[test]
fn a_text_that_was_cut_within_a_character_is_still_a_text() {
    let call = read(r#"{"prompt":"see \ud83d"}"#);
    assert!(
        call.prompt
            .is_some_and(|prompt| prompt.starts_with("see \u{fffd}"))
    );
}

/// A call that says nothing but its event.
fn stop() -> AgentCall {
    AgentCall {
        event: Some("Stop".to_owned()),
        ..AgentCall::default()
    }
}

#[test]
fn a_field_that_cannot_be_taken_counts_as_not_given() {
    let long = format!(r#""cwd":"/{}""#, "x".repeat(5000));
    for field in [
        r#""session_id":7"#,
        r#""session_id":["a"]"#,
        r#""sessionId":"a\u001b[2J""#,
        r#""source":"a","source":"b""#,
        r#""cwd":"/a\u0000b""#,
        &long,
        r#""workspace_roots":{}"#,
        r#""workspace_roots":[1]"#,
        r#""stop_hook_active":"no""#,
        r#""agent_id":null"#,
    ] {
        let text = format!(r#"{{{field},"hook_event_name":"Stop"}}"#);
        assert_eq!(read(&text), stop(), "{text}");
    }
    let other = read(r#"{"cwd":7,"trigger":[],"workspace_roots":["/x"],"reason":"clear"}"#);
    assert_eq!(
        (other.cwd.as_deref(), other.trigger.as_deref()),
        (Some("/x"), Some("clear")),
        "another spelling serves"
    );
}

#[test]
fn what_breaks_off_is_read_up_to_there() {
    for rest in [
        "",
        ",",
        ",\"cwd\"",
        ",\"cwd\":\"/x",
        ",\"cwd\":{\"a\":[1}",
        "} {\"cwd\":\"/x\"}",
    ] {
        let text = format!("{{\"hook_event_name\":\"Stop\"{rest}");
        assert_eq!(read(&text), stop(), "{text}");
    }
    for nothing in ["", "[1]", "7", "\"Stop\"", "null", "\u{feff}", "{\"\":"] {
        assert_eq!(read(nothing), AgentCall::default(), "{nothing}");
    }
    let no_text = AgentCall::read(b"{\"prompt\":\"\xff\",\"hook_event_name\":\"Stop\"}");
    assert_eq!(no_text.event.as_deref(), Some("Stop"));
    let huge = format!(
        r#"{{"hook_event_name":"Stop","prompt":"{}","cwd":"/x"}}"#,
        "x".repeat(MAX_HOOK_INPUT)
    );
    assert_eq!(read(&huge), stop());
}

#[test]
fn an_event_is_known_in_any_spelling() {
    use AgentEvent::{
        AfterTool, AtWork, BeforeCompaction, DirectoryChanged, Prompt, SessionEnd, SessionStart,
        Stop,
    };
    for (event, names) in [
        (
            SessionStart,
            &[
                "SessionStart",
                "sessionStart",
                "session_start",
                "session.created",
            ][..],
        ),
        (
            BeforeCompaction,
            &["PreCompact", "preCompact", "pre_compact", "PreCompress"],
        ),
        (SessionEnd, &["SessionEnd", "session-end"]),
        (
            Stop,
            &["Stop", "stop", "AfterAgent", "agentStop", "session.idle"],
        ),
        (
            Prompt,
            &[
                "UserPromptSubmit",
                "userPromptSubmitted",
                "BeforeAgent",
                "beforeSubmitPrompt",
            ],
        ),
        (
            AfterTool,
            &[
                "PostToolUse",
                "post_tool_use",
                "AfterTool",
                "tool.execute.after",
            ],
        ),
        (AtWork, &["afterFileEdit", "after_shell_execution"]),
        (DirectoryChanged, &["CwdChanged", "CWD CHANGED"]),
    ] {
        for name in names {
            assert_eq!(AgentEvent::parse(name), Some(event), "{name}");
        }
    }
    for other in [
        "",
        "PostCompact",
        "SubagentStop",
        "StopFailure",
        "PreToolUse",
        "st\u{f6}p",
        "Interrupt",
    ] {
        assert_eq!(AgentEvent::parse(other), None, "{other}");
    }
}

fn id(digit: char) -> ObjectId {
    ObjectId::new(&String::from(digit).repeat(40)).expect("forty digits")
}

#[test]
fn the_lines_of_post_rewrite_are_read() {
    let (a, b) = ("a".repeat(40), "b".repeat(40));
    let all = [
        Rewritten {
            old: id('a'),
            new: id('b'),
        },
        Rewritten {
            old: id('b'),
            new: id('a'),
        },
    ];
    let text = format!("{a} {b}\n{b} {a} what git may say one day\n");
    assert_eq!(rewritten(text.as_bytes()).unwrap(), all);
    assert_eq!(rewritten(b"").unwrap(), []);
    for (text, line) in [
        (format!("{a}\n"), 1),
        (format!("{a} {b}\n\n"), 2),
        (format!("{a}  {b}"), 1),
    ] {
        let said = rewritten(text.as_bytes()).unwrap_err().to_string();
        assert_eq!(
            said,
            format!("the hook's input is not what git writes, at line {line}")
        );
    }
}

#[test]
fn the_lines_of_pre_push_are_read_from_their_end() {
    let (a, b, none) = ("a".repeat(40), "b".repeat(40), "0".repeat(40));
    let push = |local: &str, local_id, remote_id| Pushed {
        local: local.to_owned(),
        local_id,
        remote: "refs/heads/main".to_owned(),
        remote_id,
    };
    for (text, expected) in [
        (
            format!("refs/heads/main {a} refs/heads/main {b}\n"),
            push("refs/heads/main", Some(id('a')), Some(id('b'))),
        ),
        (
            format!(":/fix the bug {a} refs/heads/main {none}\n"),
            push(":/fix the bug", Some(id('a')), None),
        ),
        (
            format!("(delete) {none} refs/heads/main {b}\n"),
            push("(delete)", None, Some(id('b'))),
        ),
    ] {
        assert_eq!(pushed(text.as_bytes()).unwrap(), [expected], "{text}");
    }
    for text in [
        format!("refs/heads/main {a} {b}\n"),
        format!("x nothex y {b}\n"),
        format!(" {a} y {b}\n"),
    ] {
        assert!(pushed(text.as_bytes()).is_err(), "{text}");
    }
}
