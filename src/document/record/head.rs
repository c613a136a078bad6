//! The head of a record, above its files, in the very form that
//! [`render`](super::render) gives it: see [`plain`](super::plain).

use super::plain::text;
use crate::model::{ObjectId, Record, RepoPath};
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeMap;

/// Reads it, without any files; `None` where any of it is not as we write it.
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
    let mut record = Record {
        saved_at,
        prose: ObjectId::new(value("prose")??)?,
        task_id: value("task_id")?.map(str::to_owned),
        source: path(value("source")?)?,
        head: id(value("head")?)?,
        branch: value("branch")?.map(str::to_owned),
        state: None,
        files: BTreeMap::new(),
    };
    if let Some(quoted) = line.and_then(|line| line.strip_prefix("state = ")) {
        record.state = Some(unescaped(quoted)?);
        line = next();
    }
    (line == Some("") && next().is_none()).then_some(record)
}

/// A basic string of TOML, quotes and all, with those escapes that we write. A
/// program's state is full of them: measured, 440 KB of it cost 12 million
/// instructions through the crate, and 6 here.
fn unescaped(quoted: &str) -> Option<String> {
    let quoted = quoted.strip_prefix('"')?;
    let is_plain = |byte: u8| byte >= b' ' && byte != 0x7f; // no control character
    if !quoted.bytes().fold(true, |all, byte| all & is_plain(byte)) {
        return None;
    }
    let mut out = String::with_capacity(quoted.len());
    let mut rest = quoted;
    loop {
        let at = memchr::memchr2(b'"', b'\\', rest.as_bytes())?;
        out.push_str(&rest[..at]);
        if let Some(after) = rest[at..].strip_prefix('"') {
            return after.is_empty().then_some(out);
        }
        let (escaped, after) = escape(&rest[at + 1..])?;
        out.push(escaped);
        rest = after;
    }
}

/// What an escape stands for, its backslash aside, and what follows it.
fn escape(rest: &str) -> Option<(char, &str)> {
    let escaped = match rest.bytes().next()? {
        b'"' => '"',
        b'\\' => '\\',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let digits = rest.get(1..5)?;
            let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
            let code = is_hex.then(|| u32::from_str_radix(digits, 16).ok())??;
            return Some((char::from_u32(code)?, &rest[5..]));
        }
        _ => return None,
    };
    Some((escaped, &rest[1..]))
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
    fn a_state_is_read_without_the_crate() {
        for state in [
            "{}",
            "",
            r#"{\"a\":[\"\\\\\\n\",\"x\\u0041\",1.50]}"#,
            r"\n\r\t\\\u003E\u00e9\uFFFD é",
        ] {
            let head = ALL.replacen("\n\n", &format!("\nstate = \"{state}\"\n\n"), 1);
            assert_eq!(read(&head), head_of(&head), "{head}");
            assert!(read(&head).is_some(), "{head}");
        }
    }

    #[test]
    fn another_string_is_for_the_crate() {
        for state in [
            r"\uD800",
            r"\u12",
            r"\u+123",
            r"\u00é",
            r"\e",
            r"\x41",
            r"\U00000041",
            r"\",
            "\"",
            "\" #",
            "\u{7f}",
            "\t",
            r"\é",
            "'",
            r"\b\f",
        ] {
            let head = ALL.replacen("\n\n", &format!("\nstate = \"{state}\"\n\n"), 1);
            let found = read(&head);
            assert!(found.is_none() || found == head_of(&head), "{head}");
        }
        let long = ALL.replacen("\n\n", "\nstate = \"\"\"a\"\"\"\n\n", 1);
        assert_eq!(read(&long), None);
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
