//! What agents and git write, and what they never should.

use super::{AgentCall, MAX_HOOK_INPUT, Pushed, Rewritten, pushed, rewritten};
use crate::model::ObjectId;

fn read(text: &str) -> AgentCall {
    AgentCall::read(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[track_caller]
fn refused(input: &[u8]) -> String {
    AgentCall::read(input).unwrap_err().to_string()
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

#[test]
fn what_cannot_be_used_is_refused_by_its_name() {
    let long = format!(r#"{{"cwd":"/{}"}}"#, "x".repeat(5000));
    for (input, sentence) in [
        ("", "the hook's input is no JSON object: EOF"),
        ("[1]", "the hook's input is no JSON object: invalid type"),
        ("{} {}", "the hook's input is no JSON object: trailing"),
        (
            r#"{"session_id":7}"#,
            "the hook input's field 'session_id' is no text",
        ),
        (
            r#"{"session_id":["a"]}"#,
            "the hook input's field 'session_id' is no text",
        ),
        (
            r#"{"sessionId":"a\u001b[2J"}"#,
            "the hook input's field 'sessionId' has a control character",
        ),
        (
            r#"{"source":"a","source":"b"}"#,
            "the hook input's field 'source' is there twice",
        ),
        (
            r#"{"cwd":"/a\u0000b"}"#,
            "the hook input's field 'cwd' has a NUL byte",
        ),
        (
            &long,
            "the hook input's field 'cwd' is longer than 4096 bytes",
        ),
        (
            r#"{"workspace_roots":{}}"#,
            "the hook input's field 'workspace_roots' is no list",
        ),
        (
            r#"{"workspace_roots":[1]}"#,
            "the hook input's field 'workspace_roots' is no text",
        ),
        (
            r#"{"stop_hook_active":"no"}"#,
            "the hook input's field 'stop_hook_active' is not true or false",
        ),
    ] {
        let said = refused(input.as_bytes());
        assert!(said.starts_with(sentence), "{input}: {said}");
    }
    assert_eq!(
        refused(b"{\"a\":\"\xff\"}"),
        "the hook's input is not UTF-8 text"
    );
    let huge = format!(r#"{{"prompt":"{}"}}"#, "x".repeat(MAX_HOOK_INPUT));
    assert_eq!(
        refused(huge.as_bytes()),
        "the hook's input is larger than 8 MiB"
    );
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
