//! A program's state, taken and told.

mod refused;

use super::State;
use crate::document::{read, write};
use crate::model::{Blockers, Content, Item, Progress, steers};
use serde_json::{Value, json};

fn parse(value: &Value) -> State {
    State::parse(&value.to_string()).unwrap()
}

fn beside(state: &State) -> Option<String> {
    let prose = write("", &state.content, None);
    let id = state.content.task_id.as_deref();
    let kept = State::beside(&state.to_text(), &read(&prose), id);
    if let Some(kept) = &kept {
        let back = State::back(kept, &read(&prose), id).unwrap();
        assert_eq!(back.told(id), state.clone().told(id), "{kept}");
    }
    kept
}

fn kept(state: &State) -> bool {
    beside(state).is_some()
}

#[test]
fn every_field_is_taken_and_told_in_the_contracts_order() {
    let given = json!({
        "taskId": "t", "taskName": "T", "progress": 60, "status": "In Progress",
        "lastAction": "l", "nextStep": "n", "blockers": ["b", "c"], "priority": "high",
        "context": { "z": 1, "a": [null, 1.50] },
        "completed": [{ "text": "done", "files": ["a.rs:15-28"], "details": ["d"] }],
        "inProgress": [{ "text": "doing", "files": [], "details": [], "stoppedAt": "s", "nextStep": "x" }],
        "pending": [{ "text": "todo", "files": [], "details": [] }],
        "stoppedAt": "here", "decisions": [{ "decision": "d", "rationale": "r" }],
        "filesToOpen": [{ "path": "a b.rs", "lines": "34", "note": "look" }],
        "gotchas": ["g"], "testState": "one\ntwo",
    });
    let state = parse(&given);
    assert_eq!(
        Value::Object(State::fields(&state.content)).to_string(),
        given.to_string()
    );
    assert_eq!(Value::Object(state.json.clone()), given);
    assert!(!kept(&state));
}

#[test]
fn what_was_given_is_told_as_it_was_given_and_lists_beside_it() {
    let state = parse(&json!({
        "version": 1, "kind": "checkpoint", "name": null, "id": 7, "savedAt": "x", "head": "y", "branch": "z",
        "cleared": false, "worktree": null,
        "pending": ["todo", { "files": [{ "lines": 3, "path": "p" }], "text": "b", "stoppedAt": null }],
        "filesToOpen": ["q:5"],
        "blockers": null,
        "progress": 60,
        "taskName": "T",
    }));
    // A document reads back items and files as objects of one form.
    assert!(kept(&state));
    assert_eq!(
        Value::Object(state.told(None)).to_string(),
        json!({
            "taskName": "T",
            "progress": 60,
            "status": "In Progress",
            "blockers": null,
            "completed": [],
            "inProgress": [],
            "pending": ["todo", { "files": [{ "lines": 3, "path": "p" }], "text": "b", "stoppedAt": null }],
            "decisions": [],
            "filesToOpen": ["q:5"],
            "gotchas": [],
        })
        .to_string()
    );
}

#[test]
fn an_empty_content_tells_its_lists_and_nothing_else() {
    let fields = State::fields(&Content::default());
    let keys: Vec<&str> = fields.keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "completed",
            "inProgress",
            "pending",
            "decisions",
            "filesToOpen",
            "gotchas"
        ]
    );
    let begun = Content {
        progress: Progress::new(60.into()),
        ..Content::default()
    };
    assert_eq!(State::fields(&begun)["status"], "In Progress");
}

#[test]
fn what_markdown_cannot_carry_is_kept() {
    for (field, value) in [
        ("blockers", json!(null)),
        ("blockers", json!([])),
        ("blockers", json!("line\nbreak")),
        ("nextStep", json!("")),
        ("lastAction", json!(" led by a space")),
        ("context", json!(null)),
        ("testState", json!("a\n\nb")),
        ("pending", json!(["a\r\nb"])),
        ("status", json!("Odd (50% complete)")),
        ("taskId", json!(null)),
        ("taskId", json!(" ")),
        ("pending", json!(["short"])),
        ("pending", json!([{ "text": "no lists" }])),
        (
            "pending",
            json!([{ "files": [], "details": [], "text": "other order" }]),
        ),
        ("decisions", json!([{ "decision": "d" }])),
        ("lastAction", json!("\u{1b}[2J")),
        ("lastAction", json!("\\x1b and \u{1b}")),
    ] {
        assert!(
            kept(&parse(&json!({ "taskName": "T", field: value }))),
            "{field} {value}"
        );
    }
    for (field, value) in [
        ("progress", json!(33)),
        ("pending", json!([])),
        ("blockers", json!("- dash")),
        (
            "context",
            json!({ "b": 12_345_678_901_234_567_890_u64, "a": { "``` -->": null } }),
        ),
        ("taskId", json!("t")),
        ("testState", json!("a\nb")),
    ] {
        assert!(
            !kept(&parse(&json!({ "taskName": "T", field: value }))),
            "{field} {value}"
        );
    }
}

#[test]
fn a_context_is_exact_to_the_digit_and_the_order_of_keys() {
    let exact = "{\"taskName\":\"T\",\"context\":{\"n\":1.50,\"m\":123456789012345678901234567890,\
                 \"x\":1e400,\"y\":-0,\"z\":1E5,\"$serde_json::private::Number\":\"1\"}}";
    let state = State::parse(exact).unwrap();
    assert_eq!(Value::Object(state.json.clone()).to_string(), exact);
    assert!(!kept(&state));
    let other = Content {
        context: Some(serde_json::from_str("{\"m\":1,\"n\":1.50}").unwrap()),
        ..state.content.clone()
    };
    assert!(
        State::beside(&state.to_text(), &read(&write("", &other, None)), None).is_some(),
        "the order of keys is part of a context"
    );
}

#[test]
fn only_what_a_document_does_not_carry_is_kept_beside_it() {
    for (given, expected) in [
        (
            json!({ "taskId": "t", "taskName": "T", "blockers": null, "context": { "a": [null] } }),
            r#"{"blockers":null}"#,
        ),
        (
            json!({ "taskName": "T", "progress": 5, "completed": ["a"], "pending": null }),
            r#"{"completed":["a"],"pending":null}"#,
        ),
        (json!({ "taskName": "T", "taskId": "" }), r#"{"taskId":""}"#),
        // a title that the document folds: the whole, since that has one
        (
            json!({ "taskName": "a\nb", "nextStep": "n" }),
            r#"{"taskName":"a\nb","nextStep":"n"}"#,
        ),
    ] {
        assert_eq!(beside(&parse(&given)).as_deref(), Some(expected));
    }
}

/// What a document says of its own, a state cannot take back but as a whole.
#[test]
fn a_state_beside_a_document_that_says_more_is_kept_whole() {
    let given = r#"{"taskName":"T","blockers":null}"#;
    let prose = "**Task:** T\n**Next step:** of a person\n";
    assert_eq!(
        State::beside(given, &read(prose), None).as_deref(),
        Some(given)
    );
    let back = State::back(given, &read(prose), None).unwrap();
    assert_eq!(back.json.get("nextStep"), None);
}

/// Records of the first days hold the whole of every state.
#[test]
fn a_state_that_was_kept_whole_comes_back() {
    let whole = r#"{"taskId":"t","taskName":"T","blockers":null,"context":{"a":1}}"#;
    let back = State::back(whole, &read("**Task:** T\n"), Some("t")).unwrap();
    assert_eq!(back.to_text(), whole);
    assert_eq!(State::back("[]", &read(""), None), None);
    assert_eq!(
        State::back(r#"{"pending":4}"#, &read("**Task:** T\n"), None),
        None
    );
}

#[test]
fn a_text_with_line_breaks_is_folded_in_the_document_only() {
    let state = parse(&json!({ "taskName": "T", "blockers": "a\n  b", "pending": ["c\r\nd"] }));
    assert_eq!(
        state.content.blockers,
        Some(Blockers::One("a\n  b".to_owned()))
    );
    let back = read(&write("", &state.content, None));
    assert_eq!(back.blockers, Some(Blockers::One("a b".to_owned())));
    assert_eq!(back.pending, [Item::new("c d")]);
}

#[test]
fn what_steers_a_terminal_is_shown_in_the_document_and_escaped_beside_it() {
    let evil = "a\u{1b}[2J\u{9b}1m\u{7f}\u{85}\u{2028}\u{202e}b\0";
    let state = parse(&json!({
        "taskName": evil, "status": evil, "lastAction": evil, "blockers": [evil], "testState": evil,
        "context": { evil: evil }, "gotchas": [evil], "stoppedAt": evil,
        "pending": [{ "text": evil, "files": [evil], "details": [evil], "stoppedAt": evil, "nextStep": evil }],
        "decisions": [{ "decision": evil, "rationale": evil }],
        "filesToOpen": [{ "path": evil, "note": evil }],
    }));
    let written = write("", &state.content, None);
    for text in [&written, &state.to_text()] {
        let raw = text.chars().find(|c| *c != '\n' && steers(*c));
        assert_eq!(raw, None, "{text:?}");
    }
    let shown = "**Task:** a\\x1b[2J<U+009B>1m\\x7f<U+0085><U+2028><U+202E>b\\x00\n";
    assert!(written.contains(shown), "{written}");
    assert_eq!(read(&written).context, state.content.context);
    assert_eq!(read(&written).files_to_open[0].file.path, evil);
    assert_eq!(State::parse(&state.to_text()).unwrap(), state);
}

#[test]
fn a_state_follows_its_document_where_that_was_changed() {
    let state = parse(&json!({ "taskName": "T", "blockers": "a\nb", "progress": 1 }));
    let before = write("", &state.content, None);
    let after = before.replace("(1% complete)", "(2% complete)");
    assert_eq!(
        State::follow(&state.to_text(), &read(&before), &read(&after)),
        r#"{"taskName":"T","progress":2,"blockers":"a\nb"}"#
    );
}
