//! A commit as a walk and a report need it, read as leniently as git reads
//! it: a commit with an odd author line or date is still a commit.

use crate::drift::CommitSeen;
use crate::repo::{Repo, model_id};
use chrono::{DateTime, FixedOffset, Utc};
use gix::bstr::ByteSlice;
use gix::objs::Kind;

/// What a walk needs of a commit.
pub(in crate::repo) struct CommitNode {
    /// Its tree.
    pub(in crate::repo) tree: gix::ObjectId,
    /// Its parents, first parent first.
    pub(in crate::repo) parents: Vec<gix::ObjectId>,
    /// When it was committed, in seconds since 1970; 0 where that is no number
    /// (commit.c, parse_commit_date).
    pub(in crate::repo) time: i64,
    /// Who wrote it and when, as the commit has it; `None` where only the
    /// commit-graph was looked at.
    pub(in crate::repo) author: Option<Vec<u8>>,
}

impl Repo {
    /// A commit, where it is here and can be read.
    pub(in crate::repo) fn commit_node(&self, id: gix::ObjectId) -> Option<CommitNode> {
        CommitNode::parse(&self.commit_bytes(id)?)
    }

    /// What is told of a commit.
    pub(in crate::repo) fn commit_seen(&self, id: gix::ObjectId) -> Option<CommitSeen> {
        let bytes = self.commit_bytes(id)?;
        let (head, message) = parts(&bytes);
        let author = field(head, b"author ").unwrap_or_default();
        let encoding = field(head, b"encoding ").unwrap_or(b"UTF-8");
        Some(CommitSeen {
            id: model_id(&id),
            subject: text(&subject(message), encoding),
            author: text(name(author), encoding),
            time: moment(author),
        })
    }

    fn commit_bytes(&self, id: gix::ObjectId) -> Option<Vec<u8>> {
        let mut buffer = Vec::new();
        let kind = self.find(&id, &mut buffer).ok()??;
        (kind == Kind::Commit).then_some(buffer)
    }
}

impl CommitNode {
    /// What the bytes of a commit say; `None` where git would not take them
    /// for one.
    pub(in crate::repo) fn parse(bytes: &[u8]) -> Option<CommitNode> {
        let mut lines = bytes.lines();
        let id = |hex: &[u8]| gix::ObjectId::from_hex(hex).ok();
        let tree = id(lines.next()?.strip_prefix(b"tree ")?)?;
        let mut lines = lines.take_while(|line| !line.is_empty()).peekable();
        let mut parents = Vec::new();
        while let Some(parent) = lines.peek().and_then(|line| line.strip_prefix(b"parent ")) {
            parents.push(id(parent)?);
            lines.next();
        }
        let (mut author, mut committer) = (None, None);
        for line in lines {
            author = author.or_else(|| line.strip_prefix(b"author "));
            committer = committer.or_else(|| line.strip_prefix(b"committer "));
            if author.is_some() && committer.is_some() {
                break;
            }
        }
        Some(CommitNode {
            tree,
            parents,
            time: date(committer.unwrap_or_default()).map_or(0, |(seconds, _)| seconds),
            author: Some(author.unwrap_or_default().to_vec()),
        })
    }
}

/// The headers, and the message after the first empty line.
fn parts(bytes: &[u8]) -> (&[u8], &[u8]) {
    match bytes.find(b"\n\n") {
        Some(end) => (&bytes[..end], &bytes[end + 2..]),
        None => (bytes, b""),
    }
}

/// The rest of the first header line that begins so.
fn field<'a>(head: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    head.lines().find_map(|line| line.strip_prefix(key))
}

/// The name before the address (ident.c, split_ident_line).
fn name(author: &[u8]) -> &[u8] {
    author[..author.find_byte(b'<').unwrap_or(author.len())].trim_end()
}

/// Seconds since 1970 and the zone as it is written: what follows the last
/// `>`.
pub(in crate::repo) fn date(author: &[u8]) -> Option<(i64, &[u8])> {
    let after = &author[author.rfind_byte(b'>')? + 1..];
    let mut words = after.fields();
    let seconds = words.next()?.to_str().ok()?.parse().ok()?;
    Some((seconds, words.next().unwrap_or_default()))
}

/// When it was authored; 1970 where that is no date, and in UTC where the
/// zone is none.
fn moment(author: &[u8]) -> DateTime<FixedOffset> {
    let known = date(author).and_then(|(seconds, zone)| {
        let utc = DateTime::<Utc>::from_timestamp(seconds, 0)?;
        Some(utc.with_timezone(&offset(zone).unwrap_or(FixedOffset::east_opt(0)?)))
    });
    known.unwrap_or_default()
}

/// `+0530` as an offset.
fn offset(zone: &[u8]) -> Option<FixedOffset> {
    let number: i32 = zone.to_str().ok()?.parse().ok()?;
    let minutes = number / 100 * 60 + number % 100;
    FixedOffset::east_opt(minutes.checked_mul(60)?)
}

/// The first paragraph on one line, as `git log --format=%s` has it
/// (pretty.c, format_subject).
fn subject(message: &[u8]) -> Vec<u8> {
    let is_blank = |line: &&[u8]| line.trim().is_empty();
    let lines: Vec<&[u8]> = message
        .lines()
        .skip_while(is_blank)
        .take_while(|line| !is_blank(line))
        .map(ByteSlice::trim_end)
        .collect();
    lines.join(&b' ')
}

/// As text: in the encoding the commit names, else UTF-8 with what is invalid
/// replaced.
fn text(bytes: &[u8], encoding: &[u8]) -> String {
    let named = encoding.to_ascii_lowercase();
    match (bytes.to_str(), named.as_slice()) {
        (Err(_), b"iso-8859-1" | b"iso8859-1" | b"latin1" | b"latin-1") => {
            bytes.iter().map(|byte| char::from(*byte)).collect()
        }
        _ => bytes.to_str_lossy().into_owned(),
    }
}
