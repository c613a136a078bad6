//! What has happened since the last save, put together for a suggestion.

use crate::document;
use crate::error::Error;
use crate::model::Name;
use crate::repo::{Moment, Repo};
use crate::store::{Address, Loaded, Store};
use crate::suggest::{Since, Situation};
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeMap;

/// A situation, and what is to be told beside it.
pub struct Surveyed {
    /// What has happened.
    pub situation: Situation,
    /// Why not all of it was looked at, one line.
    pub unseen: Option<String>,
    /// Whether there is a checkpoint, saved or not.
    pub is_there: bool,
}

/// Looks at what has happened since `name` was saved; without a save, since it
/// was cleared or since the last commit.
pub fn survey(
    repo: &Repo,
    store: &Store<'_>,
    name: &Name,
    now: DateTime<FixedOffset>,
) -> Result<Surveyed, Error> {
    let address = Address::here(name.clone());
    let loaded = store.load(&address)?;
    let record = loaded.as_ref().and_then(|loaded| loaded.record.as_ref());
    let head = repo.head()?;
    let nothing = BTreeMap::new();
    let (since, base, pins) = match record {
        Some(record) => (
            Since::Save(record.saved_at.timestamp()),
            record.head.clone(),
            &record.files,
        ),
        None => match store.cleared_at(&address)?.filter(|_| loaded.is_none()) {
            Some(at) => (Since::Clear(at.timestamp()), None, &nothing),
            None => match repo.head_time() {
                Some(at) => (Since::Commit(at), head.id.clone(), &nothing),
                None => (Since::Nothing, None, &nothing),
            },
        },
    };
    let work = repo.work_since(&Moment {
        at: since.at(),
        head: base.as_ref(),
        branch: record.and_then(|record| record.branch.as_deref()),
        pins,
        now: now.timestamp(),
    });
    let mut situation = Situation::quiet(now.timestamp(), since);
    situation.activity.clone_from(&work.signs);
    situation.commits = work.count();
    situation.branch_then = record.and_then(|record| record.branch.clone());
    situation.branch_now = head.branch;
    situation.task = loaded.as_ref().and_then(task);
    situation.files_cut =
        work.unseen.is_some() && !(work.created.is_empty() && work.modified.is_empty());
    situation.created = work.created;
    situation.modified = work.modified;
    Ok(Surveyed {
        situation,
        unseen: work.unseen,
        is_there: loaded.is_some(),
    })
}

fn task(loaded: &Loaded) -> Option<String> {
    document::read(&loaded.prose).task
}
