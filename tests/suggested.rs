//! `suggest` knows when it is time to save: each rule at its boundary, and
//! never for what no work has made.

mod no_work;
mod rules;
mod told;
mod without_save;

use crate::support::Sandbox;
use serde_json::Value;

/// A repository with files `a` to `d`, saved at 14:30:01 with `a` pinned.
fn saved() -> Sandbox {
    let s = Sandbox::new();
    s.at("2025-01-27T13:00:00+00:00");
    s.sh("for f in b c d; do echo one >$f; done; git add .; git commit -qm 'Add b, c, d'");
    s.sh("touch -d 2025-01-27T13:00:00Z a b c d");
    s.at("2025-01-27T14:30:00+00:00");
    let _ = s.save(&["a"]);
    s
}

/// Writes something new to a file, at this time of the day.
fn work(s: &Sandbox, path: &str, time: &str) {
    s.sh(&format!(
        "echo {time} >>{path}; touch -d 2025-01-27T{time}Z {path}"
    ));
}

/// What is suggested at this time of the day, by either hand.
#[track_caller]
fn answer(s: &Sandbox, time: &str, arguments: &[&str]) -> Value {
    let ask = |hand: &str| {
        s.at(&format!("2025-01-27T{time}+00:00"));
        let words = ["shipkit", "suggest", "--json"];
        let hand = format!("SHIPKIT_HAND={hand}");
        let all = [&[hand.as_str(), "git"][..], &words, arguments].concat();
        let said = s.watching(|| s.run("env", &all, None)).expect_code(0);
        assert_eq!(said.stderr, "", "{said}");
        crate::support::schemas::assert_told(&words, &said);
        said.json()
    };
    let answer = ask("git");
    assert_eq!(ask("gix"), answer, "the hands differ");
    answer
}

/// The words of the reasons.
#[track_caller]
fn reasons(s: &Sandbox, time: &str, arguments: &[&str]) -> Vec<String> {
    let answer = answer(s, time, arguments);
    let reasons = answer["reasons"].as_array().expect("a list").clone();
    assert_eq!(answer["suggest"], !reasons.is_empty());
    let word = |reason: &Value| reason["reason"].as_str().unwrap_or_default().to_owned();
    reasons.iter().map(word).collect()
}

/// Fails unless nothing is suggested, and nothing counted as work.
#[track_caller]
fn assert_no_work(s: &Sandbox, time: &str) {
    let answer = answer(s, time, &["--tests-passed"]);
    assert_eq!(answer["suggest"], false, "{answer:#}");
    let nothing = serde_json::json!([]);
    assert_eq!(answer["commits"], 0, "{answer:#}");
    assert_eq!(answer["created"], nothing, "{answer:#}");
    assert_eq!(answer["modified"], nothing, "{answer:#}");
}
