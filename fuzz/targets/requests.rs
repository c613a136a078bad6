//! The lines of a client of `serve`: whatever stands there, the answer has the
//! request's own id, is one line of JSON, and steers no terminal.

use git_shipkit::cli::heard;
use git_shipkit::model::steers;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::HashMap;

/// Reads each line of `data` as a request.
pub(crate) fn run(data: &[u8]) {
    for line in data.split(|byte| *byte == b'\n') {
        answered(line);
    }
}

fn answered(line: &[u8]) {
    let (id, answer) = heard(line);
    let id: Value = serde_json::from_str(&id).expect("an id is JSON");
    let text = std::str::from_utf8(line).ok();
    let request: Option<Fields> = text.and_then(|text| serde_json::from_str(text).ok());
    let given = request.and_then(|request| serde_json::from_str(request.get("id")?.get()).ok());
    assert!(
        id.is_null() || given.as_ref().is_some_and(|given| same(given, &id)),
        "{id}"
    );
    let Some(answer) = answer else {
        assert!(
            given.is_some_and(|given| same(&given, &id)),
            "done for nobody"
        );
        return;
    };
    let line = answer.strip_suffix('\n').expect("a whole line");
    assert!(!line.contains(steers), "{line:?}");
    let answer: Value = serde_json::from_str(line).expect("an answer is JSON");
    assert!(
        same(&answer["id"], &id) && answer["answer"]["kind"] == "error",
        "{line}"
    );
    assert_eq!(answer["exit"], answer["answer"]["code"], "{line}");
}

type Fields = HashMap<String, Box<RawValue>>;

fn same(a: &Value, b: &Value) -> bool {
    let (a, b) = (a.to_string(), b.to_string());
    a == b
}
