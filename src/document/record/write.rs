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
        let key = TomlKeyBuilder::new(path.as_str()).as_basic().to_toml_key();
        line(&mut out, &harmless(&key), &file(pinned));
    }
    out.push_str(CLOSER);
    out.push('\n');
    out
}

fn line(out: &mut String, key: &str, value: &str) {
    writeln!(out, "{key} = {value}").expect("a string takes every write");
}

fn file(pinned: &Pinned) -> String {
    let mut parts = match &pinned.pin {
        Pin::Blob { mode, blob } => vec![
            format!("mode = {}", text(mode.as_str())),
            format!("blob = {}", text(blob.as_str())),
        ],
        Pin::Missing => vec!["missing = true".to_owned()],
        Pin::Unhashed { why, raw } => {
            let mut parts = vec![format!("why = {}", text(why))];
            parts.extend(raw.iter().map(|id| format!("raw = {}", text(id.as_str()))));
            parts
        }
    };
    if !pinned.lines.is_empty() {
        let lines: Vec<String> = pinned
            .lines
            .iter()
            .map(|lines| text(&lines.to_string()))
            .collect();
        parts.push(format!("lines = [{}]", lines.join(", ")));
    }
    if !pinned.held.is_empty() {
        let held: Vec<String> = pinned
            .held
            .iter()
            .map(|(lines, blob)| format!("\"{lines}\" = {}", text(blob.as_str())))
            .collect();
        parts.push(format!("held = {{ {} }}", held.join(", ")));
    }
    format!("{{ {} }}", parts.join(", "))
}

fn text(value: &str) -> String {
    harmless(&TomlStringBuilder::new(value).as_basic().to_toml_value())
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
