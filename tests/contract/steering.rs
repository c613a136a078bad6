//! A text of a program that would steer a terminal is shown, never obeyed; and
//! comes back as it was.

use super::returned::{answer, assert_plain, assert_same, fields, give};
use crate::support::Sandbox;
use serde_json::json;

const EVIL: &str =
    "T\u{1b}[31mred\u{1b}]0;title\u{7}\u{9b}2J\u{202e}txet\u{2066}\u{2028}\u{7f}\0\u{85}x";

/// A state with it at every place that takes a text.
fn state() -> String {
    json!({
        "taskId": EVIL, "taskName": EVIL, "status": EVIL, "lastAction": EVIL, "nextStep": EVIL,
        "blockers": [EVIL, EVIL], "context": { EVIL: [EVIL] }, "stoppedAt": EVIL, "testState": EVIL,
        "completed": [EVIL],
        "inProgress": [{ "text": EVIL, "details": [EVIL], "stoppedAt": EVIL, "nextStep": EVIL,
                         "files": [EVIL.replace('\0', "")] }],
        "pending": [{ "text": EVIL, "files": [{ "path": "a\u{1b}b\u{9b}", "lines": 3 }] }],
        "decisions": [{ "decision": EVIL, "rationale": EVIL }],
        "filesToOpen": [{ "path": "a\u{1b}b\u{9b}", "note": EVIL }],
        "gotchas": [EVIL],
    })
    .to_string()
}

#[test]
fn no_verb_obeys_what_a_program_gave() {
    let s = Sandbox::new();
    s.write("a\u{1b}b\u{9b}", "1\n2\n3\n");
    let saved = give(&s, &state());
    assert_plain(&saved.stdout);
    assert_plain(&saved.stderr);
    assert_plain(&s.document());
    assert_same(&state(), &fields(&answer(&s, &["show", "--json"])));
    s.write("a\u{1b}b\u{9b}", "2\n3\n");
    for look in [
        &["resume"][..],
        &["resume", "--check"],
        &["status"],
        &["status", "--porcelain"],
        &["list"],
        &["show"],
        &["log"],
        &["diff"],
        &["check", ".shipkit/checkpoint.md"],
        &["checkpoint", "-n"],
        &["resume", "--update"],
        &["clear", "--progress"],
        &["show"],
        &["restore"],
    ] {
        for json in [&[][..], &["--json"]] {
            let said = s.shipkit(&[look, json].concat());
            assert!(said.code <= 3, "{look:?}: {said}");
            assert_plain(&said.stdout);
            assert_plain(&said.stderr);
        }
    }
    assert_plain(&s.read(".shipkit/progress.md"));
}

#[test]
fn a_refusal_shows_what_it_quotes() {
    let s = Sandbox::new();
    for wrong in [
        json!({ "taskName": "t", EVIL: 1 }).to_string(),
        json!({ "taskName": "t", "pending": [{ "text": "x", EVIL: 1 }] }).to_string(),
        "{\"taskName\":\"t\",\u{9b}2J}".to_owned(),
        format!("{{\"taskName\":\"t\",\"{EVIL}\":1}}"),
        "{\"a\u{9b}\":1,\"a\u{9b}\":1}".to_owned(),
    ] {
        for json in [&[][..], &["--json"]] {
            let said = s.shipkit_reading(
                &[&["checkpoint", "--state", "-"], json].concat(),
                Some(wrong.as_bytes()),
            );
            assert_plain(&said.stdout);
            assert_plain(&said.stderr);
            let _ = said.expect_code(128);
        }
    }
}
