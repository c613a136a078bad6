//! What other documents of `.shipkit/` say of the work, one line each: the
//! status page, the journal, and the resume point of the file that the present
//! shipkit keeps. Nothing is required of any of them.

use serde_json::Value;

/// Where work stopped, as `progress.json` has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResumePoint {
    /// What was worked on last.
    pub task: Option<String>,
    /// How that stood: `in-progress`.
    pub status: Option<String>,
    /// The file that was open.
    pub file: Option<String>,
    /// What comes next.
    pub next: Option<String>,
    /// When the file was written, as it says itself.
    pub updated: Option<String>,
}

/// What a status page says first: its first line of text, or its first heading
/// where there is none; `None` for an empty page.
pub fn opening(text: &str) -> Option<String> {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = content_lines(text).peekable();
    let first = lines.peek().copied();
    let body = lines.find(|line| !line.starts_with('#'));
    body.or(first).map(plain).filter(|line| !line.is_empty())
}

/// A journal's newest entry: of its headings and the lines that begin with a
/// date the latest dated one, without dates the last heading, else the last
/// line of text.
pub fn newest_entry(text: &str) -> Option<String> {
    let text = text.trim_start_matches('\u{feff}');
    let lines: Vec<&str> = content_lines(text).collect();
    let plain_lines = lines.iter().map(|line| plain(line));
    let entries = lines.iter().zip(plain_lines);
    let dated = entries.filter_map(|(line, plain)| {
        let date = date_in(&plain, line.starts_with('#'))?.to_owned();
        Some((date, plain))
    });
    // of two of one day the one that was written below the other
    let newest = dated.max_by(|(one, _), (other, _)| one.cmp(other));
    let heading = || lines.iter().rev().find(|line| line.starts_with('#'));
    let last = || lines.last().map(|line| plain(line));
    let found = newest.map(|(_, line)| line);
    let found = found
        .or_else(|| heading().map(|line| plain(line)))
        .or_else(last);
    found.filter(|line| !line.is_empty())
}

/// The lines that say something: no blank ones, no rules, no fences, no
/// comments, no front matter.
fn content_lines(text: &str) -> impl Iterator<Item = &str> {
    let is_rule = |line: &str| {
        line.chars()
            .all(|c| matches!(c, '-' | '=' | '*' | '_' | '|' | ':' | ' '))
    };
    let is_fence = |line: &str| line.starts_with("```") || line.starts_with("~~~");
    let mut is_comment = false;
    let lines = without_front_matter(text).lines().map(str::trim);
    lines.filter(move |line| {
        if is_comment || line.starts_with("<!--") {
            is_comment = !line.contains("-->");
            return false;
        }
        !is_rule(line) && !is_fence(line)
    })
}

/// What comes after the front matter; all of it where that has no end.
fn without_front_matter(text: &str) -> &str {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if first.trim_end() != "---" {
        return text;
    }
    let mut end = first.len();
    for line in lines {
        end += line.len();
        if line.trim_end() == "---" {
            return &text[end..];
        }
    }
    text
}

/// A line without the marks of its heading, item or emphasis.
fn plain(line: &str) -> String {
    let line = line.trim_start_matches(['#', '>', '-', '*', '+', ' ']);
    let line = ["[x] ", "[ ] ", "[X] "]
        .iter()
        .find_map(|mark| line.strip_prefix(mark))
        .unwrap_or(line);
    line.replace("**", "").replace('`', "").trim().to_owned()
}

/// The `2025-01-27` a line begins with, or a heading holds.
fn date_in(line: &str, anywhere: bool) -> Option<&str> {
    let starts = line.char_indices().map(|(at, _)| at);
    let starts = starts.take(if anywhere { usize::MAX } else { 2 }); // `[2025-…`
    starts.filter_map(|at| line.get(at..at + 10)).find(|text| {
        let digit = |at: usize, b: u8| match at {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        };
        text.bytes().enumerate().all(|(at, b)| digit(at, b))
    })
}

/// Whether a `progress.json` is the one that shipkit-work-memory keeps.
pub fn is_work_memory(json: &str) -> bool {
    let json: Option<Value> = serde_json::from_str(json.trim_start_matches('\u{feff}')).ok();
    let says = |key: &str, word: &str| {
        let json = json.as_ref();
        json.and_then(|json| json.get(key))
            .is_some_and(|value| value == word)
    };
    says("type", "work-memory") || says("source", "shipkit-work-memory")
}

/// The resume point of a `progress.json`; `None` where it tells none, of
/// whatever shape it is.
pub fn resume_point(json: &str) -> Option<ResumePoint> {
    let json: Value = serde_json::from_str(json.trim_start_matches('\u{feff}')).ok()?;
    let point = json.get("resumePoint").or_else(|| json.get("resume"));
    let point = point.unwrap_or(&Value::Null);
    let session = last_session(&json, point).unwrap_or(&Value::Null);
    let summary = json.get("summary").unwrap_or(&Value::Null);
    let task = first(session, &["task", "workstream", "title", "name"]);
    let task = task.or_else(|| first(summary, &["activeWorkstream"]));
    let found = ResumePoint {
        task: task.map(|task| named_workstream(&json, task)),
        status: first(session, &["status"]),
        file: first(point, &["lastFile", "openFiles"]).or_else(|| first(session, &["lastFile"])),
        next: first(point, &["immediateNextStep", "nextStep", "next"])
            .or_else(|| first(session, &["nextSteps", "nextStep", "next"])),
        updated: first(&json, &["lastUpdated"]),
    };
    let says = found.task.is_some() || found.file.is_some() || found.next.is_some();
    says.then_some(found)
}

/// The session that the resume point names, else the last that is more than a
/// note that one has ended.
fn last_session<'a>(json: &'a Value, point: &'a Value) -> Option<&'a Value> {
    let last = point.get("lastSession").unwrap_or(&Value::Null);
    if last.is_object() {
        return Some(last);
    }
    let sessions = json.get("sessions")?.as_array()?;
    let is_named = |session: &&Value| !last.is_null() && session.get("id") == Some(last);
    let is_note = |session: &&Value| {
        let said = session.to_string();
        said.contains("Session ended") || said.contains("Context compacted")
    };
    let named = sessions.iter().find(is_named);
    named.or_else(|| sessions.iter().rev().find(|session| !is_note(session)))
}

/// The name of the workstream with that id, where it is one.
fn named_workstream(json: &Value, task: String) -> String {
    let streams = json.get("workstreams").and_then(Value::as_array);
    let mut streams = streams.into_iter().flatten();
    let stream = streams.find(|one| one.get("id").and_then(Value::as_str) == Some(&task));
    let name = stream.and_then(|one| first(one, &["name", "title"]));
    name.unwrap_or(task)
}

/// The first of these fields that holds text; of a list its first text, of an
/// object its path or name.
fn first(value: &Value, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| text(value.get(key)?))
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Array(values) => values.iter().find_map(|value| match value {
            Value::Array(_) => None, // no list within a list is text
            value => text(value),
        }),
        Value::Object(_) => ["path", "file", "name", "title", "step", "description"]
            .iter()
            .find_map(|key| value.get(key)?.as_str())
            .map(str::to_owned),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_page_opens_with_its_first_text() {
        let opening = |text| opening(text).unwrap_or_default();
        assert_eq!(
            opening("# Status\n\n---\n**Health:** Good\n"),
            "Health: Good"
        );
        assert_eq!(opening("---\na: b\n---\n# Status\n"), "Status");
        assert_eq!(opening("\u{feff}> - `x` stands\n"), "x stands");
        assert_eq!(opening(" \n---\n<!-- c -->\n"), "");
        assert_eq!(opening("---\r\na: b\r\n---\r\n# S\r\nGood\r\n"), "Good");
        assert_eq!(opening("---\nno end\n"), "no end");
        assert_eq!(opening("<!--\nhidden\n-->\n# S\nGood\n"), "Good");
        assert_eq!(opening("# S\n```text\ncode\n```\n"), "code");
        assert_eq!(opening("# S\n|:--|--:|\n| a | b |\n"), "| a | b |");
    }

    #[test]
    fn the_newest_entry_is_found_in_either_order() {
        let newest = |text| newest_entry(text).unwrap_or_default();
        let up = "# Progress\n## 2025-01-28: B\n- x\n## 2025-01-27: A\n- y\n";
        assert_eq!(newest(up), "2025-01-28: B");
        let down = "# Progress\n## 2025-01-27: A\n- y\n## 2025-01-28: B\n- x\n";
        assert_eq!(newest(down), "2025-01-28: B");
        assert_eq!(
            newest("2025-01-27: one\n2025-01-27: two\n"),
            "2025-01-27: two"
        );
        assert_eq!(
            newest("# P\n- [2024-12-31] old\n## Jan\nwas 2025-01-01\n"),
            "[2024-12-31] old"
        );
        assert_eq!(newest("# P\n## One\na\n## Two\nb\n"), "Two");
        assert_eq!(newest("just\n- [x] this\n"), "this");
        assert_eq!(newest("äöü 2025-01-0\n"), "äöü 2025-01-0");
        assert_eq!(newest(""), "");
    }

    #[test]
    fn a_resume_point_is_read_as_it_is_kept_now() {
        let json = r#"{"$schema": "shipkit-artifact", "type": "work-memory",
            "lastUpdated": "2025-01-15T10:00:00Z", "summary": {"activeWorkstream": "x"},
            "sessions": [
                {"id": "session-001", "workstream": "ws-1", "status": "in-progress",
                 "nextSteps": ["Late"]},
                {"id": "session-002", "accomplished": ["Session ended (exit)"], "status": "complete"}],
            "workstreams": [{"id": "ws-1", "name": "Auth flow"}],
            "resumePoint": {"immediateNextStep": "Add rate limiting",
                "openFiles": [{"path": "src/auth.ts"}, "b"]}}"#;
        assert!(is_work_memory(json));
        let point = resume_point(json).expect("it tells one");
        assert_eq!(point.task.as_deref(), Some("Auth flow"));
        assert_eq!(point.status.as_deref(), Some("in-progress"));
        assert_eq!(point.file.as_deref(), Some("src/auth.ts"));
        assert_eq!(point.next.as_deref(), Some("Add rate limiting"));
        assert_eq!(point.updated.as_deref(), Some("2025-01-15T10:00:00Z"));
        let named = json.replace(
            "\"openFiles\"",
            "\"lastSession\": \"session-002\", \"openFiles\"",
        );
        let point = resume_point(&named).expect("it tells one");
        assert_eq!(point.status.as_deref(), Some("complete"));
        assert_eq!(point.task.as_deref(), Some("x"));
    }

    #[test]
    fn of_any_other_json_nothing_is_said() {
        for json in [
            "",
            "{",
            "null",
            "[]",
            "3",
            "{}",
            "{\"sessions\": 3}",
            "\"x\"",
            "{\"resumePoint\": [], \"sessions\": [null, 1], \"summary\": \"s\"}",
            "{\"resumePoint\": {\"openFiles\": [[[\"x\"]]], \"next\": \"  \"}}",
        ] {
            assert_eq!(resume_point(json), None, "{json}");
            assert!(!is_work_memory(json), "{json}");
        }
        let deep = "[".repeat(100_000);
        assert_eq!(resume_point(&deep), None);
    }
}
