//! Lines that have left their file since they were told of: where they stand
//! in another.

use super::files::{Answers, Group};
use super::stand::Stand;
use crate::drift::{Apart, PositionDrift};
use crate::model::{ObjectId, Pinned, RepoPath};
use crate::repo::{Repo, Sight};
use std::collections::BTreeMap;

/// Of how many commits, the newest, it is looked up what has changed since.
const MOST_COMMITS: usize = 8;

/// The files that have drifted since one commit.
#[derive(Default)]
struct Drifted<'a> {
    groups: BTreeMap<&'a RepoPath, (&'a Group<'a>, &'a Pinned)>,
    /// Whether a position in one of them has.
    is_lost: bool,
}

/// Answers anew for the positions that went into another file than the
/// `document`, which may merely quote them.
pub(super) fn find(
    repo: &Repo,
    document: Option<&RepoPath>,
    groups: &BTreeMap<&RepoPath, Vec<Group<'_>>>,
    sights: &BTreeMap<&RepoPath, Sight<'_>>,
    files: &mut BTreeMap<RepoPath, Answers>,
) {
    let mut commits = drifted(groups, files);
    commits.retain(|_, drifted| drifted.is_lost);
    for (nth, ((_, commit), drifted)) in commits.into_iter().rev().enumerate() {
        let (mut pins, mut seen) = (BTreeMap::new(), BTreeMap::new());
        for (path, (_, pinned)) in &drifted.groups {
            let file = match sights.get(path) {
                Some(sight) => sight.against(pinned),
                None => repo.sight(path, &[pinned]).against(pinned),
            };
            seen.insert((*path).clone(), file);
            pins.insert((*path).clone(), (*pinned).clone());
        }
        let (mut others, cut) = if nth < MOST_COMMITS {
            repo.others_since(commit, &pins, &mut seen)
        } else {
            (Vec::new(), true)
        };
        others.retain(|other| Some(&other.path) != document);
        if others.is_empty() && !cut {
            continue;
        }
        for (path, apart) in Apart::among((&others, cut), &pins, &seen) {
            let (group, _) = drifted.groups[&path];
            if let Some(answer) = files.get_mut(&path).and_then(|file| file.of(group)) {
                *answer = apart;
            }
        }
    }
}

/// By commit, oldest first.
fn drifted<'a>(
    groups: &'a BTreeMap<&RepoPath, Vec<Group<'a>>>,
    files: &mut BTreeMap<RepoPath, Answers>,
) -> BTreeMap<(i64, &'a ObjectId), Drifted<'a>> {
    let mut commits: BTreeMap<(i64, &ObjectId), Drifted<'_>> = BTreeMap::new();
    for (path, groups) in groups {
        for group in groups {
            let (Stand::At(commit), Some(pinned)) = (group.stand, &group.pinned) else {
                continue;
            };
            let answer = files.get_mut(*path).and_then(|file| file.of(group));
            let Some(Apart { file, .. }) = answer.filter(|one| one.file.is_drift()) else {
                continue;
            };
            let drifted = commits.entry((group.time, commit)).or_default();
            drifted.is_lost |= file.positions.iter().any(PositionDrift::is_drift);
            drifted.groups.entry(path).or_insert((group, pinned));
        }
    }
    commits
}
