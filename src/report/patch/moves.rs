//! Where positions went that no hunk shows.

use crate::model::{Lines, RepoPath};
use crate::report::patch::read::{FilePatch, Hunk, Sign};
use std::collections::BTreeMap;

/// Of more than this many the others are counted.
const MOST: usize = 3;

/// `line 13 -> 15` for each position of the file that moved and stands in none
/// of its hunks; `moved` holds the lines then and now, by their file's path
/// then.
pub(super) fn moves(
    file: &FilePatch,
    moved: &BTreeMap<RepoPath, Vec<(Lines, Lines)>>,
) -> Vec<String> {
    let path = file.then.as_deref();
    let path = path.and_then(|path| std::str::from_utf8(path).ok());
    let path = path.and_then(|path| RepoPath::new(path).ok());
    let moved = path.and_then(|path| moved.get(&path));
    let unseen = moved.into_iter().flatten();
    let unseen = unseen.filter(|(then, _)| !file.hunks.iter().any(|hunk| shows(hunk, *then)));
    let mut told: Vec<String> = unseen
        .map(|(then, now)| {
            let what = if then.is_single() { "line" } else { "lines" };
            format!("{what} {then} -> {now}")
        })
        .collect();
    if told.len() > MOST {
        let others = told.split_off(MOST - 1).len();
        told.push(format!("{others} more positions moved"));
    }
    told
}

/// Whether a hunk shows one of these lines of then.
fn shows(hunk: &Hunk, then: Lines) -> bool {
    let lines = hunk.lines.iter();
    let count = lines.filter(|line| line.sign != Sign::New).count();
    let end = u64::from(hunk.then) + count as u64;
    u64::from(then.start()) < end && then.end() >= hunk.then
}
