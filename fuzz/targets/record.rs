//! The record: any TOML between its marks is read or refused with a reason;
//! what was read, or could be written, is written so that it reads back.

use chrono::{DateTime, Timelike as _};
use git_shipkit::document::{Document, RecordState, seal};
use git_shipkit::model::{Lines, Mode, ObjectId, Pin, Pinned, Record, RepoPath, steers};
use std::collections::BTreeMap;

/// Reads `data` as a record's TOML, and puts it into a record's fields.
pub(crate) fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let file = format!("# Task\n<!-- git-shipkit\n{text}\n-->\n");
    match open(&file).record {
        RecordState::Present(mut record) => {
            record.saved_at = record
                .saved_at
                .with_nanosecond(0)
                .unwrap_or(record.saved_at);
            comes_back(&record);
        }
        RecordState::Damaged { line, why } => {
            assert!(
                (1..=file.split('\n').count()).contains(&line),
                "line {line}"
            );
            assert!(!why.is_empty() && !why.contains('\n'), "{why:?}");
        }
        RecordState::Future { version } => assert!(version > 1),
        RecordState::Absent => panic!("the record was overlooked: {file:?}"),
    }
    comes_back(&record_of(text));
}

fn open(file: &str) -> Document {
    let null = ObjectId::new(&"0".repeat(40)).expect("forty digits");
    Document::open(file.as_bytes(), &|_| null.clone()).expect("it is text")
}

/// Written, it reads back, ends at its own end and steers no terminal.
fn comes_back(record: &Record) {
    let file = seal("# Task", record);
    let body = file.strip_prefix("# Task\n<!--").expect("the prose first");
    let body = body.strip_suffix("-->\n").expect("its end last");
    assert!(!body.contains("-->") && !body.contains("--!>"), "{file:?}");
    assert!(!body.contains(|c| steers(c) && c != '\n'), "{file:?}");
    let again = open(&file);
    assert_eq!(again.prose, "# Task");
    assert_eq!(
        again.record,
        RecordState::Present(Box::new(record.clone())),
        "{file:?}"
    );
}

/// A record that holds the text's lines wherever a text may stand.
fn record_of(text: &str) -> Record {
    let id = |digit: &str| ObjectId::new(&digit.repeat(40)).expect("forty digits");
    let mut parts = text.split('\n').map(str::to_owned);
    let mut record = Record {
        saved_at: DateTime::default(),
        prose: id("a"),
        task_id: parts.next(),
        source: parts.next().and_then(|path| RepoPath::new(path).ok()),
        head: Some(id("b")),
        branch: parts.next(),
        state: Some(text.to_owned()),
        files: BTreeMap::new(),
    };
    for (at, part) in parts.enumerate() {
        let pin = match at % 3 {
            0 => Pin::Missing,
            1 => Pin::Unhashed {
                why: part.clone(),
                raw: Some(id("c")),
            },
            _ => Pin::Blob {
                mode: Mode::Executable,
                blob: id("d"),
            },
        };
        let mut pinned = Pinned::whole(pin);
        let line = Lines::single(u32::try_from(at + 1).unwrap_or(u32::MAX));
        pinned.held = line.map(|line| (line, id("e"))).into_iter().collect();
        pinned.lines = line.into_iter().collect();
        if let Ok(path) = RepoPath::new(part) {
            record.files.insert(path, pinned);
        }
    }
    record
}
