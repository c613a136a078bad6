//! The repository as it is now, as far as one record asks: the input of a
//! comparison.

pub(in crate::repo) mod committed;
pub(in crate::repo) mod edits;
pub(in crate::repo) mod gone;
pub(in crate::repo) mod mapping;
pub(in crate::repo) mod others;
pub(in crate::repo) mod past;
pub(in crate::repo) mod patience;
pub(in crate::repo) mod renames;
pub(in crate::repo) mod sight;
pub(in crate::repo) mod similar;
pub(in crate::repo) mod twins;

use crate::drift::{FileSeen, HeadSeen, Observation, Seen};
use crate::error::Error;
use crate::model::{Mode, ObjectId, Pin, Pinned, Record, RepoPath};
use crate::platform::{BEYOND_LINK, DIRECTORY};
use crate::repo::commits::history::Paths;
use crate::repo::commits::relation::Walk;
use crate::repo::files::line_ends::lines;
use crate::repo::files::look::Look;
use crate::repo::{Repo, Toil};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

impl Repo {
    /// Looks at HEAD and at every file of `record`. Files that are unchanged
    /// cost one hash each; history, index and object store are opened only
    /// when one has drifted.
    pub fn observe(&self, record: &Record) -> Result<Observation, Error> {
        self.mapping.begin();
        let head = self.head()?;
        let (then, now) = (record.head.as_ref(), head.id.as_ref());
        let walk = self.relate(then, now, head.branch.as_deref());
        let paths: Vec<&RepoPath> = record.files.keys().collect();
        let done = self.prepare(Some(Toil::Comparing), &paths);
        let files = record.files.iter().enumerate().map(|(at, (path, pinned))| {
            self.at_work(Toil::Comparing, at.max(done), paths.len());
            (path.clone(), self.observe_file(path, pinned))
        });
        let mut files: BTreeMap<RepoPath, FileSeen> = files.collect();
        self.at_work(Toil::Comparing, paths.len(), paths.len());
        self.remember();
        self.find_renamed(record, &mut files);
        self.tell_history(record, &walk, head.id.as_ref(), &mut files);
        let (others, others_cut) = self.others(record, &mut files);
        Ok(Observation {
            head: HeadSeen {
                id: head.id,
                branch: head.branch,
                relation: walk.relation,
            },
            files,
            others,
            others_cut,
        })
    }

    fn observe_file(&self, path: &RepoPath, pinned: &Pinned) -> FileSeen {
        let mut look = self.look_for(path, &[pinned]);
        let bytes = look.bytes.take().map(Cow::Owned);
        self.seen_against(&look, bytes, pinned)
    }

    /// What lies at `path`; where one of its pins has drifted, looked at twice.
    pub(in crate::repo) fn look_for(&self, path: &RepoPath, pins: &[&Pinned]) -> Look {
        let mut look = self.glance(path);
        if pins.iter().any(|one| asks_for_bytes(one, &look)) {
            look = self.look(path);
        }
        if pins.iter().any(|one| has_drifted(&one.pin, &look.seen)) {
            look = self.look_again(path, look);
        }
        match pins {
            [only] => self.look_at_bytes(path, &only.pin, look),
            _ => look,
        }
    }

    /// A file that could not be hashed as git would at the save, and can be
    /// now, is what it was where its bytes are.
    fn look_at_bytes(&self, path: &RepoPath, pin: &Pin, look: Look) -> Look {
        let (Pin::Unhashed { raw, .. }, Seen::Blob { mode, .. }) = (pin, &look.seen) else {
            return look;
        };
        if raw.is_none() || !mode.is_regular() || self.raw_id(path) != *raw {
            return look;
        }
        let why = "its bytes are what they were".to_owned();
        let seen = Seen::Unhashed {
            why,
            raw: raw.clone(),
        };
        Look { seen, ..look }
    }

    /// What was seen, and its bytes, as far as one pin asks.
    pub(in crate::repo) fn seen_against(
        &self,
        look: &Look,
        bytes: Option<Cow<'_, [u8]>>,
        pinned: &Pinned,
    ) -> FileSeen {
        let mut seen = look.seen.clone();
        if is_absent_to_git(&seen, &pinned.pin) {
            seen = Seen::Absent;
        }
        if seen == Seen::Absent
            && pinned.pin != Pin::Missing
            && let Err(why) = self.index()
        {
            seen = Seen::Unhashed { why, raw: None }; // a sparse checkout may leave it out
        }
        let mut file = FileSeen::only(seen);
        self.add_edits(look, bytes, pinned, &mut file);
        file
    }

    /// Maps the pinned blob and every held one to what is there now, where
    /// the two differ or a position may be beyond the end.
    pub(in crate::repo) fn add_edits(
        &self,
        look: &Look,
        mut bytes: Option<Cow<'_, [u8]>>,
        pinned: &Pinned,
        file: &mut FileSeen,
    ) {
        let Seen::Blob { mode, blob: now } = &look.seen else {
            return;
        };
        let mut from: BTreeSet<&ObjectId> = pinned.held.values().collect();
        if let Pin::Blob { mode: then, blob } = &pinned.pin {
            let has_text = then.is_regular() == mode.is_regular() && *mode != Mode::Gitlink;
            let beyond = || {
                let last = pinned
                    .lines
                    .iter()
                    .map(|lines| lines.end())
                    .max()
                    .unwrap_or(0);
                let there = || bytes.as_deref().map_or(0, lines);
                last as usize > look.unread.unwrap_or_else(there)
            };
            if has_text && (blob != now || beyond()) {
                from.insert(blob);
            }
        }
        let last = from.last().copied();
        for old in from {
            let new = if Some(old) == last {
                bytes.take() // which are not held twice
            } else {
                bytes.as_deref().map(Cow::Borrowed)
            };
            let edit = new.and_then(|new| self.edit(old, new));
            file.edits.insert(old.clone(), edit);
        }
    }

    fn find_renamed(&self, record: &Record, files: &mut BTreeMap<RepoPath, FileSeen>) {
        let both = record.files.keys().zip(files.values()); // of the same paths
        let lost = both.filter(|(_, file)| file.seen == Seen::Absent);
        let lost: Vec<&RepoPath> = lost.map(|(path, _)| path).collect();
        let mut renames = self.renames(&lost, record);
        let targets: Vec<&RepoPath> = renames.found.values().collect();
        self.hand().prepare(self, &targets);
        for path in lost {
            let (Some(file), Some(pinned)) = (files.get_mut(path), record.files.get(path)) else {
                continue;
            };
            let Some(to) = renames.found.remove(path) else {
                file.search_cut = renames.cut && matches!(pinned.pin, Pin::Blob { .. });
                continue;
            };
            let mut look = self.look_again(&to, self.look(&to));
            if could_be(&pinned.pin, &look.seen) && self.is_as_compared(path, &to, &look.seen) {
                let bytes = look.bytes.take().map(Cow::Owned);
                self.add_edits(&look, bytes, pinned, file);
                file.renamed = Some((to, Box::new(look.seen)));
            }
        }
    }

    /// Whether what lies at `to` is what was compared. Where the index still
    /// has the file at its old path, git compares with the work tree.
    fn is_as_compared(&self, from: &RepoPath, to: &RepoPath, seen: &Seen) -> bool {
        let (Ok(Some(_)), Ok(Some(staged))) = (self.staged(from), self.staged(to)) else {
            return true;
        };
        let only_intended = staged.id == self.id_of(b"");
        only_intended || matches!(seen, Seen::Blob { blob, .. } if *blob == staged.id)
    }

    fn tell_history(
        &self,
        record: &Record,
        walk: &Walk,
        head: Option<&ObjectId>,
        files: &mut BTreeMap<RepoPath, FileSeen>,
    ) {
        let both = record.files.iter().zip(files.values()); // of the same paths
        let drifted = both.filter(|((_, pinned), file)| has_drifted(&pinned.pin, &file.seen));
        let drifted: Vec<&RepoPath> = drifted.map(|((path, _), _)| path).collect();
        if drifted.is_empty() {
            return;
        }
        let paths: Vec<Paths<'_>> = drifted.iter().map(|path| paths_of(path, files)).collect();
        let mut touching = self.touching(walk, &paths);
        let tree = head.and_then(|head| self.tree_of(head).ok().flatten());
        let asked: Vec<&RepoPath> = paths.iter().flat_map(|paths| &paths.all).collect();
        let committed = self.committed(tree.as_ref(), head.is_some(), &asked);
        for path in drifted {
            let Some(file) = files.get_mut(path) else {
                continue;
            };
            file.commits = touching.commits.remove(path).unwrap_or_default();
            file.commits_cut = touching.cut;
            file.uncommitted = match &file.renamed {
                Some((to, seen)) => match committed.differs(path, &Seen::Absent) {
                    Some(false) => committed.differs(to, seen),
                    still_there => still_there,
                },
                None => committed.differs(path, &file.seen),
            };
        }
    }
}

/// Where history is searched for a file: at its path, and at the one it was
/// renamed to.
fn paths_of<'a>(path: &'a RepoPath, files: &BTreeMap<RepoPath, FileSeen>) -> Paths<'a> {
    let renamed = files.get(path).and_then(|file| file.renamed.as_ref());
    let to = renamed.map(|(to, _)| to.clone());
    Paths {
        of: path,
        all: std::iter::once(path.clone()).chain(to).collect(),
    }
}

/// Whether git says that a file is gone: a link is in its way, or a directory
/// stands in its place (diff-lib.c, `check_removed`).
fn is_absent_to_git(seen: &Seen, pin: &Pin) -> bool {
    let Seen::Unhashed { why, .. } = seen else {
        return false;
    };
    match pin {
        Pin::Unhashed { .. } => false,
        Pin::Blob { mode, .. } if why == DIRECTORY => *mode != Mode::Gitlink,
        Pin::Blob { .. } | Pin::Missing => why == BEYOND_LINK,
    }
}

/// Whether what lies at a new path can be what was pinned: a link is no file.
fn could_be(pin: &Pin, seen: &Seen) -> bool {
    match (pin, seen) {
        (_, Seen::Absent) => false,
        (Pin::Blob { mode: then, .. }, Seen::Blob { mode: now, .. }) => {
            then == now || then.is_regular() && now.is_regular()
        }
        _ => true,
    }
}

/// Whether what was seen without bytes is too little for a pin.
fn asks_for_bytes(pinned: &Pinned, look: &Look) -> bool {
    let Some(there) = look.unread else {
        return false;
    };
    let last = pinned.lines.iter().map(|lines| lines.end()).max();
    has_drifted(&pinned.pin, &look.seen)
        || !pinned.held.is_empty()
        || last.is_some_and(|last| last as usize > there)
}

/// Whether what lies there is something else than what was pinned.
fn has_drifted(pin: &Pin, seen: &Seen) -> bool {
    match (pin, seen) {
        (
            Pin::Blob { mode, blob },
            Seen::Blob {
                mode: now,
                blob: id,
            },
        ) => mode != now || blob != id,
        (Pin::Unhashed { raw, .. }, Seen::Unhashed { raw: now, .. }) => raw != now,
        (Pin::Missing, Seen::Absent) | (_, Seen::Sparse) => false,
        _ => true,
    }
}
