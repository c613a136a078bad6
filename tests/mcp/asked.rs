//! The person is asked where the client can ask, and only their word counts.

use super::Client;
use super::client::Told;
use crate::support::Sandbox;
use serde_json::{Value, json};

/// A checkpoint whose one position was edited.
fn drifted() -> Sandbox {
    let s = Sandbox::new();
    s.sh("seq 40 >f; git add f; git commit -qm f; CP f:20; sed -i 's/^20$/twenty/' f");
    s
}

fn can_ask() -> Value {
    json!({"elicitation": {"form": {}}})
}

/// Begins to resume, and answers the question so.
#[track_caller]
fn answered(client: &mut Client, answer: &Value) -> Told {
    client.begin_call("resume", &json!({}));
    let question = client.wire.hear();
    assert_eq!(question["method"], "elicitation/create", "{question:#}");
    let line = json!({"jsonrpc": "2.0", "id": question["id"], "result": answer});
    client.wire.send(&[line.to_string()]);
    Told::of(&client.wire.hear())
}

#[test]
fn what_the_person_chooses_is_done() {
    for (choice, told) in [
        ("proceed", "Proceeding with the checkpoint of "),
        ("update", "Checkpoint saved.\n"),
        (
            "discard",
            "Checkpoint discarded; entry 1 of its history has it.\n",
        ),
    ] {
        let s = drifted();
        let mut client = Client::legacy(&s, &can_ask());
        let answer = json!({"action": "accept", "content": {"choice": choice}});
        let told_so = answered(&mut client, &answer).done();
        assert_eq!(told_so.object["chosen"], choice);
        assert!(told_so.text.starts_with(told), "{}", told_so.text);
        assert_eq!(s.exists(".shipkit/checkpoint.md"), choice != "discard");
        assert!(client.wire.end().is_empty());
    }
}

#[test]
fn who_does_not_choose_changes_nothing() {
    for answer in [
        json!({"action": "decline"}),
        json!({"action": "cancel"}),
        json!({"action": "accept", "content": {"choice": "explode"}}),
        json!({"action": "accept"}),
        json!({"action": "decline", "content": {"choice": "discard"}}),
        json!({"unknown": true}),
    ] {
        let s = drifted();
        let before = s.read(".shipkit/checkpoint.md");
        let mut client = Client::legacy(&s, &can_ask());
        let told = answered(&mut client, &answer).done();
        assert_eq!(told.object.get("chosen"), None, "{answer}");
        assert_eq!(told.object["choices"].as_array().map(Vec::len), Some(3));
        assert!(told.text.ends_with("did not choose: nothing was done.\n"));
        assert_eq!(s.read(".shipkit/checkpoint.md"), before, "{answer}");
    }
}

#[test]
fn a_client_that_refuses_to_ask_is_told_what_to_choose() {
    let s = drifted();
    let mut client = Client::legacy(&s, &can_ask());
    client.begin_call("resume", &json!({}));
    let id = client.wire.hear()["id"].clone();
    let error = json!({"code": -32601, "message": "no such method"});
    let line = json!({"jsonrpc": "2.0", "id": id, "error": error});
    client.wire.send(&[line.to_string()]);
    let told = Told::of(&client.wire.hear()).done();
    assert_eq!(told.object["recommended"], "update");
}

#[test]
fn nobody_is_asked_who_cannot_be_or_need_not_be() {
    let s = drifted();
    for can in [json!({}), json!({"elicitation": {"url": {}}})] {
        let told = Client::legacy(&s, &can).call("resume", &json!({})).done();
        assert_eq!(told.object["choices"].as_array().map(Vec::len), Some(3));
        assert!(
            told.text.contains("call resume with choice"),
            "{}",
            told.text
        );
    }
    let mut client = Client::legacy(&s, &can_ask());
    let told = client.call("resume", &json!({"choice": "update"})).done();
    assert_eq!(told.object["chosen"], "update");
    s.sh("git shipkit resume --discard; git commit -qam edit; CP f:3");
    let told = client.call("resume", &json!({})).done();
    assert_eq!(told.object["choices"], json!([]), "nothing has drifted");
    assert_eq!(told.object["drift"]["clean"], true);
}

#[test]
fn a_choice_counts_only_for_what_was_seen() {
    let s = drifted();
    let mut client = Client::legacy(&s, &can_ask());
    client.begin_call("resume", &json!({}));
    let question = client.wire.hear();
    s.sh("sed -i 's/^3$/three/' f");
    let before = s.read(".shipkit/checkpoint.md");
    let answer = json!({"action": "accept", "content": {"choice": "update"}});
    let line = json!({"jsonrpc": "2.0", "id": question["id"], "result": answer});
    client.wire.send(&[line.to_string()]);
    let told = Told::of(&client.wire.hear()).done();
    assert!(
        told.text
            .contains("Things changed while the question was open")
    );
    assert_eq!(told.object.get("chosen"), None);
    assert_eq!(s.read(".shipkit/checkpoint.md"), before);
}

#[test]
fn the_same_counts_where_the_question_is_an_answer() {
    let s = drifted();
    let mut client = Client::modern(&s, &can_ask());
    let call = json!({"name": "resume", "arguments": {}});
    let open = client.ask("tools/call", &call)["result"].clone();
    assert_eq!(open["resultType"], "input_required", "{open:#}");
    let again = |action: &str, choice: &str| {
        let answer = json!({"action": action, "content": {"choice": choice}});
        json!({
            "name": "resume",
            "arguments": {},
            "requestState": open["requestState"],
            "inputResponses": {"choice": answer},
        })
    };
    let told = Told::of(&client.ask("tools/call", &again("cancel", "update"))).done();
    assert_eq!(told.object.get("chosen"), None);
    assert_eq!(told.result["resultType"], "complete");
    let told = Told::of(&client.ask("tools/call", &again("accept", "update"))).done();
    assert_eq!(told.object["done"]["repinned"][0]["path"], "f");
    let told = Told::of(&client.ask("tools/call", &again("accept", "discard"))).done();
    assert!(
        told.text
            .contains("Things changed while the question was open")
    );
    assert!(s.exists(".shipkit/checkpoint.md"));
}

#[test]
fn a_question_that_is_open_holds_up_neither_others_nor_the_end() {
    let s = drifted();
    let mut client = Client::legacy(&s, &can_ask());
    client.begin_call("resume", &json!({}));
    assert_eq!(client.wire.hear()["method"], "elicitation/create");
    let told = client.call("check", &json!({})).done();
    assert_eq!(told.object["drift"]["clean"], false);
    let rest = client.wire.end();
    assert_eq!(rest.len(), 1, "the brief, without a choice: {rest:?}");
    assert_eq!(Told::of(&rest[0]).object.get("chosen"), None);
}
