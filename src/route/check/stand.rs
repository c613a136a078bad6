//! What each reference stands on: the file as the commit had it that last
//! touched the reference's line.

use super::{Newlines, place};
use crate::model::{ObjectId, Pin, RepoPath};
use crate::repo::{Blame, NotHere, Repo, Wrote};
use crate::route::references::Located;
use std::collections::{BTreeMap, BTreeSet};

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
    /// Where the file lay there, if that is not where the reference leads now.
    pub(super) then: Option<RepoPath>,
    /// The file there; `None` where it was not there.
    pub(super) pin: Option<Pin>,
}

impl Placed {
    /// Takes the file for the one at `now`, where it went.
    pub(super) fn lead_to(&mut self, now: RepoPath) {
        self.then = Some(std::mem::replace(&mut self.located.path, now));
    }
}

/// What commits held: by commit, the files that were asked for.
#[derive(Default)]
pub(super) struct Past {
    wanted: BTreeMap<ObjectId, BTreeSet<RepoPath>>,
    held: BTreeMap<ObjectId, Result<BTreeMap<RepoPath, Pin>, NotHere>>,
}

impl Past {
    pub(super) fn want(&mut self, wrote: Wrote<'_>, path: &RepoPath) {
        if let Wrote::Commit(commit) = wrote {
            let wanted = self.wanted.entry(commit.clone()).or_default();
            wanted.insert(path.clone());
        }
    }

    pub(super) fn read(&mut self, repo: &Repo) {
        let wanted = std::mem::take(&mut self.wanted).into_iter();
        self.held = wanted
            .map(|(commit, paths)| {
                let held = repo.pins_at(&commit, &paths);
                (commit, held)
            })
            .collect();
    }

    pub(super) fn pin(&self, commit: &ObjectId, path: &RepoPath) -> Result<Option<Pin>, NotHere> {
        match self.held.get(commit) {
            Some(Ok(held)) => Ok(held.get(path).cloned()),
            _ => Err(NotHere),
        }
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
            then: None,
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
