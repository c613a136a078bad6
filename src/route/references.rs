//! From what the document names to files of the repository.

use crate::document::{self, Catalog, Mention};
use crate::model::{Lines, Record, RepoPath};
use crate::repo::Repo;
use std::collections::{BTreeMap, BTreeSet};

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
    let base = source
        .and_then(|source| source.as_str().rsplit_once('/'))
        .map(|(dir, _)| dir);
    let means = meanings(repo, &document::find(prose), base, earlier);
    let mentions = document::find_with(prose, &|name| means.contains_key(name));
    let located = mentions.into_iter().filter_map(|mention| {
        let path = means.get(&mention.path)?.clone();
        let ours = path.as_str().starts_with(".shipkit/");
        (!ours).then_some(Located { mention, path })
    });
    located.collect()
}

/// What each name means: as at the earlier save where that knows it, else as
/// the repository has it, else, where it is stated as a file, that path.
fn meanings(
    repo: &Repo,
    mentions: &[Mention],
    base: Option<&str>,
    earlier: Option<&Record>,
) -> BTreeMap<String, RepoPath> {
    let files = earlier
        .into_iter()
        .flat_map(|record| record.files.keys().cloned());
    let known = Catalog::new(files);
    let mut means = BTreeMap::new();
    let mut unknown = BTreeSet::new();
    for Mention { path, .. } in mentions {
        let exact = RepoPath::new(&**path).is_ok_and(|path| is_known(earlier, &path));
        match known.resolve(path) {
            Some(file) if exact => drop(means.insert(path.clone(), file.clone())),
            _ => drop(unknown.insert((path.clone(), base.map(str::to_owned)))),
        }
    }
    let unknown: Vec<_> = unknown.into_iter().collect();
    for ((name, _), now) in unknown.iter().zip(repo.resolve(&unknown)) {
        let then = known.resolve(name);
        let then =
            then.filter(|then| meant_then(repo, (name, then), now.as_ref(), mentions, earlier));
        if let Some(file) = then.cloned().or(now) {
            means.insert(name.clone(), file);
        }
    }
    for mention in mentions
        .iter()
        .filter(|mention| mention.kind.states_a_file())
    {
        if let Ok(path) = RepoPath::new(&*mention.path) {
            means.entry(mention.path.clone()).or_insert(path);
        }
    }
    means
}

fn is_known(earlier: Option<&Record>, path: &RepoPath) -> bool {
    earlier.is_some_and(|record| record.files.contains_key(path))
}

/// Whether a short `name` is what led to the file `then` at the earlier save,
/// although it means `now` today. A file that is named in another way too may
/// be there for that reason alone: then its recorded positions decide.
fn meant_then(
    repo: &Repo,
    (name, then): (&str, &RepoPath),
    now: Option<&RepoPath>,
    mentions: &[Mention],
    earlier: Option<&Record>,
) -> bool {
    let longer = |other: &Mention| {
        let other = other.path.as_str();
        other.len() > name.len() && other.ends_with(name) && then.as_str().ends_with(other)
    };
    if now == Some(then) || name.starts_with(['/', '~']) || !mentions.iter().any(longer) {
        return true;
    }
    let pinned = earlier.and_then(|record| record.files.get(then));
    let mut lines = mentions
        .iter()
        .filter(|mention| mention.path == name)
        .filter_map(Mention::lines);
    let told = lines.any(|lines| pinned.is_some_and(|pinned| pinned.lines.contains(&lines)));
    let gone = || repo.resolve(&[(then.as_str().to_owned(), None)]) == [None];
    told || now.is_none() && gone()
}

/// What a mention of `old` as `name` says once the file is at `new`: all of
/// the path or as little of it as before, where that still tells the file.
pub(crate) fn renamed(
    repo: &Repo,
    name: &str,
    (old, new): (&RepoPath, &RepoPath),
    source: Option<&RepoPath>,
) -> String {
    let base = source.and_then(|source| source.as_str().rsplit_once('/'));
    if let Some((base, _)) = base
        && *old.as_str() == format!("{base}/{name}")
        && let Some(rest) = new.as_str().strip_prefix(&format!("{base}/"))
    {
        return rest.to_owned();
    }
    let whole = new.as_str();
    let parts = name.split('/').count();
    let short = match whole.rmatch_indices('/').nth(parts - 1) {
        Some((at, _)) if name != old.as_str() && old.as_str().ends_with(name) => &whole[at + 1..],
        _ => whole,
    };
    match &repo.resolve(&[(short.to_owned(), None)])[..] {
        [Some(file)] if file == new => short.to_owned(),
        _ => whole.to_owned(),
    }
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
