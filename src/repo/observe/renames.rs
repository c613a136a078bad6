//! Where a file went that is no longer at its path: to its pinned blob at a
//! path that is new since the save, in HEAD or in the index; else to where
//! git's own similarity finds it. No walk of the work tree.

use crate::drift::Seen;
use crate::model::{Mode, ObjectId, Pin, Record, RepoPath};
use crate::repo::objects::trees::{Raw, Unreadable};
use crate::repo::observe::similar::Entry;
use crate::repo::observe::twins::{Changed, Decided, exact};
use crate::repo::{Repo, git};
use std::collections::{BTreeMap, BTreeSet};

/// How many new files that git lists as empty are looked at on disk: `git add
/// -N` lists them so.
const MAX_INTENDED: usize = 64;

/// What was found.
#[derive(Default)]
pub(in crate::repo) struct Renames {
    /// From the record's path to the one now.
    pub(in crate::repo) found: BTreeMap<RepoPath, RepoPath>,
    /// Whether the search was given up: too much is new, or git failed.
    pub(in crate::repo) cut: bool,
}

impl Repo {
    /// Looks for each of `lost`, the absent ones of the record's files.
    /// Nothing is guessed: of several new files with its blob, it is the one
    /// at the path most like its own, or none.
    pub(in crate::repo) fn renames(&self, lost: &[&RepoPath], record: &Record) -> Renames {
        let sources: Vec<Entry> = lost
            .iter()
            .filter_map(|path| match &record.files.get(*path)?.pin {
                Pin::Blob { mode, blob } => Some(Entry {
                    path: (*path).clone(),
                    mode: *mode,
                    id: blob.clone(),
                }),
                _ => None,
            })
            .collect();
        if sources.is_empty() {
            return Renames::default();
        }
        self.search(&sources, record).unwrap_or(Renames {
            cut: true,
            ..Renames::default()
        })
    }

    fn search(&self, sources: &[Entry], record: &Record) -> Option<Renames> {
        let (base, known) = self.tree_at_save(record.head.as_ref());
        let head = self.head().ok()?.id;
        let head = head.and_then(|head| self.tree_of(&head).ok().flatten());
        let mut decided = Decided::new();
        if let Some(head) = head.filter(|head| known && *head != base) {
            let of_head = self.changed(&["diff-tree", "-r"], &[&base, &head])?;
            let gone = self.gone_from(&head, sources);
            decided = exact(&gone, &self.usable(of_head, record, true));
            decided.retain(|_, to| to.is_some());
        }
        let left = undecided(sources, &decided);
        if left.is_empty() {
            return Some(renames(decided, false));
        }
        let of_index = self.changed(&["diff-index", "--cached"], &[&base])?;
        let mut changed = self.usable(of_index, record, false);
        self.look_at_intended(&mut changed.added);
        without_taken(&mut changed.added, &decided);
        decided.extend(exact(&left, &changed));
        let left = undecided(sources, &decided);
        if left.is_empty() || !known {
            return Some(renames(decided, false));
        }
        without_taken(&mut changed.added, &decided);
        let similar = self.similar(&left, &changed.deleted, &changed.added);
        let found = similar.found.into_iter();
        decided.extend(found.map(|(from, to)| (from, Some(to))));
        Some(renames(decided, similar.cut))
    }

    /// What the saved HEAD held, and whether that is known: the empty tree
    /// for an unborn one and for one that is lost.
    pub(in crate::repo) fn tree_at_save(&self, head: Option<&ObjectId>) -> (ObjectId, bool) {
        let empty = crate::repo::model_id(&gix::ObjectId::empty_tree(self.format));
        match head.map(|head| self.tree_of(head)) {
            None => (empty, true),
            Some(Ok(Some(tree))) => (tree, true),
            Some(_) => (empty, false),
        }
    }

    /// The sources that are not in the tree, or of which that cannot be told.
    fn gone_from(&self, tree: &ObjectId, sources: &[Entry]) -> Vec<Entry> {
        let Some(tree) = self.known(tree) else {
            return sources.to_vec();
        };
        let paths: Vec<&str> = sources.iter().map(|source| source.path.as_str()).collect();
        let found = sources.iter().zip(self.entries_at(tree, &paths));
        let is_gone = |entry: &Result<Option<Raw>, Unreadable>| !matches!(entry, Ok(Some(_)));
        let gone = found.filter(|(_, entry)| is_gone(entry));
        gone.map(|(source, _)| source.clone()).collect()
    }

    /// What git lists as added and deleted; `None` where it fails.
    fn changed(&self, command: &[&str], trees: &[&ObjectId]) -> Option<Changed> {
        let mut git = self.git();
        git.args(command)
            .args(["--raw", "-z", "--no-abbrev", "--no-renames"])
            .args(["--diff-filter=AD", "--ignore-submodules=none"])
            .args(trees.iter().map(|tree| tree.as_str()))
            .arg("--");
        let listed = git::output(git, "looking for renames", &[]).ok()?;
        let mut fields = listed
            .split(|byte| *byte == 0)
            .map(|field| std::str::from_utf8(field).ok());
        let mut changed = Changed::default();
        while let (Some(what), Some(path)) = (fields.next(), fields.next()) {
            let Some((added, entry)) = what.zip(path).and_then(|(what, path)| entry(what, path))
            else {
                continue;
            };
            if added {
                changed.added.push(entry);
            } else {
                changed.deleted.push(entry);
            }
        }
        Some(changed)
    }

    /// Without the files that a reference stands for, and without those that
    /// were there at the save or, asked so, are not there now.
    fn usable(&self, mut changed: Changed, record: &Record, there: bool) -> Changed {
        let is_new = |path: &RepoPath| {
            let pin = record.files.get(path).map(|pinned| &pinned.pin);
            matches!(pin, None | Some(Pin::Missing))
        };
        let on_disk = |path: &RepoPath| {
            let path = self.places.work_dir.join(path.as_str());
            path.symlink_metadata().is_ok()
        };
        changed
            .added
            .retain(|entry| is_new(&entry.path) && (!there || on_disk(&entry.path)));
        changed
            .deleted
            .retain(|entry| !record.files.contains_key(&entry.path));
        changed
    }

    /// Gives files that are only intended to be added the blob they would get.
    fn look_at_intended(&self, added: &mut [Entry]) {
        let empty = self.id_of(b"");
        let listed_empty = added.iter_mut().filter(|entry| entry.id == empty);
        for entry in listed_empty.take(MAX_INTENDED) {
            if let Seen::Blob { blob, .. } = self.seen(&entry.path) {
                entry.id = blob;
            }
        }
    }
}

fn renames(decided: Decided, cut: bool) -> Renames {
    let found = decided.into_iter();
    let found = found.filter_map(|(from, to)| Some((from, to?)));
    Renames {
        found: found.collect(),
        cut,
    }
}

/// No two files became one.
fn without_taken(added: &mut Vec<Entry>, decided: &Decided) {
    let taken: BTreeSet<&RepoPath> = decided.values().flatten().collect();
    added.retain(|entry| !taken.contains(&entry.path));
}

fn undecided(sources: &[Entry], decided: &Decided) -> Vec<Entry> {
    let is_open = |source: &&Entry| !decided.contains_key(&source.path);
    sources.iter().filter(is_open).cloned().collect()
}

/// `:000000 100644 <zeros> <id> A`: whether it was added, and what it is.
fn entry(what: &str, path: &str) -> Option<(bool, Entry)> {
    let fields: Vec<&str> = what.strip_prefix(':')?.split(' ').collect();
    let [mode_then, mode_now, then, now, status] = fields[..] else {
        return None;
    };
    let (added, mode, id) = match status {
        "A" => (true, mode_now, now),
        "D" => (false, mode_then, then),
        _ => return None,
    };
    let entry = Entry {
        path: RepoPath::new(path).ok()?,
        mode: Mode::parse(mode)?,
        id: ObjectId::new(id)?,
    };
    Some((added, entry))
}
