//! JSON to the letter: what is read is what `serde_json` reads, what is
//! written reads back, and a state comes back from its document whole.

use git_shipkit::document::{State, json_text, read, read_json, write};
use git_shipkit::model::{Content, steers};
use serde_json::Value;

/// Reads `data` as JSON, and as a program's state.
pub(crate) fn run(data: &[u8]) {
    let state = State::from_bytes(data);
    let Ok(text) = std::str::from_utf8(data) else {
        assert!(state.is_err(), "a state that is no text");
        return;
    };
    match (read_json(text), serde_json::from_str::<Value>(text)) {
        (Ok(ours), Ok(theirs)) => {
            comes_back(&ours);
            let again: Value = serde_json::from_str(&ours.to_string()).expect("it is JSON");
            assert_eq!(again.to_string(), theirs.to_string(), "{text:?}");
        }
        (Ok(ours), Err(why)) => panic!("{text:?} is {ours}, or not: {why}"),
        (Err(why), Ok(_)) => {
            let stricter = why.contains("is there twice") || why.contains("deep in one another");
            assert!(stricter, "{text:?}: {why}");
        }
        (Err(why), Err(_)) => assert!(!why.is_empty()),
    }
    match state {
        Ok(state) => comes_back_from_its_document(&state),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fn comes_back(value: &Value) {
    let text = json_text(value);
    assert!(!text.contains(steers), "{text:?}");
    let again = read_json(&text).expect("what we write is JSON");
    assert_eq!(again.to_string(), value.to_string());
}

/// What a save keeps of a state, and a resume gives back.
fn comes_back_from_its_document(state: &State) {
    let given = state.to_text();
    assert_eq!(State::parse(&given).as_ref().ok(), Some(state), "{given}");
    let id = state.content.task_id.as_deref();
    let prose = write("", &state.content, None);
    let says = read(&prose);
    let told = if let Some(kept) = State::beside(&given, &says, id) {
        State::back(&kept, &says, id)
            .expect("what was kept")
            .told(id)
    } else {
        let task_id = id.map(str::to_owned);
        let content = Content { task_id, ..says };
        State::fields(&content)
    };
    let wanted = state.clone().told(id);
    assert_eq!(
        Value::Object(told).to_string(),
        Value::Object(wanted).to_string(),
        "{prose}"
    );
}
