//! The comparison itself: a record, what was seen, and what the document says
//! now.

use crate::drift::blank::is_white_space_only;
use crate::drift::elsewhere::Elsewhere;
use crate::drift::positions::{Asked, Told, positions};
use crate::drift::verdict::{base, now, verdict};
use crate::drift::{
    Changes, Drift, FileDrift, FileSeen, FileVerdict, HeadDrift, HeadSeen, Observation,
    PositionDrift, PositionVerdict, Seen, Severity, severity,
};
use crate::model::{Lines, Pinned, Record, RepoPath};
use std::collections::{BTreeMap, BTreeSet};

/// What the document names and its record does not have, because somebody
/// edited it since the save. Positions of the record that the document has
/// lost are taken out of the record by whoever calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files named since.
    pub unpinned_files: Vec<RepoPath>,
    /// Positions named since, in files old or new.
    pub unpinned_lines: BTreeMap<RepoPath, Vec<Lines>>,
}

/// Says what has changed between `record` and what was seen.
pub fn compare(record: &Record, observation: &Observation, written: &Written) -> Drift {
    let mut files = Vec::with_capacity(record.files.len());
    let mut worst = Severity::None;
    let elsewhere = Elsewhere::new(&observation.others, observation.others_cut);
    let mut observed = observation.files.iter().peekable();
    for (path, pinned) in &record.files {
        let unpinned = written.unpinned_lines.get(path);
        let unpinned = unpinned.map(Vec::as_slice).unwrap_or_default();
        // Both are in path order: measured, 1,000 instructions a file less than a
        // search for each.
        while observed.next_if(|(seen, _)| *seen < path).is_some() {}
        let file = match observed.next_if(|(seen, _)| *seen == path) {
            Some((_, seen)) => file(path, pinned, (seen, &elsewhere), unpinned),
            None => file(path, pinned, (&unseen(), &elsewhere), unpinned),
        };
        worst = worst.max(file.severity);
        files.push(file);
    }
    let unpinned = unpinned(record, written);
    if !unpinned.is_empty() {
        files.extend(unpinned);
        files.sort_by(|one, other| one.path.cmp(&other.path));
    }
    Drift {
        head: head(record, &observation.head),
        recommended: severity::recommended(&files, worst),
        files,
        claims: Vec::new(),
        severity: worst,
        lacking: None,
        world: None,
    }
}

/// The files that are named since, in path order.
fn unpinned(record: &Record, written: &Written) -> Vec<FileDrift> {
    let named = written.unpinned_files.iter();
    let named: BTreeSet<&RepoPath> = named.chain(written.unpinned_lines.keys()).collect();
    let named = named
        .into_iter()
        .filter(|path| !record.files.contains_key(path));
    let file = |path: &RepoPath| {
        let lines = written.unpinned_lines.get(path);
        never_pinned(path, lines.map(Vec::as_slice).unwrap_or_default())
    };
    named.map(file).collect()
}

fn head(record: &Record, seen: &HeadSeen) -> HeadDrift {
    HeadDrift {
        saved: record.head.clone(),
        now: seen.id.clone(),
        relation: seen.relation,
        branch_saved: record.branch.clone(),
        branch_now: seen.branch.clone(),
    }
}

/// Stands for a file that the observation left out: nothing can be said of it.
fn unseen() -> FileSeen {
    FileSeen::only(Seen::Unhashed {
        why: "nobody looked at it".to_owned(),
        raw: None,
    })
}

pub(super) fn file(
    path: &RepoPath,
    pinned: &Pinned,
    (seen, elsewhere): (&FileSeen, &Elsewhere<'_>),
    unpinned: &[Lines],
) -> FileDrift {
    let verdict = verdict(&pinned.pin, seen);
    let asked = Asked {
        path,
        pinned,
        seen,
        verdict: &verdict,
        elsewhere,
    };
    let told = positions(&asked, unpinned);
    let near = told.iter().any(|told| told.near);
    let lost = told.iter().any(|told| told.lost);
    let mut file = FileDrift {
        path: path.clone(),
        severity: Severity::None,
        changes: changes(pinned, seen, &verdict),
        whitespace_only: is_white_space_only(&pinned.pin, seen, &verdict),
        verdict,
        positions: told
            .into_iter()
            .map(|Told { position, .. }| position)
            .collect(),
        symbols: Vec::new(),
        commits: seen.commits.clone(),
        commits_cut: seen.commits_cut,
        search_cut: seen.search_cut || lost && elsewhere.is_cut(),
        uncommitted: seen.uncommitted,
    };
    file.severity = severity::of_file(&file, near);
    file
}

/// Lines that came and went, for a file whose text is another now.
fn changes(pinned: &Pinned, seen: &FileSeen, verdict: &FileVerdict) -> Option<Changes> {
    if !matches!(verdict, FileVerdict::Modified | FileVerdict::Renamed { .. }) {
        return None;
    }
    let base = base(&pinned.pin)?;
    match seen.edits.get(base) {
        Some(Some(edit)) => Some(edit.changes()),
        _ if now(seen) == Some(base) => Some(Changes {
            added: 0,
            removed: 0,
        }),
        _ => None,
    }
}

pub(super) fn never_pinned(path: &RepoPath, lines: &[Lines]) -> FileDrift {
    let mut lines = lines.to_vec();
    lines.sort_unstable();
    lines.dedup();
    FileDrift {
        path: path.clone(),
        verdict: FileVerdict::Unpinned,
        severity: Severity::None,
        changes: None,
        whitespace_only: false,
        positions: lines
            .into_iter()
            .map(|lines| PositionDrift::only(lines, PositionVerdict::Unpinned))
            .collect(),
        symbols: Vec::new(),
        commits: Vec::new(),
        commits_cut: false,
        search_cut: false,
        uncommitted: None,
    }
}

impl crate::drift::Edit {
    /// How many lines came and went, as `git diff --numstat` counts them.
    pub fn changes(&self) -> Changes {
        let sum = |lens: &mut dyn Iterator<Item = usize>| {
            u32::try_from(lens.sum::<usize>()).unwrap_or(u32::MAX)
        };
        Changes {
            added: sum(&mut self.hunks.iter().map(|hunk| hunk.after.len())),
            removed: sum(&mut self.hunks.iter().map(|hunk| hunk.before.len())),
        }
    }
}
