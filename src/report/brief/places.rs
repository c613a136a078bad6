//! The places that a document names, the one where the work stopped first.

use super::Told;
use crate::drift::{About, FileDrift, FileVerdict, PositionDrift, PositionVerdict};
use crate::model::{ClaimKind, Item, Lines, RepoPath};
use std::collections::{BTreeSet, HashMap};

/// How many places are told with the lines around them.
pub(super) const MOST: usize = 12;

/// How near a place is to the work, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Near {
    /// Where the item in progress stopped.
    Stopped,
    /// Elsewhere in that item.
    Begun,
    /// In no item: the document's head, or a document of another form.
    Loose,
    /// Where something was written since, as the machine's section tells.
    Since,
    /// In a file that is to be opened, or in another item in progress.
    Open,
    /// In a decision or an item that is done or pending.
    Far,
}

/// A position that the document names, and what became of it.
pub(super) struct Place<'a> {
    pub(super) near: Near,
    pub(super) file: &'a FileDrift,
    pub(super) position: &'a PositionDrift,
}

impl Place<'_> {
    /// The file that it is in now, as far as that is known.
    pub(super) fn path(&self) -> &RepoPath {
        match (&self.position.path, &self.file.verdict) {
            (Some(path), _) | (None, FileVerdict::Renamed { to: path }) => path,
            _ => &self.file.path,
        }
    }

    /// Whether nothing is to be told of it: where it is the document says, and
    /// nobody needs it to go on.
    pub(super) fn is_plain(&self) -> bool {
        self.near == Near::Far && self.position.verdict == PositionVerdict::Same
    }

    /// The lines that are worth to be shown, as they are numbered now.
    pub(super) fn lines_now(&self) -> Vec<Lines> {
        match &self.position.verdict {
            PositionVerdict::Same | PositionVerdict::Unpinned => vec![self.position.lines],
            PositionVerdict::Moved { to } => vec![*to],
            PositionVerdict::Edited { near } => vec![*near],
            PositionVerdict::Deleted { near } => near.iter().copied().collect(),
            PositionVerdict::Ambiguous { candidates } => {
                candidates.iter().copied().take(3).collect()
            }
            PositionVerdict::OutOfRange | PositionVerdict::Unknown => Vec::new(),
        }
    }
}

/// The places, nearest first and each once; of equals as the document has
/// them.
pub(super) fn places<'a>(told: &Told<'a>) -> Vec<Place<'a>> {
    let order: HashMap<(&RepoPath, Lines), usize> = told
        .order
        .iter()
        .enumerate()
        .rev()
        .map(|(at, (path, lines))| ((path, *lines), at))
        .collect();
    let near = nearness(told);
    let all = told.drift.files.iter().flat_map(|file| {
        let positions = file.positions.iter();
        positions.map(move |position| (file, position))
    });
    let mut places: Vec<(usize, Place<'a>)> = all
        .map(|(file, position)| {
            let key = (&file.path, position.lines);
            let is_written = told.written.contains(&(file.path.clone(), position.lines));
            let apart = if is_written { Near::Loose } else { Near::Since };
            let place = Place {
                near: near.get(&key).copied().unwrap_or(apart),
                file,
                position,
            };
            (order.get(&key).copied().unwrap_or(usize::MAX), place)
        })
        .collect();
    places.sort_by_key(|(at, place)| (place.near, *at));
    places.into_iter().map(|(_, place)| place).collect()
}

/// How near each position is that stands in a claim.
fn nearness<'a>(told: &Told<'a>) -> HashMap<(&'a RepoPath, Lines), Near> {
    let items = &told.content.in_progress;
    let current = current(items);
    let mut begun = items.iter();
    let mut near = HashMap::new();
    for claim in &told.drift.claims {
        let item = match claim.kind {
            ClaimKind::InProgress => begun.next(),
            _ => None,
        };
        let own = current.filter(|current| item.is_some_and(|item| std::ptr::eq(*current, item)));
        let stopped = own.and_then(|item| item.stopped_at.as_deref());
        let names = |path: &RepoPath| stopped.is_some_and(|at| at.contains(path.base_name()));
        let is_named = claim.answers.iter().any(|answer| names(&answer.path));
        for answer in &claim.answers {
            let About::Lines(lines) = answer.about else {
                continue;
            };
            let stopped = stopped.filter(|_| !is_named || names(&answer.path));
            let here = match (claim.kind, own) {
                (_, Some(_)) if stopped.is_some_and(|at| tells(at, lines, told)) => Near::Stopped,
                (_, Some(_)) => Near::Begun,
                (ClaimKind::InProgress | ClaimKind::FileToOpen, None) => Near::Open,
                _ => Near::Far,
            };
            let known = near.entry((&answer.path, lines)).or_insert(here);
            *known = here.min(*known);
        }
    }
    near
}

/// The item that says where it stopped, else the first that was begun.
pub(super) fn current(items: &[Item]) -> Option<&Item> {
    let stopped = items.iter().find(|item| item.stopped_at.is_some());
    stopped.or(items.first())
}

/// Whether a text tells these lines: their number stands in it as one, or the
/// number that they have now.
fn tells(text: &str, lines: Lines, told: &Told<'_>) -> bool {
    let positions = told.drift.files.iter().flat_map(|file| &file.positions);
    let now = positions.filter(|one| one.lines == lines);
    let now = now.filter_map(|one| match &one.verdict {
        PositionVerdict::Moved { to } => Some(to.start().to_string()),
        _ => None,
    });
    let numbers: Vec<String> = now.chain([lines.start().to_string()]).collect();
    let mut words = text.split(|c: char| !c.is_ascii_digit());
    words.any(|word| numbers.iter().any(|number| word == number))
}

/// The files that the work in progress, or the entries to open, name.
pub(super) fn files_of<'a>(told: &Told<'a>, kind: ClaimKind) -> BTreeSet<&'a RepoPath> {
    let claims = told.drift.claims.iter().filter(|claim| claim.kind == kind);
    claims.flat_map(|claim| &claim.files).collect()
}
