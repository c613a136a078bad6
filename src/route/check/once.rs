//! What a document names and is not there any more.

use super::stand::Past;
use super::{Newlines, Page, meant};
use crate::document::{self, Catalog, Files as _, Found, Mention, Name};
use crate::model::{ObjectId, Pinned, Record, RepoPath};
use crate::repo::{Blame, Repo, Wrote};
use crate::route::references::directory;
use chrono::DateTime;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The files that are named and that are not there any more, but were when
/// their lines were written: they are references all the same.
pub(super) fn once_there(
    repo: &Repo,
    page: &Page<'_>,
    found: &Found,
    blame: &Blame,
    lines: &Newlines,
) -> Option<Record> {
    let base = directory(page.path);
    let names: Vec<&Name> = found.names().collect();
    let now = document::resolve(&names, base, repo);
    let now: HashMap<&Name, Option<RepoPath>> = names.into_iter().zip(now).collect();
    let mentions = found.mentions(&|_| true);
    let stayed = mentions.iter().filter(|mention| {
        let line = lines.line(mention.span.start);
        !meant::lay_elsewhere(blame, line, page.path)
    });
    let mut asked = as_written(stayed, &now, base, blame, lines);
    asked.extend(by_short_names(repo, &mentions, &now, blame, lines));
    let mut past = Past::default();
    for (commit, path) in &asked {
        past.want(Wrote::Commit(commit), path);
    }
    past.read(repo);
    let mut files = BTreeMap::new();
    let mut head = None;
    for (commit, path) in asked {
        if let Ok(Some(pin)) = past.pin(&commit, &path) {
            files.insert(path, Pinned::whole(pin));
            head.get_or_insert(commit);
        }
    }
    head.map(|head| record_of(repo, page, head, files))
}

/// The paths that names are as they are written and that they do not mean now.
fn as_written<'a>(
    mentions: impl Iterator<Item = &'a Mention>,
    now: &HashMap<&Name, Option<RepoPath>>,
    base: Option<&str>,
    blame: &Blame,
    lines: &Newlines,
) -> Vec<(ObjectId, RepoPath)> {
    let mut asked = Vec::new();
    for mention in mentions {
        let Wrote::Commit(commit) = blame.of(lines.line(mention.span.start)) else {
            continue;
        };
        let there = now.get(&*mention.name).and_then(Option::as_ref);
        let paths = document::candidates(&mention.name, base).into_iter();
        let paths = paths.filter(|path| there != Some(path));
        asked.extend(paths.map(|path| (commit.clone(), path)));
    }
    asked
}

/// What names that mean nothing now led to as the end of a path, when their
/// lines were written, and lead to no more.
fn by_short_names(
    repo: &Repo,
    mentions: &[Mention],
    now: &HashMap<&Name, Option<RepoPath>>,
    blame: &Blame,
    lines: &Newlines,
) -> Vec<(ObjectId, RepoPath)> {
    let mut open: BTreeMap<&ObjectId, BTreeSet<&Name>> = BTreeMap::new();
    for mention in mentions {
        let lost = now.get(&*mention.name).is_none_or(Option::is_none);
        if let (true, Wrote::Commit(commit)) = (lost, blame.of(lines.line(mention.span.start))) {
            open.entry(commit).or_default().insert(&mention.name);
        }
    }
    let gone = repo.gone_since(&open.keys().copied().collect());
    let bases: HashSet<&str> = gone.values().flatten().map(RepoPath::base_name).collect();
    if bases.is_empty() {
        return Vec::new();
    }
    let base = |path: &&str| bases.contains(path.rsplit('/').next().unwrap_or(path));
    let there = repo.listed().filter(base);
    let there: Vec<RepoPath> = there.filter_map(|path| RepoPath::new(path).ok()).collect();
    let mut found = Vec::new();
    for (commit, names) in open {
        let Some(gone) = gone.get(commit).filter(|gone| !gone.is_empty()) else {
            continue;
        };
        let then = Catalog::new(gone.iter().chain(&there).cloned());
        let names: Vec<&Name> = names.into_iter().collect();
        let meant = document::by_suffix(&names, &then).into_iter().flatten();
        found.extend(meant.map(|path| (commit.clone(), path)));
    }
    found
}

/// `head` is a commit that had one of the files.
fn record_of(
    repo: &Repo,
    page: &Page<'_>,
    head: ObjectId,
    files: BTreeMap<RepoPath, Pinned>,
) -> Record {
    Record {
        saved_at: DateTime::default(),
        prose: repo.id_of(page.prose.as_bytes()),
        task_id: None,
        source: page.path.cloned(),
        head: Some(head),
        branch: None,
        state: None,
        files,
    }
}
