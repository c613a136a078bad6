//! The files: which to read, which to skim, which to leave closed, and why.

use super::places::{Place, files_of};
use super::sheet::{Part, Shelf};
use super::{Told, span};
use crate::drift::{FileDrift, FileVerdict, PositionVerdict};
use crate::model::ClaimKind;
use crate::report::text::{View, bare_position, file_line};
use crate::report::{minute, one_line};
use std::collections::BTreeMap;

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
    let mut parts = Vec::new();
    let mut closed: BTreeMap<Since, Vec<&FileDrift>> = BTreeMap::new();
    for (act, far, file) in rows(told, places) {
        let since = Since::of(told, file);
        let is_closed = match since {
            Since::Same => act == Act::Skip,
            Since::Changed | Since::Untold => act != Act::Read,
        };
        if is_closed && is_as_it_was(file) {
            closed.entry(since).or_default().push(file);
        } else {
            parts.push(alone((act, far), file, since, (told, view)));
        }
    }
    for (since, files) in closed {
        let (more, kind) = match since {
            Since::Changed => ("changed since", (5, "line of changed files")),
            Since::Untold => ("perhaps changed since", (5, "line of changed files")),
            Since::Same => ("", (6, "line of unchanged files")),
        };
        let words = match since {
            Since::Same => "SKIP unchanged".to_owned(),
            _ => format!(
                "SKIM unchanged since the automatic save, {more} the words{}",
                of_words(told)
            ),
        };
        parts.extend(together(&words, kind, &files));
    }
    parts
}

/// What to do about each file, the most needed first; whether the work is
/// elsewhere.
fn rows<'a>(told: &Told<'a>, places: &[Place<'_>]) -> Vec<(Act, bool, &'a FileDrift)> {
    let begun = files_of(told, ClaimKind::InProgress);
    let open = files_of(told, ClaimKind::FileToOpen);
    let stopped = places.first().map(|place| &place.file.path);
    let row = |file: &'a FileDrift| {
        let begun = begun.contains(&file.path) || stopped == Some(&file.path);
        let open = open.contains(&file.path);
        let is_older = Since::of(told, file) != Since::Same && is_as_it_was(file);
        let act = match act(file, begun, open) {
            Act::Skim if open && is_older => Act::Read,
            act => act,
        };
        (act, !begun, file)
    };
    let mut rows: Vec<_> = told.drift.files.iter().map(row).collect();
    rows.sort_by_key(|(act, far, _)| (*act, *far));
    rows
}

/// What a file was to the words that an automatic save left as they were.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Since {
    Changed,
    Untold,
    Same,
}

impl Since {
    fn of(told: &Told<'_>, file: &FileDrift) -> Since {
        let Some(words) = told.words else {
            return Since::Same;
        };
        match () {
            () if words.changed.contains(&file.path) => Since::Changed,
            () if words.untold.contains(&file.path) => Since::Untold,
            () => Since::Same,
        }
    }
}

/// ` of 2025-01-27 14:30`, where that is known.
fn of_words(told: &Told<'_>) -> String {
    let at = told.words.and_then(|words| words.at).map(minute);
    at.map_or_else(String::new, |at| format!(" of {at}"))
}

/// A file on a line of its own.
fn alone(
    (act, far): (Act, bool),
    file: &FileDrift,
    since: Since,
    (told, view): (&Told<'_>, &View<'_>),
) -> Part {
    let rank = match act {
        Act::Read if !far => 1,
        Act::Read => 3,
        Act::Skim => 6,
        Act::Skip => 7,
    };
    let older = match since {
        Since::Same => String::new(),
        Since::Changed => format!(
            "; changed between the words{} and the automatic save",
            of_words(told)
        ),
        Since::Untold => format!(
            "; perhaps changed between the words{} and the automatic save",
            of_words(told)
        ),
    };
    let line = format!("{} {}{older}\n", act.word(), line(file, view));
    Part::new(Shelf::Files, rank, Some("file"), line)
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

/// Files of which the same is told, several on a line.
fn together(word: &str, (rank, noun): (u8, &'static str), files: &[&FileDrift]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut line = String::new();
    let mut close = |line: &mut String| {
        if !line.is_empty() {
            let text = format!("{word}: {line}\n");
            parts.push(Part::new(Shelf::Files, rank, Some(noun), text));
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
