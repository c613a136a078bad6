//! The entries of an index (gitformat-index(5)) as far as a few paths ask: it
//! is read once from its start to its end and hopped over, since nothing in it
//! tells where an entry lies, or halved where that is sure to tell all. What
//! this does not know is left to git.

use super::Staged;
use super::leap::Leap;
use crate::repo::staged::extensions::{self, HEADER, Header};
use gix::ObjectId;
use std::cmp::Ordering;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};

/// How much is read at a time, in bytes.
const CHUNK: usize = 128 << 10;

/// The longest name of a file that is hopped over, in bytes.
const MAX_NAME: usize = 16 << 10;

/// What comes before the object id: times, device, inode, mode, owner, size.
const STAT: usize = 40;

/// Where in it the mode is.
const MODE: usize = 24;

const LENGTH_BITS: u16 = 0x0fff;
const STAGE_BITS: u16 = 0x3000;
const EXTENDED: u16 = 0x4000;
const INTENT_TO_ADD: u16 = 0x2000;

/// What the index in `file`, which stands at its start and is `len` bytes
/// long, holds at each of `paths`, which ascend. `None` where it is of a kind
/// that is not read here, or damaged. Where it `is_known` to stand on no other
/// index and to list every file, nothing beyond the last path is read.
pub(super) fn find(
    file: &mut File,
    len: u64,
    format: gix::hash::Kind,
    paths: &[&str],
    is_known: bool,
) -> Option<Vec<Staged>> {
    let header = begin(file)?;
    if is_known {
        if let Some(found) = leaping((&mut *file, len), format, header, paths) {
            return Some(found);
        }
        file.seek(SeekFrom::Start(HEADER as u64)).ok()?;
    }
    walk(file, len, (format, header), paths, is_known)
}

/// The same of an index that is known to list every file, where halving it
/// tells.
pub(super) fn leap(
    file: &mut File,
    len: u64,
    format: gix::hash::Kind,
    paths: &[&str],
) -> Option<Vec<Staged>> {
    let header = begin(file)?;
    leaping((file, len), format, header, paths)
}

/// Reads what begins the index; `None` where it is of a kind that is not read.
fn begin(file: &mut File) -> Option<Header> {
    let mut begin = [0; HEADER];
    file.read_exact(&mut begin).ok()?;
    let header = extensions::header(&begin)?;
    matches!(header.version, 2 | 3).then_some(header)
}

fn leaping(
    (file, len): (&mut File, u64),
    format: gix::hash::Kind,
    header: Header,
    paths: &[&str],
) -> Option<Vec<Staged>> {
    let version = header.version;
    let mut leap = Leap {
        file,
        len,
        format,
        version,
    };
    leap.find(paths)
}

/// The same by hopping over the entries, at the first of which the file stands.
fn walk(
    file: &mut File,
    len: u64,
    (format, header): (gix::hash::Kind, Header),
    paths: &[&str],
    is_known: bool,
) -> Option<Vec<Staged>> {
    let mut source = Source {
        file,
        buffer: vec![0; CHUNK],
        start: 0,
        end: 0,
        left: len.checked_sub(HEADER as u64)?,
    };
    let mut found = vec![Staged::Absent; paths.len()];
    let mut at = 0;
    for _ in 0..header.entries {
        let entry = source.entry(format, header.version)?;
        entry.take_note(paths, &mut at, &mut found)?;
        if is_known && at == paths.len() {
            return Some(found);
        }
        let size = entry.size;
        source.ahead(size)?;
        source.start += size;
    }
    let rest = source.rest()?;
    extensions::are_optional(&rest, format.len_in_bytes()).then_some(found)
}

/// One entry.
pub(super) struct Entry<'b> {
    mode: u32,
    id: &'b gix::oid,
    stage: u16,
    intended: bool,
    pub(super) name: &'b [u8],
    /// How long it is with its padding.
    pub(super) size: usize,
}

impl Entry<'_> {
    /// Goes on in `paths` from `at` as far as this tells all of them, and notes
    /// it where it is one of them. `None` for a mode that no file has.
    pub(super) fn take_note(
        &self,
        paths: &[&str],
        at: &mut usize,
        found: &mut [Staged],
    ) -> Option<()> {
        while let Some(wanted) = paths.get(*at) {
            match wanted.as_bytes().cmp(self.name) {
                Ordering::Less => *at += 1,
                Ordering::Equal => {
                    found[*at] = self.staged(&found[*at])?;
                    *at += usize::from(self.stage == 0); // a path has no second one
                    break;
                }
                Ordering::Greater => break,
            }
        }
        Some(())
    }

    /// What it makes of what was found at its path before. `None` for a mode
    /// that no file has.
    fn staged(&self, before: &Staged) -> Option<Staged> {
        if self.stage != 0 || *before == Staged::Unmerged {
            return Some(Staged::Unmerged);
        }
        if self.intended {
            return Some(Staged::Absent);
        }
        let mode = u16::try_from(self.mode).ok()?;
        let id: ObjectId = self.id.to_owned();
        self.has_mode().then_some(Staged::File(mode, id))
    }

    /// Whether its mode is one that a file has.
    pub(super) fn has_mode(&self) -> bool {
        matches!(self.mode, 0o100_644 | 0o100_755 | 0o120_000 | 0o160_000)
    }

    /// Whether it stands before the `other`.
    pub(super) fn is_before(&self, other: &Entry<'_>) -> bool {
        (self.name, self.stage) < (other.name, other.stage)
    }
}

/// The file, a piece of it at a time.
struct Source<'f> {
    file: &'f mut File,
    buffer: Vec<u8>,
    /// What of the buffer is not hopped over yet.
    start: usize,
    end: usize,
    /// How many bytes were not read yet.
    left: u64,
}

impl Source<'_> {
    /// The next bytes, `wanted` of them at least; `None` where the file ends
    /// before.
    fn ahead(&mut self, wanted: usize) -> Option<&[u8]> {
        if self.end - self.start < wanted {
            self.fill(wanted)?;
        }
        Some(&self.buffer[self.start..self.end])
    }

    #[cold]
    fn fill(&mut self, wanted: usize) -> Option<()> {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        while self.end < wanted {
            let room = self.buffer.get_mut(self.end..)?;
            let read = self.file.read(room).ok().filter(|read| *read > 0)?;
            self.end += read;
            self.left = self.left.checked_sub(read as u64)?; // it grew
        }
        Some(())
    }

    fn entry(&mut self, format: gix::hash::Kind, version: u32) -> Option<Entry<'_>> {
        let most = STAT + format.len_in_bytes() + 4 + MAX_NAME;
        let wanted = match self.end - self.start {
            ahead if ahead >= most => 0,
            _ => most.min(self.unread()),
        };
        parse(self.ahead(wanted)?, format, version)
    }

    fn unread(&self) -> usize {
        let left = usize::try_from(self.left).unwrap_or(usize::MAX);
        left.saturating_add(self.end - self.start)
    }

    /// All that follows.
    fn rest(&mut self) -> Option<Vec<u8>> {
        let mut rest = self.buffer.get(self.start..self.end)?.to_vec();
        self.file.take(self.left).read_to_end(&mut rest).ok()?;
        Some(rest)
    }
}

/// The entry that `bytes` begin with.
pub(super) fn parse(bytes: &[u8], format: gix::hash::Kind, version: u32) -> Option<Entry<'_>> {
    let fixed = STAT + format.len_in_bytes() + 2;
    let (stat, rest) = bytes.split_at_checked(fixed)?;
    let flags = u16::from_be_bytes(*stat[fixed - 2..].first_chunk()?);
    let is_extended = flags & EXTENDED != 0;
    let mut intended = false;
    let mut offset = fixed;
    if is_extended {
        let more = u16::from_be_bytes(*rest.first_chunk()?);
        intended = more & INTENT_TO_ADD != 0;
        offset += 2;
        if version < 3 {
            return None;
        }
    }
    let more = bytes.get(offset..)?;
    let length = match flags & LENGTH_BITS {
        LENGTH_BITS => more.iter().position(|byte| *byte == 0)?,
        length => usize::from(length),
    };
    if *more.get(length)? != 0 || length == 0 {
        return None;
    }
    Some(Entry {
        mode: u32::from_be_bytes(*stat[MODE..].first_chunk()?),
        id: gix::oid::try_from_bytes(&stat[STAT..fixed - 2]).ok()?,
        stage: flags & STAGE_BITS,
        intended,
        name: &more[..length],
        size: (offset + length + 8) & !7,
    })
}
