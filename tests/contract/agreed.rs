//! The parser and the printed schema take the same states.

use super::given;
use super::returned::fields;
use crate::support::{Random, schemas};
use git_shipkit::document::State;
use serde_json::Value;

/// What a value may be changed into.
const OTHERS: [&str; 22] = [
    "null",
    "true",
    "7",
    "-1",
    "0",
    "3.5",
    "100",
    "100.00000000000000000001",
    "1e2",
    "\"\"",
    "\" \"",
    "\"x\"",
    "\"\u{85}\u{3000}\"",
    "\"high\"",
    "\"3\"",
    "\"0\"",
    "\"a:3\"",
    "[]",
    "[\"x\"]",
    "{}",
    "{\"text\":\"x\"}",
    "{\"path\":\"p\",\"lines\":2}",
];

/// The keys that a field may get.
const KEYS: [&str; 12] = [
    "text",
    "path",
    "lines",
    "note",
    "decision",
    "rationale",
    "files",
    "taskName",
    "progress",
    "context",
    "kind",
    "unknown",
];

fn other(chance: &mut Random) -> Value {
    serde_json::from_str(OTHERS[chance.below(OTHERS.len())]).expect("JSON")
}

/// Changes something, somewhere.
fn mutate(value: &mut Value, chance: &mut Random) {
    let deeper = chance.below(4) > 0;
    match value {
        Value::Array(values) if deeper && !values.is_empty() => {
            let at = chance.below(values.len());
            mutate(&mut values[at], chance);
        }
        Value::Object(map) if deeper && !map.is_empty() => {
            let at = chance.below(map.len());
            let (_, inner) = map.iter_mut().nth(at).expect("there are as many");
            mutate(inner, chance);
        }
        Value::Object(map) => match chance.below(3) {
            0 => {
                let at = chance.below(map.len().max(1));
                let key = map.keys().nth(at).cloned().unwrap_or_default();
                map.shift_remove(&key);
            }
            1 => {
                map.insert(KEYS[chance.below(KEYS.len())].to_owned(), other(chance));
            }
            _ => *value = other(chance),
        },
        _ => *value = other(chance),
    }
}

/// Whether both take it; a range that ends before it begins, or beyond all
/// files, is nothing a schema can tell.
#[track_caller]
fn agrees(state: &Value) -> bool {
    let schema = schemas::is("state", state);
    match State::parse(&state.to_string()) {
        Ok(_) => assert!(schema, "the schema refuses {state}"),
        Err(error) if error.to_string().contains("is no line or range") => {}
        Err(error) => assert!(
            !schema,
            "the schema takes what is refused ({error}): {state}"
        ),
    }
    schema
}

#[test]
fn parser_and_schema_take_the_same_states() {
    let (mut taken, mut refused) = (0, 0);
    for seed in 0..12_000 {
        let mut state = Value::Object(fields(&given::state(seed)));
        let chance = &mut Random(seed + 77);
        for _ in 0..chance.below(4) {
            mutate(&mut state, chance);
        }
        if agrees(&state) {
            taken += 1;
        } else {
            refused += 1;
        }
    }
    assert!(
        taken > 3_000 && refused > 3_000,
        "{taken} taken, {refused} refused"
    );
}

#[test]
fn parser_and_schema_agree_on_every_field() {
    let fields = [
        "taskId",
        "taskName",
        "progress",
        "status",
        "lastAction",
        "nextStep",
        "blockers",
        "priority",
        "context",
        "completed",
        "inProgress",
        "pending",
        "stoppedAt",
        "decisions",
        "filesToOpen",
        "gotchas",
        "testState",
        "name",
        "id",
        "savedAt",
        "head",
        "branch",
        "version",
        "kind",
        "cleared",
        "worktree",
        "task",
        "Progress",
        "",
    ];
    for field in fields {
        for other in OTHERS {
            for nested in [
                other.to_owned(),
                format!("[{other}]"),
                format!("[{{\"text\":\"x\",\"files\":[{other}]}}]"),
            ] {
                let mut state: Value = serde_json::from_str("{\"taskName\":\"t\"}").expect("JSON");
                state[field] = serde_json::from_str(&nested).expect("JSON");
                let _ = agrees(&state);
            }
        }
    }
}
