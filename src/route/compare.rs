//! The way of a resume: record, observation, drift.

use crate::document::{self, Found};
use crate::drift::{self, Drift, Written};
use crate::error::Error;
use crate::model::Record;
use crate::repo::Repo;
use crate::route::references::{by_file, located};
use crate::store::Loaded;
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeMap;

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
    let record = match &loaded.record {
        Some(record) => record.clone(),
        None => never_saved(repo, loaded, at)?,
    };
    let edited = loaded.is_edited().then(|| document::find(&loaded.prose));
    against(repo, &loaded.prose, record, edited.as_ref())
}

/// Compares a document of any kind with its record. `edited` is what it names
/// where somebody edited it since the record was written.
pub(super) fn against(
    repo: &Repo,
    prose: &str,
    mut record: Record,
    edited: Option<&Found>,
) -> Result<Comparison, Error> {
    let written = match edited {
        Some(found) => written_since(repo, (prose, found), &mut record),
        None => Written::default(),
    };
    let seen = repo.observe(&record)?;
    Ok(Comparison {
        drift: drift::compare(&record, &seen, &written),
        record,
    })
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
fn written_since(repo: &Repo, (prose, found): (&str, &Found), record: &mut Record) -> Written {
    let all = located(repo, found, record.source.as_ref(), Some(record));
    let named = by_file(
        all.iter()
            .map(|located| (&located.path, located.mention.lines())),
    );
    record.files.retain(|path, pinned| match named.get(path) {
        Some(lines) => {
            pinned.lines.retain(|position| lines.contains(position));
            pinned.held.retain(|position, _| lines.contains(position));
            true
        }
        None => document::names(prose, path.as_str()),
    });
    let mut written = Written::default();
    for (path, lines) in named {
        match record.files.get(&path) {
            None => written.unpinned_files.push(path),
            Some(pinned) => {
                let new = lines
                    .into_iter()
                    .filter(|lines| !pinned.lines.contains(lines));
                let new: Vec<_> = new.collect();
                if !new.is_empty() {
                    written.unpinned_lines.insert(path, new);
                }
            }
        }
    }
    written
}
