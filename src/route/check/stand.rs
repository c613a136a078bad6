//! What each reference stands on: the file as the commit had it that last
//! touched the reference's line.

use super::{Newlines, Page, place};
use crate::document::{self, Found, Name};
use crate::model::{ObjectId, Pin, Pinned, Record, RepoPath};
use crate::repo::{Blame, NotHere, Repo, Wrote};
use crate::route::references::{Located, directory};
use chrono::DateTime;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What pins a reference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stand {
    /// The commit that last touched its line.
    At(ObjectId),
    /// That commit, or one before it that a shallow clone lacks.
    Beyond(ObjectId),
    /// No commit has its line.
    Nothing,
    /// It cannot be told, and why.
    Untold(String),
}

/// A reference and what it stands on.
pub(super) struct Placed {
    pub(super) located: Located,
    /// The line of the document, 1-based.
    pub(super) line: u32,
    pub(super) stand: Stand,
    /// The file there; `None` where it was not there.
    pub(super) pin: Option<Pin>,
}

/// What commits held: by commit, the files that were asked for.
#[derive(Default)]
struct Past {
    wanted: BTreeMap<ObjectId, BTreeSet<RepoPath>>,
    held: BTreeMap<ObjectId, Result<BTreeMap<RepoPath, Pin>, NotHere>>,
}

impl Past {
    fn want(&mut self, wrote: Wrote<'_>, path: &RepoPath) {
        if let Wrote::Commit(commit) = wrote {
            let wanted = self.wanted.entry(commit.clone()).or_default();
            wanted.insert(path.clone());
        }
    }

    fn read(&mut self, repo: &Repo) {
        let wanted = std::mem::take(&mut self.wanted).into_iter();
        self.held = wanted
            .map(|(commit, paths)| {
                let held = repo.pins_at(&commit, &paths);
                (commit, held)
            })
            .collect();
    }

    fn pin(&self, commit: &ObjectId, path: &RepoPath) -> Result<Option<Pin>, NotHere> {
        match self.held.get(commit) {
            Some(Ok(held)) => Ok(held.get(path).cloned()),
            _ => Err(NotHere),
        }
    }
}

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
    let mut past = Past::default();
    let mut asked = Vec::new();
    for mention in found.mentions(&|_| true) {
        let wrote = blame.of(lines.line(mention.span.start));
        let Wrote::Commit(commit) = wrote else {
            continue;
        };
        let there = now.get(&*mention.name).and_then(Option::as_ref);
        for path in document::candidates(&mention.name, base) {
            if there != Some(&path) {
                past.want(wrote, &path);
                asked.push((commit.clone(), path));
            }
        }
    }
    past.read(repo);
    let files = asked.into_iter().filter_map(|(commit, path)| {
        let pin = past.pin(&commit, &path).ok()??;
        Some((path, Pinned::whole(pin)))
    });
    let files: BTreeMap<RepoPath, Pinned> = files.collect();
    (!files.is_empty()).then(|| record_of(repo, page, files))
}

fn record_of(repo: &Repo, page: &Page<'_>, files: BTreeMap<RepoPath, Pinned>) -> Record {
    Record {
        saved_at: DateTime::default(),
        prose: repo.id_of(page.prose.as_bytes()),
        task_id: None,
        source: page.path.cloned(),
        head: None,
        branch: None,
        state: None,
        files,
    }
}

/// Finds what every reference stands on.
pub(super) fn place_all(
    repo: &Repo,
    located: Vec<Located>,
    blame: &Blame,
    lines: &Newlines,
) -> Vec<Placed> {
    let told = |located: &Located| {
        let line = lines.line(place(located));
        let named = lines.line(located.mention.span.start);
        (line, named)
    };
    let mut past = Past::default();
    for located in &located {
        let (line, named) = told(located);
        past.want(blame.of(line), &located.path);
        past.want(blame.of(named), &located.path);
    }
    past.read(repo);
    let placed = located.into_iter().map(|located| {
        let (line, named) = told(&located);
        let mut found = stand(repo, blame.of(line), &located.path, &past);
        if matches!(found, (Stand::At(_) | Stand::Beyond(_), None)) && named != line {
            found = stand(repo, blame.of(named), &located.path, &past);
        }
        let (stand, pin) = found;
        Placed {
            located,
            line,
            stand,
            pin,
        }
    });
    placed.collect()
}

fn stand(repo: &Repo, wrote: Wrote<'_>, path: &RepoPath, past: &Past) -> (Stand, Option<Pin>) {
    match wrote {
        Wrote::Nobody => (Stand::Nothing, None),
        Wrote::Unknown(why) => (Stand::Untold(why.to_owned()), None),
        Wrote::Commit(commit) => match past.pin(commit, path) {
            Err(NotHere) => {
                let why = format!("what {} held is not in this clone", commit.short());
                (Stand::Untold(why), None)
            }
            Ok(pin) if repo.is_shallow_at(commit) => (Stand::Beyond(commit.clone()), pin),
            Ok(pin) => (Stand::At(commit.clone()), pin),
        },
    }
}
