//! Every answer whole, fields in their order.

mod answers;

use crate::drift::{
    Changes, ClaimDrift, ClaimVerdict, CommitSeen, Count, Drift, FileDrift, FileVerdict, HeadDrift,
    PositionDrift, PositionVerdict, Relation, Severity, SymbolDrift,
};
use crate::model::{Choice, ClaimKind, Lines, Mode, ObjectId, RepoPath};
use crate::report::json;
use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};

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
        whitespace_only: false,
        positions: Vec::new(),
        symbols: Vec::new(),
        commits: Vec::new(),
        commits_cut: false,
        search_cut: false,
        uncommitted: None,
    }
}

fn told(at: &str, verdict: PositionVerdict, text: Option<&str>) -> PositionDrift {
    PositionDrift {
        text: text.map(str::to_owned),
        ..PositionDrift::only(lines(at), verdict)
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
        symbols: vec![SymbolDrift {
            name: "hashPassword()".to_owned(),
            line: 12,
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
        claims: vec![ClaimDrift {
            kind: ClaimKind::Completed,
            text: "Login".to_owned(),
            verdict: ClaimVerdict::Undone,
            files: vec![path("src/login.ts")],
            answers: Vec::new(),
            undone: vec![path("src/login.ts")],
            perhaps_undone: Vec::new(),
        }],
        severity: Severity::Near,
        recommended: Choice::Update,
        lacking: None,
        world: None,
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
        &serde_json::from_str(include_str!("../../../../fixtures/reports/resume.json")).unwrap(),
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
fn white_space_is_named_only_where_it_is_all() {
    let told = |whitespace_only| {
        let file = FileDrift {
            whitespace_only,
            ..login()
        };
        json::resume(Value::Null, None, now(), &drift(vec![file]))["files"][0].take()
    };
    assert_eq!(told(true)["whitespaceOnly"], json!(true));
    assert_eq!(told(false).get("whitespaceOnly"), None);
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

#[test]
fn a_position_in_another_file_names_it() {
    let candidates = vec![lines("3")];
    let position = PositionDrift {
        elsewhere: vec![(path("b"), lines("4"))],
        then: vec!["a".to_owned()],
        now: vec!["b".to_owned(), String::new()],
        ..told("34", PositionVerdict::Ambiguous { candidates }, None)
    };
    let moved = PositionDrift {
        path: Some(path("src/b.rs")),
        ..told("40", PositionVerdict::Moved { to: lines("2") }, None)
    };
    let file = FileDrift {
        positions: vec![position, moved],
        ..file("a", FileVerdict::Modified)
    };
    let answer = json::resume(json!({}), None, saved_at(), &drift(vec![file]));
    assert_written(
        &answer["files"][0]["positions"],
        &json!([
            {
                "line": 34,
                "endLine": 34,
                "verdict": "ambiguous",
                "candidates": [
                    {"line": 3, "endLine": 3},
                    {"line": 4, "endLine": 4, "path": "b"}
                ],
                "then": ["a"],
                "now": ["b", ""]
            },
            {
                "line": 40,
                "endLine": 40,
                "verdict": "moved",
                "nowLine": 2,
                "nowEndLine": 2,
                "nowPath": "src/b.rs"
            }
        ]),
    );
}
