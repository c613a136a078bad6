//! Each verb is heard once, whatever else the promises ask of it; the sandbox
//! holds every answer against its schema.

use crate::support::{Sandbox, schemas};
use serde_json::{Value, json};

#[test]
fn every_verb_answers_as_its_schema_says() {
    let s = Sandbox::new();
    s.sh("mkdir docs; printf 'one\\ntwo\\nthree\\n' >b; git add b; git commit -qm b");
    s.write("docs/one.md", "# One\n\nSee `b:2` and `a`.\n");
    s.sh("git add .; git commit -qm docs");
    let told = |kind: &str, code: i32, arguments: &[&str]| {
        let answer = s
            .shipkit(&[arguments, &["--json"]].concat())
            .expect_code(code)
            .json();
        assert_eq!(answer["kind"], kind, "{arguments:?}: {answer:#}");
        answer
    };
    let _ = told("none", 3, &["resume"]);
    let _ = told("error", 129, &["resume", "a", "b"]);
    let _ = told(
        "checkpoint",
        0,
        &["checkpoint", "--task", "t", "--open=b:2", "--open=a"],
    );
    s.sh("printf 'new\\none\\ntwo\\nthree\\n' >b; echo 2 >a");
    let _ = told("resume", 1, &["resume"]);
    let _ = told("resume", 0, &["status"]);
    let _ = told("diff", 0, &["diff"]);
    let _ = told("checkpoint", 0, &["checkpoint", "-n"]);
    let _ = told("check", 1, &["check", "docs/one.md"]);
    let _ = told(
        "check",
        1,
        &[
            "check",
            "docs/one.md",
            "docs/one.md",
            ".shipkit/checkpoint.md",
        ],
    );
    let _ = told("check", 1, &["check", "--fix", "-n", "docs/one.md"]);
    let _ = told("resume", 0, &["resume", "--proceed"]);
    let updated = told("resume", 0, &["resume", "--update"]);
    assert_eq!(
        updated["healed"].as_array().map(Vec::len),
        Some(1),
        "{updated:#}"
    );
    let _ = told("list", 0, &["list", "--all"]);
    let _ = told("show", 0, &["show"]);
    let _ = told("log", 0, &["log"]);
    let _ = told("restore", 0, &["restore"]);
    let _ = told("resume", 0, &["resume", "--discard"]);
    let _ = told("restore", 0, &["restore"]);
    let _ = told("clear", 0, &["clear"]);
    let _ = told("none", 3, &["show"]);
}

fn failed(extra: &str) -> Value {
    json!({ "version": 1, "kind": "error", "code": 128, "message": "m", extra: "x" })
}

#[test]
fn a_field_that_no_schema_tells_is_noticed() {
    assert!(schemas::is("error", &failed("hint")));
    assert!(!schemas::is("error", &failed("untold")));
    let file = |extra: &str| json!({ "path": "a", "verdict": "deleted", "commits": [], "positions": [], extra: "b" });
    let checkpoint =
        json!({ "name": null, "id": 1, "savedAt": null, "head": null, "branch": null });
    let saved = |extra: &str| {
        json!({
            "version": 1, "kind": "checkpoint", "checkpoint": checkpoint, "repinned": [file(extra)],
            "healed": [], "notKept": [], "credentials": [],
        })
    };
    assert!(schemas::is("checkpoint", &saved("newPath")));
    assert!(!schemas::is("checkpoint", &saved("untold")));
}
