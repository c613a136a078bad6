//! The smaller answers, whole.

use super::{assert_written, file, id, lines, path, saved_at};
use crate::credentials::Exposed;
use crate::drift::{FileVerdict, Healed};
use crate::error::Error;
use crate::model::{Name, Record};
use crate::report::json::{self, Done};
use crate::report::text::Absent;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

fn fields() -> Map<String, Value> {
    Map::from_iter([("taskName".to_owned(), json!("Auth"))])
}

#[test]
fn a_checkpoint_ends_with_what_only_we_know() {
    let record = Record {
        saved_at: saved_at(),
        prose: id('0'),
        task_id: None,
        source: None,
        head: Some(id('3')),
        branch: Some("main".to_owned()),
        state: None,
        files: BTreeMap::new(),
    };
    let told = json::checkpoint(fields(), Some("auth"), Some(12), Some(&record));
    let expected = json!({
        "taskName": "Auth",
        "name": "auth",
        "id": 12,
        "savedAt": "2025-01-27T14:30:05+01:00",
        "head": "3333333333333333333333333333333333333333",
        "branch": "main"
    });
    assert_written(&told, &expected);
    assert_written(
        &json::checkpoint(fields(), None, None, None),
        &json!({"taskName": "Auth", "name": null, "id": null, "savedAt": null, "head": null, "branch": null}),
    );
}

#[test]
fn lists_hold_whole_checkpoints_and_show_is_one() {
    assert_written(
        &json::list(vec![json!({"name": null})]),
        &json!({"version": 1, "kind": "list", "checkpoints": [{"name": null}]}),
    );
    assert_written(
        &json::log(vec![json!({"id": 2}), json!({"id": 1})]),
        &json!({"version": 1, "kind": "log", "entries": [{"id": 2}, {"id": 1}]}),
    );
    assert_written(
        &json::show(fields()),
        &json!({"version": 1, "kind": "show", "taskName": "Auth"}),
    );
}

#[test]
fn what_was_done_names_what_was_pinned_anew_and_healed() {
    let healed = Healed {
        path: path("b"),
        new_path: path("c"),
        from: Some(lines("34")),
        to: Some(lines("38")),
    };
    let answer = json::done(Done {
        kind: "checkpoint",
        checkpoint: json!({"taskName": "Auth"}),
        repinned: &[file("a", FileVerdict::Deleted)],
        healed: &[healed],
        not_kept: &[(path("d"), "it is ignored".to_owned())],
        exposed: &[Exposed {
            file: Some(path("e")),
            line: 3,
            kind: "GitHub token",
            begins: "ghp_",
            masked: false,
        }],
        diff: Some("--- a/x\n"),
    });
    assert_written(
        &answer,
        &json!({
            "version": 1,
            "kind": "checkpoint",
            "checkpoint": {"taskName": "Auth"},
            "repinned": [{"path": "a", "verdict": "deleted", "commits": [], "positions": []}],
            "healed": [{"path": "b", "newPath": "c", "line": 34, "endLine": 34, "nowLine": 38, "nowEndLine": 38}],
            "notKept": [{"path": "d", "why": "it is ignored"}],
            "credentials": [{"path": "e", "line": 3, "kind": "GitHub token", "masked": false}],
            "diff": "--- a/x\n"
        }),
    );
}

#[test]
fn failures_and_absence_are_objects_too() {
    let locked = Error::NoWorkTree;
    assert_written(
        &json::error(&locked),
        &json!({
            "version": 1, "kind": "error", "code": 128,
            "message": "this operation must be run in a work tree",
            "hint": "go to where the files are, or name that place: git --work-tree=DIR shipkit VERB",
        }),
    );
    let usage = Error::Usage {
        message: "m".to_owned(),
        hint: Some("h".to_owned()),
    };
    assert_eq!(json::error(&usage)["hint"], "h");
    let absent = Absent {
        name: Name::new("auth").unwrap(),
        others: vec![None],
        ..Absent::default()
    };
    assert_written(
        &json::none(&absent),
        &json!({
            "version": 1,
            "kind": "none",
            "name": "auth",
            "message": "No checkpoint found at .shipkit/checkpoint-auth.md.",
            "documents": [],
            "commits": [],
            "others": [null],
            "cleared": [],
            "elsewhere": []
        }),
    );
}
