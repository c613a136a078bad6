//! Our own packs: made aside, checked, made durable, and only then shown. The
//! list of them tells ours from the user's, which are never touched.

use crate::error::Error;
use crate::model::ObjectId;
use crate::platform::open_to_lock;
use crate::repo::objects::durable::{Durability, sync, sync_all};
use crate::repo::objects::journal::Likeness;
use crate::repo::objects::quarantine::Quarantine;
use crate::repo::patience::output_within;
use crate::repo::{Repo, model_id};
use gix::odb::pack::index::File as Index;
use gix::odb::pack::multi_index::File as MultiIndex;
use std::fmt::Write as _;
use std::fs::{self, File, TryLockError};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::Duration;

const DOING: &str = "packing what was saved";

/// Where a pack is made. Whoever packs holds its lock, so one that nobody
/// holds was left by a process that was killed.
pub(super) const ASIDE: &str = "shipkit-packing-";

/// The parts of a pack in the order in which they are shown: what has an index
/// is there (git's own order, pack-write.c, `finish_tmp_packfile`).
const PARTS: [&str; 3] = ["pack", "rev", "idx"];

/// How long git may take over a pack, which is a hundred times what it takes
/// on an idle machine: whoever has saved waits for it.
const PATIENCE: Duration = Duration::from_secs(10);

/// A pack without an index for this long was left so by a process that was
/// killed, whosever it was.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// A pack of more bytes is merged no further: that would take long, and one
/// such pack in many thousand saves bothers nobody.
const MERGED_BYTES: u64 = 4 << 20;

/// A pack of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ours {
    /// Its name without an ending, `pack-` and a hash.
    pub(super) name: String,
    /// How often its objects were merged into a larger pack.
    pub(super) level: u32,
}

impl Repo {
    fn pack_dir(&self) -> PathBuf {
        self.objects_dir().join("pack")
    }

    fn part(&self, name: &str, part: &str) -> PathBuf {
        self.pack_dir().join(format!("{name}.{part}"))
    }

    /// Packs these objects, and gives the pack's name once it is there for
    /// good with every one of them.
    pub(super) fn pack(
        &self,
        objects: &[(ObjectId, Likeness)],
        level: u32,
        durability: Durability,
    ) -> Result<String, Error> {
        let aside = Quarantine::named(self.objects_dir(), ASIDE)?;
        self.make_dir(&aside.path().join("objects"))?;
        let name = self.run_pack_objects(aside.path(), objects, durability)?;
        self.check(aside.path(), &name, objects)?;
        self.put_pack_in_place(aside.path(), &name, level, durability)?;
        Ok(name)
    }

    /// Moves a pack that was made in `aside` to where git finds it.
    fn put_pack_in_place(
        &self,
        aside: &Path,
        name: &str,
        level: u32,
        durability: Durability,
    ) -> Result<(), Error> {
        let made = |part: &str| aside.join(format!("{name}.{part}"));
        let mut parts = PARTS.to_vec();
        parts.retain(|part| made(part).exists());
        let paths: Vec<PathBuf> = parts.iter().map(|part| made(part)).collect();
        paths.iter().try_for_each(|path| self.share(path))?;
        if durability == Durability::Full {
            sync_all(&paths)?;
        }
        // noted first: a process that is killed leaves none that is nobody's
        let mut ours = self.our_packs();
        ours.retain(|pack| pack.name != name);
        ours.push(Ours {
            name: name.to_owned(),
            level,
        });
        self.note_packs(&ours)?;
        self.make_dir(&self.pack_dir())?;
        for (path, part) in paths.iter().zip(&parts) {
            let to = self.part(name, part);
            fs::rename(path, &to).map_err(|error| Error::io("write", &to, &error))?;
        }
        if durability == Durability::Full {
            sync(&self.pack_dir())?;
        }
        Ok(())
    }

    /// Has git write a pack into `aside`. What the user has set for packs of
    /// their own must not split ours or make them slow.
    fn run_pack_objects(
        &self,
        aside: &Path,
        objects: &[(ObjectId, Likeness)],
        durability: Durability,
    ) -> Result<String, Error> {
        let mut lines = String::new();
        for (id, likeness) in objects {
            writeln!(lines, "{id} {}", likeness.text()).expect("a String takes every write");
        }
        // git makes its temporary files in the object directory
        let mut git = self.git_aside(aside);
        if durability == Durability::Full {
            git.args(["-c", "core.fsync=none"]); // it is synced here, at once
        }
        git.args(["-c", "pack.packSizeLimit=0"])
            .args(["pack-objects", "-q", "--non-empty", "--threads=1"])
            .args(["--delta-base-offset", "--window=10", "--depth=50"])
            .arg(aside.join("pack"));
        let said = output_within(PATIENCE, git, DOING, lines.into_bytes())?;
        let said = String::from_utf8_lossy(&said);
        match ObjectId::new(said.trim_end()) {
            Some(hash) => Ok(format!("pack-{hash}")),
            None => Err(Error::git(DOING, "git made no pack, or several")),
        }
    }

    /// Sees to it that the pack holds every one of `objects` and is whole.
    fn check(&self, dir: &Path, name: &str, objects: &[(ObjectId, Likeness)]) -> Result<(), Error> {
        let index = self.index_at(&dir.join(format!("{name}.idx")))?;
        let path = dir.join(format!("{name}.pack"));
        let length = self.format.len_in_bytes();
        let mut end = vec![0; length];
        let back = i64::try_from(length).expect("a hash is a few bytes long");
        File::open(&path)
            .and_then(|mut file| {
                file.seek(SeekFrom::End(-back))?;
                file.read_exact(&mut end)
            })
            .map_err(|error| Error::io("read", &path, &error))?;
        let has = |id: &ObjectId| self.known(id).is_some_and(|id| index.lookup(id).is_some());
        if index.pack_checksum().as_bytes() == end && objects.iter().all(|(id, _)| has(id)) {
            return Ok(());
        }
        Err(Error::git(DOING, "the pack lacks what was to be in it"))
    }

    fn index_at(&self, path: &Path) -> Result<Index, Error> {
        Index::at(path, self.format).map_err(|error| Error::git(DOING, error))
    }

    /// The ids in a pack of ours.
    pub(super) fn ids_in(&self, name: &str) -> Result<Vec<ObjectId>, Error> {
        let index = self.index_at(&self.part(name, "idx"))?;
        Ok(index.iter().map(|entry| model_id(&entry.oid)).collect())
    }

    /// The packs that are noted as ours, oldest first, there or not.
    pub(super) fn our_packs(&self) -> Vec<Ours> {
        let text = fs::read_to_string(self.shared_dir().join("packs")).unwrap_or_default();
        let ours = text.lines().filter_map(|line| {
            let (name, level) = line.split_once(' ')?;
            let hash = name.strip_prefix("pack-")?;
            ObjectId::new(hash).filter(|id| self.known(id).is_some())?;
            let (name, level) = (name.to_owned(), level.parse().ok()?);
            Some(Ours { name, level })
        });
        ours.collect()
    }

    /// Writes down which packs are ours. Not synced: one that is forgotten is
    /// a pack like any other.
    pub(super) fn note_packs(&self, ours: &[Ours]) -> Result<(), Error> {
        let dir = self.shared_dir();
        let path = dir.join("packs");
        let failed = |error: &std::io::Error| Error::io("write", &path, error);
        let temp = tempfile::Builder::new().prefix(ASIDE).tempfile_in(&dir);
        let mut temp = temp.map_err(|error| failed(&error))?;
        let lines = ours
            .iter()
            .map(|pack| format!("{} {}\n", pack.name, pack.level));
        let lines = lines.collect::<Vec<_>>().concat();
        std::io::Write::write_all(&mut temp, lines.as_bytes()).map_err(|error| failed(&error))?;
        self.share(temp.path())?;
        temp.persist(&path).map_err(|error| failed(&error.error))?;
        Ok(())
    }

    /// Whether a pack of ours is there, small, and nobody else's concern: not
    /// kept, and not in an index over several packs, which git maintains.
    pub(super) fn is_still_ours(&self, name: &str) -> bool {
        let there = |part| self.part(name, part).exists();
        let size = fs::metadata(self.part(name, "pack")).map(|data| data.len());
        size.is_ok_and(|size| size <= MERGED_BYTES)
            && there("idx")
            && !["keep", "promisor", "mtimes", "bitmap"]
                .into_iter()
                .any(there)
            && !self.is_in_multi_index(name)
    }

    fn is_in_multi_index(&self, name: &str) -> bool {
        let path = self.pack_dir().join("multi-pack-index");
        if self.pack_dir().join("multi-pack-index.d").exists() {
            return true; // a chain of them, which gix cannot read
        }
        let index = PathBuf::from(format!("{name}.idx"));
        path.exists()
            && MultiIndex::at(&path, None).map_or(true, |all| all.index_names().contains(&index))
    }

    /// Removes a pack of ours whose objects are in another one.
    pub(super) fn remove_pack(&self, name: &str) {
        // The index first: what has none is not looked at. What cannot be
        // removed is in the way of nobody.
        for part in PARTS.into_iter().rev() {
            let _ = fs::remove_file(self.part(name, part));
        }
    }

    /// Removes what packings left that were killed. Only for who holds the
    /// lock.
    pub(super) fn sweep_packings(&self) {
        for dir in [self.objects_dir().to_owned(), self.shared_dir()] {
            for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
                let path = entry.path();
                if entry.file_name().to_string_lossy().starts_with(ASIDE) && !is_locked(&path) {
                    let _ = fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path));
                }
            }
        }
        for pack in self.our_packs() {
            let data = fs::metadata(self.part(&pack.name, "pack"));
            let age = data.and_then(|data| data.modified()).ok();
            let age = age.and_then(|time| time.elapsed().ok());
            let is_old = age.is_some_and(|age| age > ABANDONED);
            if is_old && !self.part(&pack.name, "idx").exists() {
                self.remove_pack(&pack.name);
            }
        }
    }
}

fn is_locked(path: &Path) -> bool {
    let tried = open_to_lock(path).map(|file| file.try_lock());
    matches!(tried, Ok(Err(TryLockError::WouldBlock)))
}
