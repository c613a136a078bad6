//! The report along the document.

use super::{drift, file, lines, path, plain, told};
use crate::drift::{
    About, Answer, ClaimDrift, ClaimVerdict as V, Drift, FileDrift, FileVerdict, PositionDrift,
    PositionVerdict, Severity, SymbolDrift,
};
use crate::model::{Choice, ClaimKind};
use crate::report::text::View;
use crate::report::text::claims::{claims, verdict};

pub(super) fn answer(verdict: V, file: &str, at: Option<&str>) -> Answer {
    Answer {
        verdict,
        path: path(file),
        about: at.map_or(About::File, |at| About::Lines(lines(at))),
    }
}

/// A claim with these answers, worst first.
pub(super) fn claim(kind: ClaimKind, text: &str, answers: Vec<Answer>) -> ClaimDrift {
    ClaimDrift {
        kind,
        text: text.to_owned(),
        verdict: answers.first().map(|one| one.verdict).unwrap_or_default(),
        files: answers.iter().map(|one| one.path.clone()).collect(),
        answers,
        undone: Vec::new(),
        perhaps_undone: Vec::new(),
    }
}

/// `f` with a position of each kind.
fn positions() -> FileDrift {
    let to = |at: &str| lines(at);
    FileDrift {
        positions: vec![
            told("1", PositionVerdict::Moved { to: to("8") }, ""),
            told("2-3", PositionVerdict::Moved { to: to("9-10") }, ""),
            told("4", PositionVerdict::Edited { near: to("4") }, ""),
            told("5-6", PositionVerdict::Deleted { near: None }, ""),
            told(
                "7",
                PositionVerdict::Ambiguous {
                    candidates: vec![to("7")],
                },
                "",
            ),
            told(
                "8",
                PositionVerdict::Ambiguous {
                    candidates: vec![to("8"), to("9")],
                },
                "",
            ),
            PositionDrift {
                path: Some(path("other")),
                ..told("8-9", PositionVerdict::Moved { to: to("1-2") }, "")
            },
            PositionDrift {
                path: Some(path("new")),
                ..told("10", PositionVerdict::Moved { to: to("3") }, "")
            },
        ],
        ..file("f", FileVerdict::Modified)
    }
}

#[test]
fn each_answer_has_its_words() {
    let renamed = FileVerdict::Renamed { to: path("new") };
    let drift = drift(vec![
        positions(),
        file("gone", FileVerdict::Deleted),
        file("ren", renamed),
    ]);
    let say = |answer: Answer| {
        let claims_of = claim(ClaimKind::Pending, "x", vec![answer]);
        let drift = Drift {
            claims: vec![claims_of],
            ..drift.clone()
        };
        let text = claims(&drift, &plain());
        text.lines().nth(2).unwrap_or_default().to_owned()
    };
    for (one, words) in [
        (
            answer(V::Moved, "f", Some("1")),
            "line 1 of f is line 8 now",
        ),
        (
            answer(V::Moved, "f", Some("2-3")),
            "lines 2-3 of f are lines 9-10 now",
        ),
        (
            answer(V::Moved, "f", Some("8-9")),
            "lines 8-9 of f are other:1-2 now",
        ),
        (answer(V::Edited, "f", Some("4")), "line 4 of f was edited"),
        (
            answer(V::Deleted, "f", Some("5-6")),
            "lines 5-6 of f are gone",
        ),
        (
            answer(V::Ambiguous, "f", Some("7")),
            "line 7 of f cannot be found for sure",
        ),
        (
            answer(V::Ambiguous, "f", Some("8")),
            "line 8 of f could be one of several",
        ),
        (
            answer(V::Moved, "f", Some("10")),
            "line 10 of f is new:3 now",
        ),
        (answer(V::Modified, "f", None), "f was modified"),
        (
            answer(V::Undone, "f", None),
            "undone, f is as it was before the work",
        ),
        (
            answer(V::Undone, "gone", None),
            "undone, gone is gone, as it was before the work",
        ),
        (answer(V::Deleted, "gone", None), "gone is gone"),
        (answer(V::Renamed, "ren", None), "ren is new now"),
        (answer(V::TypeChanged, "f", None), "f changed its type"),
        (answer(V::ModeChanged, "f", None), "f changed its mode"),
        (answer(V::Appeared, "f", None), "f has appeared"),
        (answer(V::Unknown, "f", None), "f cannot be told"),
    ] {
        assert_eq!(say(one), format!("    x: {words}"));
    }
    for quiet in [V::None, V::Unchanged, V::Unpinned, V::Missing, V::Elsewhere] {
        assert_eq!(say(answer(quiet, "f", None)), "");
    }
}

#[test]
fn claims_stand_under_their_sections_and_are_wrapped() {
    let long = "a claim that goes on for longer than any terminal is wide";
    let symbol = Answer {
        verdict: V::SymbolGone,
        path: path("f"),
        about: About::Symbol("hash()".to_owned()),
    };
    let many = vec![
        symbol,
        answer(V::Modified, "f", None),
        answer(V::Renamed, "ren", None),
        answer(V::Moved, "f", Some("1")),
    ];
    let mut drift = drift(vec![
        positions(),
        file("ren", FileVerdict::Renamed { to: path("new") }),
    ]);
    drift.claims = vec![
        claim(
            ClaimKind::Completed,
            long,
            vec![answer(V::Modified, "f", None)],
        ),
        claim(
            ClaimKind::Completed,
            "fine",
            vec![answer(V::Unchanged, "f", None)],
        ),
        claim(ClaimKind::Decision, "many", many),
        claim(
            ClaimKind::FileToOpen,
            "f",
            vec![answer(V::Edited, "f", Some("4"))],
        ),
    ];
    let view = View {
        width: Some(50),
        ..plain()
    };
    assert_eq!(
        claims(&drift, &view),
        "\
What that means for what it says:
  Completed
    a claim that goes on for longer than any
      terminal is wide: f was modified
  Decisions
    many: hash() is gone from f; ren is new now;
      and 1 more
  Files to Open
    f: line 4 was edited
"
    );
    let whole = vec![answer(V::Modified, "f", None)];
    drift.claims = vec![claim(ClaimKind::FileToOpen, "f", whole.clone())];
    assert_eq!(claims(&drift, &plain()), "", "its line has told it");
    let one = claim(ClaimKind::Pending, "x", whole);
    drift.claims = vec![one; 23];
    assert!(claims(&drift, &plain()).ends_with("\n  and 3 more claims\n"));
}

#[test]
fn the_sentence_tells_where_the_drift_is() {
    let modified = || FileDrift {
        positions: vec![told("1", PositionVerdict::Same, "")],
        ..file("f", FileVerdict::Modified)
    };
    let say = |file: FileDrift, severity, recommended| {
        let mut drift = drift(vec![file]);
        drift.severity = severity;
        drift.recommended = recommended;
        verdict(&drift, &plain())
    };
    let (go, look) = (Choice::Proceed, Choice::Update);
    assert_eq!(
        say(modified(), Severity::Elsewhere, go),
        "1 file changed, none at your positions: proceed\n"
    );
    assert_eq!(
        say(modified(), Severity::Near, look),
        "1 file changed, close to your positions: look at the diff and update\n"
    );
    assert_eq!(
        say(positions(), Severity::AtPosition, look),
        "1 file changed, 4 positions touched: look at the diff and update\n"
    );
    let symbols = FileDrift {
        symbols: vec![SymbolDrift {
            name: "hash()".to_owned(),
            line: 3,
        }],
        ..modified()
    };
    assert_eq!(
        say(symbols, Severity::AtPosition, look),
        "1 file changed, 1 name gone: look at the diff and update\n"
    );
    assert_eq!(
        say(file("f", FileVerdict::Modified), Severity::Elsewhere, go),
        "1 file changed: proceed\n"
    );
    assert_eq!(
        say(
            file("f", FileVerdict::Deleted),
            Severity::Elsewhere,
            Choice::Discard
        ),
        "1 file changed: discard and assess current state\n"
    );
    let quiet = file("f", FileVerdict::Unchanged);
    assert_eq!(say(quiet, Severity::None, go), "");
}
