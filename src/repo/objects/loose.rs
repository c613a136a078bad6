//! One object as a file of its own: a zlib stream of `KIND SP SIZE NUL BYTES`
//! (git's object-file.c, `write_loose_object`).

use crate::error::Error;
use crate::platform;
use gix::objs::Kind;
use gix::zlib::stream::deflate::{Compress, FlushCompress};
use gix::zlib::{Compression, Inflate, Status};
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// Room for `commit SIZE NUL` with any size.
const LONGEST_HEADER: usize = 32;

/// What a stream can grow to of what it is read from (zlib's technical notes,
/// "Maximum Compression Factor").
const MOST_FACTOR: u64 = 1032;

/// What compresses one object after the other. Measured: making it takes as
/// long as compressing ten trees, so it is made once a save.
pub(in crate::repo) struct Deflater(Compress);

impl Deflater {
    /// One that works as hard as the user has set.
    pub(in crate::repo) fn new(level: Compression) -> Deflater {
        Deflater(Compress::new(level))
    }

    /// Writes an object as the new file `to`, that nobody may change.
    pub(in crate::repo) fn write(
        &mut self,
        to: &Path,
        kind: Kind,
        bytes: &[u8],
    ) -> Result<(), Error> {
        let packed = self.packed(kind, bytes);
        let packed = packed.map_err(|cause| Error::git("writing an object", cause))?;
        platform::create_read_only(to)
            .and_then(|mut file| file.write_all(&packed))
            .map_err(|error| Error::io("write", to, &error))
    }

    fn packed(&mut self, kind: Kind, bytes: &[u8]) -> Result<Vec<u8>, gix::Error> {
        let header = gix::objs::encode::loose_header(kind, bytes.len() as u64);
        self.0.reset();
        let mut out = vec![0; bytes.len() + bytes.len() / 512 + 4 * LONGEST_HEADER];
        let mut rest = [&header[..], bytes];
        loop {
            let [first, second] = rest;
            let (input, flush) = match (first, second) {
                ([], last) => (last, FlushCompress::Finish),
                (first, _) => (first, FlushCompress::None),
            };
            let (before, at) = (self.0.total_in(), length(self.0.total_out()));
            let status = self.0.compress(input, &mut out[at..], flush)?;
            let taken = &input[length(self.0.total_in() - before)..];
            rest = match first {
                [] => [first, taken],
                _ => [taken, second],
            };
            if status == Status::StreamEnd {
                out.truncate(length(self.0.total_out()));
                return Ok(out);
            }
            if out.len() - length(self.0.total_out()) < LONGEST_HEADER {
                out.resize(2 * out.len(), 0);
            }
        }
    }
}

/// Reads such a file; `None` where it is none, or damaged.
pub(in crate::repo) fn read(from: &Path) -> io::Result<Option<(Kind, Vec<u8>)>> {
    Ok(unpacked(&fs::read(from)?))
}

fn unpacked(packed: &[u8]) -> Option<(Kind, Vec<u8>)> {
    let mut start = [0; LONGEST_HEADER];
    let (_, _, long) = Inflate::default().prefix(packed, &mut start).ok()?;
    let (kind, size, header) = gix::objs::decode::loose_header(&start[..long]).ok()?;
    if size > MOST_FACTOR * packed.len() as u64 {
        return None;
    }
    let whole = header + usize::try_from(size).ok()?;
    let mut bytes = vec![0; whole + 1]; // one more shows that there is no more
    let (status, _, long) = Inflate::default().once(packed, &mut bytes).ok()?;
    if status != Status::StreamEnd || long != whole {
        return None;
    }
    bytes.truncate(whole);
    Some((kind, bytes.split_off(header)))
}

fn length(bytes: u64) -> usize {
    usize::try_from(bytes).expect("it is in memory")
}

#[cfg(test)]
mod tests {
    use super::{Deflater, unpacked};
    use gix::objs::Kind;
    use gix::zlib::Compression;

    /// Bytes that nothing makes smaller.
    fn noise(length: usize) -> Vec<u8> {
        let mut state: u64 = 1;
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            state.to_be_bytes()[0]
        };
        (0..length).map(|_| next()).collect()
    }

    #[test]
    fn what_is_written_reads_back_whatever_came_before_it() {
        for level in 0..=9 {
            let mut deflater = Deflater::new(Compression::new(level).unwrap());
            for length in [0, 1, 31, 600, 5000, 70_000, 300_000] {
                for bytes in [noise(length), vec![b'a'; length]] {
                    for kind in [Kind::Blob, Kind::Tree, Kind::Commit] {
                        let packed = deflater.packed(kind, &bytes).unwrap();
                        assert_eq!(unpacked(&packed), Some((kind, bytes.clone())));
                    }
                }
            }
        }
    }

    #[test]
    fn what_a_power_cut_left_is_no_object() {
        let packed = Deflater::new(Compression::BEST_SPEED).packed(Kind::Blob, &noise(900));
        let packed = packed.unwrap();
        for end in 0..packed.len() {
            assert_eq!(unpacked(&packed[..end]), None, "{end}");
        }
        assert_eq!(
            unpacked(b"no object at all, though long enough for one"),
            None
        );
    }
}
