//! Pins: what a referenced file was when the checkpoint was saved.

use crate::model::Lines;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A git object id in lower-case hex: 40 digits, or 64 in a SHA-256 repository.
/// Shared by its copies, of which a comparison makes many.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(Arc<str>);

impl ObjectId {
    /// Takes a full id in hex, or `None` where it is none.
    pub fn new(hex: &str) -> Option<ObjectId> {
        let digit = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
        let is_hex = hex.bytes().fold(true, |is_hex, b| is_hex & digit(b)); // in wide steps
        (is_hex && matches!(hex.len(), 40 | 64)).then(|| ObjectId(hex.into()))
    }

    /// The id in full.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first seven digits, as people quote it.
    pub fn short(&self) -> &str {
        &self.0[..7]
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The file modes git knows (gitdatamodel(7)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// `100644`
    File,
    /// `100755`
    Executable,
    /// `120000`: the blob is the link's text.
    Symlink,
    /// `160000`: the id is a submodule's commit.
    Gitlink,
}

impl Mode {
    /// The six octal digits git prints.
    pub fn as_str(self) -> &'static str {
        match self {
            Mode::File => "100644",
            Mode::Executable => "100755",
            Mode::Symlink => "120000",
            Mode::Gitlink => "160000",
        }
    }

    /// Reads the six octal digits.
    pub fn parse(text: &str) -> Option<Mode> {
        [Mode::File, Mode::Executable, Mode::Symlink, Mode::Gitlink]
            .into_iter()
            .find(|mode| mode.as_str() == text)
    }

    /// Whether the file holds content of its own: neither link nor submodule.
    pub fn is_regular(self) -> bool {
        matches!(self, Mode::File | Mode::Executable)
    }
}

/// What a referenced file was at the save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pin {
    /// As `git add` would have stored it.
    Blob {
        /// Its mode.
        mode: Mode,
        /// Its blob id; for [`Mode::Gitlink`] the submodule's commit.
        blob: ObjectId,
    },
    /// It was not there.
    Missing,
    /// It could not be hashed as git would.
    Unhashed {
        /// The reason, one line.
        why: String,
        /// The id of its bytes as they lay on disk, unfiltered, where they
        /// could be read.
        raw: Option<ObjectId>,
    },
}

/// One file of a record: its pin, and the positions the document names in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pinned {
    /// What the file was.
    pub pin: Pin,
    /// The positions, in ascending order.
    pub lines: Vec<Lines>,
    /// Positions that could not be carried to `pin`: they are still told
    /// against the earlier blob in which they were written.
    pub held: BTreeMap<Lines, ObjectId>,
}

impl Pinned {
    /// A file pinned without any position.
    pub fn whole(pin: Pin) -> Pinned {
        Pinned {
            pin,
            lines: Vec::new(),
            held: BTreeMap::new(),
        }
    }
}
