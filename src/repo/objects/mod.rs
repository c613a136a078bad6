//! The object store: reading, writing, and what it takes to keep what was
//! written.

mod adopt;
pub(in crate::repo) mod durable;
mod journal;
pub(in crate::repo) mod loose;
pub(in crate::repo) mod packed;
mod packs;
mod place;
pub(in crate::repo) mod promised;
mod quarantine;
pub(in crate::repo) mod read;
pub(in crate::repo) mod rescue;
pub(in crate::repo) mod tidy;
mod tree_bytes;
pub(in crate::repo) mod trees;
pub(in crate::repo) mod write;
mod writing;
