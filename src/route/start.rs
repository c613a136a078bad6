//! Where somebody goes on: of the places a document names the one nearest to
//! the work, as it is now.

use crate::document;
use crate::drift::Whereabouts;
use crate::model::{Lines, RepoPath};
use crate::repo::Repo;
use crate::route::claims;
use crate::route::compare::Comparison;
use crate::route::references::{Located, locate};
use crate::store::Loaded;
use std::ops::Range;

/// Where to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// The place; its file is there.
    pub now: Whereabouts,
    /// The file, as the document's record names it.
    pub path: RepoPath,
    /// The lines, as the document names them.
    pub lines: Option<Lines>,
    /// The files named nearer to the work that are gone.
    pub gone: Vec<RepoPath>,
}

/// What a document names, as its record does.
type Named = (RepoPath, Option<Lines>);

/// Finds where to go on with `loaded`; the error lists the files it names, if
/// none of them is there.
pub fn start(repo: &Repo, loaded: &Loaded, compared: &Comparison) -> Result<Start, Vec<RepoPath>> {
    let record = &compared.record;
    let located = if loaded.is_edited() {
        let source = record.source.as_ref();
        locate(repo, &loaded.prose, source, Some(record))
    } else {
        claims::located(repo, &document::find(&loaded.prose), record)
    };
    let mut gone = Vec::new();
    let given = record.files.keys().map(|path| (path.clone(), None));
    for (path, lines) in nearest_first(&loaded.prose, &located)
        .into_iter()
        .chain(given)
    {
        let files = &compared.drift.files;
        let found = files.binary_search_by(|file| file.path.cmp(&path)).ok();
        let now = found.and_then(|at| files[at].whereabouts(lines));
        let is_there = |now: &Whereabouts| repo.work_dir().join(now.path.as_str()).is_file();
        match now.filter(is_there) {
            Some(now) => {
                return Ok(Start {
                    now,
                    path,
                    lines,
                    gone,
                });
            }
            None if gone.contains(&path) => {}
            None => gone.push(path),
        }
    }
    Err(gone)
}

/// What the parts that tell where to begin name, then every position, then
/// every file. In each part positions go before files without one, and of such
/// a file the lines that another of the parts tells.
fn nearest_first(prose: &str, located: &[Located]) -> Vec<Named> {
    let starts = document::starts(prose);
    let parts: Vec<Vec<&Located>> = starts.iter().map(|part| inside(part, located)).collect();
    let is_position = |one: &&&Located| one.mention.lines().is_some();
    let all: Vec<&Located> = located.iter().collect();
    let mut named = Vec::new();
    for part in parts.iter().chain([&all]) {
        let mut found: Vec<&Located> = part.iter().filter(is_position).copied().collect();
        for file in part.iter().filter(|one| !is_position(one)) {
            let of_it = parts.iter().flatten().filter(is_position);
            found.extend(of_it.filter(|one| one.path == file.path).copied());
            found.push(file);
        }
        named.extend(
            found
                .iter()
                .map(|one| (one.path.clone(), one.mention.lines())),
        );
    }
    named
}

/// What is named in a part: by the place of its lines where those are told,
/// for they may stand below their file.
fn inside<'a>(part: &Range<usize>, located: &'a [Located]) -> Vec<&'a Located> {
    let stands = |one: &&Located| {
        let position = one.mention.position.as_ref();
        let digits = position.is_some_and(|position| part.contains(&position.digits.start));
        digits || part.contains(&one.mention.span.start)
    };
    located.iter().filter(stands).collect()
}
