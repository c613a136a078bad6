//! `serve --stdio`: a request a line, an answer a line, each what the verb
//! itself would have said.

mod beside;
mod coalesced;
mod meanwhile;
mod unreadable;

use crate::support::{Conversation, Sandbox};
use serde_json::{Value, json};

/// A request to save `state` for the current checkpoint.
fn save(id: usize, state: &Value) -> String {
    json!({"id": id, "verb": "checkpoint", "state": state}).to_string()
}

/// What `serve` answers to these lines, the greeting aside.
#[track_caller]
fn answers(s: &Sandbox, lines: &str) -> Vec<String> {
    let said = s.shipkit_reading(&["serve", "--stdio"], Some(lines.as_bytes()));
    let said = said.expect_code(0);
    let mut lines = said.stdout.lines().map(str::to_owned);
    assert_eq!(
        lines.next().as_deref(),
        Some(concat!(
            r#"{"version":1,"kind":"serve","program":"git-shipkit "#,
            env!("CARGO_PKG_VERSION"),
            r#""}"#
        ))
    );
    lines.collect()
}

#[test]
fn it_greets_before_it_is_asked_and_answers_while_it_is_asked() {
    let s = Sandbox::new();
    let mut talk = Conversation::begin(&s);
    let said = talk.ask(r#"{"id":1,"verb":"checkpoint","state":{"taskName":"t"}}"#);
    assert_eq!((&said["id"], &said["exit"]), (&json!(1), &json!(0)));
    let said = talk.ask(r#"{"id":2,"verb":"show"}"#);
    assert_eq!(said["answer"]["taskName"], "t");
    assert_eq!(talk.end(), [] as [Value; 0]);
}

/// The same is asked of the verbs in one repository and of `serve` in its
/// twin, at the same time of the same day.
#[test]
fn an_answer_is_to_the_letter_what_the_verb_prints() {
    let now = "2025-02-03T09:00:00+00:00";
    let state = r#"{"taskId":"x","taskName":"t — \"x\"","progress":12.50,"context":{"n":1e400,"a":null},
        "completed":[{"text":"c","files":["a"]}],"filesToOpen":[{"path":"../out"}]}"#;
    let state = &state.replace('\n', "");
    let spawned = Sandbox::new();
    let verb = |words: &[&str], input: Option<&str>| {
        spawned.at(now);
        let words = [words, &["--json"]].concat();
        let said = spawned.shipkit_reading(&words, input.map(str::as_bytes));
        format!(
            r#""exit":{},"answer":{}}}"#,
            said.code,
            said.stdout.trim_end()
        )
    };
    let from_verbs = [
        verb(&["show"], None),
        verb(&["checkpoint", "--state", "-"], Some(state)),
        verb(&["checkpoint", "--state", "-"], Some(state)),
        verb(&["show"], None),
        verb(&["checkpoint", "--state", "-"], Some(r#"{"taskNam":1}"#)),
        verb(&["checkpoint", "auth", "--state", "-"], Some(state)),
        verb(&["show", "auth"], None),
        verb(&["clear"], None),
        verb(&["clear"], None),
        verb(&["show", "12"], None),
        verb(&["clear", "0123456789ab:auth"], None),
    ];

    let served = Sandbox::new();
    served.at(now);
    let requests = [
        r#""verb":"show""#,
        &format!(r#""verb":"checkpoint","state":{state}"#),
        &format!(r#""verb":"checkpoint","name":null,"state":{state}"#),
        r#""verb":"show""#,
        r#""verb":"checkpoint","state":{"taskNam":1}"#,
        &format!(r#""verb":"checkpoint","name":"auth","state":{state}"#),
        r#""verb":"show","name":"auth""#,
        r#""verb":"clear""#,
        r#""verb":"clear""#,
        r#""verb":"show","name":"12""#,
        r#""verb":"clear","name":"0123456789ab:auth""#,
    ];
    let lines = requests.map(|request| format!("{{\"id\":0,{request}}}\n"));
    let from_serve = answers(&served, &lines.concat());
    assert_eq!(from_serve.len(), from_verbs.len());
    for (served, verb) in from_serve.iter().zip(&from_verbs) {
        assert_eq!(served, &format!("{{\"id\":0,{verb}"));
    }
}

#[test]
fn ids_come_back_to_the_letter_and_in_their_order() {
    let s = Sandbox::new();
    let ids = ["3", "\"a\"", "-1.50", "1e400", r#""\u0041\n""#, "0", "3"];
    let lines = ids.map(|id| format!("{{\"verb\":\"show\",\"id\": {id} }}\n"));
    let said = answers(&s, &lines.concat());
    for (said, id) in said.iter().zip(ids) {
        assert!(
            said.starts_with(&format!("{{\"id\":{id},\"exit\":3,")),
            "{said}"
        );
    }
    assert_eq!(said.len(), ids.len());
}

#[test]
fn warnings_go_to_standard_error_as_those_of_verbs_do() {
    let s = Sandbox::new();
    s.sh("git config shipkit.histori 3");
    let line = save(1, &json!({"taskName": "t", "filesToOpen": ["../out"]}));
    let said = s.shipkit_reading(&["serve", "--stdio"], Some(line.as_bytes()));
    let said = said
        .expect_code(0)
        .complains("warning: git config shipkit: unknown key 'histori'")
        .complains("warning: '../out' is outside the work tree");
    assert_eq!(said.stdout.lines().count(), 2);
}

#[test]
fn where_there_is_no_repository_each_answer_says_so() {
    let s = Sandbox::empty();
    let said = answers(
        &s,
        "{\"id\":1,\"verb\":\"show\"}\n{\"id\":2,\"verb\":\"clear\"}\n",
    );
    for (said, id) in said.iter().zip([1, 2]) {
        let said: Value = serde_json::from_str(said).expect("an answer is JSON");
        assert_eq!((&said["id"], &said["exit"]), (&json!(id), &json!(128)));
        let message = said["answer"]["message"].as_str().expect("a sentence");
        assert!(message.starts_with("not a git repository"), "{message}");
    }
    assert_eq!(said.len(), 2);
}

#[test]
fn it_is_told_where_to_serve() {
    let s = Sandbox::new();
    let _ = s
        .shipkit(&["serve"])
        .refused(129, "serve needs to be told where")
        .complains("hint: on standard input and output: git shipkit serve --stdio");
}

/// A reader that goes away ends it without a word; what was sent is done.
#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let s = Sandbox::new();
    let line = save(1, &json!({"taskName": "t"}));
    s.write("../line", format!("{line}\n"));
    s.sh("{ sleep 0.5; cat ../line; sleep 600 & echo $! >../pid; wait; } 2>/dev/null |
          { git shipkit serve --stdio 2>../err; echo $? >../code; kill $(cat ../pid); } | head -n 1 >../out");
    assert_eq!(s.read("../code"), "0\n");
    assert_eq!(s.read("../err"), "");
    let _ = s.shipkit(&["show"]).expect_code(0);
}
