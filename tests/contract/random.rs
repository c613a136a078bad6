//! Random states go through the program and come back.

use super::given;
use super::returned::{answer, assert_plain, assert_same, fields, give};
use crate::support::{Sandbox, schemas};
use git_shipkit::document::State;
use serde_json::Value;

#[test]
fn a_random_state_comes_back_to_the_letter() {
    let s = Sandbox::new();
    let mut given: Vec<String> = Vec::new();
    for seed in 0..200 {
        let state = given::state(seed);
        let saved = give(&s, &state).stdout;
        let shown = answer(&s, &["show", "--json"]);
        assert_same(&state, &fields(&shown));
        let Some(Value::Object(saved)) = fields(&saved).remove("checkpoint") else {
            panic!("no checkpoint in {saved}");
        };
        assert_same(&state, &saved);
        assert_plain(&shown);
        assert_plain(&s.document());
        schemas::assert_is("show", &fields(&shown).into());
        given.push(state);
        if seed % 10 == 9 {
            let log = fields(&answer(&s, &["log", "--json"]));
            let entries = log["entries"].as_array().expect("a list");
            for (entry, state) in entries.iter().zip(given.iter().rev()) {
                assert_same(state, entry.as_object().expect("an object"));
            }
        }
    }
}

#[test]
fn a_random_state_survives_what_changes_nothing_of_it() {
    let s = Sandbox::new();
    s.sh("git worktree add -q ../w -b w");
    for seed in 1_000..1_040 {
        s.cd(if seed % 2 == 0 {
            s.root().join("repo")
        } else {
            s.root().join("w")
        });
        let state = given::state(seed);
        let _ = give(&s, &state);
        let unchanged = |what: &[&str]| {
            let _ = answer(&s, what);
            assert_same(&state, &fields(&answer(&s, &["show", "--json"])));
        };
        unchanged(&["checkpoint"]);
        let shown = answer(&s, &["show", "--json"]);
        let _ = give(&s, &shown);
        assert_same(&state, &fields(&answer(&s, &["show", "--json"])));
        unchanged(&["resume", "--update"]);
        let _ = answer(&s, &["clear", "--no-progress"]);
        unchanged(&["restore"]);
        let told = answer(&s, &["status", "--json"]);
        let Some(Value::Object(told)) = fields(&told).remove("checkpoint") else {
            panic!("no checkpoint in {told}");
        };
        assert_same(&state, &told);
    }
}

#[test]
fn a_flag_changes_what_it_says_and_nothing_else() {
    let s = Sandbox::new();
    for seed in 2_000..2_040 {
        let state = given::state(seed);
        let _ = give(&s, &state);
        let _ = answer(&s, &["checkpoint", "--tests", "all green"]);
        let mut told = fields(&answer(&s, &["show", "--json"]));
        assert_eq!(told["testState"], "all green");
        let mut given = fields(&state);
        let _ = (
            told.shift_remove("testState"),
            given.shift_remove("testState"),
        );
        assert_same(&Value::Object(given).to_string(), &told);
    }
}

#[test]
fn a_random_state_is_read_as_it_is_written() {
    for seed in 0..2_000 {
        let state = given::state(seed);
        let read = State::from_bytes(state.as_bytes()).unwrap_or_else(|e| panic!("{e}: {state}"));
        let again = State::parse(&read.to_text()).expect("it was written by us");
        assert_eq!(again, read);
        assert_same(&state, &read.told(None));
    }
}
