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

    /// As [`Repo::blob`], also `None` where it has more than `most` bytes: it
    /// is not read then.
    pub(in crate::repo) fn blob_within(
        &self,
        id: &ObjectId,
        most: usize,
    ) -> Result<Option<Vec<u8>>, Error> {
        let size = self.known(id).and_then(|id| self.hand().size(&id));
        if size.is_some_and(|size| size > most as u64) {
            return Ok(None);
        }
        let bytes = self.blob(id)?;
        Ok(bytes.filter(|bytes| bytes.len() <= most))
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

    /// As [`Repo::object`], of what we have made ourselves, which nobody
    /// replaces: a file of its own is looked for first, as the newest are.
    /// So it costs the same however many packs there are.
    pub(in crate::repo) fn own_object(
        &self,
        id: &ObjectId,
        kind: Kind,
    ) -> Result<Option<Vec<u8>>, Error> {
        match self.loose_object(id, kind) {
            Some(bytes) => Ok(Some(bytes)),
            None => self.object(id, kind), // which also tells what is wrong with it
        }
    }

    /// The bytes of an object that lies whole as a file of its own.
    fn loose_object(&self, id: &ObjectId, kind: Kind) -> Option<Vec<u8>> {
        let known = self.known(id)?;
        let store = gix::odb::loose::Store::at(self.objects_dir(), self.format);
        let mut bytes = Vec::new();
        let found = store.try_find(&known, &mut bytes).ok()??.kind;
        (found == kind && self.hash(kind, &bytes).as_ref() == Some(id)).then_some(bytes)
    }

    /// A blob of ours; `None` as with [`Repo::blob`].
    pub fn own_blob(&self, id: &ObjectId) -> Result<Option<Vec<u8>>, Error> {
        self.own_object(id, Kind::Blob)
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
        self.lies_packed(id) || self.is_loose_and_sound(id, kind, bytes)
    }

    /// Whether the object is there, whole and as a file of its own.
    pub(in crate::repo) fn is_loose_and_sound(
        &self,
        id: &ObjectId,
        kind: Kind,
        bytes: &[u8],
    ) -> bool {
        self.loose_object(id, kind)
            .is_some_and(|there| there == bytes)
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
        let bytes = self.object(commit, Kind::Commit)?;
        bytes.map(|bytes| tree_in(commit, &bytes)).transpose()
    }

    /// The tree of a commit of ours.
    pub fn own_tree_of(&self, commit: &ObjectId) -> Result<Option<ObjectId>, Error> {
        let bytes = self.own_object(commit, Kind::Commit)?;
        bytes.map(|bytes| tree_in(commit, &bytes)).transpose()
    }
}

fn tree_in(commit: &ObjectId, bytes: &[u8]) -> Result<ObjectId, Error> {
    let node = CommitNode::parse(bytes)
        .ok_or_else(|| Error::git(format!("reading commit {commit}"), "it is damaged"))?;
    Ok(model_id(&node.tree))
}
