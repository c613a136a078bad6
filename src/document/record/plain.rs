//! A record in the very form that [`render`](super::render) gives it, read
//! without a TOML parser: its files are a line each, and a checkpoint of ten
//! thousand of them is read before every commit.
//!
//! Measured, 10,000 files in 1.9 MB: 296 million instructions through the
//! `toml` crate, 37 here. The two never differ: what is not exactly of
//! this form is read by the crate, and a test holds both readings equal.

use super::head;
use super::read::head_of;
use crate::model::{Lines, Mode, ObjectId, Pin, Pinned, Record, RepoPath};
use std::collections::BTreeMap;

/// The line after which each is a file.
const FILES: &str = "\n[files]";

/// Reads a record; `None` where any of it is not as we write it, or nobody
/// should write it so. That says nothing of whether it is one.
pub(super) fn read(body: &str) -> Option<Record> {
    let at = memchr::memmem::find(body.as_bytes(), FILES.as_bytes())?;
    let (head, files) = (&body[..=at], &body[at + FILES.len()..]);
    let files = files
        .strip_prefix('\r')
        .unwrap_or(files)
        .strip_prefix('\n')?;
    let mut record = head::read(head).or_else(|| head_of(head))?;
    let mut read: Vec<(RepoPath, Pinned)> = Vec::with_capacity(files.len() / 96);
    let mut from = 0;
    for end in memchr::memchr_iter(b'\n', files.as_bytes()) {
        let line = &files[std::mem::replace(&mut from, end + 1)..end];
        let line = line.strip_suffix('\r').unwrap_or(line);
        let (path, pinned) = file(line)?;
        // A key that is there twice is an error; ours are in order.
        if read.last().is_some_and(|(before, _)| *before >= path) {
            return None;
        }
        read.push((path, pinned));
    }
    record.files = BTreeMap::from_iter(read);
    (from == files.len() && from > 0).then_some(record)
}

/// `"path" = { mode = "100644", blob = "…", lines = ["34"] }`
fn file(line: &str) -> Option<(RepoPath, Pinned)> {
    let (path, rest) = text(line)?;
    let rest = rest.strip_prefix(" = { ")?;
    let (pin, rest) = pin(rest)?;
    let (lines, rest) = match rest.strip_prefix(", lines = [") {
        Some(rest) => positions(rest)?,
        None => (Vec::new(), rest),
    };
    let (held, rest) = match rest.strip_prefix(", held = { ") {
        Some(rest) => held(rest)?,
        None => (BTreeMap::new(), rest),
    };
    let pinned = Pinned { pin, lines, held };
    (rest == " }").then_some((RepoPath::new(path).ok()?, pinned))
}

fn pin(rest: &str) -> Option<(Pin, &str)> {
    if let Some(usual) = usual_pin(rest) {
        return Some(usual);
    }
    if let Some(rest) = rest.strip_prefix("mode = ") {
        let (mode, rest) = text(rest)?;
        let (blob, rest) = text(rest.strip_prefix(", blob = ")?)?;
        let mode = Mode::parse(mode)?;
        let blob = ObjectId::new(blob)?;
        return Some((Pin::Blob { mode, blob }, rest));
    }
    if let Some(rest) = rest.strip_prefix("missing = true") {
        return Some((Pin::Missing, rest));
    }
    let (why, rest) = text(rest.strip_prefix("why = ")?)?;
    let why = why.to_owned();
    let Some(rest) = rest.strip_prefix(", raw = ") else {
        return Some((Pin::Unhashed { why, raw: None }, rest));
    };
    let (raw, rest) = text(rest)?;
    let raw = Some(ObjectId::new(raw)?);
    Some((Pin::Unhashed { why, raw }, rest))
}

/// What most are: a file with an id of SHA-1.
fn usual_pin(rest: &str) -> Option<(Pin, &str)> {
    let rest = rest.strip_prefix("mode = \"100644\", blob = \"")?;
    let (blob, rest) = rest.split_at_checked(40)?;
    let blob = ObjectId::new(blob)?;
    let mode = Mode::File;
    Some((Pin::Blob { mode, blob }, rest.strip_prefix('"')?))
}

/// `"34", "40-41"]`, rising.
fn positions(mut rest: &str) -> Option<(Vec<Lines>, &str)> {
    let mut read: Vec<Lines> = Vec::with_capacity(1);
    loop {
        let (lines, after) = text(rest)?;
        let lines = lines.parse().ok()?;
        if read.last().is_some_and(|before| *before >= lines) {
            return None;
        }
        read.push(lines);
        match after.strip_prefix(", ") {
            Some(more) => rest = more,
            None => return Some((read, after.strip_prefix(']')?)),
        }
    }
}

/// `"34" = "…", "40-41" = "…" }`, rising.
fn held(mut rest: &str) -> Option<(BTreeMap<Lines, ObjectId>, &str)> {
    let mut read = BTreeMap::new();
    loop {
        let (lines, after) = text(rest)?;
        let (blob, after) = text(after.strip_prefix(" = ")?)?;
        let lines: Lines = lines.parse().ok()?;
        let is_next = read.keys().next_back().is_none_or(|before| *before < lines);
        read.insert(lines, ObjectId::new(blob)?);
        match after.strip_prefix(", ").filter(|_| is_next) {
            Some(more) => rest = more,
            None => return Some((read, after.strip_prefix(" }").filter(|_| is_next)?)),
        }
    }
}

/// A basic string of TOML without escapes, and what follows it.
pub(super) fn text(rest: &str) -> Option<(&str, &str)> {
    let rest = rest.strip_prefix('"')?;
    // Or a control character, which TOML would have escaped.
    let ends = |byte: u8| matches!(byte, b'"' | b'\\' | 0..b' ' | 0x7f);
    let (text, rest) = rest.split_at(rest.bytes().position(ends)?);
    Some((text, rest.strip_prefix('"')?))
}

#[cfg(test)]
mod tests {
    use super::super::read::{Parsed, by_crate};
    use super::super::{CLOSER, OPENER, render};
    use super::*;

    const PINNED: &str = include_str!("../../../fixtures/documents/record-v1.md");
    const A: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    /// The TOML of a document's record.
    fn body(document: &str) -> &str {
        let (_, rest) = document.split_once(OPENER).unwrap();
        let (body, _) = rest.split_once(CLOSER).unwrap();
        body.split_once('\n').unwrap().1
    }

    /// What is read, where anything is: the crate must say the same.
    fn agreed(body: &str) -> Option<Record> {
        let read = read(body)?;
        let expected = Parsed::Record(Box::new(read.clone()));
        assert_eq!(by_crate(body), expected, "{body:?}");
        Some(read)
    }

    /// A number out of a row of numbers without an order.
    fn any(seed: &mut u64, below: usize) -> usize {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(*seed >> 33).unwrap() % below
    }

    fn some_lines(seed: &mut u64) -> Lines {
        let start = u32::try_from(any(seed, 90)).unwrap() + 1;
        let more = u32::try_from(any(seed, 3)).unwrap();
        Lines::new(start, start + more).unwrap()
    }

    fn some_file(seed: &mut u64) -> Pinned {
        let id = || ObjectId::new(A).unwrap();
        let mut pinned = Pinned::whole(match any(seed, 8) {
            0 => Pin::Missing,
            1 => Pin::Unhashed {
                why: "the filter 'lfs' is missing".to_owned(),
                raw: (any(seed, 2) == 0).then(id),
            },
            number => Pin::Blob {
                mode: [Mode::File, Mode::Executable, Mode::Symlink][number % 3],
                blob: id(),
            },
        });
        pinned.lines = (0..any(seed, 4)).map(|_| some_lines(seed)).collect();
        pinned.lines.sort_unstable();
        pinned.lines.dedup();
        pinned.held = (0..any(seed, 3))
            .map(|_| (some_lines(seed), id()))
            .collect();
        pinned
    }

    fn some_record(seed: &mut u64) -> Record {
        let Parsed::Record(mut record) = by_crate(body(PINNED)) else {
            panic!("the fixture is a record");
        };
        let parts = ["src", "über", "a b", "'", ".git~", "日本", "x.rs", "]", "#"];
        let part = |seed: &mut u64| parts[any(seed, 9)];
        record.files = (0..=any(seed, 12))
            .map(|number| {
                (
                    format!("{}/{}{number}", part(seed), part(seed)),
                    some_file(seed),
                )
            })
            .map(|(path, pinned)| (RepoPath::new(path).unwrap(), pinned))
            .collect();
        record.state = (any(seed, 2) == 0).then(|| "{\"a\":\"\\n[files]\\n\"}".to_owned());
        *record
    }

    #[test]
    fn what_we_write_is_read_without_the_crate() {
        assert!(agreed(body(PINNED)).is_some());
        let mut seed = 1;
        for _ in 0..500 {
            let record = some_record(&mut seed);
            let text = render(&record);
            let windows = text.replace('\n', "\r\n");
            for text in [text, windows] {
                assert_eq!(agreed(body(&text)).as_ref(), Some(&record), "{text}");
            }
        }
    }

    #[test]
    fn both_readings_agree_on_what_somebody_has_changed() {
        let pieces = [
            "",
            "\"",
            "\\",
            "\\u0041",
            " ",
            ",",
            "\n",
            "\r",
            "\t",
            "=",
            "0",
            "z",
            ".",
            "#",
            "]",
            "}",
            "'",
            "{",
            "[",
            "é",
            "\u{7f}",
            "\"\"\"",
            "\n[files]\n",
            "\n# x\n",
            "..",
            "/",
            ".git",
            "34",
        ];
        let mut seed = 7;
        for _ in 0..1000 {
            let record = some_record(&mut seed);
            let text = render(&record);
            let body = body(&text);
            let at = |seed: &mut u64| {
                let at = any(seed, body.len() + 1);
                (0..=at)
                    .rev()
                    .find(|at| body.is_char_boundary(*at))
                    .unwrap()
            };
            let (one, other) = (at(&mut seed), at(&mut seed));
            let (from, to) = (one.min(other), one.max(other));
            let to = if any(&mut seed, 3) == 0 { to } else { from };
            let piece = pieces[any(&mut seed, pieces.len())];
            agreed(&format!("{}{piece}{}", &body[..from], &body[to..]));
            let again = &body[from..];
            agreed(&format!("{body}{again}"));
        }
    }
}
