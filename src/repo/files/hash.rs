//! Blob ids, with nothing written.

use crate::model::ObjectId;
use crate::repo::{Repo, model_id};
use gix::objs::Kind;
use std::io::Read;
use std::sync::atomic::AtomicBool;

/// The id git gives `bytes` as a blob in SHA-1, whatever format the repository
/// has: a check that stays the same wherever a file is copied to. The null id
/// for bytes made to collide.
pub fn sha1_blob_id(bytes: &[u8]) -> ObjectId {
    let id = gix::objs::compute_hash(gix::hash::Kind::Sha1, Kind::Blob, bytes);
    model_id(&id.unwrap_or_else(|_| gix::hash::Kind::Sha1.null()))
}

impl Repo {
    /// The blob id of `bytes` as they are, in this repository's object
    /// format; the null id for bytes made to collide (git refuses those too).
    pub fn id_of(&self, bytes: &[u8]) -> ObjectId {
        self.hash(Kind::Blob, bytes)
            .unwrap_or_else(|| model_id(&self.format.null()))
    }

    /// The id of an object; `None` for bytes of a known SHA-1 collision.
    pub(in crate::repo) fn hash(&self, kind: Kind, bytes: &[u8]) -> Option<ObjectId> {
        gix::objs::compute_hash(self.format, kind, bytes)
            .ok()
            .map(|id| model_id(&id))
    }

    /// The blob id of exactly `len` bytes of `stream`, held one buffer at a
    /// time; `None` where it yields fewer, or a read fails.
    pub(in crate::repo) fn hash_stream(&self, stream: &mut dyn Read, len: u64) -> Option<ObjectId> {
        gix::objs::compute_stream_hash(
            self.format,
            Kind::Blob,
            stream,
            len,
            &mut gix::progress::Discard,
            &AtomicBool::new(false),
        )
        .ok()
        .map(|id| model_id(&id))
    }
}
