//! What a tool tells is what the verb of its name tells, in the form that its
//! schema says.

use super::Client;
use super::client::Told;
use crate::support::{Sandbox, schemas};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The tools' own schemas of what they answer.
fn outputs(client: &mut Client) -> BTreeMap<String, Validator> {
    let tools = client.ask("tools/list", &json!({}))["result"]["tools"].clone();
    let tools = tools.as_array().expect("a list").iter().map(|tool| {
        let name = tool["name"].as_str().expect("a name").to_owned();
        let validator = jsonschema::draft202012::new(&tool["outputSchema"]);
        (name, validator.expect("a schema"))
    });
    tools.collect()
}

/// Fails unless it is as the tool's schema says, and as `git shipkit schema`
/// says of that kind.
#[track_caller]
fn is_as_told(outputs: &BTreeMap<String, Validator>, tool: &str, told: &Told) {
    let wrong = outputs[tool].iter_errors(&told.object);
    let wrong: Vec<String> = wrong.map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{tool}: {wrong:?}\n{:#}", told.object);
    match told.object["kind"].as_str() {
        Some("brief") => {
            if let Some(done) = told.object.get("done") {
                schemas::assert_is("resume", done);
            }
        }
        Some(kind) => schemas::assert_is(kind, &told.object),
        None => panic!("{:#}", told.object),
    }
}

#[test]
fn all_answers_are_as_the_schemas_say() {
    let s = Sandbox::new();
    s.sh(
        "seq 40 >f; echo '# D' >d.md; echo 'See `f` (line 3).' >>d.md; git add .; git commit -qm f",
    );
    let mut client = Client::legacy(&s, &json!({}));
    let outputs = outputs(&mut client);
    let mut kinds = BTreeMap::new();
    for (tool, arguments, before) in [
        ("resume", json!({}), ""),
        ("check", json!({}), ""),
        ("diff", json!({}), ""),
        ("clear", json!({}), ""),
        ("checkpoint", json!({"progress": 101}), ""),
        (
            "checkpoint",
            json!({"taskName": "t", "inProgress": [{"text": "x", "files": ["f:20"]}]}),
            "",
        ),
        (
            "checkpoint",
            json!({"completed": [{"text": "x"}], "blockers": ["b"], "pending": [{"text": "y"}]}),
            "",
        ),
        ("resume", json!({}), ""),
        (
            "resume",
            json!({"choice": "proceed"}),
            "sed -i 's/^20$/twenty/' f",
        ),
        ("check", json!({}), ""),
        ("check", json!({"files": ["d.md"]}), ""),
        (
            "check",
            json!({"files": ["d.md", ".shipkit/checkpoint.md"]}),
            "",
        ),
        ("diff", json!({}), ""),
        ("diff", json!({"paths": ["nope"]}), ""),
        ("resume", json!({"tokens": u64::MAX}), ""),
        ("resume", json!({"choice": "update", "tokens": 200}), ""),
        (
            "checkpoint",
            json!({"mode": "auto"}),
            "git commit -qam edit",
        ),
        (
            "checkpoint",
            json!({"mode": "replace", "taskName": "t", "progress": 0.5}),
            "",
        ),
        ("resume", json!({"choice": "discard"}), ""),
        ("resume", json!({"choice": "update"}), ""),
        ("checkpoint", json!({"mode": "auto", "name": "other"}), ""),
        ("clear", json!({"name": "other"}), ""),
    ] {
        s.sh(if before.is_empty() { ":" } else { before });
        let told = client.call(tool, &arguments);
        is_as_told(&outputs, tool, &told);
        let kind = told.object["kind"].as_str().expect("it has one").to_owned();
        *kinds.entry(kind).or_insert(0) += 1;
        assert!(!told.text.trim().is_empty(), "{tool} {arguments}");
        assert_eq!(told.failed, told.object["kind"] == "error", "{}", told.text);
    }
    let kinds: Vec<&str> = kinds.keys().map(String::as_str).collect();
    assert_eq!(
        kinds,
        [
            "brief",
            "check",
            "checkpoint",
            "diff",
            "error",
            "none",
            "resume"
        ]
    );
}

/// The same without what only the clock says.
fn timeless(mut answer: Value) -> Value {
    answer["freshness"]["ageSeconds"] = 0.into();
    answer
}

#[test]
fn a_tool_says_what_its_verb_says() {
    let s = Sandbox::new();
    s.sh("seq 40 >f; git add f; git commit -qm f; CP f:20; sed -i 's/^20$/twenty/' f");
    let mut client = Client::legacy(&s, &json!({}));
    let told = client.call("check", &json!({})).done();
    let verb = s
        .shipkit(&["resume", "--check", "--json"])
        .expect_code(1)
        .json();
    assert_eq!(timeless(told.object), timeless(verb));
    let verb = s.shipkit(&["resume", "--check"]).expect_code(1).stdout;
    assert_eq!(told.text, verb);
    let told = client.call("diff", &json!({})).done();
    assert_eq!(told.object, s.shipkit(&["diff", "--json"]).json());
    assert_eq!(told.text, told.object["text"].as_str().expect("a diff"));
    s.write("d.md", "`f` (line 20)\n");
    s.sh("git add d.md; git commit -qm d");
    let told = client.call("check", &json!({"files": ["d.md"]})).done();
    let verb = s.shipkit(&["check", "d.md", "--json"]).json();
    assert_eq!(told.object["files"], verb["files"]);
    let shown = s.shipkit(&["show"]).stdout;
    let read = client.ask("resources/read", &json!({"uri": "shipkit://checkpoint"}));
    assert_eq!(read["result"]["contents"][0]["text"], shown);
}

#[test]
fn a_diff_that_is_too_long_is_cut_and_says_so() {
    let s = Sandbox::new();
    s.sh("seq 20000 >f; git add f; git commit -qm f; CP f; sed -i s/^/x/ f");
    let mut client = Client::legacy(&s, &json!({}));
    let told = client.call("diff", &json!({})).done();
    let text = told.object["text"].as_str().expect("a diff");
    assert!(
        text.len() <= 60_000 && text.ends_with('\n'),
        "{}",
        text.len()
    );
    assert_eq!(told.object["cut"], true);
    assert!(
        told.text
            .ends_with("The diff goes on: ask for some of the paths alone.\n")
    );
}

#[test]
fn a_file_that_is_too_large_for_a_diff_is_told_and_the_others_are_shown() {
    let s = Sandbox::new();
    s.sh(
        "seq 250001 >large; echo one >f; git add .; git commit -qm f; CP f large
         echo 1 >large; echo two >f",
    );
    let mut client = Client::legacy(&s, &json!({}));
    let told = client.call("diff", &json!({})).done();
    assert_eq!(told.object, s.shipkit(&["diff", "--json"]).json());
    assert_eq!(told.object["leftOut"][0]["path"], "large");
    for part in ["+two\n", "large: too large to compare, more", "  git diff "] {
        assert!(told.text.contains(part), "{part}: {}", told.text);
    }
}
