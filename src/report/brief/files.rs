//! The files: which to read, which to skim, which to leave closed, and why.

use super::places::{Place, files_of};
use super::sheet::{Part, Shelf};
use super::{Told, span};
use crate::drift::{FileDrift, FileVerdict, PositionVerdict};
use crate::model::{ClaimKind, RepoPath};
use crate::report::one_line;
use crate::report::text::{View, bare_position, file_line};
use std::collections::BTreeSet;

/// How many positions and names are told of a file.
const POSITIONS: usize = 4;

/// How many commits.
const COMMITS: usize = 3;

/// How many tokens a line of files that need not be opened takes at most.
const SKIPPED: usize = 120;

/// What is to be done about a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Act {
    Read,
    Skim,
    Skip,
}

impl Act {
    fn word(self) -> &'static str {
        match self {
            Act::Read => "READ",
            Act::Skim => "SKIM",
            Act::Skip => "SKIP",
        }
    }
}

/// A line a file, those to read first; the unchanged ones together.
pub(super) fn files(told: &Told<'_>, places: &[Place<'_>], view: &View<'_>) -> Vec<Part> {
    let begun: BTreeSet<&RepoPath> = files_of(told, ClaimKind::InProgress).into_iter().collect();
    let open: BTreeSet<&RepoPath> = files_of(told, ClaimKind::FileToOpen).into_iter().collect();
    let stopped = places.first().map(|place| &place.file.path);
    let mut rows: Vec<(Act, bool, &FileDrift)> = told
        .drift
        .files
        .iter()
        .map(|file| {
            let begun = begun.contains(&file.path) || stopped == Some(&file.path);
            (act(file, begun, open.contains(&file.path)), !begun, file)
        })
        .collect();
    rows.sort_by_key(|(act, far, _)| (*act, *far));
    let mut parts = Vec::new();
    let mut closed = Vec::new();
    for (act, far, file) in rows {
        if act == Act::Skip && is_as_it_was(file) {
            closed.push(file);
            continue;
        }
        let rank = match act {
            Act::Read if !far => 1,
            Act::Read => 3,
            Act::Skim => 6,
            Act::Skip => 7,
        };
        let line = format!("{} {}\n", act.word(), line(file, view));
        parts.push(Part::new(Shelf::Files, rank, Some("file"), line));
    }
    parts.extend(unchanged(&closed));
    parts
}

/// Whether it is proven to be what it was.
fn is_as_it_was(file: &FileDrift) -> bool {
    let same = |verdict: &PositionVerdict| *verdict == PositionVerdict::Same;
    file.verdict == FileVerdict::Unchanged
        && !file.is_drift()
        && file.symbols.is_empty()
        && file.positions.iter().all(|one| same(&one.verdict))
}

fn act(file: &FileDrift, begun: bool, open: bool) -> Act {
    let is_there = !matches!(file.verdict, FileVerdict::Deleted | FileVerdict::Missing);
    match &file.verdict {
        FileVerdict::Deleted | FileVerdict::Missing | FileVerdict::Sparse => Act::Skip,
        _ if begun && is_there => Act::Read,
        FileVerdict::Unreadable { .. } | FileVerdict::TypeChanged | FileVerdict::Appeared => {
            Act::Read
        }
        _ if file
            .positions
            .iter()
            .any(crate::drift::PositionDrift::is_drift) =>
        {
            Act::Read
        }
        _ if !file.symbols.is_empty() => Act::Read,
        FileVerdict::Modified | FileVerdict::Renamed { .. } if open => Act::Read,
        FileVerdict::Unchanged if !open && is_as_it_was(file) => Act::Skip,
        _ => Act::Skim,
    }
}

fn line(file: &FileDrift, view: &View<'_>) -> String {
    let mut told = vec![file_line(file, view)];
    let news = |verdict: &PositionVerdict| *verdict != PositionVerdict::Same;
    let positions = file.positions.iter().filter(|one| news(&one.verdict));
    let positions: Vec<String> = positions.map(|one| bare_position(one, view)).collect();
    let gone = file.symbols.iter();
    let gone = gone.map(|one| format!("{} is gone", span(&one_line(&one.name))));
    let news: Vec<String> = positions.into_iter().chain(gone).collect();
    let more = news.len().saturating_sub(POSITIONS);
    told.extend(news.into_iter().take(POSITIONS));
    told.extend((more > 0).then(|| format!("and {more} more")));
    if file.uncommitted == Some(true) {
        told.push("uncommitted edits".to_owned());
    }
    let ids: Vec<&str> = file.commits.iter().map(|one| one.id.short()).collect();
    if !ids.is_empty() {
        let more = match ids.len().saturating_sub(COMMITS) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let ids = ids[..ids.len().min(COMMITS)].join(" ");
        told.push(format!("by {ids}{more}"));
    }
    told.join("; ")
}

/// The files that are as they were, several on a line.
fn unchanged(files: &[&FileDrift]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut line = String::new();
    let mut close = |line: &mut String| {
        if !line.is_empty() {
            let text = format!("SKIP unchanged: {line}\n");
            parts.push(Part::new(
                Shelf::Files,
                6,
                Some("line of unchanged files"),
                text,
            ));
            line.clear();
        }
    };
    for file in files {
        let path = span(file.path.as_str());
        if super::tokens::tokens(&line) + super::tokens::tokens(&path) > SKIPPED {
            close(&mut line);
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&path);
    }
    close(&mut line);
    parts
}
