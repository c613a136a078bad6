//! How a state is compared with what came back.

use crate::support::{Output, Sandbox};
use git_shipkit::document::{json_text, read_json};
use serde_json::{Map, Value};

/// The fields of an answer, numbers as they are spelled.
#[track_caller]
pub(super) fn fields(text: &str) -> Map<String, Value> {
    match read_json(text) {
        Ok(Value::Object(fields)) => fields,
        read => panic!("no JSON object: {read:?} in {text}"),
    }
}

/// Fails unless every field that was given stands in `told` as it was given,
/// and no other but those that are always told, and what no eye sees in them.
#[track_caller]
pub(super) fn assert_same(given: &str, told: &Map<String, Value>) {
    const ALWAYS: [&str; 14] = [
        "version",
        "kind",
        "name",
        "id",
        "savedAt",
        "head",
        "branch",
        "completed",
        "inProgress",
        "pending",
        "decisions",
        "filesToOpen",
        "gotchas",
        "status",
    ];
    let given = fields(given);
    for (key, value) in &given {
        let told = told.get(key).map(json_text);
        assert_eq!(told, Some(json_text(value)), "{key} of {given:?}");
    }
    for (key, value) in told {
        let is_new = !given.contains_key(key) && key != "hidden";
        assert!(
            !is_new || ALWAYS.contains(&key.as_str()),
            "{key}: {value} of {given:?}"
        );
        assert!(
            !is_new || !value.is_array() || *value == Value::Array(Vec::new()),
            "{key}: {value}"
        );
    }
}

/// Saves a state, without the sandbox's watch over everything else.
#[track_caller]
pub(super) fn give(s: &Sandbox, state: &str) -> Output {
    let program = env!("CARGO_BIN_EXE_git-shipkit");
    let save = ["checkpoint", "--state", "-", "--json"];
    s.run(program, &save, Some(state.as_bytes())).expect_code(0)
}

/// What a verb answers.
#[track_caller]
pub(super) fn answer(s: &Sandbox, arguments: &[&str]) -> String {
    let program = env!("CARGO_BIN_EXE_git-shipkit");
    s.run(program, arguments, None).expect_code(0).stdout
}

/// Fails where an answer or a document has a character that steers a terminal.
#[track_caller]
pub(super) fn assert_plain(text: &str) {
    let raw = text
        .chars()
        .find(|c| !matches!(c, '\n' | '\t') && git_shipkit::model::steers(*c));
    assert_eq!(raw, None, "{text:?}");
}
