//! Every answer whole, fields in their order.

use crate::drift::{
    Changes, CommitSeen, Count, Drift, FileDrift, FileVerdict, HeadDrift, Healed, PositionDrift,
    PositionVerdict, Relation, Severity,
};
use crate::error::Error;
use crate::model::{Choice, Lines, Mode, Name, ObjectId, Record, RepoPath};
use crate::report::json::{self, Done};
use crate::report::text::Absent;
use chrono::{DateTime, FixedOffset};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

fn id(digit: char) -> ObjectId {
    ObjectId::new(&digit.to_string().repeat(40)).unwrap()
}

fn path(text: &str) -> RepoPath {
    RepoPath::new(text).unwrap()
}

fn lines(text: &str) -> Lines {
    text.parse().unwrap()
}

fn saved_at() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2025-01-27T14:30:05+01:00").unwrap()
}

fn now() -> DateTime<FixedOffset> {
    saved_at() + chrono::Duration::days(3)
}

fn file(name: &str, verdict: FileVerdict) -> FileDrift {
    FileDrift {
        path: path(name),
        verdict,
        changes: None,
        positions: Vec::new(),
        commits: Vec::new(),
        commits_cut: false,
        uncommitted: None,
    }
}

fn told(at: &str, verdict: PositionVerdict, text: Option<&str>) -> PositionDrift {
    PositionDrift {
        lines: lines(at),
        verdict,
        text: text.map(str::to_owned),
    }
}

fn login() -> FileDrift {
    FileDrift {
        changes: Some(Changes {
            added: 12,
            removed: 3,
        }),
        positions: vec![
            told(
                "34",
                PositionVerdict::Moved { to: lines("38") },
                Some("sign()"),
            ),
            told(
                "40-41",
                PositionVerdict::Ambiguous {
                    candidates: vec![lines("1-2"), lines("8-9")],
                },
                None,
            ),
        ],
        commits: vec![CommitSeen {
            id: id('9'),
            subject: "Move token creation".to_owned(),
            author: "Alice".to_owned(),
            time: saved_at(),
        }],
        uncommitted: Some(true),
        ..file("src/login.ts", FileVerdict::Modified)
    }
}

fn drift(files: Vec<FileDrift>) -> Drift {
    Drift {
        head: HeadDrift {
            saved: Some(id('3')),
            now: Some(id('9')),
            relation: Relation::Ahead(Count { n: 3, more: false }),
            branch_saved: Some("feat/auth".to_owned()),
            branch_now: None,
        },
        files,
        severity: Severity::Near,
        recommended: Choice::Update,
    }
}

/// Equal to the last byte: order of fields too.
fn assert_written(answer: &Value, expected: &Value) {
    let pretty = |value| serde_json::to_string_pretty(value).unwrap();
    assert_eq!(pretty(answer), pretty(expected));
}

#[test]
fn resume_in_full() {
    let answer = json::resume(
        json!({"taskName": "Auth"}),
        Some(saved_at()),
        now(),
        &drift(vec![login()]),
    );
    assert_written(
        &answer,
        &json!({
            "version": 1,
            "kind": "resume",
            "checkpoint": {"taskName": "Auth"},
            "freshness": {
                "band": "aging",
                "ageSeconds": 259_200,
                "message": "Checkpoint is 3 days old. Things may have changed."
            },
            "head": {
                "saved": "3333333333333333333333333333333333333333",
                "now": "9999999999999999999999999999999999999999",
                "relation": "ahead",
                "commits": 3,
                "branchSaved": "feat/auth",
                "branchNow": null
            },
            "files": [{
                "path": "src/login.ts",
                "verdict": "modified",
                "added": 12,
                "removed": 3,
                "uncommitted": true,
                "commits": [{
                    "id": "9999999999999999999999999999999999999999",
                    "subject": "Move token creation",
                    "author": "Alice",
                    "time": "2025-01-27T14:30:05+01:00"
                }],
                "positions": [
                    {"line": 34, "endLine": 34, "verdict": "moved", "nowLine": 38, "nowEndLine": 38, "text": "sign()"},
                    {"line": 40, "endLine": 41, "verdict": "ambiguous", "candidates": [
                        {"line": 1, "endLine": 2}, {"line": 8, "endLine": 9}
                    ]}
                ]
            }],
            "drift": {"clean": false, "severity": "near", "changed": 1},
            "choices": ["update", "proceed", "discard"],
            "recommended": "update"
        }),
    );
}

#[test]
fn check_names_its_document_and_a_clean_one_offers_no_choice() {
    let mut clean = drift(vec![file("a", FileVerdict::Unchanged)]);
    clean.severity = Severity::None;
    clean.recommended = Choice::Proceed;
    clean.head.relation = Relation::Lost;
    let answer = json::check("docs/x.md", None, now(), &clean);
    assert_eq!(answer["kind"], "check");
    assert_eq!(answer["document"], "docs/x.md");
    assert!(answer.get("checkpoint").is_none());
    assert_eq!(answer["freshness"], Value::Null);
    assert_eq!(answer["head"]["commits"], Value::Null);
    assert_eq!(
        answer["drift"],
        json!({"clean": true, "severity": "none", "changed": 0})
    );
    assert_eq!(answer["choices"], json!([]));
    assert_eq!(answer["recommended"], "proceed");
}

#[test]
fn every_verdict_has_its_word() {
    let mode = FileVerdict::ModeChanged {
        from: Mode::File,
        to: Mode::Executable,
    };
    let why = "it is a directory".to_owned();
    for (verdict, expected) in [
        (FileVerdict::Unchanged, json!({"verdict": "unchanged"})),
        (FileVerdict::Modified, json!({"verdict": "modified"})),
        (
            FileVerdict::Renamed { to: path("b") },
            json!({"verdict": "renamed", "newPath": "b"}),
        ),
        (FileVerdict::Deleted, json!({"verdict": "deleted"})),
        (FileVerdict::TypeChanged, json!({"verdict": "type-changed"})),
        (mode, json!({"verdict": "mode-changed"})),
        (FileVerdict::Appeared, json!({"verdict": "appeared"})),
        (FileVerdict::Missing, json!({"verdict": "missing"})),
        (FileVerdict::Unpinned, json!({"verdict": "unpinned"})),
        (FileVerdict::Sparse, json!({"verdict": "sparse"})),
        (
            FileVerdict::Unreadable { why },
            json!({"verdict": "unreadable", "why": "it is a directory"}),
        ),
    ] {
        let mut told = json::resume(Value::Null, None, now(), &drift(vec![file("a", verdict)]));
        let mut file = told["files"][0].take();
        let fields = file.as_object_mut().unwrap();
        assert_eq!(fields.remove("path"), Some(json!("a")));
        assert_eq!(fields.remove("commits"), Some(json!([])));
        assert_eq!(fields.remove("positions"), Some(json!([])));
        assert_eq!(file, expected);
    }
}

#[test]
fn every_position_has_its_word_and_place() {
    use PositionVerdict::*;
    for (verdict, expected) in [
        (
            Same,
            json!({"verdict": "same", "nowLine": 34, "nowEndLine": 34}),
        ),
        (
            Edited {
                near: lines("36-37"),
            },
            json!({"verdict": "edited", "nowLine": 36, "nowEndLine": 37}),
        ),
        (
            Deleted {
                near: Some(lines("33")),
            },
            json!({"verdict": "deleted", "nowLine": 33, "nowEndLine": 33}),
        ),
        (Deleted { near: None }, json!({"verdict": "deleted"})),
        (OutOfRange, json!({"verdict": "out-of-range"})),
        (Unknown, json!({"verdict": "unknown"})),
        (Unpinned, json!({"verdict": "unpinned"})),
    ] {
        let file = FileDrift {
            positions: vec![told("34", verdict, None)],
            ..file("a", FileVerdict::Modified)
        };
        let mut told = json::resume(Value::Null, None, now(), &drift(vec![file]));
        let mut position = told["files"][0]["positions"][0].take();
        let fields = position.as_object_mut().unwrap();
        assert_eq!(fields.remove("line"), Some(json!(34)));
        assert_eq!(fields.remove("endLine"), Some(json!(34)));
        assert_eq!(position, expected);
    }
}

#[test]
fn heads_commits_are_a_number_where_they_are_known() {
    let n = |n, more| Count { n, more };
    for (relation, word, commits, cut) in [
        (Relation::Same, "same", json!(0), None),
        (
            Relation::Ahead(n(1000, true)),
            "ahead",
            json!(1000),
            Some(json!(true)),
        ),
        (Relation::Behind(n(2, false)), "behind", json!(0), None),
        (
            Relation::Diverged {
                ahead: n(2, false),
                behind: n(1, false),
            },
            "diverged",
            json!(2),
            None,
        ),
        (Relation::Rewritten, "rewritten", Value::Null, None),
        (Relation::Lost, "lost", Value::Null, None),
        (Relation::Unborn, "unborn", Value::Null, None),
        (Relation::Unknown, "unknown", Value::Null, None),
    ] {
        let mut drift = drift(vec![]);
        drift.head.relation = relation;
        let head = json::resume(Value::Null, None, now(), &drift)["head"].take();
        assert_eq!(
            (&head["relation"], &head["commits"]),
            (&json!(word), &commits)
        );
        assert_eq!(head.get("commitsCut"), cut.as_ref());
    }
}

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
        from: lines("34"),
        to: lines("38"),
    };
    let answer = json::done(Done {
        kind: "checkpoint",
        checkpoint: json!({"taskName": "Auth"}),
        repinned: &[file("a", FileVerdict::Deleted)],
        healed: &[(path("b"), healed)],
    });
    assert_written(
        &answer,
        &json!({
            "version": 1,
            "kind": "checkpoint",
            "checkpoint": {"taskName": "Auth"},
            "repinned": [{"path": "a", "verdict": "deleted", "commits": [], "positions": []}],
            "healed": [{"path": "b", "line": 34, "endLine": 34, "nowLine": 38, "nowEndLine": 38}]
        }),
    );
}

#[test]
fn failures_and_absence_are_objects_too() {
    let locked = Error::NoWorkTree;
    assert_written(
        &json::error(&locked),
        &json!({"version": 1, "kind": "error", "code": 128, "message": "this operation must be run in a work tree"}),
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
