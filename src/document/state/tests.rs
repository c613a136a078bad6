use super::State;
use crate::document::{read, write};
use crate::error::Error;
use crate::model::{Blockers, Content, Item, Progress};
use serde_json::{Value, json};

fn parse(value: &Value) -> State {
    State::parse(&value.to_string()).unwrap()
}

fn refusal(json: &str) -> String {
    let error = State::parse(json).unwrap_err();
    match error.hint() {
        Some(hint) => format!("{error}; {hint}"),
        None => error.to_string(),
    }
}

fn kept(state: &State) -> bool {
    state.needs_keeping(&read(&write("", &state.content, None)))
}

/// A state and the sentence it is refused with.
const REFUSED: [(&str, &str); 13] = [
    ("[]", "the state is no JSON object"),
    (
        "{\n \"taskName\": \"a\",}",
        "the state is not valid JSON: trailing comma at line 2 column 18",
    ),
    (
        "{\"taskName\":\"a\"} x",
        "the state is not valid JSON: trailing characters at line 1 column 18",
    ),
    (
        "{\"context\":{\"a\":1,\"a\":2}}",
        "the state is not valid JSON: the key \"a\" is there twice at line 1 column 21",
    ),
    ("{}", "the state's field 'taskName' is missing"),
    (
        "{\"taskName\":\" \"}",
        "the state's field 'taskName' is empty",
    ),
    (
        "{\"taskName\":\"a\",\"nextstep\":\"b\"}",
        "the state's field 'nextstep' is not known; the nearest known field is 'nextStep'",
    ),
    (
        "{\"taskName\":\"a\",\"pending\":[{\"text\":\"b\",\"file\":[]}]}",
        "the state's field 'pending[0].file' is not known; the nearest known field is 'pending[0].files'",
    ),
    (
        "{\"taskName\":\"a\",\"progress\":100.5}",
        "the state's field 'progress' is 100.5, not 0 to 100",
    ),
    (
        "{\"taskName\":\"a\",\"progress\":\"60\"}",
        "the state's field 'progress' is no number",
    ),
    (
        "{\"taskName\":\"a\",\"priority\":\"High\"}",
        "the state's field 'priority' is none of low, normal and high",
    ),
    (
        "{\"taskName\":\"a\",\"blockers\":[1]}",
        "the state's field 'blockers[0]' is no string",
    ),
    (
        "{\"taskName\":\"a\",\"inProgress\":[{\"text\":\"b\",\"files\":[{\"path\":\"c\",\"lines\":\"9-3\"}]}]}",
        "the state's field 'inProgress[0].files[0].lines' is no line or range",
    ),
];

#[test]
fn a_state_is_refused_with_the_field_that_is_wrong() {
    for (json, sentence) in REFUSED {
        assert_eq!(refusal(json), sentence);
    }
    let deep = format!(
        "{{\"taskName\":\"a\",\"context\":{}1{}}}",
        "[".repeat(9999),
        "]".repeat(9999)
    );
    assert!(refusal(&deep).contains("recursion limit"));
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
fn short_forms_become_objects_and_read_only_fields_go() {
    let state = parse(&json!({
        "version": 1, "kind": "checkpoint", "name": null, "id": 7, "savedAt": "x", "head": "y", "branch": "z",
        "taskName": "T",
        "pending": ["todo", { "text": "b", "files": [{ "path": "p", "lines": 3 }] }],
        "filesToOpen": ["q:5"],
    }));
    assert_eq!(
        Value::Object(state.json.clone()).to_string(),
        json!({
            "taskName": "T",
            "pending": [
                { "text": "todo", "files": [], "details": [] },
                { "text": "b", "files": [{ "path": "p", "lines": 3 }], "details": [] },
            ],
            "filesToOpen": [{ "path": "q", "lines": "5" }],
        })
        .to_string()
    );
    // A document reads back files as texts: what was given as objects is kept.
    assert!(kept(&state));
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
    let exact =
        "{\"taskName\":\"T\",\"context\":{\"n\":1.50,\"m\":123456789012345678901234567890}}";
    let state = State::parse(exact).unwrap();
    assert_eq!(Value::Object(state.json.clone()).to_string(), exact);
    assert!(!kept(&state));
    let other = Content {
        context: Some(
            serde_json::from_str("{\"m\":123456789012345678901234567890,\"n\":1.50}").unwrap(),
        ),
        ..state.content.clone()
    };
    assert!(
        state.needs_keeping(&other),
        "the order of keys is part of a context"
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
fn an_error_is_a_state_error() {
    assert!(matches!(State::parse(""), Err(Error::State { .. })));
}
