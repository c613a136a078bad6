//! A first draft of a checkpoint: what git knows of the work, for whoever
//! knows the rest.

use crate::document::begun;
use crate::error::Error;
use crate::model::{Content, FileMention, Item, Lines, OpenFile, Pin, RepoPath};
use crate::repo::Branch;
use crate::route::site::Site;
use std::collections::BTreeSet;
use std::time::SystemTime;

/// How many files are named.
const MOST_FILES: usize = 8;

/// A document to begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstDraft {
    /// The document.
    pub prose: String,
    /// What it is made from, a line each.
    pub told: Vec<String>,
}

/// Makes a first draft from the branch, its commits and the files that differ.
pub fn first_draft(site: &Site<'_>) -> Result<FirstDraft, Error> {
    let branch = site.repo.branch_work()?;
    let files = newest_first(site, &branch);
    let named = &files[..files.len().min(MOST_FILES)];
    let lines = last_written(site, &branch, named);
    let mentions: Vec<FileMention> = named
        .iter()
        .zip(lines)
        .map(|(path, lines)| FileMention {
            path: path.as_str().to_owned(),
            lines,
        })
        .collect();
    let open = |file: &FileMention| OpenFile {
        file: file.clone(),
        note: None,
    };
    let commits = site.repo.commits_seen(&branch.commits);
    let done = commits.iter().rev();
    let known = Content {
        stopped_at: mentions.first().map(crate::document::written_file),
        completed: done
            .map(|one| Item::new(format!("{} ({})", one.subject.trim(), one.id.short())))
            .collect(),
        files_to_open: mentions.iter().map(open).collect(),
        ..Content::default()
    };
    Ok(FirstDraft {
        prose: begun(&known, &site.stamp()),
        told: told(&branch, commits.len(), files.len()),
    })
}

/// The files that differ, the one that was written last first.
fn newest_first(site: &Site<'_>, branch: &Branch) -> Vec<RepoPath> {
    let written = |path: &RepoPath| -> Option<SystemTime> {
        let path = site.repo.work_dir().join(path.as_str());
        path.symlink_metadata().ok()?.modified().ok()
    };
    let paths = branch.files.iter();
    let paths = paths.filter_map(|path| RepoPath::new(path.clone()).ok());
    let mut timed: Vec<_> = paths.map(|path| (written(&path), path)).collect();
    timed.sort_by(|(one, a), (other, b)| other.cmp(one).then_with(|| a.cmp(b)));
    timed.into_iter().map(|(_, path)| path).collect()
}

/// The last line of each that is other than HEAD has it, else than where the
/// branch began; `None` for a new file.
fn last_written(site: &Site<'_>, branch: &Branch, files: &[RepoPath]) -> Vec<Option<Lines>> {
    let head = site.repo.head().ok().and_then(|head| head.id);
    let paths: BTreeSet<RepoPath> = files.iter().cloned().collect();
    let bases = [head.as_ref(), branch.base.as_ref()].into_iter().flatten();
    let bases: Vec<_> = bases
        .filter_map(|base| site.repo.pins_at(base, &paths).ok())
        .collect();
    let line = |path: &RepoPath| {
        let mut lines = bases.iter().filter_map(|pins| match pins.get(path) {
            Some(Pin::Blob { blob, .. }) => site.repo.last_written(path, blob),
            _ => None,
        });
        Lines::single(lines.next()?.end())
    };
    files.iter().map(line).collect()
}

/// What the draft is made from, in words.
fn told(branch: &Branch, commits: usize, files: usize) -> Vec<String> {
    let counted = |n: usize, noun: &str| match n {
        1 => format!("1 {noun}"),
        n => format!("{n} {noun}s"),
    };
    let mut told = vec!["This draft is made from what git knows; make it yours:".to_owned()];
    let name = branch.name.as_deref();
    let name = name.map(|name| format!("branch {name}"));
    let name = name.unwrap_or_else(|| "no branch".to_owned());
    let (commits, files_told) = (
        counted(commits + branch.more, "commit"),
        counted(files, "file"),
    );
    let since = match &branch.base {
        Some(base) => format!("{commits} since {}", base.short()),
        None => "no commits of its own".to_owned(),
    };
    told.push(format!("  {name}, {since}, {files_told} changed"));
    let left = |n: usize, noun: &str| format!("  and {} more", counted(n, noun));
    told.extend((branch.more > 0).then(|| left(branch.more, "commit")));
    let more = files.saturating_sub(MOST_FILES);
    told.extend((more > 0).then(|| left(more, "file")));
    told
}
