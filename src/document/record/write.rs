//! A record as text.

use super::{CLOSER, OPENER};
use crate::model::{ObjectId, Pin, Pinned, Record, RepoPath, VERSION, steers};
use chrono::SecondsFormat;
use std::fmt::Write;
use toml_writer::{ToTomlKey, ToTomlValue, TomlKeyBuilder, TomlStringBuilder};

/// The record from its opener to its closer, each line ended by LF.
pub(in crate::document) fn render(record: &Record) -> String {
    let mut out = format!("{OPENER}\nversion = {VERSION}\n");
    let saved_at = record.saved_at.to_rfc3339_opts(SecondsFormat::Secs, false);
    line(&mut out, "saved_at", &saved_at);
    line(&mut out, "prose", &text(record.prose.as_str()));
    let optional = [
        ("task_id", record.task_id.as_deref()),
        ("source", record.source.as_ref().map(RepoPath::as_str)),
        ("head", record.head.as_ref().map(ObjectId::as_str)),
        ("branch", record.branch.as_deref()),
        ("state", record.state.as_deref()),
    ];
    for (key, value) in optional {
        if let Some(value) = value {
            line(&mut out, key, &text(value));
        }
    }
    if !record.files.is_empty() {
        out.push_str("\n[files]\n");
    }
    for (path, pinned) in &record.files {
        match path.as_str() {
            path if is_plain(path) => out.extend(["\"", path, "\""]),
            path => out.push_str(&key(path)),
        }
        out.push_str(" = ");
        file(&mut out, pinned);
    }
    out.push_str(CLOSER);
    out.push('\n');
    out
}

fn line(out: &mut String, key: &str, value: &str) {
    writeln!(out, "{key} = {value}").expect("a string takes every write");
}

/// A file's line; each is put together in place: there may be thousands.
fn file(out: &mut String, pinned: &Pinned) {
    out.push_str("{ ");
    match &pinned.pin {
        Pin::Blob { mode, blob } => {
            put(out, "mode = ", mode.as_str());
            put(out, ", blob = ", blob.as_str());
        }
        Pin::Missing => out.push_str("missing = true"),
        Pin::Unhashed { why, raw } => {
            put(out, "why = ", why);
            if let Some(id) = raw {
                put(out, ", raw = ", id.as_str());
            }
        }
    }
    if !pinned.lines.is_empty() {
        let mut before = ", lines = [";
        for lines in &pinned.lines {
            put(out, before, &lines.to_string());
            before = ", ";
        }
        out.push(']');
    }
    if !pinned.held.is_empty() {
        let mut before = ", held = { ";
        for (lines, blob) in &pinned.held {
            put(out, before, &lines.to_string());
            put(out, " = ", blob.as_str());
            before = ", ";
        }
        out.push_str(" }");
    }
    out.push_str(" }\n");
}

fn put(out: &mut String, before: &str, value: &str) {
    out.push_str(before);
    if is_plain(value) {
        out.extend(["\"", value, "\""]);
    } else {
        out.push_str(&text(value));
    }
}

/// Whether nothing of it is escaped in quotes.
fn is_plain(value: &str) -> bool {
    let is_plain = |byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\' | b'>');
    value.bytes().all(is_plain)
}

fn text(value: &str) -> String {
    harmless(&TomlStringBuilder::new(value).as_basic().to_toml_value())
}

fn key(value: &str) -> String {
    harmless(&TomlKeyBuilder::new(value).as_basic().to_toml_key())
}

/// Escapes what steers a terminal, and each `>` that would end an HTML
/// comment: `-->` by CommonMark, `--!>` by HTML as well.
fn harmless(encoded: &str) -> String {
    let mut out = String::with_capacity(encoded.len());
    for c in encoded.chars() {
        if c == '>' && (out.ends_with("--") || out.ends_with("--!")) {
            out.push_str("\\u003E");
        } else if steers(c) {
            write!(out, "\\u{:04X}", u32::from(c)).expect("a string takes every write");
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{is_plain, key, text};

    #[test]
    fn what_is_plain_stands_as_it_is() {
        let plain: String = (' '..='~').filter(|c| !"\"\\>".contains(*c)).collect();
        assert!(is_plain(&plain));
        assert_eq!(text(&plain), format!("\"{plain}\""));
        assert_eq!(key(&plain), format!("\"{plain}\""));
        for odd in ["\"", "\\", ">", "\u{7f}", "\n", "é"] {
            assert!(!is_plain(odd));
        }
    }
}
