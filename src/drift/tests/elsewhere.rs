//! Lines that are in another file now.

use super::{drift_of, edit, edited, id, lines, observation, path, pinned, record, there};
use crate::drift::PositionVerdict::{Ambiguous, Deleted, Edited, Moved};
use crate::drift::{
    Carry, Earlier, FileSeen, FileVerdict, Other, PositionDrift, PositionVerdict, Seen, Written,
    compare,
};
use crate::model::RepoPath;
use std::collections::BTreeMap;

const OLD: &str = "top\nfn sign() {\n    let token = 1;\n}\nend\n";

fn other(name: &str, then: &str, now: &str) -> Other {
    Other {
        path: path(name),
        then: then.as_bytes().to_vec(),
        now: now.as_bytes().to_vec(),
    }
}

/// The position `at` of `a`, which was `OLD` and is `new`.
fn told(at: &str, new: &str, others: Vec<Other>) -> PositionDrift {
    let mut seen = observation(&[("a", edited('a', 'b', OLD, new))]);
    seen.others = others;
    let record = record(&[("a", pinned(super::blob('a'), &[at]))]);
    let mut drift = compare(&record, &seen, &Written::default());
    drift.files.remove(0).positions.remove(0)
}

fn place(position: &PositionDrift) -> (Option<&str>, PositionVerdict) {
    let path = position.path.as_ref().map(RepoPath::as_str);
    (path, position.verdict.clone())
}

#[test]
fn a_block_that_left_its_file_is_followed() {
    let to = |at: &str| Moved { to: lines(at) };
    let new = || vec![other("b", "", "use x;\nfn sign() {\n  let token = 1;\n}\n")];
    for (at, now) in [("3", "3"), ("2-4", "2-4"), ("3-4", "3-4")] {
        let position = told(at, "top\nend\n", new());
        assert_eq!(place(&position), (Some("b"), to(now)), "{at}");
    }
    assert_eq!(
        told("3", "top\nend\n", new()).text.as_deref(),
        Some("    let token = 1;")
    );
}

#[test]
fn a_copy_that_was_always_there_is_no_move() {
    let gone = Deleted {
        near: Some(lines("2")),
    };
    let before = "fn sign() {\n    let token = 1;\n}\n";
    let position = told("3", "top\nend\n", vec![other("b", before, before)]);
    assert_eq!(place(&position), (None, gone.clone()));
    // Nor where its file was renamed since.
    let renamed = vec![other("b", before, ""), other("c", "", before)];
    assert_eq!(place(&told("3", "top\nend\n", renamed)), (None, gone));
}

#[test]
fn a_line_that_stayed_and_was_edited_did_not_leave() {
    let new = OLD.replace("= 1", "= 2");
    let position = told("3", &new, vec![other("b", "", "    let token = 1;\n")]);
    assert_eq!(place(&position), (None, Edited { near: lines("3") }));
    assert_eq!(position.then, ["    let token = 1;"]);
    assert_eq!(position.now, ["    let token = 2;"]);
}

#[test]
fn a_bracket_among_those_of_another_file_is_not_known() {
    let (then, now) = ("fn x() {\n}\n", "fn x() {\nlet token = 1;\n}\n");
    let position = told("4", "top\nend\n", vec![other("b", then, now)]);
    assert_eq!(
        place(&position),
        (
            None,
            Deleted {
                near: Some(lines("2"))
            }
        )
    );
}

#[test]
fn a_copy_beside_what_it_became_is_not_chosen() {
    let now = "let token = 12;\nfn sign() {\nlet token = 1;\n";
    let position = told("3", "top\nend\n", vec![other("b", "", now)]);
    let candidates = Vec::new();
    assert_eq!(place(&position), (None, Ambiguous { candidates }));
    assert_eq!(position.elsewhere, [(path("b"), lines("3"))]);
}

#[test]
fn a_line_that_stands_there_without_its_neighbours_may_be_another() {
    let new = vec![other("b", "", "x\nlet token = 1;\n")];
    let position = told("3", "top\nend\n", new);
    assert_eq!(position.elsewhere, [(path("b"), lines("2"))]);
    assert_eq!(position.path, None);
}

#[test]
fn of_several_files_none_is_chosen() {
    let others = vec![
        other("b", "", "fn sign() {\nlet token = 1;\n"),
        other("c", "", "fn sign() {\nlet token = 1;\n"),
    ];
    let position = told("3", "top\nend\n", others);
    let candidates = Vec::new();
    assert_eq!(place(&position), (None, Ambiguous { candidates }));
    assert_eq!(
        position.elsewhere,
        [(path("b"), lines("2")), (path("c"), lines("2"))]
    );
}

#[test]
fn lines_of_a_deleted_file_may_be_elsewhere() {
    let seen = FileSeen {
        edits: BTreeMap::from([(id('a'), Some(edit(OLD, "")))]),
        ..FileSeen::only(Seen::Absent)
    };
    let plain = drift_of(pinned(super::blob('a'), &["3"]), seen.clone());
    assert_eq!(plain.files[0].verdict, FileVerdict::Deleted);
    assert_eq!(plain.files[0].positions[0].verdict, Deleted { near: None });
    let mut seen = observation(&[("a", seen)]);
    seen.others = vec![other("b", "", "fn sign() {\nlet token = 1;\n")];
    let record = record(&[("a", pinned(super::blob('a'), &["3"]))]);
    let drift = compare(&record, &seen, &Written::default());
    assert_eq!(
        place(&drift.files[0].positions[0]),
        (Some("b"), Moved { to: lines("2") })
    );
}

#[test]
fn a_number_of_another_file_heals_nothing() {
    let mut seen = observation(&[("a", edited('a', 'b', OLD, "top\nend\n"))]);
    seen.others = vec![other("b", "", "fn sign() {\nlet token = 1;\n")];
    let record = record(&[("a", pinned(super::blob('a'), &["3"]))]);
    let drift = compare(&record, &seen, &Written::default());
    assert!(drift.files[0].positions[0].path.is_some());
    for how in [Carry::Heal, Carry::Hold, Carry::Accept] {
        let carried = Earlier::new(&record, &drift).carry(&path("a"), Some(lines("3")), how);
        assert_eq!(carried.lines, Some(lines("3")), "{how:?}");
        assert_eq!(carried.held, Some(id('a')), "{how:?}");
    }
}

#[test]
fn a_search_that_was_too_much_is_told() {
    let mut seen = observation(&[("a", edited('a', 'b', OLD, "top\nend\n"))]);
    seen.others_cut = true;
    let cut = |at: &str| {
        let record = record(&[("a", pinned(super::blob('a'), &[at]))]);
        compare(&record, &seen, &Written::default()).files[0].search_cut
    };
    assert!(cut("3"));
    assert!(!cut("5"), "it is still there");
    assert_ne!(there('a'), there('b'));
}
