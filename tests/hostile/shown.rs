//! What somebody else wrote draws nothing.

use crate::support::{Output, Sandbox};
use serde_json::{Value, json};

/// All that looks at a checkpoint, or saves it again.
const LOOKS: [&[&str]; 20] = [
    &["resume"],
    &["resume", "--check"],
    &["resume", "--diff"],
    &["resume", "--json"],
    &["status"],
    &["status", "--porcelain"],
    &["status", "--json"],
    &["show", "--json"],
    &["list", "--all"],
    &["list", "--json"],
    &["log", "--json"],
    &["diff", "--json"],
    &["resume", "--update"],
    &["checkpoint", "--dry-run"],
    &["checkpoint", "--dry-run", "--json"],
    &["show"],
    &["list"],
    &["log"],
    &["checkpoint"],
    &["clear", "--no-progress"],
];

/// What no output holds: what moves a cursor, turns the reading direction or
/// cannot be seen.
fn draws(c: char) -> bool {
    matches!(c, '\0'..='\x08' | '\x0b'..='\x1f' | '\x7f'..='\u{9f}' | '\u{ad}' | '\u{61c}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// What JSON has to the letter, and names beside: no terminal obeys it.
fn hides(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[track_caller]
fn assert_harmless(output: &Output, what: &[&str]) {
    let said = format!("{}{}", output.stdout, output.stderr);
    let is_json = what.contains(&"--json");
    let shows = |c: &char| draws(*c) && !(is_json && hides(*c));
    let found: Vec<char> = said.chars().filter(shows).collect();
    let hidden = is_json && said.contains(hides);
    assert!(
        !hidden || said.contains("\"hidden\":[{"),
        "{what:?}: {said}"
    );
    assert!(found.is_empty(), "{what:?} says {found:?} in {said:?}");
}

const EVIL: &str =
    "T\u{1b}[31mred\u{1b}]0;title\u{7}\u{9b}2J\u{202e}txet\u{2066}\u{200b}\u{e0041}\u{7f}";

#[test]
fn a_task_that_draws_is_shown_harmless() {
    let s = Sandbox::new();
    let saved = s.shipkit(&[
        "checkpoint",
        "-y",
        "--task",
        EVIL,
        "--done",
        EVIL,
        "--open=a",
    ]);
    assert_harmless(&saved, &["checkpoint", "--task", EVIL]);
    let evil = format!("# {EVIL}\n\n**Task:** {EVIL}\n\n- [x] {EVIL}\n  - File: `a`\n");
    let from = s.shipkit_reading(
        &["checkpoint", "--new", "--from", "-"],
        Some(evil.as_bytes()),
    );
    assert_harmless(&from, &["checkpoint", "--from", EVIL]);
    let _ = from.expect_code(0);
    assert!(
        s.document().starts_with(&evil),
        "what people wrote is kept to the byte"
    );
    s.write("a", "two\n");
    for look in LOOKS {
        let said = s.shipkit(look);
        assert!(said.code < 2, "{look:?}:\n{said}");
        assert_harmless(&said, look);
    }
}

#[test]
fn names_git_gives_us_are_shown_harmless() {
    let s = Sandbox::new();
    let file = "e\u{1b}[31m\u{202e}f";
    s.git(&["checkout", "-q", "-b", "b\u{202e}\u{200b}c"]);
    s.write(file, "1\n");
    s.sh("git add .; git commit -qm e");
    let _ = s.save(&[file]);
    s.write(file, "2\n");
    s.git(&[
        "-c",
        "user.name=x",
        "commit",
        "-qam",
        EVIL,
        "--author",
        "\u{202e}Ada\u{1b}[1m <a@b>",
    ]);
    s.git(&["checkout", "-q", "-b", "other\u{202e}"]);
    let told = s.shipkit(&["resume", "--check"]).expect_code(1);
    let _ = told.mentions(&["e\\033[31m", "Modified"]);
    for look in LOOKS {
        assert_harmless(&s.shipkit(look), look);
    }
}

#[test]
fn what_is_refused_is_quoted_harmless() {
    let s = Sandbox::new();
    for wrong in [
        &["checkpoint", EVIL, "--task", "t"][..],
        &["resume", EVIL],
        &[EVIL],
        &["checkpoint", "--task", "t", "--progress", EVIL],
        &["checkpoint", "--from", EVIL],
        &["checkpoint", "--task", "t", "--open", "../\u{1b}[31m"],
    ] {
        let said = s.shipkit(wrong);
        assert_harmless(&said, wrong);
    }
    let bad = format!("{{\"taskName\": \"t\", \"{}\": 1}}", "\\u001b[31m\u{202e}");
    let said = s.shipkit_reading(&["checkpoint", "--state", "-"], Some(bad.as_bytes()));
    assert_harmless(&said, &["--state"]);
    let _ = said.expect_code(128);
}

#[test]
fn what_no_eye_sees_is_named_in_json_and_told_in_a_sentence() {
    let s = Sandbox::new();
    let state = r#"{"taskName":"a\u202eb","pending":["x",{"text":"y\u200b\u200bz"}],"context":{"k":"\u200d"}}"#;
    let save = ["checkpoint", "--json", "--state", "-"];
    let saved = s.shipkit_reading(&save, Some(state.as_bytes())).json();
    let hidden = |field: &str, code: &str, count: u32| json!({ "field": field, "characters": [{ "codePoint": code, "count": count }] });
    let of = |before: &str| {
        json!([
            hidden(&format!("{before}taskName"), "U+202E", 1),
            hidden(&format!("{before}context.k"), "U+200D", 1),
            hidden(&format!("{before}pending[1].text"), "U+200B", 2),
        ])
    };
    let texts = |hidden: &Value| -> Vec<String> {
        let all = hidden.as_array().expect("a list").iter();
        all.map(ToString::to_string).collect()
    };
    let sorted = |hidden: &Value| {
        let mut all = texts(hidden);
        all.sort();
        all
    };
    assert_eq!(sorted(&saved["hidden"]), sorted(&of("checkpoint.")).clone());
    let shown = s.shipkit(&["show", "--json"]);
    assert_eq!(shown.json()["taskName"], "a\u{202e}b", "to the letter");
    let again = s.shipkit_reading(
        &["checkpoint", "--state", "-"],
        Some(shown.stdout.as_bytes()),
    );
    let _ = again.expect_code(0);
    let sentence =
        "warning: the document has characters that hide from the eye or steer a terminal:";
    for look in [&["resume"][..], &["show"], &["checkpoint", "--done", "x"]] {
        let said = s.shipkit(look).expect_code(0).complains(sentence);
        let _ = said.complains("U+200B (2 times)");
    }
    let _ = s.shipkit(&["status"]).expect_code(0);
}

#[test]
fn what_people_write_every_day_alarms_nobody() {
    let s = Sandbox::new();
    let task =
        "می\u{200c}خواهم 👩🏽\u{200d}💻 ❤\u{fe0f} क्\u{200d}ष שלום 葛\u{e0100} 1\u{fe0f}\u{20e3} ünï";
    let said = s
        .shipkit(&["checkpoint", "-y", "--task", task])
        .expect_code(0);
    assert_eq!(said.stderr, "");
    for look in [&["resume"][..], &["show"]] {
        let said = s.shipkit(look).expect_code(0).says(task);
        assert_eq!(said.stderr, "", "{look:?}");
    }
    assert!(
        s.shipkit(&["show", "--json"])
            .json()
            .get("hidden")
            .is_none()
    );
}
