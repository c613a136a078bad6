//! Reading objects. Never fetches: what a partial clone has not got is absent.

use super::{Repo, model_id};
use crate::error::Error;
use crate::model::ObjectId;
use gix::objs::{Exists, Find, Kind};

impl Repo {
    /// A blob's bytes; `None` where it is not in this repository (or is no
    /// blob). An object that is there but damaged is an error.
    pub fn blob(&self, id: &ObjectId) -> Result<Option<Vec<u8>>, Error> {
        self.object(id, Kind::Blob)
    }

    /// Whether the object is in this repository, going by its name alone.
    pub fn has(&self, id: &ObjectId) -> bool {
        self.known(id)
            .is_some_and(|id| self.gix.objects.exists(&id))
    }

    /// An object's bytes, where it is there and of this kind.
    pub(super) fn object(&self, id: &ObjectId, kind: Kind) -> Result<Option<Vec<u8>>, Error> {
        let Some(known) = self.known(id) else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        let found = self
            .gix
            .objects
            .try_find(&known, &mut bytes)
            .map_err(|error| Error::git(format!("reading object {id}"), error))?
            .map(|data| data.kind);
        Ok((found == Some(kind)).then_some(bytes))
    }

    /// Whether the object is there and whole. A loose one may be an empty
    /// file that a crash left under the right name (git believes in it, and
    /// would never write it again), so its bytes are read; a pack has a
    /// checksum of its own.
    pub(super) fn is_sound(&self, id: &ObjectId, kind: Kind, bytes: &[u8]) -> bool {
        let Some(known) = self.known(id) else {
            return false;
        };
        if !self.loose_path(id).exists() {
            return self.gix.objects.exists(&known);
        }
        matches!(self.object(id, kind), Ok(Some(there)) if there == bytes)
    }

    /// Those of `ids` that are not in this repository, looked for on disk
    /// afresh: what a gc beside us has taken since is told.
    pub fn missing_of(&self, ids: &[ObjectId]) -> Vec<ObjectId> {
        let fresh = self.fresh_objects();
        let is_there = |id: &ObjectId| {
            let known = self.known(id);
            self.loose_path(id)
                .metadata()
                .is_ok_and(|meta| meta.len() > 0)
                || known.is_some_and(|id| fresh.as_ref().is_some_and(|objects| objects.exists(&id)))
        };
        ids.iter().filter(|id| !is_there(id)).cloned().collect()
    }

    /// A view of the object store that remembers nothing.
    fn fresh_objects(&self) -> Option<gix::odb::Handle> {
        gix::odb::at_opts(
            self.objects_dir(),
            self.gix.object_hash(),
            [],
            gix::odb::store::init::Options::default(),
        )
        .ok()
    }

    /// Where loose objects lie.
    pub(super) fn objects_dir(&self) -> std::path::PathBuf {
        self.common_dir.join("objects")
    }

    /// Where the object lies, or would lie, as a file of its own.
    pub(super) fn loose_path(&self, id: &ObjectId) -> std::path::PathBuf {
        let (fan, rest) = id.as_str().split_at(2);
        self.objects_dir().join(fan).join(rest)
    }

    /// The commit's tree; `None` where either is absent.
    pub fn tree_of(&self, commit: &ObjectId) -> Result<Option<ObjectId>, Error> {
        let Some(bytes) = self.object(commit, Kind::Commit)? else {
            return Ok(None);
        };
        let parsed = gix::objs::CommitRef::from_bytes(&bytes, self.gix.object_hash())
            .map_err(|error| Error::git(format!("reading commit {commit}"), error))?;
        Ok(Some(model_id(&parsed.tree())))
    }
}
