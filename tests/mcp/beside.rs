//! Calls beside each other: none waits for another but where the repository
//! makes it, and one that is cancelled leaves nothing torn.

use super::Client;
use super::client::Told;
use crate::support::Sandbox;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs::File;

/// Holds the lock of a checkpoint, as a save that takes its time does.
fn held(s: &Sandbox) -> File {
    let path = s.path(".git/shipkit/lock");
    let file = File::options().write(true).open(path).expect("it was used");
    file.lock().expect("nobody else holds it");
    file
}

fn saved() -> Sandbox {
    let s = Sandbox::new();
    s.sh("CP a");
    s
}

#[test]
fn a_save_that_waits_holds_up_nobody() {
    let s = saved();
    let mut client = Client::legacy(&s, &json!({}));
    let lock = held(&s);
    let save = client.begin_call("checkpoint", &json!({"progress": 40}));
    let ping = client.ask("ping", &json!({}));
    assert_eq!(ping["result"], json!({}));
    assert_eq!(
        client.call("check", &json!({})).done().object["kind"],
        "resume"
    );
    drop(lock);
    let answer = client.wire.hear();
    assert_eq!(answer["id"], save);
    assert_eq!(
        Told::of(&answer).done().object["checkpoint"]["progress"],
        40
    );
}

#[test]
fn saves_at_once_are_all_kept() {
    let s = saved();
    let mut client = Client::legacy(&s, &json!({}));
    let ids: Vec<u64> = (0..12)
        .map(|n| client.begin_call("checkpoint", &json!({"gotchas": [format!("gotcha {n}")]})))
        .collect();
    let answers: BTreeMap<u64, Value> = ids
        .iter()
        .map(|_| {
            let answer = client.wire.hear();
            let id = answer["id"].as_u64().expect("an id of ours");
            (id, Told::of(&answer).done().object)
        })
        .collect();
    assert!(answers.keys().eq(ids.iter()));
    let shown = s.shipkit(&["show", "--json"]).json();
    assert_eq!(shown["gotchas"].as_array().map(Vec::len), Some(12));
    assert_eq!(shown["id"], 13);
}

#[test]
fn a_call_that_is_cancelled_is_whole_or_never_was() {
    let s = saved();
    let mut client = Client::legacy(&s, &json!({}));
    let lock = held(&s);
    let calls: Vec<u64> = (0..10)
        .map(|n| client.begin_call("checkpoint", &json!({"gotchas": [format!("gotcha {n}")]})))
        .collect();
    assert_eq!(client.ask("ping", &json!({}))["result"], json!({}));
    for id in &calls {
        let params = json!({"requestId": id, "reason": "enough"});
        let line = json!({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": params});
        client.wire.send(&[line.to_string()]);
    }
    assert_eq!(client.ask("ping", &json!({}))["result"], json!({}));
    drop(lock);
    let told = client.call("checkpoint", &json!({"progress": 70})).done();
    assert_eq!(told.object["checkpoint"]["progress"], 70);
    assert!(client.is_silent(), "a cancelled request is not answered");
    assert!(client.wire.end().is_empty());
    let shown = s.shipkit(&["show", "--json"]).json();
    let log = s.shipkit(&["log", "--json"]).json();
    let kept = shown["gotchas"].as_array().map_or(0, Vec::len);
    // Those that had begun are done to their end; the others never begin.
    assert!(kept <= 8, "{shown:#}");
    assert_eq!(log["entries"].as_array().map(Vec::len), Some(kept + 2));
}
