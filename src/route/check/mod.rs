//! The way of a check: a document, its record or the commits that last touched
//! its lines, drift.

mod files;
mod fix;
mod meant;
mod once;
mod split;
mod stand;
mod told_of;

pub use fix::{Fix, Left, fix};

use crate::document;
use crate::drift::{Drift, FileDrift, HeadDrift, Relation};
use crate::error::Error;
use crate::model::{Record, RepoPath};
use crate::repo::{Blame, Repo};
use crate::route::claims::{tell_files, tell_lost};
use crate::route::compare::{Document, against, seek};
use crate::route::references::{Located, located, located_but};
use crate::route::symbols;
use chrono::{DateTime, FixedOffset};
use files::Files;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::sync::Arc;
use told_of::ByLine;

/// A document to check.
pub struct Page<'a> {
    /// The whole file as it lies there.
    pub bytes: &'a [u8],
    /// The document above its record; where it has one, the file begins so.
    pub prose: &'a str,
    /// Where it lies, and relative links start; `None` for one that lies
    /// nowhere in the repository.
    pub path: Option<&'a RepoPath>,
    /// Its own record.
    pub record: Option<&'a Record>,
}

/// A document against the repository as it is now.
pub struct Checked {
    /// What has changed.
    pub drift: Drift,
    /// One entry a reference that is told, in the document's order.
    pub told: Vec<Told>,
    /// The line of the document (1-based) since which each file is told;
    /// empty where a record pins them.
    pub since: BTreeMap<RepoPath, u32>,
    /// The lines of the document (1-based) with a name of code that has left
    /// its file; empty where a record pins the files.
    pub unnamed: BTreeSet<u32>,
    /// When its record was written.
    pub saved_at: Option<DateTime<FixedOffset>>,
}

/// What became of one reference.
#[derive(Clone, Debug)]
pub struct Told {
    /// How the document names it.
    pub located: Located,
    /// The line of the document (1-based) that names it, or its lines.
    pub line: u32,
    /// What became of the file since that line was written, and of this
    /// reference's position alone.
    pub file: FileDrift,
}

/// Looks a variable of the environment up.
type Env<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// Compares `page` with what is there. Writes nothing. Where a record pins it,
/// what the report leaves open is looked for as [`seek`] does.
pub fn check(repo: &Repo, page: &Page<'_>, env: Env<'_>) -> Result<Checked, Error> {
    match page.record {
        Some(record) => pinned(repo, page, record, env),
        None => by_line(repo, page),
    }
}

fn pinned(repo: &Repo, page: &Page<'_>, record: &Record, env: Env<'_>) -> Result<Checked, Error> {
    let edited = repo.id_of(page.prose.as_bytes()) != record.prose;
    let found = document::find(page.prose);
    let document = Document {
        prose: page.prose,
        edited,
        found: Some(&found),
        address: None,
    };
    let mut compared = against(repo, &document, Arc::new(record.clone()))?;
    seek(repo, &mut compared, env);
    let mut drift = compared.drift;
    let located = located(repo, &found, record.source.as_ref(), Some(record));
    if drift.is_clean() {
        tell_files(page.prose, &located, &mut drift);
    }
    let lines = Newlines::of(page.prose);
    let told = located.into_iter().filter_map(|located| {
        let at = drift
            .files
            .binary_search_by(|file| file.path.cmp(&located.path))
            .ok()?;
        let mut file = drift.files[at].clone();
        file.positions
            .retain(|position| Some(position.lines) == located.mention.lines());
        Some(Told {
            line: lines.line(place(&located)),
            located,
            file,
        })
    });
    Ok(Checked {
        told: told.collect(),
        drift,
        since: BTreeMap::new(),
        unnamed: BTreeSet::new(),
        saved_at: Some(record.saved_at),
    })
}

fn by_line(repo: &Repo, page: &Page<'_>) -> Result<Checked, Error> {
    let blaming = page.path.map(|path| repo.begin_blame(path, page.bytes));
    let found = document::find(page.prose);
    let blame = match blaming {
        Some(blaming) => repo.finish_blame(blaming?)?,
        None => Blame::default(),
    };
    let lines = Newlines::of(page.prose);
    let earlier = once::once_there(repo, page, &found, &blame, &lines);
    let meant = meant::meant_there(repo, page, &found, &blame, &lines);
    let located = located_but(repo, &found, page.path, earlier.as_ref(), &meant);
    let mut placed = stand::place_all(repo, located, &blame, &lines);
    meant::follow(repo, page, &mut placed, &blame);
    placed.retain(|placed| Some(&placed.located.path) != page.path); // it changes by being written
    let located: Vec<Located> = placed.iter().map(|one| one.located.clone()).collect();
    let files = Files::compare(repo, page.path, &placed, &blame);
    let mut drift = Drift::of_files(head(repo)?, files.whole());
    let since = files.since(&drift);
    files.tell_history(repo, &mut drift)?;
    let texts = ByLine::new(repo, (&blame, &lines), &placed, &drift);
    let lost = symbols::lost(page.prose, &located, &texts);
    let unnamed = lost.iter().map(|lost| lines.line(lost.at)).collect();
    tell_lost(page.prose, &located, lost, &mut drift);
    Ok(Checked {
        told: placed
            .into_iter()
            .filter_map(|placed| files.told(placed))
            .collect(),
        drift,
        since,
        unnamed,
        saved_at: None,
    })
}

/// No save has seen another HEAD than the one that is there.
fn head(repo: &Repo) -> Result<HeadDrift, Error> {
    let head = repo.head()?;
    Ok(HeadDrift {
        saved: head.id.clone(),
        now: head.id,
        relation: Relation::Same,
        branch_saved: head.branch.clone(),
        branch_now: head.branch,
    })
}

/// Where a reference tells its lines, or without lines its path: a byte offset.
fn place(located: &Located) -> usize {
    let mention = &located.mention;
    let position = mention.position.as_ref();
    position.map_or(mention.span.start, |position| position.digits.start)
}

/// Where the lines of a text end.
struct Newlines(Vec<usize>);

impl Newlines {
    fn of(text: &str) -> Newlines {
        Newlines(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    /// The line (1-based) of a byte.
    fn line(&self, at: usize) -> u32 {
        let before = self.0.partition_point(|end| *end < at);
        u32::try_from(before + 1).unwrap_or(u32::MAX)
    }
}
