//! Conversations to the letter, `fixtures/mcp/*.wire`: after the setup (`$`),
//! what the client sends (`>`) and what it hears (`<`). A message goes on over
//! the lines that are indented. Of an answer all that is written must be there;
//! `…` stands for any text, also at the end of one.

use crate::support::{Conversation, Sandbox};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Whether what was heard has all that is expected of it.
fn has(heard: &Value, expected: &Value) -> bool {
    match (heard, expected) {
        (Value::Object(heard), Value::Object(expected)) => expected
            .iter()
            .all(|(key, value)| heard.get(key).is_some_and(|heard| has(heard, value))),
        (Value::Array(heard), Value::Array(expected)) => {
            let same = heard.len() == expected.len();
            same && heard
                .iter()
                .zip(expected)
                .all(|(heard, value)| has(heard, value))
        }
        (Value::String(heard), Value::String(expected)) => match expected.strip_suffix('…') {
            Some(begin) => heard.starts_with(begin),
            None => heard == expected,
        },
        _ => heard == expected,
    }
}

/// Plays one; fails where something else is heard.
fn play(path: &Path) {
    let text = fs::read_to_string(path).expect("a fixture of ours");
    let s = Sandbox::new();
    let mut wire: Option<Conversation> = None;
    for part in parts(&text) {
        let said = part[1..].trim();
        match &part[..1] {
            "$" => _ = s.sh(said),
            ">" => {
                let wire = wire.get_or_insert_with(|| Conversation::with(&s, &["mcp"]));
                let line = said.lines().map(str::trim).collect::<Vec<_>>().join(" ");
                wire.send(&[line]);
            }
            "<" => {
                let heard = wire.as_ref().expect("something was sent").hear();
                let expected: Value = serde_json::from_str(said)
                    .unwrap_or_else(|why| panic!("{}: {why}: {said}", path.display()));
                let same = has(&heard, &expected);
                assert!(same, "{}: expected {said}\nheard {heard:#}", path.display());
            }
            _ => panic!("{}: {part}", path.display()),
        }
    }
    let rest = wire.expect("something was sent").end();
    assert!(rest.is_empty(), "{}: {rest:?}", path.display());
}

/// The messages and setups, each with the lines that go on with it.
fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let lines = text.lines();
    for line in lines.filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        match parts.last_mut() {
            Some(part) if line.starts_with(' ') => {
                part.push('\n');
                part.push_str(line);
            }
            _ => parts.push(line.to_owned()),
        }
    }
    parts
}

#[test]
fn every_conversation_goes_as_it_is_written() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/mcp");
    let entries = fs::read_dir(dir).expect("a directory of ours");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("of ours").path())
        .collect();
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "wire")
    });
    paths.sort();
    assert!(paths.len() >= 6, "{paths:?}");
    for path in &paths {
        play(path);
    }
}

#[test]
fn a_transcript_that_differs_is_seen() {
    let heard = serde_json::json!({"a": {"b": "one two", "c": [1, 2]}});
    for (expected, same) in [
        (r#"{"a": {"b": "one…"}}"#, true),
        (r#"{"a": {"c": [1, 2]}}"#, true),
        (r#"{"a": {"b": "…"}}"#, true),
        (r#"{"a": {"b": "one"}}"#, false),
        (r#"{"a": {"c": [1]}}"#, false),
        (r#"{"a": {"d": null}}"#, false),
        (r#"{"a": []}"#, false),
    ] {
        let expected = serde_json::from_str(expected).expect("JSON");
        assert_eq!(has(&heard, &expected), same, "{expected}");
    }
}
