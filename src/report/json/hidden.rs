//! Answers give texts to the letter; what of them no eye would see is named
//! beside.

use crate::report::json::object::Object;
use crate::report::{code_point, harmless, hidden};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The answer with `hidden[]` where a text of it, or a key, has characters
/// that hide from the eye, turn the writing direction or steer a terminal:
/// `{field, characters[{codePoint, count}]}`, the field as
/// `checkpoint.pending[0].text`.
pub fn marked(answer: Value) -> Value {
    let mut found = Vec::new();
    look(&answer, &mut String::new(), &mut found);
    match answer {
        Value::Object(fields) if !found.is_empty() => {
            Object::of(fields).put("hidden", found).build()
        }
        answer => answer,
    }
}

fn look(value: &Value, field: &mut String, found: &mut Vec<Value>) {
    let length = field.len();
    match value {
        Value::String(text) => tell(hidden(text), field, found),
        Value::Array(values) => {
            for (at, value) in values.iter().enumerate() {
                write!(field, "[{at}]").expect("a String takes every write");
                look(value, field, found);
                field.truncate(length);
            }
        }
        Value::Object(map) => {
            for (key, value) in map {
                if length > 0 {
                    field.push('.');
                }
                *field += &harmless(key);
                tell(hidden(key), field, found);
                look(value, field, found);
                field.truncate(length);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn tell(characters: BTreeMap<char, usize>, field: &str, found: &mut Vec<Value>) {
    if characters.is_empty() {
        return;
    }
    let characters = characters.into_iter().map(|(c, count)| {
        let one = Object::new().put("codePoint", code_point(c));
        one.put("count", count).build()
    });
    let entry = Object::new().put("field", field);
    found.push(
        entry
            .put("characters", characters.collect::<Vec<_>>())
            .build(),
    );
}

#[cfg(test)]
mod tests {
    use super::marked;
    use serde_json::json;

    #[test]
    fn what_no_eye_would_see_is_named_with_its_field() {
        let plain = json!({ "a": ["x", 1, null, "👩\u{200d}💻 می\u{200c}خواهم\n"] });
        assert_eq!(marked(plain.clone()), plain);
        let evil =
            json!({ "c": { "p": ["x", { "t": "\u{202e}a\u{200b}\u{200b}" }] }, "k\u{1b}": 1 });
        let told = marked(evil.clone());
        assert_eq!(told["c"], evil["c"], "the texts are to the letter");
        assert_eq!(
            told["hidden"],
            json!([
                { "field": "c.p[1].t", "characters": [
                    { "codePoint": "U+200B", "count": 2 },
                    { "codePoint": "U+202E", "count": 1 },
                ] },
                { "field": "k\\x1b", "characters": [{ "codePoint": "U+001B", "count": 1 }] },
            ])
        );
    }
}
