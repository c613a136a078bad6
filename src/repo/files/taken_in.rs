//! Reading a file once, for all that is asked of its bytes as they lie.

use crate::platform::{self, Stat};
use crate::repo::files::line_ends::{ends, has_crlf, lines};
use crate::repo::files::stat_cache::{Entry, Known};
use gix::objs::Kind;
use std::fs::File;
use std::io::Read;

/// So much of a file that is not held as a whole is, in bytes.
const PIECE: usize = 128 << 10;

/// What came of reading a file.
pub(in crate::repo) struct TakenIn {
    /// What is known of its bytes.
    pub(in crate::repo) known: Known,
    /// What was told of the file before it was read and after: the two are one
    /// statement. `None` where somebody came between, or nothing is told.
    pub(in crate::repo) stat: Option<Stat>,
}

impl TakenIn {
    /// What can be remembered of it.
    pub(in crate::repo) fn entry(&self) -> Option<Entry> {
        let known = self.known;
        self.stat.map(|stat| Entry { stat, known })
    }
}

/// Reads the `len` bytes of an open file, of which `before` was told. They are
/// left in `bytes` where they are no more than `limit`, else they are read a
/// piece at a time and `bytes` is of no use. `None` where the file changes, cannot
/// be read or is made to collide with another.
pub(in crate::repo) fn take_in(
    (file, len, before): (&mut File, u64, Option<Stat>),
    bytes: &mut Vec<u8>,
    limit: u64,
    format: gix::hash::Kind,
) -> Option<TakenIn> {
    let known = if len > limit {
        in_pieces(file, len, bytes, format)?
    } else {
        bytes.clear();
        let wanted = usize::try_from(len).ok()?;
        bytes.reserve_exact(wanted);
        let read = file.take(len).read_to_end(bytes).ok()?;
        if read != wanted {
            return None;
        }
        Known {
            id: gix::objs::compute_hash(format, Kind::Blob, bytes).ok()?,
            lines: lines(bytes) as u64,
            crlf: has_crlf(bytes),
        }
    };
    let stat = before.filter(|before| platform::stat(file) == Some(*before));
    Some(TakenIn { known, stat })
}

fn in_pieces(
    file: &mut File,
    len: u64,
    piece: &mut Vec<u8>,
    format: gix::hash::Kind,
) -> Option<Known> {
    piece.resize(PIECE, 0);
    let mut hasher = gix::hash::hasher(format);
    hasher.update(&gix::objs::encode::loose_header(Kind::Blob, len));
    let (mut left, mut lines, mut crlf, mut last) = (len, 0, false, b'\n');
    while left > 0 {
        let most = usize::try_from(left).map_or(PIECE, |left| left.min(PIECE));
        let n = file.read(&mut piece[..most]).ok().filter(|n| *n > 0)?;
        let read = &piece[..n];
        hasher.update(read);
        crlf |= (last == b'\r' && read[0] == b'\n') || has_crlf(read);
        lines += ends(read) as u64;
        last = read[n - 1];
        left -= n as u64;
    }
    Some(Known {
        id: hasher.try_finalize().ok()?,
        lines: lines + u64::from(last != b'\n'),
        crlf,
    })
}
