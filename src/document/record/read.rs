//! A record from its TOML.

use super::plain;
use crate::model::{Lines, Mode, ObjectId, Pin, Pinned, Record, RepoPath, VERSION};
use chrono::DateTime;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// The largest record that is read, in bytes.
const MAX_BYTES: usize = 4 << 20;

/// The most files a record may pin.
const MAX_FILES: usize = 100_000;

/// What a record's TOML says.
#[derive(Debug, PartialEq)]
pub(in crate::document) enum Parsed {
    /// All of it could be read.
    Record(Box<Record>),
    /// A later program wrote it.
    Future {
        /// Its version.
        version: i64,
    },
    /// It cannot be read.
    Bad {
        /// The byte offset in the TOML.
        at: usize,
        /// Why, one line.
        why: String,
    },
}

/// A reason and the byte offset it stands for.
pub(super) type Bad = (usize, String);

#[derive(Deserialize)]
struct Head {
    version: Option<Spanned<toml::Value>>,
}

#[derive(Deserialize)]
struct Body {
    version: Option<Spanned<toml::Value>>,
    saved_at: Spanned<toml::Value>,
    prose: Spanned<String>,
    task_id: Option<String>,
    source: Option<Spanned<String>>,
    head: Option<Spanned<String>>,
    branch: Option<String>,
    state: Option<String>,
    files: Option<BTreeMap<String, Spanned<File>>>,
}

#[derive(Deserialize)]
struct File {
    mode: Option<String>,
    blob: Option<String>,
    #[serde(default)]
    missing: bool,
    why: Option<String>,
    raw: Option<String>,
    #[serde(default)]
    lines: Vec<String>,
    #[serde(default)]
    held: BTreeMap<String, String>,
}

/// Reads the TOML between a record's opener and closer.
pub(in crate::document) fn parse(body: &str) -> Parsed {
    let small = body.len() <= MAX_BYTES;
    let read = small.then(|| plain::read(body)).flatten();
    match read.filter(|record| record.files.len() <= MAX_FILES) {
        Some(record) => Parsed::Record(Box::new(record)),
        None => by_crate(body),
    }
}

/// The same for any form: the `toml` crate reads it.
pub(super) fn by_crate(body: &str) -> Parsed {
    let found = whole(body).and_then(|read| match read {
        Ok(body) => record(body).map(|record| Parsed::Record(Box::new(record))),
        Err(version) => Ok(Parsed::Future { version }),
    });
    found.unwrap_or_else(|(at, why)| Parsed::Bad { at, why })
}

/// The record that a TOML without any files is; `None` where it is none of this
/// version, or has files all the same.
pub(super) fn head_of(head: &str) -> Option<Record> {
    let body = whole(head).ok()?.ok()?;
    body.files.is_none().then(|| record(body).ok()).flatten()
}

/// The record's fields, or its version where that is a later one. Most records
/// are read in one go; only what fails is asked for its version alone.
fn whole(body: &str) -> Result<Result<Body, i64>, Bad> {
    if body.len() > MAX_BYTES {
        return Err((0, "the record is larger than 4 MiB".to_owned()));
    }
    if let Some(at) = merge_marker(body) {
        return Err((at, "the record has merge markers".to_owned()));
    }
    let read: Result<Body, toml::de::Error> = toml::from_str(body);
    let found = if let Ok(body) = &read {
        body.version.clone()
    } else {
        let head: Head = toml::from_str(body).map_err(|error| told(&error, body))?;
        head.version
    };
    let version = version(found)?;
    if version > i64::from(VERSION) {
        return Ok(Err(version));
    }
    read.map(Ok).map_err(|error| told(&error, body))
}

fn version(found: Option<Spanned<toml::Value>>) -> Result<i64, Bad> {
    let Some(version) = found else {
        return Err((0, "the record has no version".to_owned()));
    };
    match version.as_ref().as_integer() {
        Some(number) if number >= 1 => Ok(number),
        _ => Err((version.span().start, "the version is no version".to_owned())),
    }
}

fn merge_marker(body: &str) -> Option<usize> {
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        if ["<<<<<<<", "=======", ">>>>>>>"]
            .iter()
            .any(|mark| line.starts_with(mark))
        {
            return Some(at);
        }
        at += line.len();
    }
    None
}

fn told(error: &toml::de::Error, body: &str) -> Bad {
    let at = error.span().map_or(0, |span| span.start.min(body.len()));
    let why = error.message().lines().next().unwrap_or("bad TOML");
    (at, why.to_owned())
}

fn record(body: Body) -> Result<Record, Bad> {
    let named = body.files.unwrap_or_default();
    if named.len() > MAX_FILES {
        return Err((0, format!("the record pins more than {MAX_FILES} files")));
    }
    let text = match body.saved_at.as_ref() {
        toml::Value::Datetime(time) => time.to_string(),
        toml::Value::String(text) => text.clone(),
        _ => String::new(),
    };
    let saved_at = DateTime::parse_from_rfc3339(&text).map_err(|_| {
        let why = "saved_at is no time with an offset".to_owned();
        (body.saved_at.span().start, why)
    })?;
    let source = body.source.map(|source| {
        let at = source.span().start;
        path(source.as_ref()).map_err(|why| (at, why))
    });
    let mut files = BTreeMap::new();
    for (name, file) in named {
        let at = file.span().start;
        let entry = path(&name).and_then(|path| Ok((path, pinned(file.into_inner())?)));
        let (path, pinned) = entry.map_err(|why| (at, why))?;
        files.insert(path, pinned);
    }
    Ok(Record {
        saved_at,
        prose: spanned_id(&body.prose)?,
        task_id: body.task_id,
        source: source.transpose()?,
        head: body.head.as_ref().map(spanned_id).transpose()?,
        branch: body.branch,
        state: body.state,
        files,
    })
}

fn path(text: &str) -> Result<RepoPath, String> {
    RepoPath::new(text).map_err(|why| format!("the path {text:?} {why}"))
}

fn spanned_id(text: &Spanned<String>) -> Result<ObjectId, Bad> {
    id(text.as_ref()).map_err(|why| (text.span().start, why))
}

fn id(text: &str) -> Result<ObjectId, String> {
    ObjectId::new(text).ok_or_else(|| format!("{text:?} is no object id"))
}

fn lines(text: &str) -> Result<Lines, String> {
    text.parse()
        .map_err(|_| format!("{text:?} is no line or range"))
}

fn pinned(file: File) -> Result<Pinned, String> {
    let pin = match (file.missing, file.blob, file.why) {
        (true, None, None) => Pin::Missing,
        (false, Some(blob), None) => {
            let mode = file.mode.unwrap_or_default();
            Pin::Blob {
                mode: Mode::parse(&mode).ok_or_else(|| format!("{mode:?} is no mode"))?,
                blob: id(&blob)?,
            }
        }
        (false, None, Some(why)) => Pin::Unhashed {
            why,
            raw: file.raw.as_deref().map(id).transpose()?,
        },
        _ => return Err("a file needs exactly one of blob, missing and why".to_owned()),
    };
    let mut positions = file
        .lines
        .iter()
        .map(|text| lines(text))
        .collect::<Result<Vec<_>, _>>()?;
    positions.sort_unstable();
    positions.dedup();
    let held = file
        .held
        .iter()
        .map(|(position, blob)| Ok((lines(position)?, id(blob)?)))
        .collect::<Result<_, String>>()?;
    Ok(Pinned {
        pin,
        lines: positions,
        held,
    })
}
