//! Every answer whole, fields in their order.

mod answers;
mod words;

use crate::drift::{
    Back, Changes, ClaimDrift, ClaimVerdict, CommitSeen, Count, Drift, FileDrift, FileVerdict,
    HeadDrift, PositionDrift, PositionVerdict, Relation, Severity, SymbolDrift,
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
        severity: crate::drift::Severity::None,
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
            undone: vec![Back {
                path: path("src/login.ts"),
                before: None,
            }],
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

/// Fails unless the printed schema knows every word of `value`, which is what
/// its part `part` describes.
#[track_caller]
fn assert_described(part: &str, value: &Value) {
    let parts = json::schema("resume").unwrap()["$defs"].take();
    let mut schema = parts[part].clone();
    schema["$defs"] = parts;
    if let Err(wrong) = jsonschema::draft202012::validate(&schema, value) {
        panic!("{part}: {wrong} in {value:#}");
    }
}

#[test]
fn resume_in_full() {
    let answer = json::resume(
        json!({"taskName": "Auth"}),
        Some(saved_at()),
        now(),
        &drift(vec![login()]),
        None,
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
