//! Files that are ours alone, such as a skill: their last line says so, for
//! whom they are there, and what follows from all before it. It names no
//! version, so that a text that stays the same stays the same file.

use super::Holder;
use crate::install::mark::folded;
use crate::repo::sha1_blob_id;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Files above this are none of ours.
const LARGEST: u64 = 1024 * 1024;

/// How a file marks a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comment {
    /// `<!-- … -->`
    Markdown,
    /// `# …`
    Hash,
    /// `// …`
    Slashes,
}

impl Comment {
    fn ends(self) -> (&'static str, &'static str) {
        match self {
            Comment::Markdown => ("<!-- ", " -->"),
            Comment::Hash => ("# ", ""),
            Comment::Slashes => ("// ", ""),
        }
    }
}

/// What lies there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lies {
    Nothing,
    /// Ours, for whom, and what it holds before the last line.
    Ours {
        holders: Vec<Holder>,
        body: Vec<u8>,
        bytes: Vec<u8>,
    },
    /// Ours once, and edited since: for whom.
    Edited(Vec<Holder>),
    /// Somebody else's, and why, as in "'path' {why}".
    Foreign(&'static str),
}

/// The whole file.
pub(super) fn held(comment: Comment, body: &str, holders: &[Holder]) -> String {
    format!("{body}\n{}\n", line(comment, body.as_bytes(), holders))
}

fn line(comment: Comment, body: &[u8], holders: &[Holder]) -> String {
    let names: Vec<&str> = holders.iter().map(|holder| holder.name()).collect();
    let (start, end) = comment.ends();
    format!(
        "{start}Written by git-shipkit for {} (check {}); 'git shipkit uninstall {}' removes it.{end}",
        names.join(", "),
        sha1_blob_id(body).as_str(),
        names.join(" ")
    )
}

/// Looks at `path`, which has no links on its way.
pub(super) fn look(comment: Comment, path: &Path) -> Lies {
    let meta = match fs::symlink_metadata(path) {
        Ok(meta) => meta,
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Lies::Nothing,
        Err(_) => return Lies::Foreign("cannot be looked at"),
    };
    if !meta.is_file() {
        return Lies::Foreign("is not a file");
    }
    if meta.len() > LARGEST {
        return Lies::Foreign("was not written by git-shipkit");
    }
    match fs::read(path) {
        Ok(bytes) => whose(comment, bytes),
        Err(_) => Lies::Foreign("cannot be read"),
    }
}

/// Whose these bytes are; line ends do not count, a checkout may turn them.
fn whose(comment: Comment, bytes: Vec<u8>) -> Lies {
    let text = folded(&bytes);
    let text = text.strip_suffix(b"\n").unwrap_or(&text);
    let at = text.iter().rposition(|byte| *byte == b'\n');
    let (body, last) = text.split_at(at.unwrap_or(0));
    let last = String::from_utf8_lossy(last);
    let Some(holders) = holders(comment, last.trim_start_matches('\n')) else {
        let mark = b"Written by git-shipkit for ";
        return if text.windows(mark.len()).any(|part| part == mark) {
            Lies::Edited(Vec::new())
        } else {
            Lies::Foreign("was not written by git-shipkit")
        };
    };
    if line(comment, body, &holders) == last.trim_start_matches('\n') {
        let body = body.to_vec();
        Lies::Ours {
            holders,
            body,
            bytes,
        }
    } else {
        Lies::Edited(holders)
    }
}

fn holders(comment: Comment, line: &str) -> Option<Vec<Holder>> {
    let (start, _) = comment.ends();
    let rest = line.strip_prefix(start)?;
    let names = rest.strip_prefix("Written by git-shipkit for ")?;
    let (names, _) = names.split_once(" (check ")?;
    names.split(", ").map(Holder::parse).collect()
}
