//! What the repository knows of: names of checkpoints, entries, items and
//! paths. Read only; what cannot be read is not offered.

use super::Candidate;
use crate::cli::not_found::spelled;
use crate::cli::world::World;
use crate::document::{self, RecordState};
use crate::model::{Content, Name, Record};
use crate::repo::Repo;
use crate::report::minute;
use crate::store::{Address, Settings, Store};

/// Of how many checkpoints the task is told beside the name: each is a file to
/// be read.
const TOLD: usize = 40;

/// Documents larger than this many bytes are not read for the task, and four
/// times that not for their items: whoever presses Tab waits.
const LARGEST: usize = 64 * 1024;

/// Where to look.
pub(super) struct Known<'w> {
    pub(super) world: &'w World,
}

impl Known<'_> {
    /// Looks into the repository, if there is one.
    fn look<T: Default>(&self, look: impl FnOnce(&Repo, &Store<'_>) -> Option<T>) -> T {
        let env = |key: &str| self.world.env(key).cloned();
        let open = || {
            let repo = Repo::open(&self.world.cwd, &env).ok()?;
            let settings = Settings::read(&repo).ok()?;
            look(&repo, &Store::new(&repo, &settings))
        };
        open().unwrap_or_default()
    }

    /// The named checkpoints that have a document; once something is typed
    /// also those of other worktrees, as `ID:NAME`.
    pub(super) fn names(&self, typed: &str) -> Vec<Candidate> {
        self.look(|_, store| {
            let names = store.names_of_files().ok()?;
            let mut found = told(store, names.into_iter());
            if !typed.is_empty() {
                let there = store.names_elsewhere().ok()?;
                let there = there.iter().filter_map(spelled);
                found.extend(there.map(|name| Candidate::new(name, "of another worktree")));
            }
            Some(found)
        })
    }

    /// What `restore` takes first: names with a history, and the entries of
    /// the current checkpoint.
    pub(super) fn restorable(&self, typed: &str) -> Vec<Candidate> {
        let mut found = self.look(|_, store| {
            let names = store.names().ok()?;
            Some(told(store, names.into_iter()))
        });
        found.extend(self.entries(None));
        if !typed.is_empty() {
            let names = self.names(typed).into_iter();
            found.extend(names.filter(|name| name.text.contains(':')));
        }
        found
    }

    /// The entries of a history, newest first.
    pub(super) fn entries(&self, name: Option<&str>) -> Vec<Candidate> {
        self.look(|_, store| {
            let address = self.address(name)?;
            let slot = store.slot(&address).ok()??;
            let read = slot.entries.iter().enumerate();
            let entries = read.map(|(at, entry)| {
                let text = (at < TOLD).then(|| store.text(entry).ok()).flatten();
                let about = text.and_then(|text| saved(store, &text));
                Candidate::new(entry.number.to_string(), about.unwrap_or_default())
            });
            Some(entries.collect())
        })
    }

    /// The paths that a checkpoint references, from where the command runs.
    pub(super) fn paths(&self, name: Option<&str>) -> Vec<Candidate> {
        self.look(|repo, store| {
            let address = self
                .address(name)
                .filter(|address| address.worktree.is_none())?;
            let bytes = store.bytes(&address.name).ok()??;
            let document = store.take_apart("", &bytes).ok()?;
            let RecordState::Present(record) = document.record else {
                return None;
            };
            let paths = record.files.into_keys();
            let paths = paths.map(|path| repo.relative_path(&path, &self.world.cwd));
            Some(paths.map(|path| Candidate::new(path, "")).collect())
        })
    }

    /// What is in progress and, with `all`, what is pending; what is begun
    /// comes from what is pending.
    pub(super) fn items(&self, all: bool) -> Vec<Candidate> {
        self.look(|_, store| {
            let bytes = store.bytes(&self.address(None)?.name).ok()??;
            let (content, _) = taken_apart(store, &bytes, 4 * LARGEST)?;
            let begun = content.in_progress.into_iter().filter(|_| all);
            let items = begun.map(|item| Candidate::new(item.text, "in progress"));
            let pending = content.pending.into_iter();
            let pending = pending.map(|item| Candidate::new(item.text, "pending"));
            Some(items.chain(pending).collect())
        })
    }

    fn address(&self, given: Option<&str>) -> Option<Address> {
        match given.or_else(|| self.world.env_text("SHIPKIT_NAME")) {
            Some(text) => Address::parse(text).ok(),
            None => Some(Address::here(Name::current())),
        }
    }
}

/// The named ones of `names`, with the task of each.
fn told(store: &Store<'_>, names: impl Iterator<Item = Name>) -> Vec<Candidate> {
    let names = names.filter(|name| name.as_deref().is_some()).enumerate();
    names
        .map(|(at, name)| {
            let bytes = (at < TOLD).then(|| store.bytes(&name).ok()).flatten();
            let read = bytes
                .flatten()
                .and_then(|bytes| taken_apart(store, &bytes, LARGEST));
            let task = read.and_then(|(content, _)| content.task);
            let text = name.as_deref().unwrap_or_default();
            Candidate::new(text, task.unwrap_or_default())
        })
        .collect()
}

/// What a document of at most so many bytes says.
fn taken_apart(store: &Store<'_>, bytes: &[u8], most: usize) -> Option<(Content, Option<Record>)> {
    if bytes.len() > most {
        return None;
    }
    let document = store.take_apart("", bytes).ok()?;
    let record = match document.record {
        RecordState::Present(record) => Some(*record),
        _ => None,
    };
    Some((document::read(&document.prose), record))
}

/// `2025-01-27 14:30 Log in`.
fn saved(store: &Store<'_>, text: &[u8]) -> Option<String> {
    let (content, record) = taken_apart(store, text, LARGEST)?;
    let at = minute(record?.saved_at);
    Some(format!("{at} {}", content.task.unwrap_or_default()))
}
