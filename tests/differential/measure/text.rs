//! Two versions of a text, and how git maps the lines of one to the other.

use super::{Git, Stored};
use std::ops::Range;

/// Lines replaced by others: 0-based and half-open on both sides.
pub(super) type Hunk = (Range<usize>, Range<usize>);

/// Then and now of one file, and git's own line maps between them.
pub(super) struct Texts {
    pub(super) old: Vec<u8>,
    pub(super) new: Vec<u8>,
    /// Lines that came and went, as `git diff --numstat` counts them; without
    /// lines around them git finds other hunks at times.
    pub(super) changes: (u64, u64),
    /// As `git diff -U0` has them.
    pub(super) exact: Vec<Hunk>,
    /// As `git diff -U0 --ignore-cr-at-eol` has them.
    pub(super) folded: Vec<Hunk>,
    /// As `git diff -U0 -w` has them.
    pub(super) spaced: Vec<Hunk>,
}

impl Texts {
    /// Whether git calls one of them binary.
    pub(super) fn is_binary(&self) -> bool {
        let probe = |text: &[u8]| text[..text.len().min(8000)].contains(&0);
        probe(&self.old) || probe(&self.new)
    }

    pub(super) fn old_lines(&self) -> Vec<&[u8]> {
        lines(&self.old)
    }

    pub(super) fn new_lines(&self) -> Vec<&[u8]> {
        lines(&self.new)
    }
}

/// The lines of a text as git counts them, without `\n` or `\r\n`.
fn lines(text: &[u8]) -> Vec<&[u8]> {
    let whole = text.split_inclusive(|byte| *byte == b'\n');
    let without = whole.map(|line| match line.strip_suffix(b"\n") {
        Some(line) => line.strip_suffix(b"\r").unwrap_or(line),
        None => line,
    });
    without.collect()
}

/// One blob's text.
pub(super) fn text(git: &Git, of: &Stored) -> Vec<u8> {
    contents(git, std::iter::once(&of.blob)).concat()
}

/// The texts of all the pairs, in their order, with three questions to git.
pub(super) fn texts(git: &Git, pairs: &[(Stored, Stored)]) -> Vec<Texts> {
    if pairs.is_empty() {
        return Vec::new();
    }
    let (then, now) = trees(git, pairs);
    let exact = hunks(git, &then, &now, "--no-color", pairs.len());
    let folded = hunks(git, &then, &now, "--ignore-cr-at-eol", pairs.len());
    let mut spaced = hunks(git, &then, &now, "--ignore-all-space", pairs.len()).into_iter();
    let changes = numstat(git, &then, &now, pairs.len());
    let blobs = pairs.iter().flat_map(|(then, now)| [&then.blob, &now.blob]);
    let mut contents = contents(git, blobs).into_iter();
    let mut next = || contents.next().expect("as many as were asked for");
    exact
        .into_iter()
        .zip(folded)
        .zip(changes)
        .map(|((exact, folded), changes)| Texts {
            old: next(),
            new: next(),
            changes,
            exact,
            folded,
            spaced: spaced.next().expect("as many as were asked for"),
        })
        .collect()
}

/// Two trees with the pairs under made-up names: `0`, `1`, …
pub(super) fn trees(git: &Git, pairs: &[(Stored, Stored)]) -> (String, String) {
    let tree = |side: fn(&(Stored, Stored)) -> &Stored| {
        let mut input = Vec::new();
        for (number, pair) in pairs.iter().enumerate() {
            let line = format!("100644 blob {}\t{number}\0", side(pair).blob);
            input.extend_from_slice(line.as_bytes());
        }
        let id = git.ask("", &["mktree", "-z"], &input);
        String::from_utf8_lossy(&id).trim().to_owned()
    };
    (tree(|pair| &pair.0), tree(|pair| &pair.1))
}

fn hunks(git: &Git, then: &str, now: &str, how: &str, count: usize) -> Vec<Vec<Hunk>> {
    let arguments = [
        "diff",
        "-U0",
        "--text",
        "--no-ext-diff",
        "--no-textconv",
        "--no-renames",
        "--no-color",
        "--src-prefix=a/",
        "--dst-prefix=b/",
        how,
        then,
        now,
    ];
    let said = git.ask("", &arguments, &[]);
    let mut out = vec![Vec::new(); count];
    let mut at = None;
    for line in said.split(|byte| *byte == b'\n') {
        if let Some(names) = line.strip_prefix(b"diff --git a/") {
            let names = String::from_utf8_lossy(names);
            at = names.split(' ').next().and_then(|name| name.parse().ok());
        } else if line.starts_with(b"@@ ") {
            let file: usize = at.expect("a hunk belongs to a file");
            out[file].push(hunk(&String::from_utf8_lossy(line)));
        }
    }
    out
}

fn numstat(git: &Git, then: &str, now: &str, count: usize) -> Vec<(u64, u64)> {
    let plain = ["--text", "--no-ext-diff", "--no-textconv", "--no-renames"];
    let said = git.ask(
        "",
        &[&["diff", "--numstat"], &plain[..], &[then, now]].concat(),
        &[],
    );
    let mut out = vec![(0, 0); count];
    for line in String::from_utf8_lossy(&said).lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let number = |at: usize| fields[at].parse::<u64>().unwrap_or(0); // `-` of binary files
        let file: usize = fields[2].parse().expect("a name of ours");
        out[file] = (number(0), number(1));
    }
    out
}

/// `@@ -12,2 +12 @@`: of an empty side git names the line before it.
fn hunk(line: &str) -> Hunk {
    let side = |word: &str| {
        let (start, count) = word[1..].split_once(',').unwrap_or((&word[1..], "1"));
        let number = |text: &str| text.parse::<usize>().expect("a number of git's");
        let (start, count) = (number(start), number(count));
        let start = if count == 0 { start } else { start - 1 };
        start..start + count
    };
    let mut words = line.split(' ').skip(1);
    let mut next = || words.next().expect("both sides are there");
    (side(next()), side(next()))
}

fn contents<'a>(git: &Git, blobs: impl Iterator<Item = &'a String>) -> Vec<Vec<u8>> {
    let input: String = blobs.flat_map(|blob| [blob, "\n"]).collect();
    let said = git.ask("", &["cat-file", "--batch"], input.as_bytes());
    let mut rest = &said[..];
    let mut out = Vec::new();
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let head = String::from_utf8_lossy(&rest[..end]);
        let size = head.split(' ').nth(2).and_then(|size| size.parse().ok());
        let size: usize = size.unwrap_or_else(|| panic!("git cat-file says {head}"));
        out.push(rest[end + 1..end + 1 + size].to_vec());
        rest = &rest[end + 1 + size + 1..];
    }
    out
}
