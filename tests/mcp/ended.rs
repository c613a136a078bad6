//! How a conversation ends, and where it can be held.

use super::Client;
use super::client::Told;
use crate::support::{Conversation, Sandbox};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;
use std::fs::File;
use std::process::Stdio;

#[track_caller]
fn signal(wire: &Conversation, signal: Signal) {
    let id = i32::try_from(wire.process()).expect("a process of ours");
    let process = Pid::from_raw(id).expect("it has begun");
    kill_process(process, signal).expect("it runs");
}

#[test]
fn what_was_asked_is_answered_when_the_input_ends() {
    let s = Sandbox::new();
    let mut client = Client::legacy(&s, &json!({}));
    for n in 1..=5 {
        client.begin_call("checkpoint", &json!({"taskName": "t", "progress": n}));
    }
    let rest = client.wire.end();
    assert_eq!(rest.len(), 5, "{rest:?}");
    for answer in &rest {
        Told::of(answer).done();
    }
    assert!(s.read(".shipkit/checkpoint.md").contains("**Task:** t"));
}

#[test]
fn an_input_that_ends_at_once_is_no_failure() {
    let s = Sandbox::new();
    assert!(Client::silent(&s).wire.end().is_empty());
    let mut client = Client::silent(&s);
    client
        .wire
        .send(&[r#"{"jsonrpc":"2.0","id":1,"method":"ping""#.to_owned()]);
    let rest = client.wire.end();
    assert_eq!(rest[0]["error"]["code"], -32700, "{rest:?}");
}

#[test]
fn a_signal_ends_it_well() {
    for asked in [Signal::TERM, Signal::INT] {
        let s = Sandbox::new();
        s.sh("CP a");
        let mut client = Client::legacy(&s, &json!({}));
        assert_eq!(client.ask("ping", &json!({}))["result"], json!({}));
        signal(&client.wire, asked);
        assert_eq!(client.wire.ended(), (Some(0), Vec::new()));
    }
}

#[test]
fn what_is_being_saved_is_saved_before_it_ends() {
    let s = Sandbox::new();
    s.sh("CP a");
    let lock = File::options()
        .write(true)
        .open(s.path(".git/shipkit/lock"));
    let lock = lock.expect("it was used");
    lock.lock().expect("nobody else holds it");
    let mut client = Client::legacy(&s, &json!({}));
    client.begin_call("checkpoint", &json!({"progress": 77}));
    assert_eq!(client.ask("ping", &json!({}))["result"], json!({}));
    signal(&client.wire, Signal::TERM);
    assert!(client.is_silent());
    drop(lock);
    let (code, rest) = client.wire.ended();
    assert_eq!((code, rest.len()), (Some(0), 1), "{rest:?}");
    assert_eq!(s.shipkit(&["show", "--json"]).json()["progress"], 77);
}

#[test]
fn it_ends_when_nobody_listens() {
    let s = Sandbox::new();
    let mut command = s.command(env!("CARGO_BIN_EXE_git-shipkit"));
    command
        .arg("mcp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = command.spawn().expect("it can be run");
    drop(child.stdout.take());
    let mut mouth = child.stdin.take().expect("it was asked for");
    let ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n";
    std::io::Write::write_all(&mut mouth, ping.as_bytes()).expect("it listens");
    let status = child.wait().expect("it is ours");
    assert_eq!(status.code(), Some(0));
}

#[test]
fn outside_of_a_repository_it_begins_and_says_so() {
    let s = Sandbox::new();
    let project = s.cwd();
    s.cd("../home");
    let mut client = Client::legacy(&s, &json!({}));
    for tool in ["checkpoint", "resume", "check", "diff", "clear"] {
        let told = client.call(tool, &json!({}));
        assert!(told.failed, "{tool}");
        assert!(
            told.text.starts_with("not a git repository"),
            "{}",
            told.text
        );
        assert!(
            told.text
                .contains("hint: let the server begin in a repository")
        );
    }
    let listed = client.ask("resources/list", &json!({}));
    assert_eq!(listed["error"]["code"], -32603, "{listed:#}");
    s.set("CLAUDE_PROJECT_DIR", project.as_os_str());
    let mut client = Client::legacy(&s, &json!({}));
    client.call("checkpoint", &json!({"taskName": "t"})).done();
    assert!(project.join(".shipkit/checkpoint.md").exists());
}

#[test]
fn a_repository_that_comes_later_is_seen() {
    let s = Sandbox::empty();
    let mut client = Client::legacy(&s, &json!({}));
    assert!(client.call("check", &json!({})).failed);
    s.sh("git init -q .");
    client.call("checkpoint", &json!({"taskName": "t"})).done();
}
