//! Names of code that the document tells beside a file and that have left it.

use crate::document::{self, Symbol};
use crate::drift::{Drift, Edit, FileVerdict, Standing, SymbolDrift, stand, standings};
use crate::model::{ObjectId, Pin, RepoPath};
use crate::route::claims::{Read, files_in};
use crate::route::references::Located;
use std::borrow::Cow;
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

/// The texts in which names stood, and those in which they stand.
pub(super) trait Texts {
    /// The files whose text is another now, both texts known.
    fn changed(&self) -> &BTreeSet<RepoPath>;

    /// The blob that a name told of the file, at a byte of the document, was
    /// told of.
    fn told_of(&self, path: &RepoPath, at: usize) -> Option<ObjectId>;

    /// The text of that blob and that of the file now.
    fn both(&self, path: &RepoPath, blob: &ObjectId) -> Option<Both<'_>>;

    /// What the file holds now.
    fn now(&self, path: &RepoPath) -> Text<'_>;
}

/// A text then and now.
pub(super) type Both<'a> = (Cow<'a, [u8]>, Cow<'a, [u8]>);

/// What a file holds now.
pub(super) enum Text<'a> {
    Is(Cow<'a, [u8]>),
    None,
    Unknown,
}

/// Every name that stood in one of the files named with it and now stands in
/// none of them. Only files whose text has changed are looked into; the others
/// only where something has left one.
pub(super) fn lost(prose: &str, located: &[Located], texts: &dyn Texts) -> Vec<Lost> {
    if texts.changed().is_empty() {
        return Vec::new();
    }
    let told = told(prose, located, texts.changed());
    let beside = beside(&told);
    let mut gone: Vec<(usize, &RepoPath, u32)> = Vec::new();
    for path in texts.changed() {
        let mut by_text: BTreeMap<ObjectId, Vec<usize>> = BTreeMap::new();
        for at in beside.get(path).into_iter().flatten() {
            if let Some(blob) = texts.told_of(path, told[*at].symbol.span.start) {
                by_text.entry(blob).or_default().push(*at);
            }
        }
        for (blob, at) in by_text {
            let symbols: Vec<&Symbol> = at.iter().map(|at| &told[*at].symbol).collect();
            let Some((old, new)) = texts.both(path, &blob) else {
                continue;
            };
            let became = at.into_iter().zip(standings(&old, &new, &symbols));
            gone.extend(became.filter_map(|(at, standing)| match standing {
                Standing::Gone(line) => Some((at, path, line)),
                Standing::Fine => None,
            }));
        }
    }
    let left: BTreeSet<usize> = gone.iter().map(|(at, ..)| *at).collect();
    let elsewhere = elsewhere(texts, &told, &beside, &left);
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

/// The names that are told beside a file that has changed. What is a file of
/// its own is no name of code.
fn told(prose: &str, located: &[Located], changed: &BTreeSet<RepoPath>) -> Vec<Told> {
    let mut told = Vec::new();
    for passage in document::passages(prose) {
        let (located, files) = files_in(located, &passage.span);
        if files.len() > MOST_FILES || !files.iter().any(|path| changed.contains(*path)) {
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
    texts: &dyn Texts,
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
        let standing = match texts.now(path) {
            Text::Is(bytes) => stand(&bytes, &symbols),
            Text::None => continue,
            Text::Unknown => vec![true; symbols.len()],
        };
        let there = at.into_iter().zip(standing);
        found.extend(there.filter_map(|(at, stands)| stands.then_some(at)));
    }
    found
}

/// The texts of a document that a record pins.
pub(super) struct Recorded<'a> {
    read: &'a Read<'a>,
    drift: &'a Drift,
    changed: BTreeSet<RepoPath>,
}

impl<'a> Recorded<'a> {
    pub(super) fn new(read: &'a Read<'a>, drift: &'a Drift) -> Recorded<'a> {
        let files = read.seen.files.keys();
        let changed = files.filter(|path| edit(read, path).is_some());
        Recorded {
            read,
            drift,
            changed: changed.cloned().collect(),
        }
    }
}

/// From what a file was to what it is, where its text is another now.
fn edit<'a>(read: &Read<'a>, path: &RepoPath) -> Option<&'a Edit> {
    match &read.record.files.get(path)?.pin {
        Pin::Blob { blob, .. } => read.seen.files.get(path)?.edits.get(blob)?.as_ref(),
        Pin::Missing | Pin::Unhashed { .. } => None,
    }
}

impl Texts for Recorded<'_> {
    fn changed(&self) -> &BTreeSet<RepoPath> {
        &self.changed
    }

    fn told_of(&self, path: &RepoPath, _at: usize) -> Option<ObjectId> {
        match &self.read.record.files.get(path)?.pin {
            Pin::Blob { blob, .. } => Some(blob.clone()),
            Pin::Missing | Pin::Unhashed { .. } => None,
        }
    }

    fn both(&self, path: &RepoPath, _blob: &ObjectId) -> Option<Both<'_>> {
        let edit = edit(self.read, path)?;
        let texts = &edit.texts;
        Some((Cow::Borrowed(texts.then()), Cow::Borrowed(texts.now())))
    }

    fn now(&self, path: &RepoPath) -> Text<'_> {
        if let Some(edit) = edit(self.read, path) {
            return Text::Is(Cow::Borrowed(edit.texts.now()));
        }
        let Some(verdict) = verdict(self.drift, path) else {
            return Text::Unknown;
        };
        let pin = self.read.record.files.get(path).map(|pinned| &pinned.pin);
        match (verdict, pin) {
            (FileVerdict::Deleted | FileVerdict::Missing | FileVerdict::TypeChanged, _) => {
                Text::None
            }
            (
                FileVerdict::Unchanged
                | FileVerdict::ModeChanged { .. }
                | FileVerdict::Renamed { .. },
                Some(Pin::Blob { blob, .. }),
            ) => match self.read.repo.blob(blob) {
                Ok(Some(bytes)) => Text::Is(Cow::Owned(bytes)),
                _ => Text::Unknown,
            },
            _ => Text::Unknown,
        }
    }
}

/// What became of a file.
pub(super) fn verdict<'a>(drift: &'a Drift, path: &RepoPath) -> Option<&'a FileVerdict> {
    // Files stand in path order.
    let at = drift.files.binary_search_by(|file| file.path.cmp(path));
    Some(&drift.files[at.ok()?].verdict)
}
