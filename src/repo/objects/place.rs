//! Putting new objects where git finds them, each on disk before its name is.

use crate::error::Error;
use crate::model::ObjectId;
use crate::platform::is_same_file;
use crate::repo::objects::durable::{Durability, sync, sync_all, sync_all_there};
use crate::repo::objects::write::Writer;
use gix::objs::Kind;
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// How often objects are put in place that a prune beside us takes away.
const TRIES: u32 = 20;

impl Writer<'_> {
    /// Syncs all objects and moves them to where git finds them. May be
    /// called again, as after the ref was moved: objects that a gc beside us
    /// has taken since are put back.
    pub fn finish(&mut self) -> Result<(), Error> {
        self.finish_beside(&[], || Ok(None))
    }

    /// As [`Writer::finish`], with what else has to be on disk before the next
    /// step, so that the disk is waited for once: `files` are synced with the
    /// objects, then `put` puts some of them in place, and the directory it
    /// gives is synced with the objects' own.
    pub fn finish_beside(
        &mut self,
        files: &[&Path],
        put: impl FnOnce() -> Result<Option<PathBuf>, Error>,
    ) -> Result<(), Error> {
        self.writing.finish()?;
        let mut changed = self.adopted_homes();
        self.sync_files(files)?;
        changed.extend(put()?);
        let home = self.quarantine.as_ref().map(|home| home.path().to_owned());
        let home = home.unwrap_or_default(); // nothing waits where there is none
        let waiting = self.waiting.keys().chain(&self.adopted);
        let waiting: Vec<ObjectId> = waiting.cloned().collect();
        for _ in 0..TRIES {
            for id in &waiting {
                self.place(&home.join(id.as_str()), id, &mut changed)?;
            }
            // else a prune beside us took the objects and then the directory,
            // which another save may have made anew by now
            if self.sync_names(&changed)? {
                return Ok(());
            }
        }
        Err(Error::git(
            "writing objects",
            "their directories are removed again and again",
        ))
    }

    /// The directories of objects that are adopted and not on disk yet: who
    /// wrote them need not have waited for their names either.
    fn adopted_homes(&self) -> BTreeSet<PathBuf> {
        let new = self.unsynced.iter().filter(|id| self.adopted.contains(id));
        let homes = new.filter_map(|id| self.repo.loose_path(id).parent().map(Path::to_owned));
        let mut homes: BTreeSet<PathBuf> = homes.filter(|home| home.exists()).collect();
        if !homes.is_empty() {
            homes.insert(self.repo.objects_dir().to_owned());
        }
        homes
    }

    /// Syncs `files` and the objects that were not yet: a copy that is put in
    /// place once more is the same file.
    fn sync_files(&mut self, files: &[&Path]) -> Result<(), Error> {
        let unsynced = std::mem::take(&mut self.unsynced);
        if self.durability == Durability::Git {
            return Ok(());
        }
        let mut all: Vec<PathBuf> = files.iter().map(|path| path.to_path_buf()).collect();
        if let Some(home) = &self.quarantine {
            all.extend(unsynced.iter().map(|id| home.path().join(id.as_str())));
        }
        sync_all(&all)
    }

    /// Syncs the directories; whether all were there.
    fn sync_names(&self, dirs: &BTreeSet<PathBuf>) -> Result<bool, Error> {
        match self.durability {
            Durability::Full => sync_all_there(&dirs.iter().cloned().collect::<Vec<_>>()),
            Durability::Git => Ok(true),
        }
    }

    /// Like [`Writer::finish`], once a ref names the objects: what a gc that
    /// began before may take even later is kept aside for
    /// [`Repo::put_back`](crate::repo::Repo::put_back).
    pub fn settle(mut self) -> Result<(), Error> {
        // Asked before the objects are seen to: one that ends meanwhile may
        // take them after that, and one that begins now sees the ref.
        let may_take = self.repo.gc_at_work();
        let finished = self.keep_adopted(may_take).and(self.finish());
        self.repo.note_loose(&self.waiting);
        if let (true, Some(quarantine)) = (may_take, &mut self.quarantine) {
            self.repo.keep_aside(quarantine);
            return finished.and(self.repo.put_back());
        }
        finished
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
                    if self.is_there(from, &to, id, changed)? {
                        return Ok(());
                    }
                    match fs::remove_file(&to) {
                        // a prune or a packing beside us was faster
                        Err(error) if error.kind() != ErrorKind::NotFound => {
                            return Err(Error::io("replace", &to, &error));
                        }
                        _ => {}
                    }
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

    /// Whether the object is in place. Whoever put the same one there before
    /// us, as a `git add` does, need not have waited for the disk. One that is
    /// gone by now is seen to once the ref names it.
    fn is_there(
        &self,
        from: &Path,
        to: &Path,
        id: &ObjectId,
        changed: &mut BTreeSet<PathBuf>,
    ) -> Result<bool, Error> {
        if is_same_file(from, to) {
            return Ok(true);
        }
        let is_whole = self.is_whole(id);
        if is_whole && self.durability == Durability::Full {
            sync_all_there(&[to.to_owned()])?;
            changed.extend(to.parent().map(Path::to_owned));
        }
        Ok(is_whole)
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
        if !fan.is_dir() {
            self.repo.make_dir(&fan)?;
            changed.insert(self.repo.objects_dir().to_owned());
        }
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
