//! Work marked as done whose file is again what it was before: told only
//! where a commit or an earlier save proves it.

use crate::document::{self, Claim, RecordState};
use crate::drift::{Back, Drift, FileVerdict, Ground, Observation, Seen};
use crate::model::{ClaimKind, Pin, Record, RepoPath, folded};
use crate::repo::{Changed, Proof, Version};
use crate::route::claims::Read;
use crate::store::{Settings, Store};
use std::collections::{BTreeMap, BTreeSet};

/// An earlier save: its document and its record.
struct Past {
    prose: String,
    done: Vec<Claim>,
    record: Record,
}

/// What the earlier saves say of a file that is again as one of them had it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum History {
    /// The claim was not made yet when the file was so.
    Before,
    /// The claim was made already when the file was so: nothing is undone.
    After,
    /// Nothing.
    Silent,
}

/// How long before the save a commit may be the work it tells of, in seconds.
const WORK: i64 = 24 * 60 * 60;

/// Adds to `grounds` the files of done items that are as before the work.
/// That it was this item's is sure where the file was so before the claim was
/// made; else where no other item that was begun names it, or nothing is left
/// of it, and what is gone was not committed or was by then the newest commit,
/// or one of the day before the save. An older file that is gone is merely
/// that: nobody tells undone work from a file of which no one has need. Where
/// another branch is checked out, the work is on the branch it was saved on.
pub(super) fn find(
    read: &Read<'_>,
    seen: &Observation,
    drift: &Drift,
    claims: &[Claim],
    grounds: &mut [Ground],
) {
    if drift.head.is_elsewhere() {
        return;
    }
    let items = items(claims, grounds);
    let done = claims.iter().zip(&*grounds).filter(|(claim, _)| claim.done);
    let wanted: BTreeSet<RepoPath> = done.flat_map(|(_, ground)| named(ground)).collect();
    let changed = changed(read, seen, drift, &wanted);
    if changed.is_empty() {
        return;
    }
    let all: Vec<Changed> = changed.values().cloned().collect();
    let back = read.repo.back_again(read.record.head.as_ref(), &all);
    let past = past(read, &changed);
    let done = claims.iter().zip(grounds).filter(|(claim, _)| claim.done);
    for (claim, ground) in done {
        for path in named(ground) {
            let Some(file) = changed.get(&path) else {
                continue;
            };
            let alone = items.get(&path) == Some(&1);
            let proof = back.get(&path);
            let sure = match history(&past, claim, file) {
                History::Before => Some(true),
                History::Silent => proof.and_then(|proof| is_sure(read.record, proof, file, alone)),
                History::After => None,
            };
            let before = proof.and_then(Proof::commit).cloned();
            let undone = sure.map(|sure| (Back { path, before }, sure));
            ground.undone.extend(undone);
        }
    }
}

/// Whether what is gone was the work of the time before the save. Files that
/// came with the first commit may be older than the repository.
fn is_recent(record: &Record, proof: &Proof, file: &Changed) -> bool {
    match proof {
        Proof::Uncommitted => true,
        Proof::Commit { first: true, .. } if file.now.is_none() => false,
        Proof::Commit { id, time, .. } => {
            record.head.as_ref() == Some(id) || *time >= record.saved_at.timestamp() - WORK
        }
    }
}

/// Whether what a commit proves was surely the work of an item that names the
/// file, `alone` or not; `None` where nobody can tell.
fn is_sure(record: &Record, proof: &Proof, file: &Changed, alone: bool) -> Option<bool> {
    let gone = file.now.is_none();
    let recent = is_recent(record, proof, file);
    (recent || !gone).then_some(recent && (gone || alone))
}

fn named(ground: &Ground) -> BTreeSet<RepoPath> {
    ground.names.iter().map(|(path, _)| path.clone()).collect()
}

/// How many items that were begun name each file.
fn items(claims: &[Claim], grounds: &[Ground]) -> BTreeMap<RepoPath, usize> {
    let begun = |claim: &Claim| {
        claim.done || matches!(claim.kind, ClaimKind::Completed | ClaimKind::InProgress)
    };
    let mut items = BTreeMap::new();
    for (claim, ground) in claims.iter().zip(grounds) {
        for path in named(ground).into_iter().filter(|_| begun(claim)) {
            *items.entry(path).or_default() += 1;
        }
    }
    items
}

/// Those of `wanted` whose content is another now, at the same path.
fn changed(
    read: &Read<'_>,
    seen: &Observation,
    drift: &Drift,
    wanted: &BTreeSet<RepoPath>,
) -> BTreeMap<RepoPath, Changed> {
    let mut found = BTreeMap::new();
    for file in drift
        .files
        .iter()
        .filter(|file| wanted.contains(&file.path))
    {
        let there = matches!(
            file.verdict,
            FileVerdict::Modified
                | FileVerdict::Deleted
                | FileVerdict::TypeChanged
                | FileVerdict::ModeChanged { .. }
        );
        let pin = read.record.files.get(&file.path).map(|pinned| &pinned.pin);
        let now = seen.files.get(&file.path).map(|file| &file.seen);
        let (Some(then), Some(now)) = (pin.and_then(of_pin), now.and_then(of_seen)) else {
            continue;
        };
        if there && then.is_some() {
            let path = file.path.clone();
            found.insert(path.clone(), Changed { path, then, now });
        }
    }
    found
}

fn of_pin(pin: &Pin) -> Option<Version> {
    match pin {
        Pin::Blob { mode, blob } => Some(Some((*mode, blob.clone()))),
        Pin::Missing => Some(None),
        Pin::Unhashed { .. } => None,
    }
}

fn of_seen(seen: &Seen) -> Option<Version> {
    match seen {
        Seen::Blob { mode, blob } => Some(Some((*mode, blob.clone()))),
        Seen::Absent => Some(None),
        Seen::Sparse | Seen::Unhashed { .. } => None,
    }
}

/// The earlier saves that had one of the files as it is now. A history that
/// cannot be read proves nothing.
fn past(read: &Read<'_>, changed: &BTreeMap<RepoPath, Changed>) -> Vec<Past> {
    let old = |file: &&Changed| {
        file.now
            .as_ref()
            .is_none_or(|(_, blob)| read.repo.has(blob))
    };
    let wanted: Vec<&Changed> = changed.values().filter(old).collect();
    let (Some(address), Ok(settings)) = (read.address, Settings::read(read.repo)) else {
        return Vec::new();
    };
    let store = Store::new(read.repo, &settings);
    let Some(slot) = store
        .slot(address)
        .ok()
        .flatten()
        .filter(|_| !wanted.is_empty())
    else {
        return Vec::new();
    };
    let shown = address.name.document();
    let save = |entry| {
        let document = store.take_apart(&shown, &store.text(entry).ok()?).ok()?;
        let RecordState::Present(record) = document.record else {
            return None;
        };
        let is = |file: &&Changed| {
            let pinned = record.files.get(&file.path);
            pinned.and_then(|pinned| of_pin(&pinned.pin)).as_ref() == Some(&file.now)
        };
        wanted.iter().any(is).then_some(())?;
        let mut done = document::claims(&document.prose);
        done.retain(|claim| claim.done);
        Some(Past {
            prose: document.prose,
            done,
            record: *record,
        })
    };
    slot.entries.iter().filter_map(save).collect()
}

fn history(past: &[Past], claim: &Claim, file: &Changed) -> History {
    let text = folded(&claim.text);
    let mut found = History::Silent;
    for save in past {
        let pinned = save.record.files.get(&file.path);
        if pinned.and_then(|pinned| of_pin(&pinned.pin)).as_ref() != Some(&file.now) {
            continue;
        }
        if save.done.iter().any(|done| folded(&done.text) == text) {
            return History::After;
        }
        // Another text may be another wording of the same claim.
        let names = |done: &Claim| {
            let said = &save.prose[done.span.clone()];
            !document::named(said, std::iter::once(file.path.as_str())).is_empty()
        };
        if !save.done.iter().any(names) {
            found = History::Before;
        }
    }
    found
}
