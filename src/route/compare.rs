//! The way of a resume: record, observation, drift.

use crate::document::{self, Found};
use crate::drift::{self, Drift, Search, Written};
use crate::error::Error;
use crate::model::{Lines, Record, RepoPath};
use crate::repo::Repo;
use crate::route::claims::{self, Read};
use crate::route::references::{Located, by_file, locate, located};
use crate::store::{Address, Loaded};
use chrono::{DateTime, FixedOffset};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::sync::Arc;

/// A checkpoint against the repository as it is now.
pub struct Comparison {
    /// What the document still names of the record: the document's own, where
    /// nobody edited it.
    pub record: Arc<Record>,
    /// What has changed.
    pub drift: Drift,
}

/// Compares `loaded` with what is there. `at` is the time of a document that
/// was never saved.
pub fn compare(
    repo: &Repo,
    loaded: &Loaded,
    at: DateTime<FixedOffset>,
) -> Result<Comparison, Error> {
    let record = match &loaded.record {
        Some(record) => Arc::clone(record),
        None => Arc::new(never_saved(repo, loaded, at)?),
    };
    let edited = loaded.is_edited().then(|| document::find(&loaded.prose));
    let document = Document {
        prose: &loaded.prose,
        edited: edited.is_some(),
        found: edited.as_ref(),
        address: Some(&loaded.address),
    };
    against(repo, &document, record)
}

/// A document of any kind that has a record.
pub(super) struct Document<'a> {
    /// What it says, above its record.
    pub(super) prose: &'a str,
    /// Whether somebody edited it since the record was written.
    pub(super) edited: bool,
    /// What it names; `None` where that was not read yet, as is enough of one
    /// that was not edited.
    pub(super) found: Option<&'a Found>,
    /// The checkpoint whose history may tell more; `None` for no checkpoint.
    pub(super) address: Option<&'a Address>,
}

/// Compares a document with its record.
pub(super) fn against(
    repo: &Repo,
    document: &Document<'_>,
    mut record: Arc<Record>,
) -> Result<Comparison, Error> {
    let prose = document.prose;
    let (written, located) = match document.found.filter(|_| document.edited) {
        Some(found) => {
            let (written, located) =
                written_since(repo, (prose, found), Arc::make_mut(&mut record));
            (written, Some(located))
        }
        None => (Written::default(), None),
    };
    let seen = repo.observe(&record)?;
    let mut drift = drift::compare(&record, &seen, &written);
    if !drift.is_clean() {
        let located = located.unwrap_or_else(|| match document.found {
            Some(found) => claims::located(repo, found, &record),
            None => claims::located(repo, &document::find(prose), &record),
        });
        let read = Read {
            repo,
            prose,
            located: &located,
            record: &record,
            seen: &seen,
            address: document.address,
        };
        claims::tell(&read, &mut drift);
    }
    Ok(Comparison { record, drift })
}

impl Comparison {
    /// The drift with what it means for each claim. Where all is as it was,
    /// that takes a look at the document that nobody needs who only asks what
    /// has changed.
    pub fn with_claims(&self, repo: &Repo, loaded: &Loaded) -> Drift {
        let mut drift = self.drift.clone();
        if drift.is_clean() {
            let located = if loaded.is_edited() {
                let record = Some(&*self.record);
                locate(repo, &loaded.prose, self.record.source.as_ref(), record)
            } else {
                claims::located(repo, &document::find(&loaded.prose), &self.record)
            };
            claims::tell_files(&loaded.prose, &located, &mut drift);
        }
        drift
    }
}

/// Looks for what the report leaves open: the place where the files are as
/// they were saved, if too few of them are here, and the saved content that
/// this clone lacks. What cannot be told is left out: no resume fails by it.
pub fn seek(repo: &Repo, compared: &mut Comparison, env: &dyn Fn(&str) -> Option<OsString>) {
    let untold = compared.drift.untold(&compared.record);
    compared.drift.lacking = repo.lacking(&compared.record, untold);
    let search = Search::of(&compared.record, &compared.drift);
    compared.drift.world = search.and_then(|search| repo.world(&search, env));
}

/// A record for a document that has none: it pins nothing.
fn never_saved(repo: &Repo, loaded: &Loaded, at: DateTime<FixedOffset>) -> Result<Record, Error> {
    let head = repo.head()?;
    Ok(Record {
        saved_at: at,
        prose: loaded.prose_id.clone(),
        task_id: None,
        source: None,
        head: head.id,
        branch: head.branch,
        state: None,
        files: BTreeMap::new(),
    })
}

/// What people wrote wins over the record: what they no longer name leaves
/// it, and what they name since is told as never pinned.
fn written_since(
    repo: &Repo,
    (prose, found): (&str, &Found),
    record: &mut Record,
) -> (Written, Vec<Located>) {
    let all = located(repo, found, record.source.as_ref(), Some(record));
    let named = by_file(
        all.iter()
            .map(|located| (&located.path, located.mention.lines())),
    );
    let others = record.files.keys().filter(|path| !named.contains_key(path));
    let others: BTreeSet<RepoPath> = {
        let said = document::named(prose, others.clone().map(RepoPath::as_str));
        others
            .filter(|path| said.contains(path.as_str()))
            .cloned()
            .collect()
    };
    record.files.retain(|path, pinned| match named.get(path) {
        Some(lines) => {
            pinned.lines.retain(|position| lines.contains(position));
            pinned.held.retain(|position, _| lines.contains(position));
            true
        }
        None => others.contains(path),
    });
    (never_pinned(named, record), all)
}

/// What of the `named` files and positions is not in the record.
fn never_pinned(named: BTreeMap<RepoPath, BTreeSet<Lines>>, record: &Record) -> Written {
    let mut written = Written::default();
    for (path, lines) in named {
        match record.files.get(&path) {
            None => written.unpinned_files.push(path),
            Some(pinned) => {
                let known: BTreeSet<_> = pinned.lines.iter().collect();
                let new = lines.into_iter().filter(|lines| !known.contains(lines));
                let new: Vec<_> = new.collect();
                if !new.is_empty() {
                    written.unpinned_lines.insert(path, new);
                }
            }
        }
    }
    written
}
