//! The way of a save: prose, references, pins, record. *Update* takes the same
//! way with [`Carry::Accept`].

use crate::credentials::{Credential, Exposed};
use crate::document::{self, Found, Rewrite};
use crate::drift::{Carried, Carry, Drift, Earlier, Healed, Held};
use crate::error::Error;
use crate::model::{Lines, ObjectId, Pin, Pinned, Record, RepoPath};
use crate::repo::{Keep, Repo, Toil};
use crate::route::at_once::read_and_compare;
use crate::route::places::Places;
use crate::route::references::{Located, located};
use crate::route::respell::renamed;
use crate::route::stated::Stated;
use chrono::{DateTime, FixedOffset};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What is to be saved.
pub struct Wish<'a> {
    /// The document, as it shall read.
    pub prose: String,
    /// References given in so many words by flags or a program, written anew
    /// by this command: they are pinned as they are given.
    pub given: Vec<(RepoPath, Option<Lines>)>,
    /// The task's id.
    pub task_id: Option<String>,
    /// Where the document came from.
    pub source: Option<RepoPath>,
    /// A program's state that the prose cannot carry.
    pub state: Option<Stated>,
    /// The record of the checkpoint that this one follows.
    pub earlier: Option<&'a Record>,
    /// What may be done to its positions.
    pub carry: Carry,
    /// When.
    pub now: DateTime<FixedOffset>,
    /// The credentials that are masked in it by now; line 0 for those that the
    /// document does not show.
    pub masked: Vec<Credential>,
}

/// What a save would write, and what is worth telling about it.
pub struct Made {
    /// The document as it was to be saved.
    pub before: String,
    /// The document, healed.
    pub prose: String,
    /// The record that belongs to it.
    pub record: Record,
    /// Bytes that the object store may lack, until they are written.
    pub snapshot: Vec<(RepoPath, Vec<u8>)>,
    /// The document as it came to be, where what somebody wrote meanwhile was
    /// merged into it.
    pub merged: Option<String>,
    /// What has changed since the earlier save.
    pub since: Option<Drift>,
    /// Positions that got a new number.
    pub healed: Vec<Healed>,
    /// Positions that keep their earlier pin.
    pub held: Vec<Held>,
    /// Files whose content is not kept.
    pub not_kept: Vec<NotKept>,
    /// Files that could not be hashed as git would.
    pub not_pinned: Vec<NotKept>,
    /// Credentials that were found in it.
    pub exposed: Vec<Exposed>,
}

/// A file of which only the hash is kept, or not even that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotKept {
    /// The file.
    pub path: RepoPath,
    /// Why, as in "it is ignored".
    pub why: String,
}

impl Made {
    /// Whether the document reads otherwise than it was to be saved.
    pub fn heals(&self) -> bool {
        self.prose != self.before
    }

    /// Every blob that the record stands on.
    pub fn pinned(&self) -> BTreeSet<ObjectId> {
        let mut blobs = BTreeSet::new();
        for pinned in self.record.files.values() {
            if let Pin::Blob { blob, .. } = &pinned.pin {
                blobs.insert(blob.clone());
            }
            blobs.extend(pinned.held.values().cloned());
        }
        blobs
    }
}

/// Takes `wish` all the way to what is to be written. Writes nothing.
pub fn make(repo: &Repo, wish: &Wish<'_>) -> Result<Made, Error> {
    let (found, since) = read_and_compare(repo, wish);
    let since = since?;
    let (prose, places, healed) = heal(repo, wish, &found, since.as_ref());
    let mut made = Made {
        record: empty_record(repo, wish, &prose)?,
        before: wish.prose.clone(),
        prose,
        snapshot: Vec::new(),
        merged: None,
        since,
        healed,
        held: places.held(),
        not_kept: Vec::new(),
        not_pinned: Vec::new(),
        exposed: Vec::new(),
    };
    pin_all(repo, places, &mut made);
    Ok(made)
}

/// The prose as it is to be saved, and every place that is referenced in it.
fn heal(
    repo: &Repo,
    wish: &Wish<'_>,
    found: &Found,
    since: Option<&Drift>,
) -> (String, Places, Vec<Healed>) {
    let earlier = wish.earlier.zip(since);
    let earlier = earlier.map(|(record, drift)| Earlier::new(record, drift));
    let located = located(repo, found, wish.source.as_ref(), wish.earlier);
    let carried = settled(earlier.as_ref(), wish, &located);
    let mut places = Places::default();
    let mut rewrites = Vec::new();
    let mut healed = Vec::new();
    let now: Vec<&RepoPath> = carried.iter().map(|carried| &carried.path).collect();
    let names = renamed(repo, &located, &now, wish.source.as_ref());
    for ((located, carried), name) in located.iter().zip(carried).zip(names) {
        rewrite(located, &carried, name, &mut rewrites, &mut healed);
        places.add(carried, located.mention.kind.states_a_file());
    }
    let mut told = HashSet::new();
    healed.retain(|healed| told.insert(healed.clone()));
    for (path, lines) in &wish.given {
        places.add(Carried::as_written(path, *lines), true);
    }
    let prose = document::rewrite(&wish.prose, &rewrites);
    let prose = document::sealed_again(&wish.prose, prose);
    let elsewhere = healed.iter().filter(|h| h.path != h.new_path);
    let elsewhere: BTreeSet<&RepoPath> = elsewhere.map(|h| &h.path).collect();
    let renamed = |path: &RepoPath| elsewhere.contains(path);
    places.keep_named(wish.earlier, &prose, &renamed);
    (prose, places, healed)
}

/// Where each mention points in this save. A number that stands for an
/// earlier pin can have no second meaning in the same file: what would move
/// there is held at its old number, and told again.
fn settled(earlier: Option<&Earlier<'_>>, wish: &Wish<'_>, located: &[Located]) -> Vec<Carried> {
    let given: HashSet<_> = wish.given.iter().map(|(path, at)| (path, *at)).collect();
    let carry = |located: &Located, how| {
        let lines = located.mention.lines();
        let given = given.contains(&(&located.path, lines));
        match earlier {
            Some(earlier) if !given => earlier.carry(&located.path, lines, how),
            _ => Carried::as_written(&located.path, lines),
        }
    };
    let mut all: Vec<Carried> = located.iter().map(|at| carry(at, wish.carry)).collect();
    let place = |carried: &Carried| (carried.path.clone(), carried.lines);
    let mut landing: HashMap<_, Vec<usize>> = HashMap::new();
    let mut taken = Vec::new();
    for (at, (located, carried)) in located.iter().zip(&all).enumerate() {
        if carried.held.is_some() {
            taken.push(place(carried));
        } else if carried.lines != located.mention.lines() {
            landing.entry(place(carried)).or_default().push(at);
        }
    }
    // Each that stays may stand where another would have moved to.
    while let Some(here) = taken.pop() {
        for at in landing.remove(&here).unwrap_or_default() {
            all[at] = carry(&located[at], Carry::Hold);
            if all[at].held.is_some() {
                taken.push(place(&all[at]));
            }
        }
    }
    all
}

/// Notes what must be rewritten so that the mention reads as it was carried;
/// `name` is what it says of a file that went elsewhere.
fn rewrite(
    located: &Located,
    carried: &Carried,
    name: Option<String>,
    rewrites: &mut Vec<Rewrite>,
    healed: &mut Vec<Healed>,
) {
    let mention = &located.mention;
    if name.is_none() && carried.lines == mention.lines() {
        return;
    }
    if let Some(name) = name.filter(|name| *name != mention.name.path) {
        rewrites.push(mention.with_path(&name));
    }
    if let Some(lines) = carried.lines.filter(|_| carried.lines != mention.lines()) {
        rewrites.extend(mention.with_lines(lines));
    }
    let same_lines = carried.lines == mention.lines();
    let told = Healed {
        path: located.path.clone(),
        from: mention.lines().filter(|_| !same_lines),
        new_path: carried.path.clone(),
        to: carried.lines.filter(|_| !same_lines),
    };
    healed.push(told);
}

fn empty_record(repo: &Repo, wish: &Wish<'_>, prose: &str) -> Result<Record, Error> {
    let head = repo.head()?;
    let state = wish.state.as_ref();
    let state = state.and_then(|state| state.beside(wish, prose));
    Ok(Record {
        saved_at: wish.now,
        prose: repo.id_of(prose.as_bytes()),
        task_id: wish.task_id.clone(),
        source: wish.source.clone(),
        head: head.id,
        branch: head.branch,
        state,
        files: BTreeMap::new(),
    })
}

/// Pins every place. A file that is missing is recorded only where it was
/// stated as a file, or where a position in it is still told.
fn pin_all(repo: &Repo, places: Places, made: &mut Made) {
    let paths: Vec<_> = places.0.keys().collect();
    let done = match &made.since {
        Some(_) => repo.prepare_observed(&paths),
        None => repo.prepare(Some(Toil::Pinning), &paths),
    };
    let all = places.0.len();
    for (at, (path, place)) in places.0.into_iter().enumerate() {
        repo.at_work(Toil::Pinning, at.max(done), all);
        let pinning = repo.pin(&path);
        if pinning.pin == Pin::Missing && !place.stated && place.held.is_empty() {
            continue;
        }
        let mut not_kept = pinning.note.map(str::to_owned);
        match pinning.keep {
            Keep::Bytes(bytes) => made.snapshot.push((path.clone(), bytes)),
            Keep::Not(why) => not_kept = Some(why),
            Keep::Present | Keep::Nothing => {}
        }
        made.not_kept.extend(not_kept.map(|why| NotKept {
            path: path.clone(),
            why,
        }));
        if let Pin::Unhashed { why, .. } = &pinning.pin {
            made.not_pinned.push(NotKept {
                path: path.clone(),
                why: why.clone(),
            });
        }
        let lines = place.lines.into_iter().collect();
        let held = place.held;
        let pin = pinning.pin;
        made.record.files.insert(path, Pinned { pin, lines, held });
    }
    repo.at_work(Toil::Pinning, all, all);
}
