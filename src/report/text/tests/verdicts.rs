//! The line of every verdict, and HEAD's.

use super::{commit, drift, file, id, lines, login, path, plain, told};
use crate::drift::{Changes, Count, FileDrift, FileVerdict, PositionVerdict, Relation};
use crate::model::Mode;
use crate::report::text::{Check, View, check};

/// The lines beneath the opening sentence.
pub(super) fn beneath(file: FileDrift, view: View) -> Vec<String> {
    let drift = &drift(vec![file]);
    let report = check(&Check::of_checkpoint(drift, None, view));
    let named = |line: &&str| !line.starts_with("- ");
    report
        .lines()
        .skip_while(named)
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_verdict_has_its_line() {
    let mode = FileVerdict::ModeChanged {
        from: Mode::File,
        to: Mode::Executable,
    };
    let why = "it is a directory".to_owned();
    for (verdict, line) in [
        (FileVerdict::Modified, "- a: Modified after checkpoint"),
        (
            FileVerdict::Renamed { to: path("s/b") },
            "- a: Renamed to s/b after checkpoint",
        ),
        (FileVerdict::Deleted, "- a: Deleted after checkpoint"),
        (
            FileVerdict::TypeChanged,
            "- a: Type changed after checkpoint",
        ),
        (
            mode,
            "- a: Mode changed after checkpoint (100644 -> 100755)",
        ),
        (FileVerdict::Appeared, "- a: Appeared after checkpoint"),
        (FileVerdict::Missing, "- a: Still missing"),
        (FileVerdict::Unpinned, "- a: Never pinned"),
        (FileVerdict::Sparse, "- a: Not in the sparse checkout"),
        (
            FileVerdict::Unreadable { why },
            "- a: Cannot tell: it is a directory",
        ),
    ] {
        assert_eq!(beneath(file("a", verdict), plain()), [line]);
    }
    let unchanged = beneath(file("a", FileVerdict::Unchanged), plain());
    assert_eq!(unchanged, ["- a: Unchanged"]);
}

#[test]
fn a_formatter_is_told_with_the_numbers() {
    for (verdict, line) in [
        (
            FileVerdict::Modified,
            "- a: Modified after checkpoint (+12 -3, white space only)",
        ),
        (
            FileVerdict::Renamed { to: path("b") },
            "- a: Renamed to b after checkpoint (+12 -3, white space only)",
        ),
    ] {
        let formatted = FileDrift {
            changes: login().changes,
            whitespace_only: true,
            ..file("a", verdict)
        };
        assert_eq!(beneath(formatted, plain()), [line]);
    }
}

/// How one position of a modified file is told.
fn position(at: &str, verdict: PositionVerdict, text: &str) -> String {
    let modified = FileDrift {
        positions: vec![told(at, verdict, text)],
        ..file("a", FileVerdict::Modified)
    };
    beneath(modified, plain()).remove(1)
}

#[test]
fn positions_that_are_there_have_their_line() {
    use PositionVerdict::{Moved, OutOfRange, Same, Unknown, Unpinned};
    let to = |text| Moved { to: lines(text) };
    for (at, verdict, text, line) in [
        ("34", Same, "sign()", "  line 34 is unchanged: sign()"),
        ("3-4", Same, "", "  lines 3-4 are unchanged"),
        ("34", to("38"), "\tsign()", "  line 34 -> 38: sign()"),
        ("3-4", to("5-6"), "a", "  lines 3-4 -> 5-6: a"),
        (
            "99",
            OutOfRange,
            "",
            "  line 99: the file never had that many lines",
        ),
        (
            "34",
            Unknown,
            "",
            "  line 34: cannot tell, its text cannot be compared",
        ),
        ("34", Unpinned, "", "  line 34: never pinned"),
    ] {
        assert_eq!(position(at, verdict, text), line);
    }
}

#[test]
fn positions_that_are_not_have_theirs() {
    let edited = |near| PositionVerdict::Edited { near: lines(near) };
    assert_eq!(
        position("34", edited("36"), ""),
        "  line 34 was edited (now near 36)"
    );
    assert_eq!(
        position("34", edited("36"), "a"),
        "  line 34 was edited (now near 36); it read: a"
    );
    assert_eq!(
        position("3-4", edited("3-7"), "a"),
        "  lines 3-4 were edited (now near 3-7); they began: a"
    );
    let gone = |near| PositionVerdict::Deleted { near };
    assert_eq!(position("34", gone(None), ""), "  line 34 is gone");
    assert_eq!(
        position("34", gone(Some(lines("33"))), "a"),
        "  line 34 is gone (was near 33); it read: a"
    );
}

#[test]
fn positions_that_could_be_several_name_them() {
    for (candidates, line) in [
        ("12 40", "  line 34 could be 12 or 40"),
        ("1 2 3", "  line 34 could be 1, 2 or 3"),
        ("1 2 3 4 5", "  line 34 could be 1, 2, 3, 4 or 5"),
        ("1 2 3 4 5 6 7", "  line 34 could be 1, 2, 3, 4 or 3 others"),
    ] {
        let candidates = candidates.split(' ').map(lines).collect();
        let verdict = PositionVerdict::Ambiguous { candidates };
        assert_eq!(position("34", verdict, ""), line);
    }
}

#[test]
fn a_held_position_is_told_in_a_file_that_did_not_change() {
    let held = |verdict| FileDrift {
        positions: vec![told("3", PositionVerdict::Same, ""), told("7", verdict, "")],
        ..file("a", FileVerdict::Unchanged)
    };
    assert_eq!(
        beneath(held(PositionVerdict::Deleted { near: None }), plain()),
        [
            "- a: Unchanged, but not what an earlier save pinned",
            "  line 7 is gone"
        ]
    );
    assert_eq!(
        beneath(held(PositionVerdict::Moved { to: lines("9") }), plain()),
        ["- a: Unchanged", "  line 7 -> 9"]
    );
}

#[test]
fn commits_are_named_up_to_five() {
    let many = FileDrift {
        commits: (1..8)
            .map(|n| commit('9', &format!("Subject {n}")))
            .collect(),
        commits_cut: true,
        changes: Some(Changes {
            added: 0,
            removed: 0,
        }),
        ..file("a", FileVerdict::Modified)
    };
    let told = beneath(many, plain());
    assert_eq!(told[0], "- a: Modified after checkpoint");
    assert_eq!(told[5], "  9999999 Subject 5 (Alice, 1 day ago)");
    assert_eq!(
        told[6..],
        [
            "  and 2 more commits",
            "  and perhaps more: the history was not searched to its end"
        ]
    );
}

#[test]
fn a_search_that_was_cut_is_told() {
    let gone = FileDrift {
        search_cut: true,
        ..file("a", FileVerdict::Deleted)
    };
    assert_eq!(
        beneath(gone, plain()),
        [
            "- a: Deleted after checkpoint",
            "  or perhaps renamed: not all new files were compared"
        ]
    );
}

#[test]
fn foreign_text_is_cut_to_the_width_and_sentences_are_not() {
    let wide = FileDrift {
        positions: vec![told(
            "34",
            PositionVerdict::Moved { to: lines("38") },
            "支払い支払い支払い支払い支払い",
        )],
        commits: vec![commit('9', "A subject that goes on and on")],
        ..file("a", FileVerdict::Modified)
    };
    let narrow = View {
        width: Some(40),
        ..plain()
    };
    assert_eq!(
        beneath(wide, narrow)[1..],
        [
            "  line 34 -> 38: 支払い支払い支払い支払…",
            "  9999999 A subject t… (Alice, 1 day ago)"
        ]
    );
}

#[test]
fn paths_are_shown_as_the_reader_would_type_them() {
    let up = |path: &crate::model::RepoPath| format!("../{path}");
    let view = View {
        display: &up,
        ..plain()
    };
    assert_eq!(
        beneath(file("a", FileVerdict::Renamed { to: path("b") }), view),
        ["- ../a: Renamed to ../b after checkpoint"]
    );
}

#[test]
fn heads_relation_is_told_in_words() {
    let n = |n| Count { n, more: false };
    let cut = Count {
        n: 1000,
        more: true,
    };
    let both = Relation::Diverged {
        ahead: n(2),
        behind: n(1),
    };
    for (relation, words) in [
        (Relation::Ahead(n(1)), "1 commit ahead"),
        (Relation::Ahead(cut), "more than 1000 commits ahead"),
        (Relation::Behind(n(2)), "2 commits behind"),
        (both, "diverged: 2 commits ahead, 1 commit behind"),
        (Relation::Rewritten, "rewritten"),
        (Relation::Lost, "saved HEAD no longer available"),
        (Relation::Unknown, "cannot tell how they relate"),
    ] {
        let mut drift = drift(vec![]);
        drift.head.now = Some(id('9'));
        drift.head.relation = relation;
        assert_eq!(
            first_line(&drift),
            format!("HEAD: 3333333 -> 9999999, {words}")
        );
    }
}

#[test]
fn an_unborn_head_and_a_switched_branch_are_told() {
    let mut unborn = drift(vec![]);
    unborn.head.relation = Relation::Unborn;
    unborn.head.saved = None;
    assert_eq!(first_line(&unborn), "HEAD: unborn -> 3333333");
    let mut switched = drift(vec![]);
    switched.head.branch_now = Some("main".to_owned());
    assert_eq!(first_line(&switched), "Branch: feat/auth -> main");
    switched.head.branch_now = None;
    assert_eq!(first_line(&switched), "Branch: feat/auth -> (detached)");
}

fn first_line(drift: &crate::drift::Drift) -> String {
    let report = check(&Check::of_checkpoint(drift, None, plain()));
    report.lines().next().unwrap().to_owned()
}
