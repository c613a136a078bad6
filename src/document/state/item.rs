//! Items and files to open: taken from JSON, and brought into one shape.

use super::fields;
use super::take::{bad, list, only, text_at, texts};
use crate::document::prose::split_position;
use crate::error::Error;
use crate::model::{FileMention, Item, Lines, OpenFile};
use serde_json::{Map, Value};

/// The items under `key`, which afterwards are objects in the JSON as well.
pub(super) fn items(json: &mut Map<String, Value>, key: &str) -> Result<Vec<Item>, Error> {
    let mut items = Vec::new();
    for (index, value) in list(json, "", key)?.iter().enumerate() {
        items.push(item(value, &format!("{key}[{index}]"))?);
    }
    if let Some(Value::Array(values)) = json.get_mut(key) {
        for (value, item) in values.iter_mut().zip(&items) {
            *value = shaped(value, item);
        }
    }
    Ok(items)
}

fn item(value: &Value, at: &str) -> Result<Item, Error> {
    let map = match value {
        Value::String(text) if !text.trim().is_empty() => return Ok(Item::new(text)),
        Value::String(_) => return Err(bad(at, "is empty")),
        Value::Object(map) => map,
        _ => return Err(bad(at, "is neither an object nor a string")),
    };
    let at = format!("{at}.");
    only(
        map,
        &at,
        &["text", "files", "details", "stoppedAt", "nextStep"],
    )?;
    let Some(text) = text_at(map, &at, "text")? else {
        return Err(bad(format!("{at}text"), "is missing"));
    };
    let mut files = Vec::new();
    for (index, value) in list(map, &at, "files")?.iter().enumerate() {
        files.push(file(value, &format!("{at}files[{index}]"))?);
    }
    Ok(Item {
        text,
        files,
        details: texts(map, &at, "details")?,
        stopped_at: text_at(map, &at, "stoppedAt")?,
        next_step: text_at(map, &at, "nextStep")?,
    })
}

/// The item as an object; what was given stays as it was given.
fn shaped(value: &Value, item: &Item) -> Value {
    let mut shape = fields::item(item);
    if let Value::Object(given) = value {
        for key in ["files", "details", "stoppedAt", "nextStep"] {
            let is_list = matches!(key, "files" | "details");
            let value = given.get(key);
            if let Some(value) = value.filter(|value| !is_list || !value.is_null()) {
                shape.insert(key.to_owned(), value.clone());
            }
        }
    }
    Value::Object(shape)
}

/// A file as `PATH`, `PATH:15-28` or `{path, lines}`.
fn file(value: &Value, at: &str) -> Result<FileMention, Error> {
    match value {
        Value::String(text) if text.trim().is_empty() => Err(bad(at, "is empty")),
        Value::String(text) => Ok(match split_position(text) {
            Some((path, lines)) => FileMention {
                path: path.to_owned(),
                lines: Some(lines),
            },
            None => FileMention {
                path: text.clone(),
                lines: None,
            },
        }),
        Value::Object(map) => {
            only(map, &format!("{at}."), &["path", "lines"])?;
            mention(map, &format!("{at}."))
        }
        _ => Err(bad(at, "is neither a string nor an object")),
    }
}

fn mention(map: &Map<String, Value>, at: &str) -> Result<FileMention, Error> {
    let Some(path) = text_at(map, at, "path")? else {
        return Err(bad(format!("{at}path"), "is missing"));
    };
    let wrong = || bad(format!("{at}lines"), "is no line or range");
    let lines: Option<Lines> = match map.get("lines") {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text.parse().map_err(|_| wrong())?),
        Some(Value::Number(number)) => Some(number.to_string().parse().map_err(|_| wrong())?),
        Some(_) => return Err(wrong()),
    };
    Ok(FileMention { path, lines })
}

/// The files to open, which afterwards are objects in the JSON as well.
pub(super) fn openings(json: &mut Map<String, Value>) -> Result<Vec<OpenFile>, Error> {
    let mut openings = Vec::new();
    for (index, value) in list(json, "", "filesToOpen")?.iter().enumerate() {
        let at = format!("filesToOpen[{index}]");
        openings.push(match value {
            Value::Object(map) => {
                let at = format!("{at}.");
                only(map, &at, &["path", "lines", "note"])?;
                OpenFile {
                    file: mention(map, &at)?,
                    note: text_at(map, &at, "note")?,
                }
            }
            _ => OpenFile {
                file: file(value, &at)?,
                note: None,
            },
        });
    }
    if let Some(Value::Array(values)) = json.get_mut("filesToOpen") {
        for (value, open) in values.iter_mut().zip(&openings) {
            if !value.is_object() {
                *value = Value::Object(fields::opening(open));
            }
        }
    }
    Ok(openings)
}
