//! A state that a program gives replaces the one before; another task starts
//! over.

use super::returned::{answer, assert_same, fields, give};
use crate::support::Sandbox;
use serde_json::{Value, json};

#[test]
fn nothing_of_the_state_before_is_left() {
    let s = Sandbox::new();
    for state in [
        r#"{"taskName":"T","blockers":null,"taskId":null,"gotchas":["a\nb"],"context":{"a":1e5}}"#,
        r#"{"taskName":"T"}"#,
        r#"{"taskName":"T","taskId":"x","blockers":""}"#,
        r#"{"taskName":"T","blockers":[],"pending":null}"#,
    ] {
        let _ = give(&s, state);
        assert_same(state, &fields(&answer(&s, &["show", "--json"])));
    }
}

/// Two saves, and whether the second goes on with the first one's task.
#[test]
fn another_task_starts_over_and_the_same_one_goes_on() {
    let task = |id: Option<&str>, name: &str| match id {
        Some(id) => json!({ "taskId": id, "taskName": name }).to_string(),
        None => json!({ "taskName": name }).to_string(),
    };
    for (first, second, goes_on) in [
        ((Some("a"), "One"), (Some("a"), "One"), true),
        ((Some("a"), "One"), (Some("a"), "Renamed"), true),
        ((Some("a"), "One"), (Some("b"), "One"), false),
        ((Some("a"), "One"), (None, "One"), true),
        ((Some("a"), "One"), (None, "Two"), false),
        ((None, "One"), (Some("a"), "One"), true),
        ((None, "One"), (Some("a"), "Two"), false),
        ((None, "One"), (None, "Two"), false),
        (
            (None, "One\n of  two lines "),
            (None, "One\n of  two lines "),
            true,
        ),
        ((None, "\u{1b}[31mred"), (None, "\u{1b}[31mred"), true),
    ] {
        let s = Sandbox::new();
        let _ = give(&s, &task(first.0, first.1));
        let own = s
            .document()
            .replace("## To Resume", "## Mine\n\nMy own words.\n\n## To Resume");
        s.write(".shipkit/checkpoint.md", own);
        let _ = give(&s, &task(second.0, second.1));
        let kept = s.document().contains("My own words.");
        assert_eq!(kept, goes_on, "{first:?}, then {second:?}");
        let told = fields(&answer(&s, &["show", "--json"]));
        assert_eq!(told.get("taskId").and_then(Value::as_str), second.0);
        let log = answer(&s, &["log", "--json"]);
        let id = format!("\"taskId\":\"{}\"", first.0.unwrap_or("?"));
        assert!(
            first.0.is_none() || log.contains(&id),
            "the first is in the history: {log}"
        );
    }
}

#[test]
fn what_a_flag_says_beside_a_state_changes_that_alone() {
    let s = Sandbox::new();
    let state =
        r#"{"taskName":"T\nU","blockers":"a\nb","lastAction":null,"progress":1e1,"taskId":"x"}"#;
    let program = env!("CARGO_BIN_EXE_git-shipkit");
    let save = ["checkpoint", "--state", "-", "--next", "Go on"];
    let _ = s.run(program, &save, Some(state.as_bytes())).expect_code(0);
    let told = || fields(&answer(&s, &["show", "--json"]));
    let given = state.replace("1e1", "1e1,\"nextStep\":\"Go on\"");
    assert_same(&given, &told());
    let _ = answer(&s, &["checkpoint", "--task-id", "y"]);
    assert_same(&given.replace("\"x\"", "\"y\""), &told());
    let _ = answer(&s, &["checkpoint", "--no-blockers", "--progress", "20"]);
    let left =
        r#"{"taskName":"T\nU","lastAction":null,"progress":20,"taskId":"y","nextStep":"Go on"}"#;
    assert_same(left, &told());
}

#[test]
fn an_edited_document_says_what_counts() {
    let s = Sandbox::new();
    let _ = give(&s, r#"{"taskName":"T","blockers":"a\nb","nextStep":null}"#);
    s.write(
        ".shipkit/checkpoint.md",
        s.document().replace("a b", "nothing new"),
    );
    let told = fields(&answer(&s, &["show", "--json"]));
    assert_eq!(told["blockers"], "nothing new");
    assert!(!told.contains_key("nextStep"), "{told:?}");
}

#[test]
fn a_state_as_large_as_a_document_may_be_comes_back_or_is_refused() {
    let s = Sandbox::new();
    let program = env!("CARGO_BIN_EXE_git-shipkit");
    let last = r#"{"taskName":"T","blockers":null}"#;
    let _ = give(&s, last);
    for size in [300_000, 9_000_000] {
        let long = "x\\n".repeat(size / 3);
        let state = format!("{{\"taskName\":\"T\",\"lastAction\":\"{long}\"}}");
        let save = ["checkpoint", "--state", "-"];
        let said = s.run(program, &save, Some(state.as_bytes()));
        let told = fields(&answer(&s, &["show", "--json"]));
        if said.code == 0 {
            assert_same(&state, &told);
            let _ = give(&s, last);
        } else {
            assert!(size > 300_000, "{said}");
            let _ = said.refused(128, "larger than");
            assert_same(last, &told);
        }
    }
}
