//! What was done since a person last saved, as facts: the commits made here
//! and the files worked on, never what a pull or a checkout brought.

use crate::document::{Act, Automatic, Facts, Point, Since, Touched};
use crate::error::Error;
use crate::model::{Lines, ObjectId, Pin, Pinned, Record, RepoPath};
use crate::repo::{Moment, Work};
use crate::route::site::Site;
use crate::route::words::record_of;
use crate::store::Loaded;
use chrono::DateTime;
use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

/// How many files are looked into for the lines that were written.
const LOOKED_INTO: usize = 20;

/// What is known of the moment that facts are told from.
pub(super) struct Base {
    /// Since when.
    pub(super) since: Since,
    head: Option<ObjectId>,
    branch: Option<String>,
    files: BTreeMap<RepoPath, Pinned>,
}

/// The last certain moment before `loaded`: the save of a person, else the
/// clearing, else the last commit; `None` in a repository without any.
pub(super) fn base(site: &Site<'_>, loaded: Option<&Loaded>) -> Result<Option<Base>, Error> {
    let record = loaded.and_then(|loaded| loaded.record.as_deref());
    let section = loaded.and_then(|loaded| Automatic::of(&loaded.prose));
    let record = match (section, record) {
        (Some(section), _) => return told_by(site, section.since).map(Some),
        (None, None) => return unsaved(site),
        (None, Some(record)) => record,
    };
    let (newest, worded) = newest(site)?;
    let older = worded.filter(|worded| Some(*worded) != newest);
    let older = older.map(|number| Ok::<_, Error>((number, saved_as(site, number)?)));
    Ok(Some(match older.transpose()? {
        Some((number, Some(worded))) => of_record(Point::Save(number), &worded),
        _ => of_record(Point::Save(newest.unwrap_or(0)), record),
    }))
}

/// Where an earlier section began: it says so itself.
fn told_by(site: &Site<'_>, since: Since) -> Result<Base, Error> {
    let saved = match since.point {
        Point::Save(entry) => saved_as(site, entry)?,
        _ => None,
    };
    let saved = saved.filter(|record| record.saved_at == since.at);
    if let Some(record) = saved {
        return Ok(of_record(since.point, &record));
    }
    Ok(Base {
        head: match &since.point {
            Point::Commit(id) => Some(id.clone()),
            _ => None,
        },
        since,
        branch: None,
        files: BTreeMap::new(),
    })
}

fn of_record(point: Point, record: &Record) -> Base {
    Base {
        since: Since {
            point,
            at: record.saved_at,
        },
        head: record.head.clone(),
        branch: record.branch.clone(),
        files: record.files.clone(),
    }
}

/// Where nothing was saved yet, or it was cleared.
fn unsaved(site: &Site<'_>) -> Result<Option<Base>, Error> {
    let cleared = site.store().cleared_at(&site.address())?;
    let in_time = |at: DateTime<_>| at.with_timezone(site.now.offset());
    let committed = site.repo.head_time();
    let committed = committed.and_then(|at| DateTime::from_timestamp(at, 0));
    let since = match (cleared, site.repo.head()?.id, committed) {
        (Some(at), ..) => Since {
            point: Point::Clear,
            at,
        },
        (None, Some(id), Some(at)) => Since {
            point: Point::Commit(id),
            at: in_time(at),
        },
        _ => Since {
            point: Point::Start,
            at: in_time(DateTime::UNIX_EPOCH),
        },
    };
    told_by(site, since).map(Some)
}

/// The numbers of the newest entry and of the newest that is somebody's own.
fn newest(site: &Site<'_>) -> Result<(Option<u64>, Option<u64>), Error> {
    let store = site.store();
    let read = store.of_slot(&site.address(), |slot| {
        let automatic = store.automatic_saves(slot)?;
        let mut numbers = slot.entries.iter().map(|entry| entry.number);
        let newest = numbers.clone().next();
        Ok((newest, numbers.find(|one| !automatic.contains(one))))
    });
    Ok(read?.unwrap_or_default())
}

/// The record of an entry of the history, if that still has it.
fn saved_as(site: &Site<'_>, entry: u64) -> Result<Option<Record>, Error> {
    let store = site.store();
    let record = store.of_slot(&site.address(), |slot| {
        let found = slot.entries.iter().find(|one| one.number == entry);
        let record = found.map(|found| record_of(&store, found)).transpose()?;
        Ok(record.flatten())
    })?;
    Ok(record.flatten())
}

/// What was done since `base`.
pub(super) fn facts(site: &Site<'_>, base: &Base) -> Facts {
    let at = base.since.at.timestamp();
    let work = site.repo.work_since(&Moment {
        at: (at != 0).then_some(at),
        head: base.head.as_ref(),
        branch: base.branch.as_deref(),
        pins: &base.files,
        now: site.now.timestamp(),
    });
    let commits = site.repo.commits_seen(&work.made);
    let commits = commits.into_iter();
    let commits = commits.map(|one| (one.id.short().to_owned(), one.subject));
    Facts {
        commits: commits.collect(),
        commits_cut: work.count().more,
        files: files(site, base, &work),
        unseen: work.unseen,
    }
}

/// The files, the one that was written last first; those that are gone last.
fn files(site: &Site<'_>, base: &Base, work: &Work) -> Vec<Touched> {
    let lists = [
        (Act::Created, &work.created),
        (Act::Modified, &work.modified),
        (Act::Deleted, &work.deleted),
    ];
    let all = lists.into_iter().flat_map(|(act, paths)| {
        let touched = move |path: &String| Touched {
            path: path.clone(),
            lines: None,
            act,
        };
        paths.iter().map(touched)
    });
    let written = |one: &Touched| -> Option<SystemTime> {
        let path = site.repo.work_dir().join(&one.path);
        path.symlink_metadata().ok()?.modified().ok()
    };
    let mut timed: Vec<(Option<SystemTime>, Touched)> =
        all.map(|one| (written(&one), one)).collect();
    timed.sort_by(|(one, a), (other, b)| other.cmp(one).then_with(|| a.path.cmp(&b.path)));
    let mut files: Vec<Touched> = timed.into_iter().map(|(_, one)| one).collect();
    let looked = files.len().min(LOOKED_INTO);
    find_lines(site, base, &mut files[..looked]);
    files
}

/// Notes the last lines that were written of each file that has changed.
fn find_lines(site: &Site<'_>, base: &Base, files: &mut [Touched]) {
    let changed = files.iter_mut().filter(|one| one.act == Act::Modified);
    let mut changed: Vec<(RepoPath, &mut Touched)> = changed
        .filter_map(|one| Some((RepoPath::new(one.path.clone()).ok()?, one)))
        .collect();
    let paths: BTreeSet<RepoPath> = changed.iter().map(|(path, _)| path.clone()).collect();
    let head = base.head.as_ref();
    let committed = head.and_then(|head| site.repo.pins_at(head, &paths).ok());
    let committed = committed.unwrap_or_default();
    for (path, touched) in &mut changed {
        let pin = base.files.get(path).map(|pinned| &pinned.pin);
        if let Some(Pin::Blob { blob, .. }) = pin.or_else(|| committed.get(path)) {
            touched.lines = site.repo.last_written(path, blob);
        }
    }
}

/// The positions that the facts name, as a document has them.
pub(super) fn positions(facts: &Facts) -> Vec<(RepoPath, Lines)> {
    let told = facts.told().iter();
    told.filter_map(|one| Some((RepoPath::new(one.path.clone()).ok()?, one.lines?)))
        .collect()
}
