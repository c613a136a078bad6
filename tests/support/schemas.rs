//! Whatever the program answers in JSON, its own schema describes: whole, so
//! that no field is told that the schema does not tell of.

use super::Output;
use git_shipkit::report::json::{schema, schema_names};
use jsonschema::Validator;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static VALIDATORS: LazyLock<BTreeMap<&str, Validator>> = LazyLock::new(|| {
    let named = schema_names().map(|name| {
        let mut schema = schema(name).expect("it is one of the names");
        // What programs give is closed by itself.
        if !["state", "serve-request"].contains(&name) {
            close(&mut schema);
        }
        let validator = jsonschema::draft202012::new(&schema);
        (
            name,
            validator.unwrap_or_else(|error| panic!("{name}: {error}")),
        )
    });
    named.collect()
});

/// Fails unless what was asked for with `--json` was answered as its schema
/// says.
#[track_caller]
pub(crate) fn assert_told(arguments: &[impl AsRef<std::ffi::OsStr>], output: &Output) {
    let is = |word: &str| arguments.iter().any(|argument| argument.as_ref() == word);
    if !is("--json") || is("schema") || output.stdout.is_empty() {
        return;
    }
    let answer = output.json();
    let kind = answer["kind"].as_str().unwrap_or_default();
    assert_is(kind, &answer);
}

/// Fails unless a value is as the schema of that name says, and no more.
#[track_caller]
pub(crate) fn assert_is(name: &str, value: &Value) {
    let validator = VALIDATORS.get(name);
    let validator = validator.unwrap_or_else(|| panic!("no schema {name:?} for {value:#}"));
    let wrong = validator.iter_errors(value);
    let wrong: Vec<String> = wrong
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{name}: {}\n{value:#}", wrong.join("\n"));
}

/// Whether a value is as the schema of that name says.
pub(crate) fn is(name: &str, value: &Value) -> bool {
    VALIDATORS[name].is_valid(value)
}

/// Lets no object have a field that is not told, at the whole and wherever a
/// value stands in another.
fn close(schema: &mut Value) {
    if let Value::Object(map) = schema {
        map.insert("unevaluatedProperties".to_owned(), false.into());
    }
    close_values(schema);
}

fn close_values(part: &mut Value) {
    match part {
        Value::Object(map) => {
            for (key, inner) in map.iter_mut() {
                match inner {
                    Value::Object(values) if key == "properties" => close_each(values),
                    Value::Object(_) if key == "items" => close(inner),
                    _ => close_values(inner),
                }
            }
        }
        Value::Array(parts) => parts.iter_mut().for_each(close_values),
        _ => {}
    }
}

fn close_each(values: &mut Map<String, Value>) {
    for (name, value) in values {
        // Any JSON, and an answer within an answer.
        if name != "context" && name != "answer" && name != "state" {
            close(value);
        }
    }
}
