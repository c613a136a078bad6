//! Names of code that the document tells beside a file and that have left it.

use crate::document::{self, Symbol};
use crate::drift::{
    Drift, Edit, FileSeen, FileVerdict, Observation, Standing, SymbolDrift, stand, standings,
};
use crate::model::{Pin, RepoPath};
use crate::route::claims::{Read, files_in};
use std::collections::{BTreeMap, BTreeSet};

/// How many files may be told with a name: of more, nobody knows whose it is.
const MOST_FILES: usize = 64;

/// How far before a name the path may start that the name is a part of.
const LONGEST_SPAN: usize = 256;

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
    let beside = beside(&told);
    let mut gone: Vec<(usize, &RepoPath, u32)> = Vec::new();
    for (path, edit) in &edits {
        let at = beside.get(path).cloned().unwrap_or_default();
        let symbols: Vec<&Symbol> = at.iter().map(|at| &told[*at].symbol).collect();
        let standings = standings(edit, &symbols);
        gone.extend(at.into_iter().zip(standings).filter_map(|(at, standing)| {
            let Standing::Gone(line) = standing else {
                return None;
            };
            Some((at, *path, line))
        }));
    }
    let left: BTreeSet<usize> = gone.iter().map(|(at, ..)| *at).collect();
    let elsewhere = elsewhere(read, drift, &edits, &told, &beside, &left);
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
        if files.len() > MOST_FILES || !files.iter().any(|path| edits.contains_key(path)) {
            continue;
        }
        let is_file = |symbol: &Symbol| {
            let near = symbol.span.start.saturating_sub(LONGEST_SPAN);
            let from = located.partition_point(|one| one.mention.span.start < near);
            let spans = located[from..].iter().map(|one| &one.mention.span);
            let mut until = spans.take_while(|span| span.start < symbol.span.end);
            until.any(|span| symbol.span.start < span.end)
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

/// The names told beside each file, as places in `told`.
fn beside(told: &[Told]) -> BTreeMap<&RepoPath, Vec<usize>> {
    let mut beside: BTreeMap<&RepoPath, Vec<usize>> = BTreeMap::new();
    for (at, one) in told.iter().enumerate() {
        for path in &one.files {
            beside.entry(path).or_default().push(at);
        }
    }
    beside
}

/// Which of the names that have left a file stand in another of those they
/// are told with, or may do so.
fn elsewhere(
    read: &Read<'_>,
    drift: &Drift,
    edits: &BTreeMap<&RepoPath, &Edit>,
    told: &[Told],
    beside: &BTreeMap<&RepoPath, Vec<usize>>,
    left: &BTreeSet<usize>,
) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for (path, at) in beside {
        let at: Vec<usize> = at.iter().copied().filter(|at| left.contains(at)).collect();
        if at.is_empty() {
            continue;
        }
        let symbols: Vec<&Symbol> = at.iter().map(|at| &told[*at].symbol).collect();
        let standing = match edits.get(path) {
            Some(edit) => stand(&edit.new, &symbols),
            None => match text(read, drift, path) {
                Text::Is(bytes) => stand(&bytes, &symbols),
                Text::None => continue,
                Text::Unknown => vec![true; symbols.len()],
            },
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
    // Files stand in path order.
    let at = drift.files.binary_search_by(|file| file.path.cmp(path));
    let Ok(verdict) = at.map(|at| &drift.files[at].verdict) else {
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
