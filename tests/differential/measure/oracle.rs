//! git's answers for a whole checkpoint: what the save must have pinned, and
//! what the raw diff of those pins against the work tree says.

use super::entries::{Found, Stored, fill, found};
use super::{Git, Saved};
use std::collections::{BTreeMap, BTreeSet};

/// What a save of these paths, made now, must pin.
pub(crate) fn saved(git: &Git, positions: BTreeMap<String, Vec<(usize, usize)>>) -> Saved {
    let paths: BTreeSet<String> = positions.keys().cloned().collect();
    let head = git.run(&["rev-parse", "-q", "--verify", "HEAD^{commit}"]);
    let head = String::from_utf8_lossy(&head.out).trim().to_owned();
    Saved {
        pins: found(git, &paths),
        positions,
        head: (!head.is_empty()).then_some(head),
    }
}

/// The pinned entries alone in an index of our own, against the work tree:
/// the status letter of each path that differs, and whether only its mode does.
pub(super) fn raw_diff(git: &Git, pins: &BTreeMap<String, Stored>) -> BTreeMap<String, char> {
    if pins.is_empty() {
        return BTreeMap::new();
    }
    git.forget("pins");
    fill(git, "pins", pins.iter());
    // It ends with 1 where something needs an update, which is no failure.
    git.ask(
        "pins",
        &["update-index", "-q", "--refresh", "--unmerged"],
        &[],
    );
    let said = git.ask(
        "pins",
        &["diff-files", "--raw", "-z", "--ignore-submodules=dirty"],
        &[],
    );
    let said = String::from_utf8_lossy(&said);
    let mut fields = said.split('\0');
    let mut out = BTreeMap::new();
    while let (Some(head), Some(path)) = (fields.next(), fields.next()) {
        let letter = head.chars().next_back().expect("git says a status");
        out.insert(path.to_owned(), letter);
    }
    out
}

/// Where git's similarity sees files in HEAD and in the index now, and in the
/// work tree as far as the index knows of it: those of the saved HEAD, and those that were
/// pinned, in HEAD's place.
pub(super) fn renames(git: &Git, saved: &Saved) -> BTreeMap<String, BTreeSet<String>> {
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let head = saved.head.as_deref();
    let sources = head
        .map(str::to_owned)
        .into_iter()
        .chain(pinned_tree(git, saved));
    let sources: Vec<String> = sources.collect();
    let places: [[&[&str]; 2]; 3] = [
        [&["diff-tree", "-r"], &["HEAD"]],
        [&["diff-index", "--cached"], &[]],
        [&["diff-index"], &[]],
    ];
    let pairs = |from| places.map(|place| (from, place));
    for (from, [diff, to]) in sources.iter().flat_map(pairs) {
        let renames = ["-M", "--diff-filter=R", "--name-status", "-z", from];
        let arguments = [diff, &renames, to].concat();
        let said = git.try_ask("", &arguments, &[]); // that commit may be gone
        let said = String::from_utf8_lossy(&said.out);
        let mut fields = said.split('\0');
        while let (Some(_), Some(from), Some(to)) = (fields.next(), fields.next(), fields.next()) {
            out.entry(from.to_owned())
                .or_default()
                .insert(to.to_owned());
        }
    }
    out
}

/// The saved HEAD's tree, with what was pinned in its place.
fn pinned_tree(git: &Git, saved: &Saved) -> Option<String> {
    git.forget("then");
    if let Some(head) = &saved.head
        && git.try_ask("then", &["read-tree", head], &[]).code != 0
    {
        return None;
    }
    fill(git, "then", pinned(saved).iter());
    let tree = git.try_ask("then", &["write-tree", "--missing-ok"], &[]);
    let tree = String::from_utf8_lossy(&tree.out).trim().to_owned();
    (!tree.is_empty()).then_some(tree)
}

/// Whether the pins say anything of the kind of file alone.
pub(super) fn pinned(saved: &Saved) -> BTreeMap<String, Stored> {
    let entries = saved.pins.iter().filter_map(|(path, pin)| match pin {
        Found::Stored(entry) => Some((path.clone(), entry.clone())),
        _ => None,
    });
    entries.collect()
}
