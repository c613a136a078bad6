//! The file: prose with the record under it.

use super::record::{self, Located, Parsed};
use crate::model::{ObjectId, Record};
use std::ops::Range;

/// A document's file, taken apart.
#[derive(Debug, PartialEq)]
pub struct Document {
    /// What people wrote, byte for byte: the file without its record and
    /// without the one line ending before it.
    pub prose: String,
    /// The machine's part.
    pub record: RecordState,
}

/// How the record of a file is.
#[derive(Debug, PartialEq)]
pub enum RecordState {
    /// There is none.
    Absent,
    /// It could be read.
    Present(Box<Record>),
    /// It is there, but cannot be read.
    Damaged {
        /// The line in the file, 1-based.
        line: usize,
        /// Why, one line; may hold what stands in the file.
        why: String,
    },
    /// A later program wrote it; it is never half-read.
    Future {
        /// Its version.
        version: i64,
    },
}

/// The file is not UTF-8 text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotText {
    /// The first line that is not, 1-based.
    pub line: usize,
}

impl Document {
    /// Takes a file apart. `id_of` gives the blob id of bytes; it is asked
    /// only where it is in doubt whether the line ending before the record is
    /// `\r\n` or `\n`. Text below the record belongs to the prose.
    pub fn open(bytes: &[u8], id_of: &dyn Fn(&[u8]) -> ObjectId) -> Result<Document, NotText> {
        let text = std::str::from_utf8(bytes).map_err(|error| NotText {
            line: 1 + newlines(&bytes[..error.valid_up_to()]),
        })?;
        let damaged = |cut: &[Range<usize>], at: usize, why: String| Document {
            prose: without(text, cut, None),
            record: RecordState::Damaged {
                line: 1 + newlines(&text.as_bytes()[..at]),
                why,
            },
        };
        Ok(match record::locate(text) {
            Located::None => Document {
                prose: text.to_owned(),
                record: RecordState::Absent,
            },
            Located::Broken { cut, at, why } => damaged(&cut, at, why.to_owned()),
            Located::One { whole, body } => match record::parse(&text[body.clone()]) {
                Parsed::Bad { at, why } => damaged(&[whole], body.start + at, why),
                Parsed::Future { version } => Document {
                    prose: without(text, &[whole], None),
                    record: RecordState::Future { version },
                },
                Parsed::Record(record) => Document {
                    prose: without(text, &[whole], Some((&record.prose, id_of))),
                    record: RecordState::Present(record),
                },
            },
        })
    }
}

/// Joins prose and record: the prose, one line ending (the prose's own kind),
/// the record. [`Document::open`] gives both back byte for byte.
pub fn seal(prose: &str, record: &Record) -> String {
    let mut file = String::with_capacity(prose.len() + 1024);
    file.push_str(prose);
    file.push_str(line_ending(prose));
    file.push_str(&record::render(record));
    file
}

/// The line ending of a text: that of its first line, LF where it has none.
pub(super) fn line_ending(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').count() - 1
}

type Proof<'a> = (&'a ObjectId, &'a dyn Fn(&[u8]) -> ObjectId);

/// `text` without the ranges `cut`, ascending, and without the line ending
/// before the first of them.
fn without(text: &str, cut: &[Range<usize>], proof: Option<Proof<'_>>) -> String {
    let Some(first) = cut.first() else {
        return text.to_owned();
    };
    let mut after = String::new();
    for (index, range) in cut.iter().enumerate() {
        let end = cut.get(index + 1).map_or(text.len(), |next| next.start);
        after.push_str(text.get(range.end..end).unwrap_or_default());
    }
    let before = &text[..first.start];
    if after.trim().is_empty() {
        return unseparated(before, proof).to_owned();
    }
    let kept = unseparated(before, None);
    if kept.is_empty() || kept.ends_with('\n') {
        format!("{kept}{after}")
    } else {
        format!("{before}{after}")
    }
}

/// `before` without the separator.
fn unseparated<'a>(before: &'a str, proof: Option<Proof<'_>>) -> &'a str {
    let Some(short) = before.strip_suffix('\n') else {
        return before;
    };
    let Some(shorter) = short.strip_suffix('\r') else {
        return short;
    };
    if let Some((id, id_of)) = proof {
        for candidate in [shorter, short] {
            if id_of(candidate.as_bytes()) == *id {
                return candidate;
            }
        }
    }
    if line_ending(shorter) == "\r\n" || !shorter.contains('\n') {
        shorter
    } else {
        short
    }
}
