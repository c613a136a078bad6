//! From what has changed to what that means for each claim of a document.

use crate::document::{self, Catalog, Claim, Found, Name};
use crate::drift::{ClaimDrift, Drift, Ground, Observation, SymbolDrift};
use crate::model::{Record, RepoPath};
use crate::repo::Repo;
use crate::route::references::{self, Located, directory};
use crate::route::symbols::{self, Lost, Recorded};
use crate::route::undone;
use crate::store::Address;
use std::collections::{BTreeSet, HashMap};

/// A document beside its record and what was found of both.
pub(super) struct Read<'a> {
    /// The repository.
    pub(super) repo: &'a Repo,
    /// The document.
    pub(super) prose: &'a str,
    /// What it names, in source order.
    pub(super) located: &'a [Located],
    /// What it was pinned to.
    pub(super) record: &'a Record,
    /// What was seen.
    pub(super) seen: &'a Observation,
    /// The checkpoint whose history may tell more; `None` for no checkpoint.
    pub(super) address: Option<&'a Address>,
}

/// Adds to `drift` what became of every claim and of the names of code that
/// the document tells.
pub(super) fn tell(read: &Read<'_>, drift: &mut Drift) {
    let claims = document::claims(read.prose);
    let mut grounds = grounds(&claims, read.located);
    let lost = symbols::lost(read.prose, read.located, &Recorded::new(read, drift));
    add_lost(lost, &claims, &mut grounds, drift);
    undone::find(read, read.seen, drift, &claims, &mut grounds);
    conclude(&claims, &grounds, drift);
}

/// Adds to `drift` what became of every claim, by what became of the files and
/// of the names of code that are `lost`.
pub(super) fn tell_lost(prose: &str, located: &[Located], lost: Vec<Lost>, drift: &mut Drift) {
    let claims = document::claims(prose);
    let mut grounds = grounds(&claims, located);
    add_lost(lost, &claims, &mut grounds, drift);
    conclude(&claims, &grounds, drift);
}

fn add_lost(lost: Vec<Lost>, claims: &[Claim], grounds: &mut [Ground], drift: &mut Drift) {
    for lost in lost {
        if let Some(at) = claim_at(claims, lost.at) {
            let gone = &mut grounds[at].gone;
            gone.push((lost.path.clone(), lost.symbol.name.clone()));
        }
        let at = drift
            .files
            .binary_search_by(|file| file.path.cmp(&lost.path));
        if let Ok(at) = at {
            drift.files[at].symbols.push(lost.symbol);
        }
    }
    for file in &mut drift.files {
        file.symbols.sort_by_key(|one| (one.line, one.name.clone()));
        let bare = |one: &SymbolDrift| one.name.trim_end_matches("()").to_owned();
        file.symbols
            .dedup_by(|two, one| two.line == one.line && bare(two) == bare(one));
    }
}

/// Adds to `drift` what became of every claim, by what became of the files
/// alone: history, index and object store stay closed.
pub(super) fn tell_files(prose: &str, located: &[Located], drift: &mut Drift) {
    tell_lost(prose, located, Vec::new(), drift);
}

fn conclude(claims: &[Claim], grounds: &[Ground], drift: &mut Drift) {
    let told = claims.iter().zip(grounds);
    let told = told.map(|(claim, ground)| ClaimDrift::of(claim, ground, &drift.files));
    drift.tell_claims(told.collect());
}

/// What each claim names. Lines told in a claim are its own, wherever their
/// file is named.
fn grounds(claims: &[Claim], located: &[Located]) -> Vec<Ground> {
    let mut grounds = vec![Ground::default(); claims.len()];
    for Located { mention, path } in located {
        let here = claim_at(claims, mention.span.start);
        let position = mention.position.as_ref();
        let there = position.and_then(|position| claim_at(claims, position.digits.start));
        if let Some(at) = here {
            let lines = mention.lines().filter(|_| there == here);
            grounds[at].names.push((path.clone(), lines));
        }
        if let Some(at) = there.filter(|_| there != here) {
            grounds[at].names.push((path.clone(), mention.lines()));
        }
    }
    grounds
}

/// The claim that stands at a byte of the document.
fn claim_at(claims: &[Claim], byte: usize) -> Option<usize> {
    let at = claims.partition_point(|claim| claim.span.start <= byte);
    let at = at.checked_sub(1)?;
    claims[at].span.contains(&byte).then_some(at)
}

/// What a document names that nobody has edited since the save: the record
/// has it all. Only a short name needs the repository's own list of files, to
/// tell whether it means the recorded one or nothing.
pub(super) fn located(repo: &Repo, found: &Found, record: &Record) -> Vec<Located> {
    let base = directory(record.source.as_ref());
    let mut means: HashMap<&Name, RepoPath> = HashMap::new();
    let mut left = Vec::new();
    for name in found.names() {
        let mut ways = document::candidates(name, base).into_iter();
        match ways.find(|path| record.files.contains_key(path)) {
            Some(path) => drop(means.insert(name, path)),
            None => left.push(name),
        }
    }
    let known = Catalog::new(record.files.keys().cloned());
    let short = document::by_suffix(&left, &known);
    if short.iter().any(Option::is_some) {
        return references::located(repo, found, record.source.as_ref(), Some(record));
    }
    let mentions = found.mentions(&|name| means.contains_key(name)).into_iter();
    let located = mentions.filter_map(|mention| {
        let path = means.get(&*mention.name)?.clone();
        Some(Located { mention, path })
    });
    located.collect()
}

/// The files named in a part of a document, each once; `located` is in source
/// order.
pub(super) fn files_in<'a>(
    located: &'a [Located],
    span: &std::ops::Range<usize>,
) -> (&'a [Located], BTreeSet<&'a RepoPath>) {
    let from = located.partition_point(|one| one.mention.span.start < span.start);
    let to = located.partition_point(|one| one.mention.span.start < span.end);
    let inside = &located[from..to.max(from)];
    (inside, inside.iter().map(|one| &one.path).collect())
}
