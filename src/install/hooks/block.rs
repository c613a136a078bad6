//! Our lines in somebody's hook file: between two marks, the first of which
//! names the version and a check of what follows. Bytes in, bytes out.

use super::shell;
use crate::repo::sha1_blob_id;
use crate::suggest::Event;
use std::ops::Range;

const BEGIN: &[u8] = b"# >>> git-shipkit ";
const END: &[u8] = b"# <<< git-shipkit";
/// How a hook file of ours begins.
const FIRST: &[u8] = b"#!/bin/sh\n";

/// What was not there before we came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Made {
    /// The file was there.
    Nothing,
    /// We made the file.
    File,
    /// We made the file and the folder it lies in.
    Folder,
}

/// What a file has of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// Nothing.
    None,
    /// A block as a version of the program wrote it.
    Ours(Found),
    /// A block that somebody has edited, or more than one.
    Edited,
}

/// Where a block is, and what it tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) version: String,
    pub(super) made: Made,
    /// From its first mark to the end of its last, without a line's end.
    range: Range<usize>,
}

impl Made {
    fn word(self) -> &'static str {
        match self {
            Made::Nothing => "",
            Made::File => ", new file",
            Made::Folder => ", new folder",
        }
    }
}

/// The block without a line's end.
pub(super) fn block(version: &str, event: Event, program: Option<&str>, made: Made) -> String {
    let body = format!(
        "# Reminders of checkpoints. To take this out: git shipkit uninstall git\n{}",
        shell::lines(event, program)
    );
    format!(
        "{}{body}# <<< git-shipkit",
        first_line(version, made, &body)
    )
}

fn first_line(version: &str, made: Made, body: &str) -> String {
    let word = made.word();
    let check = sha1_blob_id(format!("{word}\n{body}").as_bytes());
    let check = &check.as_str()[..16];
    format!("# >>> git-shipkit {version} (check {check}{word})\n")
}

/// Looks for a block in a file.
pub(super) fn find(bytes: &[u8]) -> Block {
    let starts: Vec<usize> = lines(bytes)
        .filter(|line| bytes[line.clone()].starts_with(BEGIN))
        .map(|line| line.start)
        .collect();
    let ends: Vec<Range<usize>> = lines(bytes)
        .filter(|line| bytes[line.clone()].starts_with(END))
        .collect();
    match (&starts[..], &ends[..]) {
        ([], []) => Block::None,
        ([start], [end]) if start < &end.start && bytes[end.clone()] == *END => {
            let range = *start..end.end;
            read(&bytes[range.clone()]).map_or(Block::Edited, |(version, made)| {
                Block::Ours(Found {
                    version,
                    made,
                    range,
                })
            })
        }
        _ => Block::Edited,
    }
}

/// Version and origin of a block that is as it was written.
fn read(block: &[u8]) -> Option<(String, Made)> {
    let text = std::str::from_utf8(block).ok()?;
    let (first, rest) = text.split_at(text.find('\n')? + 1);
    let body = &rest[..rest.len() - END.len()];
    let said = first.strip_prefix("# >>> git-shipkit ")?;
    let (version, _) = said.split_once(" (check ")?;
    let all = [Made::Nothing, Made::File, Made::Folder];
    let made = all
        .into_iter()
        .find(|made| first_line(version, *made, body) == first)?;
    Some((version.to_owned(), made))
}

/// The lines of a text, without their ends.
fn lines(bytes: &[u8]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    bytes
        .split_inclusive(|byte| *byte == b'\n')
        .map(move |line| {
            let start = at;
            at += line.len();
            let end = if line.ends_with(b"\n") { at - 1 } else { at };
            start..end
        })
}

/// A hook file that holds nothing but `block`.
pub(super) fn alone(block: &str) -> Vec<u8> {
    [FIRST, block.as_bytes(), b"\n"].concat()
}

/// The file with `block` directly after its first line, where that names the
/// interpreter, else before everything: what ends the script may come early.
pub(super) fn inserted(bytes: &[u8], block: &str) -> Vec<u8> {
    if !bytes.starts_with(b"#!") {
        return [block.as_bytes(), b"\n", bytes].concat();
    }
    match bytes.iter().position(|byte| *byte == b'\n') {
        // The end of the file stays as it was: without a line's end.
        None => [bytes, b"\n", block.as_bytes()].concat(),
        Some(end) => {
            let (first, rest) = bytes.split_at(end + 1);
            [first, block.as_bytes(), b"\n", rest].concat()
        }
    }
}

/// The file with another block in the place of the one that was found.
pub(super) fn renewed(bytes: &[u8], found: &Found, block: &str) -> Vec<u8> {
    let Range { start, end } = found.range;
    [&bytes[..start], block.as_bytes(), &bytes[end..]].concat()
}

/// The file without the block; `None` where it holds nothing else and was
/// made for it.
pub(super) fn removed(bytes: &[u8], found: &Found) -> Option<Vec<u8>> {
    let Range { start, end } = found.range;
    let (start, end) = if end < bytes.len() {
        (start, end + 1)
    } else {
        (start.saturating_sub(1), end)
    };
    let rest = [&bytes[..start], &bytes[end..]].concat();
    (found.made == Made::Nothing || rest != FIRST).then_some(rest)
}
