//! The way of a resume: record, observation, drift.

use crate::document;
use crate::drift::{self, Drift, Search, Written};
use crate::error::Error;
use crate::model::{Record, RepoPath};
use crate::repo::Repo;
use crate::route::references::{by_file, locate};
use crate::store::Loaded;
use chrono::{DateTime, FixedOffset};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;

/// A checkpoint against the repository as it is now.
pub struct Comparison {
    /// What the document still names of the record.
    pub record: Record,
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
    let mut record = match &loaded.record {
        Some(record) => record.clone(),
        None => never_saved(repo, loaded, at)?,
    };
    let written = if loaded.is_edited() {
        written_since(repo, &loaded.prose, &mut record)
    } else {
        Written::default()
    };
    let seen = repo.observe(&record)?;
    Ok(Comparison {
        drift: drift::compare(&record, &seen, &written),
        record,
    })
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
fn written_since(repo: &Repo, prose: &str, record: &mut Record) -> Written {
    let located = locate(repo, prose, record.source.as_ref(), Some(record));
    let named = by_file(
        located
            .iter()
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
