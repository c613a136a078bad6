//! Reading objects. Never fetches: what a partial clone has not got is absent.

use crate::error::Error;
use crate::model::ObjectId;
use crate::repo::commits::commit::CommitNode;
use crate::repo::{Repo, model_id};
use gix::objs::Kind;

impl Repo {
    /// A blob's bytes; `None` where it is not in this repository (or is no
    /// blob). An object that is there but damaged is an error.
    pub fn blob(&self, id: &ObjectId) -> Result<Option<Vec<u8>>, Error> {
        self.object(id, Kind::Blob)
    }

    /// Whether the object is in this repository, going by its name alone.
    pub fn has(&self, id: &ObjectId) -> bool {
        self.known(id).is_some_and(|id| self.hand().exists(&id))
    }

    /// Puts an object's bytes into `bytes`; `None` where it is not here.
    pub(in crate::repo) fn find(
        &self,
        id: &gix::oid,
        bytes: &mut Vec<u8>,
    ) -> Result<Option<Kind>, Error> {
        self.hand().find(id, bytes)
    }

    /// The commits whose parents are not here though they have some.
    pub(in crate::repo) fn shallow(&self) -> &[gix::ObjectId] {
        self.shallow.get_or_init(|| self.hand().shallow())
    }

    /// An object's bytes, where it is there and of this kind.
    pub(in crate::repo) fn object(
        &self,
        id: &ObjectId,
        kind: Kind,
    ) -> Result<Option<Vec<u8>>, Error> {
        let Some(known) = self.known(id) else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        let found = self.find(&known, &mut bytes)?;
        Ok((found == Some(kind)).then_some(bytes))
    }

    /// Whether the object is there and whole. A loose one may be an empty
    /// file that a crash left under the right name (git believes in it, and
    /// would never write it again), so its bytes are read; a pack has a
    /// checksum of its own.
    pub(in crate::repo) fn is_sound(&self, id: &ObjectId, kind: Kind, bytes: &[u8]) -> bool {
        let Some(known) = self.known(id) else {
            return false;
        };
        if !self.loose_path(id).exists() {
            return self.hand().exists(&known);
        }
        matches!(self.object(id, kind), Ok(Some(there)) if there == bytes)
    }

    /// Where loose objects lie.
    pub(in crate::repo) fn objects_dir(&self) -> &std::path::Path {
        &self.places.objects_dir
    }

    /// Where the object lies, or would lie, as a file of its own.
    pub(in crate::repo) fn loose_path(&self, id: &ObjectId) -> std::path::PathBuf {
        let (fan, rest) = id.as_str().split_at(2);
        self.objects_dir().join(fan).join(rest)
    }

    /// The commit's tree; `None` where either is absent.
    pub fn tree_of(&self, commit: &ObjectId) -> Result<Option<ObjectId>, Error> {
        let Some(bytes) = self.object(commit, Kind::Commit)? else {
            return Ok(None);
        };
        let node = CommitNode::parse(&bytes)
            .ok_or_else(|| Error::git(format!("reading commit {commit}"), "it is damaged"))?;
        Ok(Some(model_id(&node.tree)))
    }
}
