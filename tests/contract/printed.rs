//! `git shipkit schema`: whole in itself, everywhere.

use crate::support::{Sandbox, schemas};
use git_shipkit::report::json::schema_names;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

#[test]
fn every_schema_is_valid_and_printed_as_it_was_agreed() {
    let s = Sandbox::empty();
    for name in schema_names() {
        let printed = s.directly(&["schema", name]).expect_code(0);
        let schema = printed.json();
        if let Err(wrong) = jsonschema::draft202012::meta::validate(&schema) {
            panic!("{name}: {wrong}");
        }
        assert_eq!(
            schema["$id"],
            format!("https://git-shipkit.invalid/schema/1/{name}.json")
        );
        let one_line = s.directly(&["schema", name, "--json"]).expect_code(0);
        assert_eq!(one_line.json(), schema);
        let fixture = format!(
            "{}/fixtures/schemas/{name}.json",
            env!("CARGO_MANIFEST_DIR")
        );
        let agreed = fs::read_to_string(Path::new(&fixture)).expect("each has its fixture");
        assert_eq!(
            printed.stdout, agreed,
            "git shipkit schema {name} >{fixture}"
        );
    }
}

#[test]
fn a_schema_is_found_by_verb_and_kind_and_what_is_none_is_told() {
    let s = Sandbox::empty();
    let print = |what: &[&str]| s.directly(&[&["schema"][..], what].concat());
    assert_eq!(print(&[]).stdout, print(&["state"]).stdout);
    assert_eq!(print(&["status"]).stdout, print(&["resume"]).stdout);
    let list = print(&["--list", "--json"]).expect_code(0).json();
    schemas::assert_is("schema", &list);
    let entries = list["schemas"].as_array().into_iter().flatten();
    let names: Vec<&str> = entries.filter_map(|one| one["name"].as_str()).collect();
    assert_eq!(names, schema_names().collect::<Vec<_>>());
    let _ = print(&["--list"])
        .expect_code(0)
        .says("state          The state a program gives\n");
    let _ = print(&["stat"])
        .refused(129, "fatal: there is no schema 'stat'\n")
        .complains("hint: there are state, checkpoint, resume,");
    let _ = print(&["--help"]).says("git shipkit schema resume");
}

#[test]
fn the_lines_of_a_server_are_as_agreed() {
    let state = json!({ "taskName": "T" });
    let good: [(&str, Value); 9] = [
        (
            "serve",
            json!({ "version": 1, "kind": "serve", "program": "git-shipkit 0.1.0" }),
        ),
        (
            "serve-request",
            json!({ "id": 1, "verb": "checkpoint", "state": state, "coalesce": true }),
        ),
        (
            "serve-request",
            json!({ "id": "a", "verb": "checkpoint", "name": null, "state": state }),
        ),
        (
            "serve-request",
            json!({ "id": 1.5, "verb": "show", "name": "auth" }),
        ),
        ("serve-request", json!({ "id": 2, "verb": "clear" })),
        (
            "serve-answer",
            json!({ "id": 1, "exit": 0, "answer": { "version": 1, "kind": "checkpoint" } }),
        ),
        (
            "serve-answer",
            json!({ "id": "a", "exit": 3, "answer": { "version": 1, "kind": "none" } }),
        ),
        (
            "serve-answer",
            json!({ "id": null, "exit": 129, "answer": { "version": 1, "kind": "error" } }),
        ),
        ("state", state.clone()),
    ];
    for (name, line) in good {
        schemas::assert_is(name, &line);
    }
    for line in [
        json!({ "verb": "show" }),
        json!({ "id": null, "verb": "show" }),
        json!({ "id": 1, "verb": "resume" }),
        json!({ "id": 1, "verb": "checkpoint" }),
        json!({ "id": 1, "verb": "show", "state": state }),
        json!({ "id": 1, "verb": "show", "names": "a" }),
    ] {
        assert!(!schemas::is("serve-request", &line), "{line}");
    }
}
