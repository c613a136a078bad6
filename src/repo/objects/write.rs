//! Writing objects so that none is ever visible before its bytes are on disk:
//! an empty file under a right name would swallow the user's next commit.

use crate::error::Error;
use crate::model::ObjectId;
use crate::repo::Repo;
use crate::repo::objects::durable::Durability;
use crate::repo::objects::journal::Likeness;
use crate::repo::objects::quarantine::Quarantine;
use crate::repo::objects::trees::{EntryKind, TreeEntry};
use crate::repo::objects::writing::Writing;
use chrono::{DateTime, FixedOffset};
use gix::objs::tree::EntryMode;
use gix::objs::{Kind, WriteTo};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Who our commits are by.
const IDENTITY: &str = "git-shipkit <noreply@git-shipkit.invalid>";

/// Collects new objects and then shows all of them at once. Dropped without
/// [`Writer::finish`], nothing was written.
pub struct Writer<'a> {
    pub(super) repo: &'a Repo,
    pub(super) durability: Durability,
    /// Those on their way into the quarantine, which must not go before they
    /// are there.
    pub(super) writing: Writing,
    pub(super) quarantine: Option<Quarantine>,
    /// The new objects, and what each is like.
    pub(super) waiting: BTreeMap<ObjectId, Likeness>,
    /// Objects of others that are cared for as if they were new.
    pub(super) adopted: BTreeSet<ObjectId>,
    /// Those of them that are in a pack.
    pub(super) packed: BTreeSet<ObjectId>,
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
            writing: Writing::default(),
            quarantine: None,
            waiting: BTreeMap::new(),
            adopted: BTreeSet::new(),
            packed: BTreeSet::new(),
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
        let hand = self.repo.hand();
        match hand.compression().filter(|_| Writing::is_worth_it(bytes)) {
            Some(level) => self
                .writing
                .begin(home.join(id.as_str()), level, kind, bytes)?,
            None => hand.write_loose(&home, &known, kind, bytes)?,
        }
        self.waiting.insert(id.clone(), likeness);
        self.unsynced.push(id.clone());
        Ok(id)
    }

    pub(super) fn quarantine(&mut self) -> Result<&Path, Error> {
        let made = match self.quarantine.take() {
            Some(made) => made,
            None => Quarantine::make(self.repo)?,
        };
        Ok(self.quarantine.insert(made).path())
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
