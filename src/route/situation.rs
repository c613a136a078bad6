//! What has happened since the last save, put together for a suggestion.

use crate::document;
use crate::error::Error;
use crate::model::{Name, ObjectId, Pinned, RepoPath};
use crate::repo::{Moment, Repo, Work};
use crate::store::{Address, Loaded, Store};
use crate::suggest::{Since, Situation};
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeMap;

static NOTHING: BTreeMap<RepoPath, Pinned> = BTreeMap::new();

/// A situation, and what is to be told beside it.
pub struct Surveyed {
    /// What has happened.
    pub situation: Situation,
    /// Why not all of it was looked at, one line.
    pub unseen: Option<String>,
    /// Whether there is a checkpoint, saved or not.
    pub is_there: bool,
}

/// How far a look goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// What was committed.
    Commits,
    /// That, and the files of the work tree: costs one `git status`.
    Files,
}

impl Depth {
    fn look(self, repo: &Repo, then: &Moment<'_>) -> Work {
        match self {
            Depth::Commits => repo.committed_since(then),
            Depth::Files => repo.work_since(then),
        }
    }
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
    survey_of(repo, store, (&address, loaded.as_ref()), now, Depth::Files)
}

/// As [`survey`], of the checkpoint that was loaded from there, and only so
/// far.
pub fn survey_of(
    repo: &Repo,
    store: &Store<'_>,
    (address, loaded): (&Address, Option<&Loaded>),
    now: DateTime<FixedOffset>,
    depth: Depth,
) -> Result<Surveyed, Error> {
    let record = loaded.and_then(|loaded| loaded.record.as_deref());
    let head = repo.head()?;
    let (since, base) = since(repo, store, address, loaded, head.id.as_ref())?;
    let branch_then = record.and_then(|record| record.branch.clone());
    let then = Moment {
        at: since.at(),
        head: base.as_ref(),
        branch: branch_then.as_deref(),
        pins: record.map_or(&NOTHING, |record| &record.files),
        now: now.timestamp(),
    };
    let work = depth.look(repo, &then);
    let situation = Situation {
        activity: store
            .said()
            .activity()
            .chain(work.signs.iter().copied())
            .collect(),
        commits: work.count(),
        branch_then,
        branch_now: head.branch,
        task: loaded.and_then(task),
        files_cut: work.unseen.is_some() && work.has_files(),
        created: work.created,
        modified: work.modified,
        ..Situation::quiet(now.timestamp(), since)
    };
    Ok(Surveyed {
        situation,
        unseen: work.unseen,
        is_there: loaded.is_some(),
    })
}

/// The last certain moment, and where HEAD was then, if that is known.
fn since(
    repo: &Repo,
    store: &Store<'_>,
    address: &Address,
    loaded: Option<&Loaded>,
    head: Option<&ObjectId>,
) -> Result<(Since, Option<ObjectId>), Error> {
    if let Some(record) = loaded.and_then(|loaded| loaded.record.as_deref()) {
        let at = record.saved_at.timestamp();
        return Ok((Since::Save(at), record.head.clone()));
    }
    if loaded.is_none()
        && let Some(at) = store.cleared_at(address)?
    {
        return Ok((Since::Clear(at.timestamp()), None));
    }
    Ok(match repo.head_time() {
        Some(at) => (Since::Commit(at), head.cloned()),
        None => (Since::Nothing, None),
    })
}

fn task(loaded: &Loaded) -> Option<String> {
    document::read(&loaded.prose).task
}
