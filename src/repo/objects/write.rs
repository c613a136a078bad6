//! Writing objects so that none is ever visible before its bytes are on disk:
//! an empty file under a right name would swallow the user's next commit.

use crate::error::Error;
use crate::model::ObjectId;
use crate::repo::Repo;
use crate::repo::objects::durable::Durability;
use crate::repo::objects::journal::Likeness;
use crate::repo::objects::trees::{EntryKind, TreeEntry};
use chrono::{DateTime, FixedOffset};
use gix::objs::tree::EntryMode;
use gix::objs::{Kind, WriteTo};
use std::collections::BTreeMap;
use std::fs::{self, DirEntry};
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

/// Where new objects wait. Not a `tmp_` name: `git gc --prune=now` removes
/// those, in use or not.
const QUARANTINE: &str = "shipkit-incoming-";

/// A quarantine older than this has lost its owner.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// Who our commits are by.
const IDENTITY: &str = "git-shipkit <noreply@git-shipkit.invalid>";

/// Collects new objects and then shows all of them at once. Dropped without
/// [`Writer::finish`], nothing was written.
pub struct Writer<'a> {
    pub(super) repo: &'a Repo,
    pub(super) durability: Durability,
    pub(super) quarantine: Option<TempDir>,
    /// The new objects, and what each is like.
    pub(super) waiting: BTreeMap<ObjectId, Likeness>,
    /// Those that are not on disk yet.
    pub(super) unsynced: Vec<ObjectId>,
    likeness: Likeness,
}

impl Repo {
    /// A writer of objects.
    pub fn writer(&self, durability: Durability) -> Writer<'_> {
        Writer {
            repo: self,
            durability,
            quarantine: None,
            waiting: BTreeMap::new(),
            unsynced: Vec::new(),
            likeness: Likeness::default(),
        }
    }
}

impl Writer<'_> {
    /// Says what the next object is like, as a name that earlier versions of
    /// it had too: what is alike is packed as differences.
    pub fn like(&mut self, name: &str) -> &mut Self {
        self.likeness = Likeness::new(name);
        self
    }

    /// Adds a blob and gives its id. What the repository has already, whole
    /// and as a file of its own, costs nothing.
    pub fn blob(&mut self, bytes: &[u8]) -> Result<ObjectId, Error> {
        self.put(Kind::Blob, bytes)
    }

    /// Adds a tree. The entries may come in any order.
    pub fn tree(&mut self, entries: Vec<TreeEntry>) -> Result<ObjectId, Error> {
        let mut tree = gix::objs::Tree::empty();
        for entry in entries {
            let oid = self.repo.known(&entry.id).ok_or_else(|| {
                Error::git(
                    "writing a tree",
                    format!("{} is of another object format", entry.id),
                )
            })?;
            tree.entries.push(gix::objs::tree::Entry {
                mode: mode_of(entry.kind),
                filename: entry.name.into(),
                oid,
            });
        }
        tree.entries.sort();
        let mut bytes = Vec::new();
        tree.write_to(&mut bytes)
            .map_err(|error| Error::git("writing a tree", error))?;
        self.put(Kind::Tree, &bytes)
    }

    /// Adds a commit without parents, by an identity of our own and unsigned.
    /// A clock before 1970 counts as 1970: git cannot read such a commit.
    pub fn commit(
        &mut self,
        tree: &ObjectId,
        message: &str,
        when: DateTime<FixedOffset>,
    ) -> Result<ObjectId, Error> {
        let seconds = when.timestamp().max(0);
        let message = message.trim_end();
        let text = format!(
            "tree {tree}\nauthor {IDENTITY} {seconds} +0000\ncommitter {IDENTITY} {seconds} +0000\n\n{message}\n"
        );
        self.put(Kind::Commit, text.as_bytes())
    }

    fn put(&mut self, kind: Kind, bytes: &[u8]) -> Result<ObjectId, Error> {
        let doing = "writing an object";
        let id = self
            .repo
            .hash(kind, bytes)
            .ok_or_else(|| Error::git(doing, "its bytes are made to collide with another's"))?;
        let likeness = std::mem::take(&mut self.likeness);
        // Nearly all are new, and packs are not searched for them: one that is
        // in a pack too is packed again.
        if self.waiting.contains_key(&id) || self.repo.is_loose_and_sound(&id, kind, bytes) {
            return Ok(id);
        }
        let known = self
            .repo
            .known(&id)
            .expect("we hashed it in this repository's format");
        let home = self.quarantine()?.to_owned();
        self.repo.hand().write_loose(&home, &known, kind, bytes)?;
        self.waiting.insert(id.clone(), likeness);
        self.unsynced.push(id.clone());
        Ok(id)
    }

    fn quarantine(&mut self) -> Result<&Path, Error> {
        if self.quarantine.is_none() {
            let objects = self.repo.objects_dir().to_owned();
            remove_abandoned(&objects);
            let dir = tempfile::Builder::new()
                .prefix(QUARANTINE)
                .tempdir_in(&objects)
                .map_err(|error| Error::io("write in", &objects, &error))?;
            self.quarantine = Some(dir);
        }
        Ok(self
            .quarantine
            .as_ref()
            .map(TempDir::path)
            .expect("it was just made"))
    }
}

fn mode_of(kind: EntryKind) -> EntryMode {
    use crate::model::Mode;
    use gix::objs::tree::EntryKind as Git;
    let kind = match kind {
        EntryKind::Directory => Git::Tree,
        EntryKind::File(Mode::File) => Git::Blob,
        EntryKind::File(Mode::Executable) => Git::BlobExecutable,
        EntryKind::File(Mode::Symlink) => Git::Link,
        EntryKind::File(Mode::Gitlink) => Git::Commit,
    };
    kind.into()
}

fn quarantines(objects: &Path) -> impl Iterator<Item = DirEntry> {
    let entries = fs::read_dir(objects).into_iter().flatten().flatten();
    entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(QUARANTINE))
}

/// Whether a writer is at work there, or was killed.
pub(super) fn has_quarantine(objects: &Path) -> bool {
    quarantines(objects).next().is_some()
}

fn remove_abandoned(objects: &Path) {
    for entry in quarantines(objects) {
        let old = || {
            let modified = entry.metadata().and_then(|meta| meta.modified());
            modified.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > ABANDONED))
        };
        if old() {
            // another process may be at it too; whoever is second has nothing to do
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
