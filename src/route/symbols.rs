//! Names of code that the document tells beside a file and that have left it.

use crate::document::{self, Symbol};
use crate::drift::{
    Drift, Edit, FileSeen, FileVerdict, Observation, Standing, SymbolDrift, stand, standings,
};
use crate::model::{Pin, RepoPath};
use crate::route::claims::{Read, files_in};
use std::collections::{BTreeMap, BTreeSet};

/// A name that has left its file, as one place of the document tells it.
pub(super) struct Lost {
    /// Where the document has it, a byte offset.
    pub(super) at: usize,
    /// The file it has left.
    pub(super) path: RepoPath,
    /// The name and where it stood.
    pub(super) symbol: SymbolDrift,
}

/// A name told beside some files.
struct Told {
    symbol: Symbol,
    files: BTreeSet<RepoPath>,
}

/// Every name that stood in one of the files named with it and now stands in
/// none of them. Only files whose text has changed are looked into; the others
/// only where something has left one.
pub(super) fn lost(read: &Read<'_>, seen: &Observation, drift: &Drift) -> Vec<Lost> {
    let edits = edits(read, seen);
    if edits.is_empty() {
        return Vec::new();
    }
    let told = told(read, &edits);
    let mut gone: Vec<(usize, &RepoPath, u32)> = Vec::new();
    for (path, edit) in &edits {
        let (at, symbols) = of_file(&told, path, &|_| true);
        let standings = standings(edit, &symbols);
        gone.extend(at.into_iter().zip(standings).filter_map(|(at, standing)| {
            let Standing::Gone(line) = standing else {
                return None;
            };
            Some((at, *path, line))
        }));
    }
    let left: BTreeSet<usize> = gone.iter().map(|(at, ..)| *at).collect();
    let elsewhere = elsewhere(read, drift, &edits, &told, &left);
    gone.retain(|(at, ..)| !elsewhere.contains(at));
    let lost = gone.into_iter().map(|(at, path, line)| Lost {
        at: told[at].symbol.span.start,
        path: path.clone(),
        symbol: SymbolDrift {
            name: told[at].symbol.name.clone(),
            line,
        },
    });
    lost.collect()
}

/// The files whose text is another now, both texts known.
fn edits<'a>(read: &Read<'a>, seen: &'a Observation) -> BTreeMap<&'a RepoPath, &'a Edit> {
    let edit = |path, file: &'a FileSeen| match &read.record.files.get(path)?.pin {
        Pin::Blob { blob, .. } => file.edits.get(blob)?.as_ref(),
        Pin::Missing | Pin::Unhashed { .. } => None,
    };
    let files = seen.files.iter();
    files
        .filter_map(|(path, file)| Some((path, edit(path, file)?)))
        .collect()
}

/// The names that are told beside a file that has changed. What is a file of
/// its own is no name of code.
fn told(read: &Read<'_>, edits: &BTreeMap<&RepoPath, &Edit>) -> Vec<Told> {
    let mut told = Vec::new();
    for passage in document::passages(read.prose) {
        let (located, files) = files_in(read.located, &passage.span);
        if !files.iter().any(|path| edits.contains_key(path)) {
            continue;
        }
        let is_file = |symbol: &Symbol| {
            let mut spans = located.iter().map(|one| &one.mention.span);
            spans.any(|span| span.start < symbol.span.end && symbol.span.start < span.end)
        };
        let files: BTreeSet<RepoPath> = files.into_iter().cloned().collect();
        let symbols = passage.symbols.into_iter();
        told.extend(
            symbols
                .filter(|symbol| !is_file(symbol))
                .map(|symbol| Told {
                    symbol,
                    files: files.clone(),
                }),
        );
    }
    told
}

/// The names told beside a file, with their place in `told`.
fn of_file<'t>(
    told: &'t [Told],
    path: &RepoPath,
    wanted: &dyn Fn(usize) -> bool,
) -> (Vec<usize>, Vec<&'t Symbol>) {
    let all = told.iter().enumerate();
    let here = all.filter(|(at, one)| wanted(*at) && one.files.contains(path));
    here.map(|(at, one)| (at, &one.symbol)).unzip()
}

/// Which of the names that have left a file stand in another of those they
/// are told with, or may do so.
fn elsewhere(
    read: &Read<'_>,
    drift: &Drift,
    edits: &BTreeMap<&RepoPath, &Edit>,
    told: &[Told],
    left: &BTreeSet<usize>,
) -> BTreeSet<usize> {
    let files: BTreeSet<&RepoPath> = left.iter().flat_map(|at| &told[*at].files).collect();
    let mut found = BTreeSet::new();
    for path in files {
        let (at, symbols) = of_file(told, path, &|at| left.contains(&at));
        let standing = match (edits.get(path), text(read, drift, path)) {
            (Some(edit), _) => stand(&edit.new, &symbols),
            (None, Text::Is(bytes)) => stand(&bytes, &symbols),
            (None, Text::None) => continue,
            (None, Text::Unknown) => vec![true; symbols.len()],
        };
        let there = at.into_iter().zip(standing);
        found.extend(there.filter_map(|(at, stands)| stands.then_some(at)));
    }
    found
}

/// What a file holds now that has no edit.
enum Text {
    Is(Vec<u8>),
    None,
    Unknown,
}

fn text(read: &Read<'_>, drift: &Drift, path: &RepoPath) -> Text {
    let verdict = drift.files.iter().find(|file| file.path == *path);
    let Some(verdict) = verdict.map(|file| &file.verdict) else {
        return Text::Unknown;
    };
    let pin = read.record.files.get(path).map(|pinned| &pinned.pin);
    match (verdict, pin) {
        (FileVerdict::Deleted | FileVerdict::Missing | FileVerdict::TypeChanged, _) => Text::None,
        (
            FileVerdict::Unchanged | FileVerdict::ModeChanged { .. } | FileVerdict::Renamed { .. },
            Some(Pin::Blob { blob, .. }),
        ) => match read.repo.blob(blob) {
            Ok(Some(bytes)) => Text::Is(bytes),
            _ => Text::Unknown,
        },
        _ => Text::Unknown,
    }
}
