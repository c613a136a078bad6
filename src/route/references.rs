//! From what the document names to files of the repository.

use crate::document::{self, Catalog, Files, Found, Mention, Name};
use crate::model::{Lines, Pinned, Record, RepoPath};
use crate::repo::Repo;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// A mention in the document and the file it means.
#[derive(Clone, Debug)]
pub struct Located {
    /// Where and how the document names it.
    pub mention: Mention,
    /// The file.
    pub path: RepoPath,
}

/// Finds every reference of `prose`. `source` is the file that the document
/// came from: relative links start there. A name means what it meant at the
/// earlier save, as long as that knows it; so a file that is gone since stays
/// a reference. What is named as a file (`File:` lines, Files to Open) is one
/// even where no such file is.
pub fn locate(
    repo: &Repo,
    prose: &str,
    source: Option<&RepoPath>,
    earlier: Option<&Record>,
) -> Vec<Located> {
    located(repo, &document::find(prose), source, earlier)
}

/// As [`locate`], of a document that was read already.
pub(super) fn located(
    repo: &Repo,
    found: &Found,
    source: Option<&RepoPath>,
    earlier: Option<&Record>,
) -> Vec<Located> {
    located_but(repo, found, source, earlier, &Meant::new())
}

/// What some mentions mean whatever their name means elsewhere: by the byte
/// where the path stands, and its name.
pub(super) type Meant = HashMap<(usize, Arc<Name>), RepoPath>;

/// As [`located`], but for what `known` tells of single mentions.
pub(super) fn located_but(
    repo: &Repo,
    found: &Found,
    source: Option<&RepoPath>,
    earlier: Option<&Record>,
    known: &Meant,
) -> Vec<Located> {
    let means = meanings(repo, found, directory(source), earlier);
    let named: HashSet<&Name> = known.keys().map(|(_, name)| &**name).collect();
    let is_file = |name: &Name| means.contains_key(name) || named.contains(name);
    let located = found.mentions(&is_file).into_iter();
    let located = located.filter_map(|mention| {
        let own = known.get(&(mention.span.start, Arc::clone(&mention.name)));
        let path = own.or_else(|| means.get(&*mention.name))?.clone();
        let ours = path.as_str().starts_with(".shipkit/");
        (!ours).then_some(Located { mention, path })
    });
    located.collect()
}

/// Where the relative links of a document start.
pub(super) fn directory(source: Option<&RepoPath>) -> Option<&str> {
    directory_of(source?.as_str())
}

/// The directory of a path; `None` for the top.
pub(super) fn directory_of(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(directory, _)| directory)
}

/// What each name means: as at the earlier save where that knows it, else as
/// the repository has it, else, where it is stated as a file, that path.
fn meanings<'a>(
    repo: &Repo,
    found: &'a Found,
    base: Option<&str>,
    earlier: Option<&Record>,
) -> HashMap<&'a Name, RepoPath> {
    let mut means = HashMap::with_capacity(found.names().size_hint().0);
    let mut lies: HashMap<&Name, RepoPath> = HashMap::new();
    let mut left = Vec::new();
    for name in found.names() {
        let mut ways = document::candidates(name, base).into_iter();
        match ways.find(|path| is_known(earlier, path) || repo.lies_there(path)) {
            Some(path) if is_known(earlier, &path) => drop(means.insert(name, path)),
            Some(path) => drop(lies.insert(name, path)),
            None => left.push(name),
        }
    }
    let now = document::by_suffix(&left, repo);
    let now = left
        .iter()
        .zip(now)
        .filter_map(|(name, path)| Some((*name, path?)));
    let now: HashMap<&Name, RepoPath> = now.chain(lies).collect();
    let then = meant_then(repo, found, earlier, (&now, &left));
    means.extend(now.into_iter().chain(then));
    for name in found.stated() {
        if let Ok(path) = RepoPath::new(&*name.path) {
            means.entry(name).or_insert(path);
        }
    }
    means
}

fn is_known(earlier: Option<&Record>, path: &RepoPath) -> bool {
    earlier.is_some_and(|record| record.files.contains_key(path))
}

/// What short names led to at the earlier save, although they mean `now`, or
/// nothing, today.
fn meant_then<'a>(
    repo: &Repo,
    found: &'a Found,
    earlier: Option<&Record>,
    (now, left): (&HashMap<&'a Name, RepoPath>, &[&'a Name]),
) -> Vec<(&'a Name, RepoPath)> {
    let Some(earlier) = earlier else {
        return Vec::new();
    };
    let lying = now.keys().copied().filter(|name| !name.is_link);
    let names: HashSet<&Name> = lying.chain(left.iter().copied()).collect();
    if names.is_empty() {
        return Vec::new(); // each stands for the file it stood for then
    }
    let names: Vec<&Name> = names.into_iter().collect();
    let known = Catalog::new(earlier.files.keys().cloned());
    let then = names.iter().zip(document::by_suffix(&names, &known));
    let then: HashMap<&Name, RepoPath> = then
        .filter_map(|(name, path)| Some((*name, path?)))
        .collect();
    let is_file = |name: &Name| then.contains_key(name) || now.contains_key(name);
    let told = found.mentions(&is_file).into_iter();
    let told: HashSet<(Arc<Name>, Lines)> = told
        .filter_map(|mention| Some((mention.lines()?, mention.name)))
        .map(|(lines, name)| (name, lines))
        .collect();
    let paths: HashSet<&str> = found.names().map(|name| &*name.path).collect();
    let holds = |(name, then): &(&Name, RepoPath)| {
        now.get(name) == Some(then)
            || !named_longer(name, then, &paths)
            || still_told(name, earlier.files.get(then), &told)
    };
    let (mut then, doubtful): (Vec<_>, Vec<_>) = then.into_iter().partition(holds);
    let gone = |(name, then): &(&Name, RepoPath)| !now.contains_key(name) && !repo.lies_there(then);
    let doubtful: Vec<_> = doubtful.into_iter().filter(gone).collect();
    then.extend(only_one_then(repo, earlier, doubtful));
    then
}

/// Those of the short names of files that are gone which led to no other file
/// when HEAD was what it was at the save. Looked up only where there are any,
/// since it costs a walk of that commit's tree.
fn only_one_then<'a>(
    repo: &Repo,
    earlier: &Record,
    doubtful: Vec<(&'a Name, RepoPath)>,
) -> Vec<(&'a Name, RepoPath)> {
    let Some(head) = earlier.head.as_ref().filter(|_| !doubtful.is_empty()) else {
        return Vec::new();
    };
    let Some(paths) = repo.listed_at(head) else {
        return Vec::new();
    };
    let known = Catalog::new(paths.into_iter().chain(earlier.files.keys().cloned()));
    let names: Vec<&Name> = doubtful.iter().map(|(name, _)| *name).collect();
    let meant = document::by_suffix(&names, &known);
    let meant = doubtful.into_iter().zip(meant);
    let same = meant.filter(|((_, then), meant)| meant.as_ref() == Some(then));
    same.map(|(one, _)| one).collect()
}

/// Whether a file is named in another way too: then it may be in the record
/// for that reason alone.
fn named_longer(name: &Name, file: &RepoPath, paths: &HashSet<&str>) -> bool {
    let mut longer = ends(file.as_str()).filter(|end| end.len() > name.path.len());
    longer.any(|end| paths.contains(end))
}

/// Whether a recorded position of the file is told with that name.
fn still_told(name: &Name, pinned: Option<&Pinned>, told: &HashSet<(Arc<Name>, Lines)>) -> bool {
    let name = Arc::new(name.clone());
    let mut lines = pinned.into_iter().flat_map(|pinned| &pinned.lines);
    lines.any(|lines| told.contains(&(Arc::clone(&name), *lines)))
}

/// A path and what is left of it below each of its directories.
pub(super) fn ends(path: &str) -> impl Iterator<Item = &str> {
    let starts = path.match_indices('/').map(|(at, _)| at + 1);
    std::iter::once(0).chain(starts).map(|start| &path[start..])
}

/// The files that are named, each with its positions.
pub(crate) fn by_file<'a>(
    references: impl Iterator<Item = (&'a RepoPath, Option<Lines>)>,
) -> BTreeMap<RepoPath, BTreeSet<Lines>> {
    let mut files: BTreeMap<RepoPath, BTreeSet<Lines>> = BTreeMap::new();
    for (path, lines) in references {
        files.entry(path.clone()).or_default().extend(lines);
    }
    files
}
