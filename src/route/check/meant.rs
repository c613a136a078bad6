//! What a document meant from where it lay when its lines were written, and
//! which of it still leads to the same file, wherever that lies now.

use super::stand::{Past, Placed, Stand};
use super::{Newlines, Page};
use crate::document::{self, Files as _, Found};
use crate::drift::Seen;
use crate::model::{ObjectId, Pin, Pinned, RepoPath};
use crate::repo::{Blame, Lost, Repo, Wrote};
use crate::route::references::{Meant, directory, directory_of};
use std::collections::BTreeMap;

/// Whether the document lay in another directory when its line `line` was
/// written.
pub(super) fn lay_elsewhere(blame: &Blame, line: u32, path: Option<&RepoPath>) -> bool {
    let then = blame.path(line).map(directory_of);
    then.is_some_and(|then| then != directory(path))
}

/// What the names on lines that came with the document from another directory
/// meant there, if a file was there.
pub(super) fn meant_there(
    repo: &Repo,
    page: &Page<'_>,
    found: &Found,
    blame: &Blame,
    lines: &Newlines,
) -> Meant {
    let here = directory(page.path);
    if blame.paths().all(|path| directory_of(path) == here) {
        return Meant::new();
    }
    let mut past = Past::default();
    let mut asked = Vec::new();
    for mention in found.mentions(&|_| true) {
        let line = lines.line(mention.span.start);
        let (Wrote::Commit(commit), Some(lay)) = (blame.of(line), blame.path(line)) else {
            continue;
        };
        if lay_elsewhere(blame, line, page.path) {
            let paths = document::candidates(&mention.name, directory_of(lay));
            for path in &paths {
                past.want(Wrote::Commit(commit), path);
            }
            asked.push((mention, commit, paths));
        }
    }
    past.read(repo);
    let meant = asked.into_iter().filter_map(|(mention, commit, paths)| {
        let was_there = |path: &RepoPath| matches!(past.pin(commit, path), Ok(Some(_)));
        let path = paths.into_iter().find(was_there)?;
        Some(((mention.span.start, mention.name), path))
    });
    meant.collect()
}

/// Takes each file that went where the very name that is written leads from
/// where the document lies now for the file it is there: it is gone, or
/// another took its place and it is there as it was.
pub(super) fn follow(repo: &Repo, page: &Page<'_>, placed: &mut [Placed], blame: &Blame) {
    let base = directory(page.path);
    let (mut leads, mut there) = (BTreeMap::new(), BTreeMap::new());
    for (at, one) in placed.iter_mut().enumerate() {
        let path = &one.located.path;
        let Some((now, is_first)) = leads_now(repo, one, base) else {
            continue;
        };
        let seen = there.entry(path.clone());
        let seen = seen.or_insert_with(|| repo.seen(path));
        if *seen == Seen::Absent {
            leads.insert(at, now);
        } else if is_first && !is_pinned(one, seen) && is_pinned(one, &repo.seen(&now)) {
            one.lead_to(now);
        }
    }
    let went = repo.renamed_since(&lost(placed, leads.keys(), blame));
    for (at, now) in leads {
        if went.paths.get(&placed[at].located.path) == Some(&now) {
            placed[at].lead_to(now);
        }
    }
}

/// Where the name leads as it is written, if that is another path than the
/// one it was pinned at, and whether it leads there before all others.
fn leads_now(repo: &Repo, one: &Placed, base: Option<&str>) -> Option<(RepoPath, bool)> {
    let is_blob = matches!(one.pin, Some(Pin::Blob { .. }));
    let path = &one.located.path;
    let ways = is_blob.then(|| document::candidates(&one.located.mention.name, base))?;
    let own = ways.iter().position(|way| way == path);
    let mut ways = ways.into_iter().enumerate().filter(|(_, way)| way != path);
    let (at, now) = ways.find(|(_, way)| repo.lies_there(way))?;
    Some((now, own.is_none_or(|own| at < own)))
}

fn is_pinned(one: &Placed, seen: &Seen) -> bool {
    match (&one.pin, seen) {
        (
            Some(Pin::Blob { mode, blob }),
            Seen::Blob {
                mode: now,
                blob: id,
            },
        ) => mode == now && blob == id,
        _ => false,
    }
}

/// The files of these references by the newest commit that pins each, oldest
/// first.
fn lost<'a>(
    placed: &'a [Placed],
    which: impl Iterator<Item = &'a usize>,
    blame: &Blame,
) -> Vec<Lost<'a>> {
    let mut newest: BTreeMap<&RepoPath, (i64, &ObjectId, &Pin)> = BTreeMap::new();
    for one in which.map(|at| &placed[*at]) {
        let (Stand::At(commit) | Stand::Beyond(commit), Some(pin)) = (&one.stand, &one.pin) else {
            continue;
        };
        let here = (blame.time(commit), commit, pin);
        let known = newest.entry(&one.located.path).or_insert(here);
        if (here.0, here.1) > (known.0, known.1) {
            *known = here;
        }
    }
    let mut lost: BTreeMap<(i64, &ObjectId), BTreeMap<RepoPath, Pinned>> = BTreeMap::new();
    for (path, (time, commit, pin)) in newest {
        let files = lost.entry((time, commit)).or_default();
        files.insert(path.clone(), Pinned::whole(pin.clone()));
    }
    let lost = lost.into_iter();
    lost.map(|((_, commit), files)| Lost { commit, files })
        .collect()
}
