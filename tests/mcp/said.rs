//! What agents say is kept to the letter, and what they are told hides nothing.

use super::Client;
use crate::support::Sandbox;
use serde_json::json;

#[test]
fn everything_that_is_said_is_kept() {
    let s = Sandbox::new();
    s.sh("mkdir -p src; echo x >src/b.rs");
    let mut client = Client::legacy(&s, &json!({}));
    let said = json!({
        "taskName": "  User\n authentication ",
        "taskId": "auth-1",
        "progress": 60,
        "completed": [{"text": "Hashing", "files": ["a"], "details": ["with argon2"]}],
        "inProgress": [{"text": "Endpoint", "files": ["./src/b.rs:1"], "stoppedAt": "JWT", "nextStep": "Sign"}],
        "pending": [{"text": "Logout"}, {"text": "--done"}],
        "decisions": [{"decision": "JWT", "rationale": "stateless"}, {"decision": "Argon"}],
        "filesToOpen": [{"path": "src/b.rs", "lines": "1", "note": "the handler"}],
        "gotchas": ["-v is broken"],
        "testState": "3 fail",
        "lastAction": "wrote it",
        "blockers": ["no key"],
        "priority": "high",
        "context": {"step": 2, "deep": {"a": [null, 1.25]}},
    });
    client.call("checkpoint", &said).done();
    let shown = s.shipkit(&["show", "--json"]).json();
    for (field, value) in [
        ("taskName", json!("User authentication")),
        ("taskId", json!("auth-1")),
        ("progress", json!(60)),
        (
            "pending",
            json!([
                {"text": "Logout", "files": [], "details": []},
                {"text": "--done", "files": [], "details": []},
            ]),
        ),
        (
            "inProgress",
            json!([{"text": "Endpoint", "files": ["src/b.rs:1"], "details": [], "stoppedAt": "JWT", "nextStep": "Sign"}]),
        ),
        ("gotchas", json!(["-v is broken"])),
        ("testState", json!("3 fail")),
        ("lastAction", json!("wrote it")),
        ("priority", json!("high")),
    ] {
        assert_eq!(shown[field], value, "{field}");
    }
    assert_eq!(
        shown["context"].to_string(),
        r#"{"step":2,"deep":{"a":[null,1.25]}}"#
    );
    assert_eq!(shown["completed"][0]["details"][0], "with argon2");
    assert_eq!(shown["decisions"][1]["decision"], "Argon");
    let pinned = client.call("check", &json!({})).done().object["files"].clone();
    let paths: Vec<&str> = pinned
        .as_array()
        .expect("a list")
        .iter()
        .map(|file| file["path"].as_str().expect("a path"))
        .collect();
    assert_eq!(paths, ["a", "src/b.rs"]);
}

#[test]
fn what_is_said_again_is_added_and_moved() {
    let s = Sandbox::new();
    let mut client = Client::legacy(&s, &json!({}));
    client.call("checkpoint", &json!({"taskName": "t", "blockers": ["one", "two"], "pending": [{"text": "x"}], "gotchas": ["g"]})).done();
    client
        .call(
            "checkpoint",
            &json!({"blockers": ["three"], "completed": [{"text": "x"}], "gotchas": ["h"]}),
        )
        .done();
    let shown = s.shipkit(&["show", "--json"]).json();
    assert_eq!(shown["blockers"], json!("three"), "all there are");
    assert_eq!(shown["completed"][0]["text"], "x");
    assert_eq!(shown["pending"], json!([]));
    assert_eq!(shown["gotchas"], json!(["g", "h"]));
    client.call("checkpoint", &json!({"blockers": []})).done();
    assert_eq!(s.shipkit(&["show", "--json"]).json().get("blockers"), None);
}

#[test]
fn a_path_is_from_the_top_wherever_the_server_was_begun() {
    let s = Sandbox::new();
    s.sh("mkdir sub");
    s.cd("sub");
    let mut client = Client::legacy(&s, &json!({}));
    let said =
        json!({"taskName": "t", "filesToOpen": [{"path": "a", "lines": "1"}, {"path": "../out"}]});
    let told = client.call("checkpoint", &said).done();
    assert!(told.text.contains("warning: '../out' "), "{}", told.text);
    let warning = told.object["warnings"][0].as_str().expect("one");
    assert!(warning.starts_with("'../out' "), "{warning}");
    let told = client.call("check", &json!({})).done();
    assert_eq!(told.object["files"][0]["path"], "a");
    s.sh("echo two >../a");
    let told = client.call("diff", &json!({"paths": ["a"]})).done();
    assert!(told.text.contains("-one\n+two\n"), "{}", told.text);
}

#[test]
fn nothing_hides_in_what_is_told() {
    let s = Sandbox::new();
    let mut client = Client::legacy(&s, &json!({}));
    let hidden = "Login\u{202e}\u{200b}\u{1b}[31m \u{e0041}";
    client
        .call(
            "checkpoint",
            &json!({"taskName": hidden, "gotchas": [hidden]}),
        )
        .done();
    let told = client.call("resume", &json!({})).done();
    let read = client.ask("resources/read", &json!({"uri": "shipkit://checkpoint"}));
    let read = read["result"]["contents"][0]["text"]
        .as_str()
        .expect("a document");
    for text in [told.text.as_str(), read] {
        for c in ['\u{202e}', '\u{200b}', '\u{1b}', '\u{e0041}'] {
            assert!(!text.contains(c), "{c:?} in {text:?}");
        }
    }
}

#[test]
fn a_long_task_is_told_in_short() {
    let s = Sandbox::new();
    let mut client = Client::legacy(&s, &json!({}));
    let task = "x".repeat(100_000);
    client.call("checkpoint", &json!({"taskName": task})).done();
    let listed = client.ask("resources/list", &json!({})).to_string();
    assert!(listed.len() < 2_000, "{}", listed.len());
    let told = client.call("checkpoint", &json!({"taskName": "y"}));
    let length = told.text.len() + told.object.to_string().len();
    assert!(told.failed && length < 5_000, "{length}");
}
