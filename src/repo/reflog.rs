//! What git has noted of the moves of HEAD or of a branch.

use super::Repo;
use gix::bstr::ByteSlice;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

/// How much of a log's end is read.
const MAX_BYTES: u64 = 256 * 1024;

/// One move.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Moved {
    /// The commit before, all zeros where there was none.
    pub(super) old: gix::ObjectId,
    /// The commit after.
    pub(super) new: gix::ObjectId,
    /// What moved it: `commit (amend)`, `rebase (finish)`, the text before
    /// the message's first `:`.
    pub(super) action: String,
}

impl Repo {
    /// The last moves of `branch`, or of HEAD without one, newest first; none
    /// where git keeps no log, and not all of a very long one.
    pub(super) fn reflog(&self, branch: Option<&str>) -> Vec<Moved> {
        let path = match branch {
            Some(branch) => self.common_dir.join("logs/refs/heads").join(branch),
            None => self.git_dir.join("logs/HEAD"),
        };
        let log = last_bytes(&path).unwrap_or_default();
        log.lines().rev().map_while(parse).collect()
    }
}

fn last_bytes(path: &std::path::Path) -> std::io::Result<Vec<u8>> {
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
    let action = message.split_once_str(b":").map_or(message, |(act, _)| act);
    let action = action.to_str_lossy().trim().to_owned();
    Some(Moved { old, new, action })
}
