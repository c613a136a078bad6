//! What one look at a path gives.

use crate::drift::Seen;
use crate::model::{Mode, ObjectId};

/// What lies at a path, and the bytes git would store for it.
pub(in crate::repo) struct Look {
    /// What it is.
    pub(in crate::repo) seen: Seen,
    /// The bytes as git would store them; `None` where there are none, or
    /// they are more than a snapshot takes.
    pub(in crate::repo) bytes: Option<Vec<u8>>,
    /// How many lines they have, where they are there and were not read.
    pub(in crate::repo) unread: Option<usize>,
}

impl Look {
    pub(super) fn unhashed(why: impl Into<String>, raw: Option<ObjectId>) -> Look {
        Look {
            seen: Seen::Unhashed {
                why: why.into(),
                raw,
            },
            bytes: None,
            unread: None,
        }
    }

    pub(super) fn of(mode: Mode, blob: ObjectId, bytes: Option<Vec<u8>>) -> Look {
        Look {
            seen: Seen::Blob { mode, blob },
            bytes,
            unread: None,
        }
    }
}
