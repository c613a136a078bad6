//! Files of one blob at other paths: which of them is which.

use crate::model::{ObjectId, RepoPath};
use crate::repo::observe::similar::Entry;
use std::collections::{BTreeMap, HashMap};

/// How many pairs of files with the same blob are told apart by their paths;
/// beyond, git pairs them.
const MAX_TWINS: usize = 10_000;

/// Paths that came and went since the save.
#[derive(Default)]
pub(in crate::repo) struct Changed {
    /// New ones.
    pub(in crate::repo) added: Vec<Entry>,
    /// Lost ones.
    pub(in crate::repo) deleted: Vec<Entry>,
}

/// By source: its target, or `None` where several are as likely.
pub(in crate::repo) type Decided = BTreeMap<RepoPath, Option<RepoPath>>;

/// Which sources have their blob at a new path. The other deleted files take
/// part: what is theirs is nobody else's.
pub(in crate::repo) fn exact(sources: &[Entry], changed: &Changed) -> Decided {
    let mut decided = Decided::new();
    let mut groups: BTreeMap<(&ObjectId, &str), Vec<&Entry>> = BTreeMap::new();
    for source in sources {
        groups.entry(source.content()).or_default().push(source);
    }
    let (went, came) = (by_content(&changed.deleted), by_content(&changed.added));
    for (content, wanted) in groups {
        let others = went.get(&content).into_iter().flatten();
        let mut from: Vec<&Entry> = wanted.iter().chain(others).copied().collect();
        from.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let to = came.get(&content).cloned().unwrap_or_default();
        if to.is_empty() || from.len() * to.len() > MAX_TWINS {
            continue;
        }
        let pairs = paired(from, to);
        for source in wanted {
            let to = pairs.get(&source.path).copied().cloned();
            decided.insert(source.path.clone(), to);
        }
    }
    decided
}

/// The entries of each content, in their order.
fn by_content(entries: &[Entry]) -> HashMap<(&ObjectId, &str), Vec<&Entry>> {
    let mut by: HashMap<_, Vec<&Entry>> = HashMap::new();
    for entry in entries {
        by.entry(entry.content()).or_default().push(entry);
    }
    by
}

/// Pairs files of one blob: first those whose paths are most alike; among
/// equals the first source (diffcore-rename.c, find_identical_files), but no
/// one of several targets.
fn paired<'a>(
    mut from: Vec<&'a Entry>,
    mut to: Vec<&'a Entry>,
) -> BTreeMap<&'a RepoPath, &'a RepoPath> {
    let needed = usize::from(to.len() > 1);
    let mut pairs = BTreeMap::new();
    loop {
        let best = from.iter().enumerate().filter_map(|(at, source)| {
            let (like, target) = most_like(source, &to)?;
            (like.0 >= needed).then_some((like, std::cmp::Reverse(at), target))
        });
        let Some((_, at, target)) = best.max() else {
            return pairs;
        };
        let source = from.remove(at.0);
        pairs.insert(&source.path, &to.remove(target).path);
    }
}

/// The one target most like the source, and how much.
fn most_like(from: &Entry, to: &[&Entry]) -> Option<(Likeness, usize)> {
    let all: Vec<(Likeness, usize)> = to
        .iter()
        .enumerate()
        .map(|(at, to)| (likeness(&from.path, &to.path), at))
        .collect();
    let best = all.iter().map(|(like, _)| *like).max()?;
    let mut as_good = all.iter().filter(|(like, _)| *like == best);
    match (as_good.next(), as_good.next()) {
        (Some(one), None) => Some(*one),
        _ => None,
    }
}

/// How many parts two paths end with alike, then how many they begin with.
type Likeness = (usize, usize);

/// `LICENSE.rst` and `LICENSE.txt` beside each other end alike too.
fn likeness(from: &RepoPath, to: &RepoPath) -> Likeness {
    let same = |(a, b): &(&str, &str)| a == b;
    let (parts, others) = (from.as_str().split('/'), to.as_str().split('/'));
    let ends = parts.clone().rev().zip(others.clone().rev());
    let (end, begin) = (
        ends.take_while(same).count(),
        parts.clone().zip(others.clone()).take_while(same).count(),
    );
    let stem = |path: &RepoPath| path.base_name().split('.').next().map(str::to_owned);
    let beside = begin + 1 == parts.count() && begin + 1 == others.count();
    let alike = usize::from(end == 0 && beside && stem(from) == stem(to));
    (end.max(alike), begin)
}
