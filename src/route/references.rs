//! From what the document names to files of the repository.

use crate::document::{self, Catalog, Mention};
use crate::error::Error;
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
) -> Result<Vec<Located>, Error> {
    let known = Catalog::new(
        earlier
            .iter()
            .flat_map(|record| record.files.keys().cloned()),
    );
    let base = source
        .and_then(|source| source.as_str().rsplit_once('/'))
        .map(|(dir, _)| dir);
    let mentions = document::find(prose);
    let mut unknown = Vec::new();
    let mut found: Vec<Option<RepoPath>> = Vec::with_capacity(mentions.len());
    for mention in &mentions {
        let path = known.resolve(&mention.path).cloned();
        if path.is_none() {
            unknown.push((mention.path.clone(), base.map(str::to_owned)));
        }
        found.push(path);
    }
    let mut resolved = repo.resolve(&unknown).into_iter();
    let located = mentions
        .into_iter()
        .zip(found)
        .filter_map(|(mention, path)| {
            let path = path.or_else(|| resolved.next().flatten());
            let stated = || {
                mention
                    .kind
                    .states_a_file()
                    .then(|| RepoPath::new(&*mention.path).ok())
            };
            let path = path.or_else(|| stated().flatten())?;
            let ours = path.as_str().starts_with(".shipkit/");
            (!ours).then_some(Located { mention, path })
        });
    Ok(located.collect())
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
