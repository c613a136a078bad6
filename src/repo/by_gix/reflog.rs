//! Reflogs that are files.

use crate::repo::commits::commit::date;
use crate::repo::commits::reflog::Moved;
use gix::bstr::ByteSlice;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// How much of a log's end is read.
const MAX_BYTES: u64 = 256 * 1024;

/// The last moves in the log at `path`, newest first.
pub(super) fn read(path: &Path) -> Vec<Moved> {
    let log = last_bytes(path).unwrap_or_default();
    log.lines().rev().map_while(parse).collect()
}

fn last_bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let start = file.metadata()?.len().saturating_sub(MAX_BYTES);
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.take(MAX_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// `old new who <address> time zone<TAB>message`.
fn parse(line: &[u8]) -> Option<Moved> {
    let (head, message) = line.split_once_str(b"\t").unwrap_or((line, b""));
    let mut words = head.fields();
    let mut id = || gix::ObjectId::from_hex(words.next()?).ok();
    let (old, new) = (id()?, id()?);
    Some(Moved {
        old,
        new,
        message: message.to_str_lossy().into_owned(),
        time: date(head).map_or(0, |(seconds, _)| seconds),
    })
}
