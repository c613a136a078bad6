//! From what the document names to files of the repository.

use crate::document::{self, Catalog, Mention};
use crate::model::{Lines, Record, RepoPath, quoted};
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
        match known.resolve(path) {
            Some(file) => drop(means.insert(path.clone(), file.clone())),
            None => drop(unknown.insert((path.clone(), base.map(str::to_owned)))),
        }
    }
    let unknown: Vec<_> = unknown.into_iter().collect();
    let resolved = unknown.iter().zip(repo.resolve(&unknown));
    means.extend(resolved.filter_map(|((name, _), file)| Some((name.clone(), file?))));
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

/// Whether `prose` holds the path by itself, not as a part of a longer one:
/// `src/a.rs` does not name `a.rs`.
pub(crate) fn says(prose: &str, path: &RepoPath) -> bool {
    let path = quoted(path.as_str());
    let of_a_path = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-');
    prose.match_indices(&*path).any(|(at, _)| {
        let before = prose[..at].chars().next_back();
        let mut after = prose[at + path.len()..].chars();
        let goes_on = match after.next() {
            Some('.') => after.next().is_some_and(of_a_path),
            next => next.is_some_and(of_a_path),
        };
        !goes_on && !before.is_some_and(|c| of_a_path(c) || c == '.')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_said_only_by_itself() {
        let says = |prose| says(prose, &RepoPath::new("a.rs").unwrap());
        assert!(says("see a.rs."));
        assert!(says("`a.rs`, then"));
        assert!(says("a.rs:3"));
        for other in ["src/a.rs", "a.rs.bak", "ba.rs", "a.rst", "x.a.rs", "a.rs/b"] {
            assert!(!says(other), "{other}");
        }
    }
}
