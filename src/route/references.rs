//! From what the document names to files of the repository.

use crate::document::{self, Catalog, Files, Found, Mention, Name};
use crate::model::{Lines, Record, RepoPath};
use crate::repo::Repo;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

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
    let found = document::find(prose);
    let means = meanings(repo, &found, directory(source), earlier);
    let located = found.mentions(&|name| means.contains_key(name)).into_iter();
    let located = located.filter_map(|mention| {
        let path = means.get(&*mention.name)?.clone();
        let ours = path.as_str().starts_with(".shipkit/");
        (!ours).then_some(Located { mention, path })
    });
    located.collect()
}

/// Where the relative links of a document start.
fn directory(source: Option<&RepoPath>) -> Option<&str> {
    let (directory, _) = source?.as_str().rsplit_once('/')?;
    Some(directory)
}

/// What each name means: as at the earlier save where that knows it, else as
/// the repository has it, else, where it is stated as a file, that path.
fn meanings<'a>(
    repo: &Repo,
    found: &'a Found,
    base: Option<&str>,
    earlier: Option<&Record>,
) -> HashMap<&'a Name, RepoPath> {
    let mut means = HashMap::new();
    let mut lies: HashMap<&Name, RepoPath> = HashMap::new();
    let mut left = Vec::new();
    let names: HashSet<&Name> = found.named().map(|mention| &*mention.name).collect();
    for name in names {
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
    for mention in found.named().filter(|mention| mention.kind.states_a_file()) {
        if let Ok(path) = RepoPath::new(&*mention.name.path) {
            means.entry(&mention.name).or_insert(path);
        }
    }
    means
}

fn is_known(earlier: Option<&Record>, path: &RepoPath) -> bool {
    earlier.is_some_and(|record| record.files.contains_key(path))
}

/// What short names led to at the earlier save, although they mean `now`, or
/// nothing, today. A file that is named in another way too may be in the
/// record for that reason alone: then its recorded positions decide.
fn meant_then<'a>(
    repo: &Repo,
    found: &'a Found,
    earlier: Option<&Record>,
    (now, left): (&HashMap<&'a Name, RepoPath>, &[&'a Name]),
) -> Vec<(&'a Name, RepoPath)> {
    let Some(earlier) = earlier else {
        return Vec::new();
    };
    let known = Catalog::new(earlier.files.keys().cloned());
    let lying = now.keys().copied().filter(|name| !name.is_link);
    let names: HashSet<&Name> = lying.chain(left.iter().copied()).collect();
    let names: Vec<&Name> = names.into_iter().collect();
    let then: HashMap<&Name, RepoPath> = names
        .iter()
        .zip(document::by_suffix(&names, &known))
        .filter_map(|(name, path)| Some((*name, path?)))
        .collect();
    let is_file = |name: &Name| then.contains_key(name) || now.contains_key(name);
    let mut told: HashSet<(Rc<Name>, Lines)> = HashSet::new();
    for mention in found.mentions(&is_file) {
        told.extend(mention.lines().map(|lines| (mention.name, lines)));
    }
    let paths: HashSet<&str> = found.named().map(|mention| &*mention.name.path).collect();
    let holds = |(name, then): &(&'a Name, RepoPath)| {
        let longer =
            ends(then.as_str()).any(|end| end.len() > name.path.len() && paths.contains(end));
        let now = now.get(name);
        let lines = earlier
            .files
            .get(then)
            .map_or(&[][..], |pinned| &pinned.lines);
        let name = Rc::new((*name).clone());
        now == Some(then)
            || !longer
            || lines
                .iter()
                .any(|lines| told.contains(&(Rc::clone(&name), *lines)))
            || now.is_none() && !repo.lies_there(then)
    };
    then.into_iter().filter(holds).collect()
}

/// A path and what is left of it below each of its directories.
fn ends(path: &str) -> impl Iterator<Item = &str> {
    let starts = path.match_indices('/').map(|(at, _)| at + 1);
    std::iter::once(0).chain(starts).map(|start| &path[start..])
}

/// The way from the directory `base` to `path`.
fn way(base: &str, path: &RepoPath) -> String {
    let from: Vec<&str> = base.split('/').collect();
    let to: Vec<&str> = path.as_str().split('/').collect();
    let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - same);
    let down = to[same..].iter().copied();
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// What a mention of the file `old` as `name` says once it is at `new`: all
/// of the path or as little of it as before, where that still tells the file.
pub(crate) fn renamed(
    repo: &Repo,
    moved: &[(&Name, &RepoPath, &RepoPath)],
    source: Option<&RepoPath>,
) -> Vec<String> {
    let base = directory(source);
    let mut ways: Vec<Name> = Vec::new();
    let mut counts = Vec::new();
    for (name, old, new) in moved {
        let before = ways.len();
        let texts = spellings(name, (old, new), base).into_iter();
        ways.extend(texts.map(|path| Name {
            path,
            ..(*name).clone()
        }));
        counts.push(ways.len() - before);
    }
    let meant = document::resolve(&ways.iter().collect::<Vec<_>>(), base, repo);
    let mut ways = ways.into_iter().zip(meant);
    let pick = |((_, _, new), count): (&(&Name, &RepoPath, &RepoPath), usize)| {
        let mut own: Vec<_> = ways.by_ref().take(count).collect();
        let fits = own
            .iter()
            .position(|(_, meant)| meant.as_ref() == Some(*new));
        let whole = || new.as_str().to_owned();
        fits.map_or_else(whole, |at| own.swap_remove(at).0.path)
    };
    moved.iter().zip(counts).map(pick).collect()
}

/// How `new` may be written where `name` stood for `old`, shortest first.
fn spellings(name: &Name, (old, new): (&RepoPath, &RepoPath), base: Option<&str>) -> Vec<String> {
    let slashed = name.slashed();
    let said = slashed.as_deref().unwrap_or(&name.path);
    let whole = new.as_str();
    let mut found = Vec::new();
    if said != old.as_str() {
        let mut from = name.within.iter().map(String::as_str).chain(base);
        let from = from.find(|dir| document::below(dir, said).as_ref() == Some(old));
        found.extend(from.map(|dir| way(dir, new)));
        if let Some(front) = said.strip_suffix(old.as_str()) {
            found.push(format!("{front}{whole}"));
        } else if old.as_str().ends_with(said) {
            let parts = said.split('/').count();
            found.extend(
                ends(whole)
                    .find(|end| end.split('/').count() == parts)
                    .map(str::to_owned),
            );
        }
    }
    found.extend([whole.to_owned(), format!("/{whole}")]);
    if slashed.is_some() {
        found
            .iter_mut()
            .for_each(|text| *text = text.replace('/', "\\"));
    }
    found
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
