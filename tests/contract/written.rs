//! The same without a repository, and many more of them: a state becomes a
//! document with its record, which is read back.

use super::given;
use super::returned::{assert_plain, assert_same};
use chrono::DateTime;
use git_shipkit::document::{self, Document, RecordState, Stamp, State};
use git_shipkit::model::{Name, ObjectId, Record};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// How many states.
const STATES: u64 = 600;

fn id() -> ObjectId {
    ObjectId::new(&"0".repeat(40)).expect("40 digits")
}

fn stamp() -> Stamp {
    Stamp {
        created: DateTime::parse_from_rfc3339("2025-01-27T14:30:00+01:00").expect("a time"),
        name: Name::current(),
    }
}

/// The file that a save over `base` writes.
fn file(base: &str, state: &State) -> (String, String) {
    let prose = document::write(base, &state.content, Some(&stamp()));
    let id_given = state.content.task_id.as_deref();
    let kept = State::beside(&state.to_text(), &document::read(&prose), id_given);
    let record = Record {
        saved_at: stamp().created,
        prose: id(),
        task_id: state.content.task_id.clone(),
        source: None,
        head: None,
        branch: None,
        state: kept,
        files: BTreeMap::new(),
    };
    (document::seal(&prose, &record), prose)
}

/// What is told of a file.
fn told(file: &str) -> Map<String, Value> {
    let document = Document::open(file.as_bytes(), &|_| id()).expect("it is text");
    let RecordState::Present(record) = document.record else {
        panic!("{:?} in {file}", document.record);
    };
    let id = record.task_id.as_deref();
    if let Some(state) = &record.state {
        let state = State::back(state, &document::read(&document.prose), id);
        return state.expect("we wrote it").told(id);
    }
    let mut content = document::read(&document.prose);
    content.task_id = id.map(str::to_owned);
    State::fields(&content)
}

#[test]
fn a_state_comes_back_from_its_document_and_record() {
    let mut base = String::new();
    for seed in 0..STATES {
        let given = given::state(seed);
        let state = State::from_bytes(given.as_bytes()).unwrap_or_else(|e| panic!("{e}: {given}"));
        if seed % 7 == 0 {
            base.clear();
        }
        let (file, prose) = file(&base, &state);
        assert_same(&given, &told(&file));
        assert_plain(&file);
        assert_eq!(State::parse(&state.to_text()).expect("we wrote it"), state);
        base = prose;
    }
}

#[test]
fn a_state_that_a_document_carries_needs_nothing_beside_it() {
    let given = r#"{"taskId":"t","taskName":"T","progress":33.3,"nextStep":"n","context":{"b":1e5,"a":null}}"#;
    let state = State::parse(given).expect("a state");
    let (file, _) = file("", &state);
    assert!(!file.contains("state = "), "{file}");
    assert_same(given, &told(&file));
}
