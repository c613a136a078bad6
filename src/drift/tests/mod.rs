//! The comparison's promises, as tables of literals.

mod carry;
mod certain;
mod claims;
mod compare;
mod elsewhere;
mod heal;
mod indented;
mod moved;
mod random;
mod verdicts;

use crate::drift::{
    CommitSeen, Drift, Edit, FileSeen, HeadSeen, Hunk, Observation, Relation, Seen, Texts, Written,
};
use crate::model::{Lines, Mode, ObjectId, Pin, Pinned, Record, RepoPath};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeMap;

/// The id whose hex is `digit` forty times.
pub(super) fn id(digit: char) -> ObjectId {
    ObjectId::new(&digit.to_string().repeat(40)).unwrap()
}

pub(super) fn lines(text: &str) -> Lines {
    text.parse().unwrap()
}

pub(super) fn path(text: &str) -> RepoPath {
    RepoPath::new(text).unwrap()
}

pub(super) fn hunk(before: std::ops::Range<u32>, after: std::ops::Range<u32>) -> Hunk {
    Hunk { before, after }
}

/// An edit with hunks as any line diff finds them.
pub(super) fn edit(old: &str, new: &str) -> Edit {
    Edit {
        texts: Texts::new(old.as_bytes().to_vec(), new.as_bytes().to_vec()),
        hunks: replaced(
            &old.split_inclusive('\n').collect::<Vec<_>>(),
            &new.split_inclusive('\n').collect::<Vec<_>>(),
        ),
        mapped: None,
        folded: Some(replaced(
            &old.lines().collect::<Vec<_>>(),
            &new.lines().collect::<Vec<_>>(),
        )),
        trimmed: Some(replaced(
            &old.lines().map(str::trim).collect::<Vec<_>>(),
            &new.lines().map(str::trim).collect::<Vec<_>>(),
        )),
    }
}

fn replaced(old: &[&str], new: &[&str]) -> Vec<Hunk> {
    let number = |n: usize| u32::try_from(n).unwrap();
    capture_diff_slices(Algorithm::Myers, old, new)
        .iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .map(|op| Hunk {
            before: number(op.old_range().start)..number(op.old_range().end),
            after: number(op.new_range().start)..number(op.new_range().end),
        })
        .collect()
}

/// `a b c` as a text of three lines.
pub(super) fn rows(words: &str) -> String {
    words.split(' ').flat_map(|word| [word, "\n"]).collect()
}

pub(super) fn blob(digit: char) -> Pin {
    Pin::Blob {
        mode: Mode::File,
        blob: id(digit),
    }
}

pub(super) fn there(digit: char) -> Seen {
    Seen::Blob {
        mode: Mode::File,
        blob: id(digit),
    }
}

pub(super) fn pinned(pin: Pin, positions: &[&str]) -> Pinned {
    Pinned {
        lines: positions.iter().map(|text| lines(text)).collect(),
        ..Pinned::whole(pin)
    }
}

pub(super) fn record(files: &[(&str, Pinned)]) -> Record {
    Record {
        saved_at: chrono::DateTime::parse_from_rfc3339("2025-01-27T14:30:05+01:00").unwrap(),
        prose: id('0'),
        task_id: None,
        source: None,
        head: Some(id('1')),
        branch: Some("main".to_owned()),
        state: None,
        files: files
            .iter()
            .map(|(name, pinned)| (path(name), pinned.clone()))
            .collect(),
    }
}

pub(super) fn observation(files: &[(&str, FileSeen)]) -> Observation {
    Observation {
        head: HeadSeen {
            id: Some(id('1')),
            branch: Some("main".to_owned()),
            relation: Relation::Same,
        },
        files: files
            .iter()
            .map(|(name, seen)| (path(name), seen.clone()))
            .collect(),
        others: Vec::new(),
        others_cut: false,
    }
}

/// The drift of a record of one file `a`.
pub(super) fn drift_of(pinned: Pinned, seen: FileSeen) -> Drift {
    crate::drift::compare(
        &record(&[("a", pinned)]),
        &observation(&[("a", seen)]),
        &Written::default(),
    )
}

/// `a` seen with another blob and the edit that led there.
pub(super) fn edited(from: char, to: char, old: &str, new: &str) -> FileSeen {
    FileSeen {
        edits: BTreeMap::from([(id(from), Some(edit(old, new)))]),
        ..FileSeen::only(there(to))
    }
}

pub(super) fn commit(digit: char, subject: &str) -> CommitSeen {
    CommitSeen {
        id: id(digit),
        subject: subject.to_owned(),
        author: "Alice".to_owned(),
        time: chrono::DateTime::parse_from_rfc3339("2025-01-28T09:00:00+01:00").unwrap(),
    }
}
