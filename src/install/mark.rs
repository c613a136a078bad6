//! What proves a file to be ours: its first line names the program, its
//! version and a check, the blob id of all that follows.

use super::shims::Target;
use crate::repo::sha1_blob_id;

/// Whose a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// Ours, as this version of the program wrote it.
    Ours { version: String },
    /// Ours once; somebody has edited it.
    Edited,
    /// Somebody else's.
    Others,
}

/// The whole file: the line that proves it, then `body`.
pub(super) fn marked(target: Target, version: &str, body: &str) -> String {
    format!("{}\n{body}", line(target, version, body.as_bytes()))
}

/// Whose these bytes are. Line endings do not count: a checkout may have
/// turned them.
pub(super) fn whose(target: Target, bytes: &[u8]) -> Whose {
    let bytes = folded(bytes);
    let end = bytes.iter().position(|byte| *byte == b'\n');
    let (first, body) = bytes.split_at(end.unwrap_or(bytes.len()));
    let first = String::from_utf8_lossy(first);
    let start = format!("{} Written by git-shipkit ", target.comment());
    let rest = first.strip_prefix(&*start);
    let Some((version, _)) = rest.and_then(|rest| rest.split_once(" (check ")) else {
        return Whose::Others;
    };
    match body.strip_prefix(b"\n") {
        Some(body) if is_version(version) && line(target, version, body) == first => Whose::Ours {
            version: version.to_owned(),
        },
        _ => Whose::Edited,
    }
}

/// The bytes with LF where they have CR LF.
pub(super) fn folded(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().peekable();
    while let Some(byte) = rest.next() {
        if *byte != b'\r' || rest.peek() != Some(&&b'\n') {
            out.push(*byte);
        }
    }
    out
}

fn is_version(text: &str) -> bool {
    let belongs = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+');
    !text.is_empty() && text.chars().all(belongs)
}

fn line(target: Target, version: &str, body: &[u8]) -> String {
    let (comment, name) = (target.comment(), target.name());
    let check = sha1_blob_id(body);
    let check = check.as_str();
    format!(
        "{comment} Written by git-shipkit {version} (check {check}); 'git shipkit uninstall {name}' removes it."
    )
}
