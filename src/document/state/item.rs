//! Items and files to open, taken from JSON.

use super::take::{bad, list, only, text_at, texts};
use crate::document::prose::split_position;
use crate::error::Error;
use crate::model::{Decimal, FileMention, Item, Lines, OpenFile};
use serde_json::{Map, Number, Value};

/// The items under `key`.
pub(super) fn items(json: &Map<String, Value>, key: &str) -> Result<Vec<Item>, Error> {
    let mut items = Vec::new();
    for (index, value) in list(json, "", key)?.iter().enumerate() {
        items.push(item(value, &format!("{key}[{index}]"))?);
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
        Some(Value::Number(number)) => Some(line(number).ok_or_else(wrong)?),
        Some(_) => return Err(wrong()),
    };
    Ok(FileMention { path, lines })
}

/// A line as a number, `34` or `34.0`.
fn line(number: &Number) -> Option<Lines> {
    Lines::single(Decimal::of(number).whole()?)
}

/// The files to open.
pub(super) fn openings(json: &Map<String, Value>) -> Result<Vec<OpenFile>, Error> {
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
    Ok(openings)
}
