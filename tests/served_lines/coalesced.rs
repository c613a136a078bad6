//! Saves are taken together where the client asks for it, and only such that
//! nobody could have told apart.

use crate::support::{Conversation, Sandbox};
use serde_json::{Value, json};
use std::fs::File;
use std::time::Duration;

/// A request that may be taken together with others.
fn save(name: &str, state: &Value) -> Value {
    json!({"verb": "checkpoint", "name": name, "coalesce": true, "state": state})
}

fn task(id: &str, progress: usize) -> Value {
    json!({"taskId": id, "taskName": "t", "progress": progress})
}

/// What these requests come to when all of them wait at once: the answers, in
/// order. What they wait for is a save of another name, held up by the lock.
#[track_caller]
fn together(s: &Sandbox, requests: &[Value]) -> Vec<Value> {
    let mut talk = Conversation::begin(s);
    let first = save("first", &json!({"taskName": "first"}));
    let mut lines = Vec::new();
    for (id, request) in std::iter::once(&first).chain(requests).enumerate() {
        let mut request = request.clone();
        request["id"] = id.into();
        lines.push(request.to_string());
    }
    s.sh("mkdir -p .git/shipkit");
    let lock = File::create(s.path(".git/shipkit/lock")).expect("a lock's file");
    lock.lock().expect("nobody holds it");
    talk.send(&lines);
    std::thread::sleep(Duration::from_millis(700));
    drop(lock);
    let mut answers = talk.end();
    for (id, answer) in answers.iter().enumerate() {
        assert_eq!(answer["id"], id);
    }
    answers.remove(0);
    assert_eq!(answers.len(), requests.len());
    answers
}

/// The progress of every entry of a history, oldest first.
fn history(s: &Sandbox, name: &str) -> Vec<u64> {
    let log = s.shipkit(&["log", name, "--json"]).json();
    let entries = log["entries"].as_array().expect("a list").iter().rev();
    entries
        .map(|entry| entry["progress"].as_u64().unwrap_or_default())
        .collect()
}

fn progress(answer: &Value) -> u64 {
    assert_eq!(answer["exit"], 0, "{answer}");
    let progress = &answer["answer"]["checkpoint"]["progress"];
    progress.as_u64().expect("it was saved with one")
}

#[test]
fn the_newest_is_saved_and_answers_all() {
    let s = Sandbox::new();
    let said = together(&s, &[1, 2, 3, 4].map(|step| save("n", &task("x", step))));
    assert_eq!(said.iter().map(progress).collect::<Vec<_>>(), [4, 4, 4, 4]);
    assert_eq!(history(&s, "n"), [4]);
}

#[test]
fn unasked_none_is_left_out() {
    let s = Sandbox::new();
    let requests = [1, 2, 3].map(|step| {
        let mut request = save("n", &task("x", step));
        let asked = request.as_object_mut().expect("an object");
        asked.remove("coalesce");
        request
    });
    let said = together(&s, &requests);
    assert_eq!(said.iter().map(progress).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(history(&s, "n"), [1, 2, 3]);
}

#[test]
fn anything_else_asked_of_the_name_parts_them() {
    let s = Sandbox::new();
    let show = json!({"verb": "show", "name": "n"});
    let mut plain = save("n", &task("x", 4));
    plain["coalesce"] = false.into();
    let said = together(
        &s,
        &[
            save("n", &task("x", 1)),
            save("n", &task("x", 2)),
            show,
            save("n", &task("x", 3)),
            plain,
            save("n", &task("x", 5)),
            save("n", &task("x", 6)),
        ],
    );
    assert_eq!(history(&s, "n"), [2, 3, 4, 6]);
    assert_eq!(said[2]["answer"]["progress"], 2);
}

#[test]
fn another_name_in_between_does_not() {
    let s = Sandbox::new();
    let said = together(
        &s,
        &[
            save("n", &task("x", 1)),
            save("m", &task("x", 2)),
            json!({"verb": "show", "name": "other"}),
            json!({"verb": "nonsense"}),
            save("n", &task("x", 3)),
            save("m", &task("x", 4)),
        ],
    );
    assert_eq!((history(&s, "n"), history(&s, "m")), (vec![3], vec![4]));
    assert_eq!((progress(&said[0]), progress(&said[1])), (3, 4));
    assert_eq!(
        (&said[2]["exit"], &said[3]["exit"]),
        (&json!(3), &json!(129))
    );
}

#[test]
fn another_task_is_saved_of_its_own() {
    let s = Sandbox::new();
    let untitled =
        |title: &str, progress: u8| save("n", &json!({"taskName": title, "progress": progress}));
    let _ = together(
        &s,
        &[
            save("n", &task("x", 1)),
            save("n", &task("x", 2)),
            save("n", &task("y", 3)),
            save("n", &task("x", 4)),
            untitled("one", 5),
            untitled("one", 6),
            untitled("two", 7),
        ],
    );
    assert_eq!(history(&s, "n"), [2, 3, 4, 6, 7]);
}

#[test]
fn a_save_that_fails_fails_alone() {
    let s = Sandbox::new();
    let mut too_large = task("x", 3);
    too_large["context"] = "x".repeat(8 << 20).into();
    let said = together(
        &s,
        &[
            save("n", &task("x", 1)),
            save("n", &task("x", 2)),
            save("n", &too_large),
        ],
    );
    assert_eq!((progress(&said[0]), progress(&said[1])), (2, 2));
    assert_eq!(said[2]["exit"], 128);
    assert_eq!(history(&s, "n"), [2]);
}

#[test]
fn the_name_of_the_environment_is_the_same_name() {
    let s = Sandbox::new();
    s.set("SHIPKIT_NAME", "n");
    let mut unnamed = save("n", &task("x", 1));
    unnamed["name"] = Value::Null;
    let said = together(&s, &[unnamed, save("n", &task("x", 2))]);
    assert_eq!(progress(&said[0]), 2);
    assert_eq!(history(&s, "n"), [2]);
}
