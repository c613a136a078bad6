//! Our own places in the git directory, looked at before anything in them is
//! opened: a link would have us read and write elsewhere, a FIFO would have us
//! wait for ever.

use crate::error::Error;
use crate::repo::Repo;
use std::fs::{self, Metadata};
use std::path::Path;

/// What a place may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Directory,
    /// A regular file of at most so many bytes.
    File(u64),
}

/// The largest of the small files that are read as a whole, in bytes.
const SMALL: u64 = 64 << 10;

/// What lies directly in a directory of ours. Of what is absent here there is
/// nothing to fear: it is never followed, or not ours.
const PLACES: [(&str, Kind); 6] = [
    ("id", Kind::File(SMALL)),
    ("lock", Kind::File(SMALL)),
    ("loose", Kind::File(u64::MAX)),
    ("packs", Kind::File(u64::MAX)),
    ("kept", Kind::Directory),
    ("pending", Kind::Directory),
];

impl Repo {
    /// Refuses to work where one of our places is something else than we made.
    pub(super) fn refuse_odd_places(&self) -> Result<(), Error> {
        let (own, common) = (self.git_dir(), self.common_dir());
        refuse_below(&own.join("shipkit"))?;
        if own != common {
            refuse_below(&common.join("shipkit"))?;
        }
        Ok(())
    }
}

fn refuse_below(dir: &Path) -> Result<(), Error> {
    if !is(dir, Kind::Directory)? {
        return Ok(());
    }
    for (name, kind) in PLACES {
        is(&dir.join(name), kind)?;
    }
    let markers = fs::read_dir(dir.join("pending"));
    for marker in markers.into_iter().flatten().flatten() {
        is(&marker.path(), Kind::File(SMALL))?;
    }
    Ok(())
}

/// Whether it is there, as what it should be.
fn is(path: &Path, kind: Kind) -> Result<bool, Error> {
    let Ok(meta) = fs::symlink_metadata(path) else {
        return Ok(false);
    };
    let odd = odd(&meta, kind);
    odd.map_or(Ok(true), |why| {
        Err(Error::Content {
            message: format!("'{}' {why}", crate::model::quoted(&path.to_string_lossy())),
            hint: Some("move it away: git-shipkit keeps its own there".to_owned()),
        })
    })
}

fn odd(meta: &Metadata, kind: Kind) -> Option<&'static str> {
    match kind {
        _ if meta.is_symlink() => Some("is a symbolic link"),
        Kind::Directory => (!meta.is_dir()).then_some("is not a directory"),
        Kind::File(_) if !meta.is_file() => Some("is not a regular file"),
        Kind::File(most) => (meta.len() > most).then_some("is larger than it can be"),
    }
}
