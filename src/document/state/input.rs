//! What a program gave, as far as it is one JSON object.

use crate::document::json::{self, Trouble};
use crate::error::Error;
use serde_json::{Map, Value};

/// The text of an input. One in UTF-16 is told from one that is broken.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Error> {
    match (bytes, std::str::from_utf8(bytes)) {
        ([0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [_, 0, ..] | [0, _, ..], _) => Err(whole(
            "is UTF-16 or UTF-32, not UTF-8",
            Some("JSON is given in UTF-8 (RFC 8259, section 8.1)"),
        )),
        (_, Ok(text)) => Ok(text),
        (_, Err(broken)) => {
            let at = broken.valid_up_to();
            let line = bytes[..at].split(|byte| *byte == b'\n').count();
            Err(whole(&format!("is not UTF-8 text at line {line}"), None))
        }
    }
}

/// The one JSON object of a text; a byte-order mark before it is passed over.
pub(super) fn object(text: &str) -> Result<Map<String, Value>, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(whole("is empty: there is no JSON", None));
    }
    match json::read(text) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) => Err(whole("is no JSON object", None)),
        Err(trouble) => Err(told(&trouble)),
    }
}

fn told(trouble: &Trouble) -> Error {
    let (path, sentence) = (trouble.path(), trouble.sentence());
    if trouble.of_value {
        return Error::State {
            field: path,
            why: sentence,
            hint: None,
        };
    }
    let within = match path.as_str() {
        "" => String::new(),
        path => format!(", in '{path}'"),
    };
    whole(&format!("is not valid JSON: {sentence}{within}"), None)
}

fn whole(why: &str, hint: Option<&str>) -> Error {
    Error::State {
        field: String::new(),
        why: why.to_owned(),
        hint: hint.map(str::to_owned),
    }
}
