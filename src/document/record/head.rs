//! The head of a record, above its files, in the very form that
//! [`render`](super::render) gives it: see [`plain`](super::plain).

use super::plain::text;
use crate::model::{ObjectId, Record, RepoPath};
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeMap;

/// Reads it, without any files; `None` where any of it is not as we write it.
/// A `state` is in no such form: it is full of escapes.
pub(super) fn read(head: &str) -> Option<Record> {
    let mut lines = head.split_terminator('\n');
    let mut next = || {
        lines
            .next()
            .map(|line| line.strip_suffix('\r').unwrap_or(line))
    };
    if next()? != "version = 1" {
        return None;
    }
    let saved_at = time(next()?.strip_prefix("saved_at = ")?)?;
    let mut line = next();
    let mut value = |key: &str| match line.and_then(|line| line.strip_prefix(key)) {
        None => Some(None),
        Some(rest) => {
            let (value, after) = text(rest.strip_prefix(" = ")?)?;
            line = next();
            after.is_empty().then_some(Some(value))
        }
    };
    let id = |text: Option<&str>| text.map_or(Some(None), |text| ObjectId::new(text).map(Some));
    let path =
        |text: Option<&str>| text.map_or(Some(None), |text| RepoPath::new(text).ok().map(Some));
    let record = Record {
        saved_at,
        prose: ObjectId::new(value("prose")??)?,
        task_id: value("task_id")?.map(str::to_owned),
        source: path(value("source")?)?,
        head: id(value("head")?)?,
        branch: value("branch")?.map(str::to_owned),
        state: None,
        files: BTreeMap::new(),
    };
    (line == Some("") && next().is_none()).then_some(record)
}

/// `2025-01-27T14:30:05+01:00` to the letter: TOML and RFC 3339 allow more,
/// and not the same.
fn time(text: &str) -> Option<DateTime<FixedOffset>> {
    const FORM: &[u8] = b"0000-00-00T00:00:00+00:00";
    let fits = |(byte, form): (u8, &u8)| match form {
        b'0' => byte.is_ascii_digit(),
        b'+' => matches!(byte, b'+' | b'-'),
        form => byte == *form,
    };
    let fits = text.len() == FORM.len() && text.bytes().zip(FORM).all(fits);
    fits.then(|| DateTime::parse_from_rfc3339(text).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::super::read::head_of;
    use super::read;

    const ALL: &str = "version = 1
saved_at = 2025-01-27T14:30:05+01:00
prose = \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"
task_id = \"auth\"
source = \"docs/HANDOFF.md\"
head = \"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\"
branch = \"feat/auth\"

";

    #[test]
    fn what_we_write_is_read_as_the_crate_reads_it() {
        let optional = ["task_id", "source", "head", "branch", "none of them"];
        for left_out in optional {
            let lines = ALL.split_inclusive('\n');
            let head: String = lines.filter(|line| !line.starts_with(left_out)).collect();
            assert_eq!(read(&head), head_of(&head), "{head}");
            assert!(read(&head).is_some(), "{head}");
        }
    }

    #[test]
    fn what_is_written_otherwise_is_for_the_crate() {
        for (from, to) in [
            ("version = 1", "version = 2"),
            ("version = 1", "version = 01"),
            ("14:30:05+", "14:30:05.5+"),
            ("T14", " 14"),
            ("+01:00", "Z"),
            ("+01:00", "+24:00"),
            ("01-27", "02-30"),
            ("14:30:05", "14:30:60"),
            ("\"feat/auth\"", "'feat/auth'"),
            ("\"feat/auth\"", "\"feat\\u002Fauth\""),
            ("\"feat/auth\"", "\"feat/auth\" # mine"),
            ("task_id", "task"),
            ("\n\n", "\nstate = \"{}\"\n\n"),
            ("docs/", "../"),
            ("bbb", "BBB"),
            ("\nhead", "\n\nhead"),
        ] {
            let head = ALL.replacen(from, to, 1);
            let found = read(&head);
            assert!(found.is_none() || found == head_of(&head), "{head}");
        }
    }
}
