//! What somebody has worked on in this worktree since a moment. Only what
//! nothing but work can have made counts: not the files a checkout writes, not
//! the commits that a pull brings or a rebase makes anew.

mod branch;
mod commits;
mod dirty;
mod loose;

pub use branch::Branch;
pub use loose::{Stashes, Uncommitted};

use crate::drift::{Count, Seen};
use crate::model::{ObjectId, Pin, Pinned, RepoPath};
use crate::platform;
use crate::repo::{Repo, model_id};

use commits::Made;
use dirty::{Dirty, Lying};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::time::{SystemTime, UNIX_EPOCH};

/// From when on, and what was known then.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// When, in seconds since 1970; without it, everything counts.
    pub at: Option<i64>,
    /// HEAD then, where it is known.
    pub head: Option<&'a ObjectId>,
    /// The branch then, where it is known.
    pub branch: Option<&'a str>,
    /// The files that were pinned then.
    pub pins: &'a BTreeMap<RepoPath, Pinned>,
    /// Now: what is later is no evidence.
    pub now: i64,
}

/// What was worked on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// The commits made here that have something new in them.
    pub commits: usize,
    /// Those commits, newest first.
    pub made: Vec<ObjectId>,
    /// Whether there may be more of them.
    pub commits_cut: bool,
    /// Files that are new since, committed or not; invalid UTF-8 replaced.
    pub created: Vec<String>,
    /// Files whose content is new since.
    pub modified: Vec<String>,
    /// Files that were pinned then and are gone from the work tree.
    pub deleted: Vec<String>,
    /// Why not all files were looked at, one line.
    pub unseen: Option<String>,
    /// When somebody was at work, in seconds since 1970: commits, and changed
    /// files as they were last written.
    pub signs: Vec<i64>,
}

impl Work {
    /// Whether any file is new or modified.
    pub fn has_files(&self) -> bool {
        !(self.created.is_empty() && self.modified.is_empty())
    }

    /// The commits as a count.
    pub fn count(&self) -> Count {
        Count {
            n: self.commits,
            more: self.commits_cut && self.commits > 0,
        }
    }
}

/// The files that are new, by path; whether each was created.
type News = BTreeMap<Vec<u8>, bool>;

/// How a path's content stands to the moment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    New,
    Known,
    Unclear,
}

impl Repo {
    /// What was worked on since `then`. Costs one `git status` at most, which
    /// is left where it takes too long.
    pub fn work_since(&self, then: &Moment<'_>) -> Work {
        self.worked(then, true)
    }

    /// What was committed of it: costs no look at the work tree.
    pub fn committed_since(&self, then: &Moment<'_>) -> Work {
        self.worked(then, false)
    }

    fn worked(&self, then: &Moment<'_>, with_files: bool) -> Work {
        let mut work = Work::default();
        let mut news = News::new();
        let made = self.made_since(then);
        work.signs.clone_from(&made.signs);
        work.commits_cut = made.cut;
        let in_base = self.committed_news(then, &made, &mut work, &mut news);
        match with_files.then(|| self.dirty(true)) {
            Some(Ok(dirty)) => {
                self.dirty_news(then, &dirty, &in_base, &mut work, &mut news);
                work.unseen = work.unseen.take().or(dirty.unseen);
            }
            Some(Err(why)) => work.unseen = Some(why),
            None => {}
        }
        for (path, created) in news {
            let path = String::from_utf8_lossy(&path).into_owned();
            let list = if created {
                &mut work.created
            } else {
                &mut work.modified
            };
            list.push(path);
        }
        work
    }

    /// What the commits made here have brought. Gives a look into the commit
    /// that HEAD was at.
    fn committed_news<'a>(
        &'a self,
        then: &Moment<'_>,
        made: &Made,
        work: &mut Work,
        news: &mut News,
    ) -> impl Fn(&[u8]) -> bool + 'a + use<'a> {
        let base = then.head.and_then(|head| self.known(head)).or(made.base);
        let tree = base.and_then(|base| Some(self.commit_node(base)?.tree));
        let in_base = move |path: &[u8]| {
            let path = std::str::from_utf8(path).ok();
            let found = tree.zip(path).map(|(tree, path)| self.entry_at(tree, path));
            matches!(found, Some(Ok(Some(_))))
        };
        let changes = match self.changes_of(&made.ids) {
            Ok(changes) => changes,
            Err(error) => {
                work.commits = made.ids.len();
                work.unseen = Some(error.to_string());
                return in_base;
            }
        };
        let mut told = HashSet::new();
        for (id, commit) in made.ids.iter().zip(changes) {
            let mut has_news = false;
            for change in commit {
                let content = self.committed_content(then, &change.path, change.blob.as_ref());
                has_news |= content == Content::New;
                let is_last = told.insert(change.path.clone());
                if is_last && content == Content::New && change.blob.is_some() {
                    let created = !in_base(&change.path) && !is_pinned(then, &change.path);
                    news.insert(change.path, created);
                }
            }
            work.commits += usize::from(has_news);
            work.made.extend(has_news.then(|| model_id(id)));
        }
        in_base
    }

    /// Whether a commit has brought at `path` what was not there then: another
    /// blob than was pinned, or a file written since.
    fn committed_content(
        &self,
        then: &Moment<'_>,
        path: &[u8],
        blob: Option<&ObjectId>,
    ) -> Content {
        if is_ours(path) {
            return Content::Known;
        }
        match (pin(then, path), blob) {
            (Some(Pin::Blob { blob: then, .. }), Some(now)) if then == now => Content::Known,
            (Some(Pin::Missing), None) => Content::Known,
            (Some(Pin::Blob { .. } | Pin::Missing), _) | (_, None) => Content::New,
            _ => match self.lying(path) {
                Some(lying) if lying.is_of_then(then) => Content::Known,
                _ => Content::New,
            },
        }
    }

    fn dirty_news(
        &self,
        then: &Moment<'_>,
        dirty: &Dirty,
        in_base: &dyn Fn(&[u8]) -> bool,
        work: &mut Work,
        news: &mut News,
    ) {
        for path in &dirty.gone {
            news.remove(path);
            if is_pinned(then, path) {
                work.deleted
                    .push(String::from_utf8_lossy(path).into_owned());
            }
        }
        let untracked: BTreeSet<&Vec<u8>> = dirty.created.iter().collect();
        for path in dirty.modified.iter().chain(&dirty.created) {
            let Some(lying) = self.lying(path).filter(|_| !is_ours(path)) else {
                continue;
            };
            let is_new = untracked.contains(path);
            match self.dirty_content(then, path, &lying) {
                Content::New => {
                    let created = is_new && !lying.was_there(then) && !in_base(path);
                    let created = created && !is_pinned(then, path);
                    let entry = news.entry(path.clone()).or_insert(created);
                    *entry |= created;
                    work.signs
                        .extend(Some(lying.written).filter(|_| lying.is_after(then)));
                }
                Content::Known => drop(news.remove(path)),
                Content::Unclear => {}
            }
        }
    }

    /// Whether what lies at `path`, and differs from HEAD, was not there then.
    fn dirty_content(&self, then: &Moment<'_>, path: &[u8], lying: &Lying) -> Content {
        let pin = pin(then, path);
        let named = std::str::from_utf8(path).ok().map(RepoPath::new);
        if let (Some(Pin::Blob { mode, blob }), Some(Ok(path))) = (pin, &named) {
            return match self.seen(path) {
                Seen::Blob {
                    mode: now_mode,
                    blob: now,
                } if *blob == now && *mode == now_mode => Content::Known,
                Seen::Blob { .. } => Content::New,
                _ => Content::Unclear,
            };
        }
        let filtered = |path: &RepoPath| self.refused_by_git(path).is_some();
        match named {
            Some(Ok(path)) if filtered(&path) => Content::Unclear,
            _ if pin == Some(&Pin::Missing) || lying.is_after(then) => Content::New,
            _ => Content::Unclear,
        }
    }

    /// When the file or link at `path` was written; `None` where there is
    /// neither.
    fn lying(&self, path: &[u8]) -> Option<Lying> {
        let path = self.work_dir().join(platform::path_of(path)?);
        let meta = std::fs::symlink_metadata(path).ok()?;
        (meta.is_file() || meta.is_symlink()).then_some(Lying {
            written: seconds(meta.modified().ok()?),
            born: meta.created().ok().map(seconds),
        })
    }
}

fn pin<'a>(then: &'a Moment<'_>, path: &[u8]) -> Option<&'a Pin> {
    let path = RepoPath::new(std::str::from_utf8(path).ok()?).ok()?;
    then.pins.get(&path).map(|pinned| &pinned.pin)
}

fn is_pinned(then: &Moment<'_>, path: &[u8]) -> bool {
    pin(then, path).is_some_and(|pin| *pin != Pin::Missing)
}

/// Whether it is a document of ours, or of our kind: no work of the task.
fn is_ours(path: &[u8]) -> bool {
    path.starts_with(b".shipkit/")
}

fn seconds(time: SystemTime) -> i64 {
    let whole = |length: std::time::Duration| i64::try_from(length.as_secs()).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => whole(since),
        Err(before) => -whole(before.duration()),
    }
}
