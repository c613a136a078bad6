//! Writing objects so that none is ever visible before its bytes are on disk:
//! an empty file under a right name would swallow the user's next commit.

use crate::error::Error;
use crate::model::ObjectId;
use crate::repo::Repo;
use crate::repo::objects::durable::{Durability, sync, sync_all};
use crate::repo::objects::trees::{EntryKind, TreeEntry};
use chrono::{DateTime, FixedOffset};
use gix::objs::tree::EntryMode;
use gix::objs::{Kind, WriteTo};
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// Where new objects wait. Not a `tmp_` name: `git gc --prune=now` removes
/// those, in use or not.
const QUARANTINE: &str = "shipkit-incoming-";

/// A quarantine older than this has lost its owner.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// How often objects are put in place that a prune beside us takes away.
const TRIES: u32 = 20;

/// Who our commits are by.
const IDENTITY: &str = "git-shipkit <noreply@git-shipkit.invalid>";

/// Collects new objects and then shows all of them at once. Dropped without
/// [`Writer::finish`], nothing was written.
pub struct Writer<'a> {
    repo: &'a Repo,
    durability: Durability,
    quarantine: Option<TempDir>,
    waiting: BTreeSet<ObjectId>,
}

impl Repo {
    /// A writer of objects.
    pub fn writer(&self, durability: Durability) -> Writer<'_> {
        Writer {
            repo: self,
            durability,
            quarantine: None,
            waiting: BTreeSet::new(),
        }
    }
}

impl Writer<'_> {
    /// Adds a blob and gives its id. What the repository has already, whole,
    /// costs nothing.
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

    /// Syncs all objects and moves them to where git finds them. May be
    /// called again, as after the ref was moved: objects that a gc beside us
    /// has taken since are put back.
    pub fn finish(&mut self) -> Result<(), Error> {
        let Some(quarantine) = &self.quarantine else {
            return Ok(());
        };
        let home = quarantine.path().to_owned();
        let mut changed = BTreeSet::new();
        if self.durability == Durability::Full {
            let files = self.waiting.iter().map(|id| home.join(fan_path(id)));
            sync_all(&files.collect::<Vec<_>>())?;
        }
        for _ in 1..TRIES {
            for id in &self.waiting {
                self.place(&home.join(fan_path(id)), id, &mut changed)?;
            }
            match self.sync_names(&changed) {
                // a prune beside us took the objects and then the directory
                Err(_) if !changed.iter().all(|dir| dir.exists()) => {}
                done => return done,
            }
        }
        self.sync_names(&changed)
    }

    fn sync_names(&self, dirs: &BTreeSet<PathBuf>) -> Result<(), Error> {
        match self.durability {
            Durability::Full => sync_all(&dirs.iter().cloned().collect::<Vec<_>>()),
            Durability::Git => Ok(()),
        }
    }

    /// Like [`Writer::finish`], once a ref names the objects: what a gc that
    /// began before may take even later is kept aside for [`Repo::put_back`].
    pub fn settle(mut self) -> Result<(), Error> {
        self.finish()?;
        if let Some(quarantine) = &self.quarantine {
            self.repo.keep_aside(quarantine.path());
        }
        Ok(())
    }

    fn put(&mut self, kind: Kind, bytes: &[u8]) -> Result<ObjectId, Error> {
        let doing = "writing an object";
        let id = self
            .repo
            .hash(kind, bytes)
            .ok_or_else(|| Error::git(doing, "its bytes are made to collide with another's"))?;
        if self.waiting.contains(&id) || self.repo.is_sound(&id, kind, bytes) {
            return Ok(id);
        }
        let known = self
            .repo
            .known(&id)
            .expect("we hashed it in this repository's format");
        let home = self.quarantine()?.to_owned();
        self.repo.hand().write_loose(&home, &known, kind, bytes)?;
        self.waiting.insert(id.clone());
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

    /// Links the object to its place and notes the directories that changed.
    /// A link, not a rename: the quarantine's copy can be placed once more.
    fn place(
        &self,
        from: &Path,
        id: &ObjectId,
        changed: &mut BTreeSet<PathBuf>,
    ) -> Result<(), Error> {
        let to = self.repo.loose_path(id);
        let fan = to.parent().map(Path::to_owned).unwrap_or_default();
        for _ in 0..TRIES {
            match fs::hard_link(from, &to) {
                Ok(()) => {
                    changed.insert(fan);
                    return self.repo.share(&to);
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    if same_file(from, &to) || self.is_whole(id) {
                        return Ok(());
                    }
                    fs::remove_file(&to).map_err(|error| Error::io("replace", &to, &error))?;
                }
                // a prune beside us removes fan-out directories that are empty
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    self.repo.make_dir(&fan)?;
                    changed.insert(self.repo.objects_dir().to_owned());
                }
                Err(_) => return self.copy(from, &to, fan, changed),
            }
        }
        Err(Error::git(
            "writing an object",
            format!("'{}' cannot be kept in place", to.display()),
        ))
    }

    /// For file systems without hard links.
    fn copy(
        &self,
        from: &Path,
        to: &Path,
        fan: PathBuf,
        changed: &mut BTreeSet<PathBuf>,
    ) -> Result<(), Error> {
        let failed = |error: &std::io::Error| Error::io("write", to, error);
        let temp = tempfile::Builder::new()
            .prefix("tmp_obj_")
            .tempfile_in(&fan)
            .map_err(|error| failed(&error))?;
        fs::copy(from, temp.path()).map_err(|error| failed(&error))?;
        if self.durability == Durability::Full {
            sync(temp.path())?;
        }
        temp.persist(to).map_err(|error| failed(&error.error))?;
        changed.insert(fan);
        self.repo.share(to)
    }

    /// Whether the loose object in place holds what its name says.
    fn is_whole(&self, id: &ObjectId) -> bool {
        [Kind::Blob, Kind::Tree, Kind::Commit].into_iter().any(|kind| {
            matches!(self.repo.object(id, kind), Ok(Some(bytes)) if self.repo.hash(kind, &bytes).as_ref() == Some(id))
        })
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

fn fan_path(id: &ObjectId) -> String {
    let (fan, rest) = id.as_str().split_at(2);
    format!("{fan}/{rest}")
}

fn same_file(a: &Path, b: &Path) -> bool {
    match (fs::metadata(a), fs::metadata(b)) {
        (Ok(a), Ok(b)) => (a.dev(), a.ino()) == (b.dev(), b.ino()),
        _ => false,
    }
}

fn remove_abandoned(objects: &Path) {
    let Ok(entries) = fs::read_dir(objects) else {
        return;
    };
    for entry in entries.filter_map(Result::ok) {
        let ours = entry.file_name().to_string_lossy().starts_with(QUARANTINE);
        let old = || {
            let modified = entry.metadata().and_then(|meta| meta.modified());
            modified.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > ABANDONED))
        };
        if ours && old() {
            // another process may be at it too; whoever is second has nothing to do
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
