//! Coding agents call us: what they are answered is one JSON object that they
//! take, or nothing; nothing they hand over, and no place they work in, makes
//! it fail, wait or say anything else.

mod advice;
mod hurried;
mod places;
mod saves;
mod starts;
mod stdin;
mod storms;

use crate::support::{Output, Sandbox};
use serde_json::{Value, json};

const AGENTS: [&str; 6] = ["claude", "codex", "gemini", "copilot", "cursor", "opencode"];

const PROGRAM: &str = env!("CARGO_BIN_EXE_git-shipkit");

/// A commit, and a checkpoint of it at line 34.
const SAVED: &str = r"
mkdir -p src/api; seq 1 60 | sed 's/^/line /' >src/api/login.ts
git add .; git commit -qm all
git shipkit checkpoint -q -y --task 'Sign tokens' --next 'Write the test' --open src/api/login.ts:34
";

/// Somewhere to work, as if no machine was ever busy.
fn place() -> Sandbox {
    let s = Sandbox::init(&[]);
    s.set("SHIPKIT_HOOK_LIMIT", "60000");
    s
}

fn saved() -> Sandbox {
    let s = place();
    s.sh(SAVED);
    s
}

/// Calls the hook with this input; it must end well and say nothing on
/// standard error. The document is ours, and a save may write it.
#[track_caller]
fn call(s: &Sandbox, words: &[&str], input: &[u8]) -> String {
    let mut all = vec!["hook"];
    all.extend(words);
    let said: Output = s.run(PROGRAM, &all, Some(input));
    assert_eq!((said.stderr.as_str(), said.code), ("", 0), "{words:?}");
    said.stdout
}

/// Calls it with an event that is said as Claude Code says it. What is
/// answered must be nothing or one object on one line.
#[track_caller]
fn event(s: &Sandbox, agent: &str, event: &str, more: Value) -> Option<Value> {
    let mut input = json!({ "hook_event_name": event, "session_id": "s1", "cwd": s.cwd() });
    let fields = input.as_object_mut().expect("an object");
    let Value::Object(more) = more else {
        panic!("{more} is no object");
    };
    fields.extend(more);
    let said = call(s, &[agent], input.to_string().as_bytes());
    if said.is_empty() {
        return None;
    }
    assert_eq!(said.find('\n'), Some(said.len() - 1), "{said}");
    let value: Value = serde_json::from_str(&said).expect("it is JSON");
    assert!(value.is_object(), "{said}");
    Some(value)
}

/// The text in an answer, wherever that agent takes it.
fn text(answer: Option<&Value>) -> &str {
    let answer = answer.expect("there is an answer");
    let fields = [
        &answer["hookSpecificOutput"]["additionalContext"],
        &answer["additionalContext"],
        &answer["additional_context"],
        &answer["systemMessage"],
    ];
    let mut texts = fields.into_iter().filter_map(Value::as_str);
    texts.next().expect("it says something")
}
