//! Killed, and beside others: what was acknowledged is there.

use super::save;
use crate::support::{Conversation, Sandbox};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn state(action: &str) -> Value {
    json!({"taskId": "x", "taskName": "t", "lastAction": action})
}

/// The last action of every entry of the history.
fn history(s: &Sandbox) -> Vec<String> {
    let log = s.shipkit(&["log", "--json"]).expect_code(0).json();
    let entries = log["entries"].as_array().expect("a list").iter();
    entries.map(|entry| action(&entry["lastAction"])).collect()
}

fn action(value: &Value) -> String {
    value.as_str().expect("it was saved with one").to_owned()
}

#[test]
fn killed_in_the_middle_it_loses_nothing_it_answered() {
    let s = Sandbox::new();
    s.sh("git config shipkit.history 1000");
    let mut answered = BTreeSet::new();
    for round in 0..3 {
        let mut talk = Conversation::begin(&s);
        let actions = (0..60).map(|step| format!("{round} {step}"));
        let lines: Vec<String> = actions.map(|action| save(0, &state(&action))).collect();
        talk.send(&lines);
        for _ in 0..(5 + 7 * round) {
            let said = talk.hear();
            answered.insert(action(&said["answer"]["checkpoint"]["lastAction"]));
        }
        talk.kill();
        let there: BTreeSet<String> = history(&s).into_iter().collect();
        let lost: Vec<_> = answered.difference(&there).collect();
        assert!(lost.is_empty(), "{lost:?} of {there:?}");
        let _ = s.save(&[]); // and no later save is blocked
    }
}

#[test]
fn at_the_end_of_its_input_it_answers_all_that_was_sent() {
    let s = Sandbox::new();
    let mut talk = Conversation::begin(&s);
    let lines: Vec<String> = (0..30)
        .map(|step| save(step, &state(&step.to_string())))
        .collect();
    talk.send(&lines);
    let said = talk.end();
    let ids: Vec<_> = said.iter().map(|answer| answer["id"].as_u64()).collect();
    assert_eq!(ids, (0..30).map(Some).collect::<Vec<_>>());
    assert_eq!(history(&s).len(), 30);
}

#[test]
fn of_several_savers_at_once_each_has_its_entries() {
    let s = Sandbox::new();
    s.sh("git config shipkit.history 1000");
    let mut talks = [Conversation::begin(&s), Conversation::begin(&s)];
    for (who, talk) in talks.iter_mut().enumerate() {
        let lines: Vec<String> = (0..12)
            .map(|step| save(step, &state(&format!("served {who} {step}"))))
            .collect();
        talk.send(&lines);
    }
    for step in 0..8 {
        let state = state(&format!("spawned {step}")).to_string();
        let said = s.run(
            "git",
            &["shipkit", "checkpoint", "--state", "-"],
            Some(state.as_bytes()),
        );
        let _ = said.expect_code(0);
    }
    for talk in talks {
        for answer in talk.end() {
            assert_eq!(answer["exit"], 0, "{answer}");
        }
    }
    let all = history(&s);
    let distinct: BTreeSet<_> = all.iter().collect();
    assert_eq!((all.len(), distinct.len()), (12 + 12 + 8, 12 + 12 + 8));
}
