//! The word for every verdict, and what stands beside it.

use super::*;

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
        let mut told = json::resume(
            Value::Null,
            None,
            now(),
            &drift(vec![file("a", verdict)]),
            None,
        );
        let mut file = told["files"][0].take();
        assert_described("drifted", &file);
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
        let mut told = json::resume(Value::Null, None, now(), &drift(vec![file]), None);
        let mut position = told["files"][0]["positions"][0].take();
        assert_described("position", &position);
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
        json::resume(Value::Null, None, now(), &drift(vec![file]), None)["files"][0].take()
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
        let mut answer = json::resume(Value::Null, None, now(), &drift, None);
        assert_described("report", &answer);
        let head = answer["head"].take();
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
    let answer = json::resume(json!({}), None, saved_at(), &drift(vec![file]), None);
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

#[test]
fn every_claim_has_a_word_that_the_schema_knows() {
    use ClaimVerdict::*;
    for verdict in [
        None,
        Unchanged,
        Unpinned,
        Missing,
        Unknown,
        Elsewhere,
        Moved,
        ModeChanged,
        Appeared,
        Modified,
        Renamed,
        Ambiguous,
        SymbolGone,
        Edited,
        Undone,
        TypeChanged,
        Deleted,
    ] {
        let mut drift = drift(vec![]);
        drift.claims[0].verdict = verdict;
        let answer = json::resume(Value::Null, Option::None, now(), &drift, Option::None);
        assert_described("report", &answer);
    }
}
