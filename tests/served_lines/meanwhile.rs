//! Between two requests anything may happen to the repository: nothing is
//! answered from memory.

use super::save;
use crate::support::{Conversation, Sandbox};
use serde_json::json;

const SHOW: &str = r#"{"id":0,"verb":"show"}"#;

#[test]
fn what_people_and_git_did_is_seen() {
    let s = Sandbox::new();
    let mut talk = Conversation::begin(&s);
    let first = talk.ask(&save(1, &json!({"taskName": "t", "progress": 10})));
    let first = &first["answer"]["checkpoint"];
    assert_eq!(first["branch"], "main");

    let edited = s.document().replace("10%", "20%");
    s.write(".shipkit/checkpoint.md", edited);
    assert_eq!(talk.ask(SHOW)["answer"]["progress"], 20);

    s.sh("git checkout -q -b side; git commit -q --allow-empty -m two");
    let second = talk.ask(&save(2, &json!({"taskName": "t", "progress": 30})));
    let second = &second["answer"]["checkpoint"];
    assert_eq!(second["branch"], "side");
    assert_eq!(
        second["head"].as_str(),
        Some(&*s.git(&["rev-parse", "HEAD"]))
    );
    let log = s.shipkit(&["log", "--json"]).json();
    let said = log["entries"].as_array().expect("a list");
    let progress: Vec<_> = said.iter().map(|entry| &entry["progress"]).collect();
    assert_eq!(progress, [30, 20, 10], "what was edited is kept");

    let _ = s.shipkit(&["clear"]).expect_code(0);
    assert_eq!(talk.ask(SHOW)["exit"], 3);
    let _ = s.shipkit(&["restore"]).expect_code(0);
    assert_eq!(talk.ask(SHOW)["answer"]["progress"], 30);
    s.sh("rm -r .shipkit");
    assert_eq!(talk.ask(SHOW)["exit"], 3);
    talk.end();
}

#[test]
fn settings_are_those_of_the_moment() {
    let s = Sandbox::new();
    let mut talk = Conversation::begin(&s);
    for step in 0..4 {
        let _ = talk.ask(&save(step, &json!({"taskName": "t", "progress": step})));
    }
    s.sh("git config shipkit.history 2");
    let _ = talk.ask(&save(5, &json!({"taskName": "t", "progress": 5})));
    let log = s.shipkit(&["log", "--json"]).json();
    assert_eq!(log["entries"].as_array().map(Vec::len), Some(2));
    talk.end();
}

#[test]
fn a_repository_that_goes_away_is_told_until_it_is_back() {
    let s = Sandbox::new();
    let mut talk = Conversation::begin(&s);
    let state = json!({"taskName": "t"});
    assert_eq!(talk.ask(&save(1, &state))["exit"], 0);
    s.sh("mv \"$D\" \"$SANDBOX/elsewhere\"");
    assert_eq!(talk.ask(SHOW)["answer"]["kind"], "error");
    assert_eq!(talk.ask(&save(2, &state))["exit"], 128);
    assert!(!s.root().join("repo").exists(), "nothing was made there");
    std::fs::rename(s.root().join("elsewhere"), s.root().join("repo")).expect("it is ours");
    assert_eq!(talk.ask(SHOW)["answer"]["taskName"], "t");
    std::fs::rename(s.root().join("repo/.git"), s.root().join("git")).expect("it is ours");
    assert_eq!(talk.ask(SHOW)["exit"], 128);
    std::fs::rename(s.root().join("git"), s.root().join("repo/.git")).expect("it is ours");
    assert_eq!(talk.ask(SHOW)["exit"], 0);
    talk.end();
}

/// The clock of the sandbox stands still; here it is the system's.
#[test]
fn the_time_of_a_save_is_its_own() {
    let s = Sandbox::new();
    s.set("SHIPKIT_NOW", "");
    let mut talk = Conversation::begin(&s);
    let mut saved_at = |step| {
        let said = talk.ask(&save(step, &json!({"taskName": "t", "progress": step})));
        said["answer"]["checkpoint"]["savedAt"].clone()
    };
    let first = saved_at(1);
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert_ne!(first, saved_at(2));
    assert!(first.is_string());
}

#[test]
fn the_name_is_the_requests_else_that_of_the_environment() {
    let s = Sandbox::new();
    s.set("SHIPKIT_NAME", "auth");
    let mut talk = Conversation::begin(&s);
    let said = talk.ask(&save(1, &json!({"taskName": "t"})));
    assert_eq!(said["answer"]["checkpoint"]["name"], "auth");
    let said = talk.ask(r#"{"id":2,"verb":"show","name":"other"}"#);
    assert_eq!(
        (&said["exit"], &said["answer"]["name"]),
        (&json!(3), &json!("other"))
    );
    talk.end();
}
