//! Positions, severity, recommendation and counts of whole answers.

use super::{
    blob, commit, drift_of, edit, edited, id, lines, observation, path, pinned, record, rows, there,
};
use crate::drift::PositionVerdict::{
    self, Deleted, Edited, Moved, OutOfRange, Same, Unknown, Unpinned,
};
use crate::drift::{
    Changes, Drift, FileDrift, FileSeen, FileVerdict, Seen, Severity, Written, compare,
};
use crate::model::{Choice, Mode, Pin, Pinned};
use std::collections::BTreeMap;

const TEN: &str = "l1 l2 l3 l4 l5 l6 l7 l8 l9 l10";

fn verdicts(drift: &Drift) -> Vec<PositionVerdict> {
    let positions = &drift.files[0].positions;
    positions.iter().map(|one| one.verdict.clone()).collect()
}

#[test]
fn positions_of_an_unchanged_file_are_the_same_and_in_range() {
    let unlooked = drift_of(pinned(blob('a'), &["3", "99"]), FileSeen::only(there('a')));
    assert_eq!(verdicts(&unlooked), [Same, Same]);
    let looked = drift_of(
        pinned(blob('a'), &["3", "99"]),
        edited('a', 'a', &rows(TEN), &rows(TEN)),
    );
    assert_eq!(verdicts(&looked), [Same, OutOfRange]);
    assert_eq!(looked.files[0].positions[0].text.as_deref(), Some("l3"));
    assert_eq!(looked.exit_code(), 0);
}

#[test]
fn positions_of_a_modified_file_are_carried() {
    let new = "new l1 l2 l3 X l5 l6 l7 l9 l10";
    let drift = drift_of(
        pinned(blob('a'), &["2", "4", "8", "99"]),
        edited('a', 'b', &rows(TEN), &rows(new)),
    );
    let told: Vec<_> = drift.files[0]
        .positions
        .iter()
        .map(|one| {
            (
                one.lines.to_string(),
                one.verdict.clone(),
                one.text.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("2".to_owned(), Moved { to: lines("3") }, Some("l2")),
            ("4".to_owned(), Edited { near: lines("5") }, Some("l4")),
            (
                "8".to_owned(),
                Deleted {
                    near: Some(lines("9"))
                },
                Some("l8")
            ),
            ("99".to_owned(), OutOfRange, None),
        ]
    );
    assert_eq!(
        drift.files[0].changes,
        Some(Changes {
            added: 2,
            removed: 2
        })
    );
}

#[test]
fn where_no_text_is_known_nothing_is_claimed() {
    let modified = |seen| drift_of(pinned(blob('a'), &["3"]), seen);
    assert_eq!(verdicts(&modified(FileSeen::only(there('b')))), [Unknown]);
    let gone = FileSeen {
        edits: BTreeMap::from([(id('a'), None)]),
        ..FileSeen::only(there('b'))
    };
    assert_eq!(verdicts(&modified(gone.clone())), [Unknown]);
    assert_eq!(modified(gone).files[0].changes, None);
    let broken = FileSeen::only(Seen::Unhashed {
        why: "permission denied".to_owned(),
        raw: None,
    });
    assert_eq!(verdicts(&modified(broken)), [Unknown]);
    assert_eq!(
        verdicts(&modified(FileSeen::only(Seen::Absent))),
        [Deleted { near: None }]
    );
    let sparse = modified(FileSeen::only(Seen::Sparse));
    assert_eq!((verdicts(&sparse), sparse.exit_code()), (vec![Unknown], 0));
    let link = FileSeen::only(Seen::Blob {
        mode: Mode::Symlink,
        blob: id('b'),
    });
    assert_eq!(verdicts(&modified(link)), [Deleted { near: None }]);
}

#[test]
fn a_file_missing_at_the_save_had_no_lines() {
    for seen in [Seen::Absent, there('b')] {
        let drift = drift_of(pinned(Pin::Missing, &["3"]), FileSeen::only(seen));
        assert_eq!(verdicts(&drift), [Unpinned]);
    }
}

#[test]
fn positions_of_a_renamed_file_go_with_it() {
    let to = |digit, edits| FileSeen {
        renamed: Some((path("b"), Box::new(there(digit)))),
        edits,
        ..FileSeen::only(Seen::Absent)
    };
    let exact = drift_of(pinned(blob('a'), &["3"]), to('a', BTreeMap::new()));
    assert_eq!(verdicts(&exact), [Same]);
    assert_eq!(
        exact.files[0].changes,
        Some(Changes {
            added: 0,
            removed: 0
        })
    );
    assert_eq!(exact.severity, Severity::Elsewhere);
    let edits = BTreeMap::from([(id('a'), Some(edit(&rows(TEN), &rows(&format!("x {TEN}")))))]);
    let alike = drift_of(pinned(blob('a'), &["3"]), to('b', edits));
    assert_eq!(verdicts(&alike), [Moved { to: lines("4") }]);
}

#[test]
fn a_held_position_is_told_against_its_own_blob() {
    let held = Pinned {
        held: BTreeMap::from([(lines("4"), id('c'))]),
        ..pinned(blob('a'), &["2"])
    };
    let seen = |now: &str| FileSeen {
        edits: BTreeMap::from([(id('c'), Some(edit(&rows(TEN), &rows(now))))]),
        ..FileSeen::only(there('a'))
    };
    let drift = drift_of(held.clone(), seen("l1 l2 l3 X l5"));
    assert_eq!(drift.files[0].verdict, FileVerdict::Unchanged);
    assert_eq!(verdicts(&drift), [Same, Edited { near: lines("4") }]);
    assert_eq!((drift.exit_code(), drift.changed()), (1, 1));
    assert_eq!(drift.severity, Severity::AtPosition);
    // Its line is back.
    assert_eq!(drift_of(held.clone(), seen(TEN)).exit_code(), 0);
    // Its bytes are gone.
    let lost = drift_of(held, FileSeen::only(there('a')));
    assert_eq!(
        (verdicts(&lost), lost.exit_code()),
        (vec![Same, Unknown], 2)
    );
    // Its file was gone at the save already, and still is.
    let gone = Pinned {
        held: BTreeMap::from([(lines("4"), id('c'))]),
        ..Pinned::whole(Pin::Missing)
    };
    let drift = drift_of(gone, FileSeen::only(Seen::Absent));
    assert_eq!(drift.files[0].verdict, FileVerdict::Missing);
    assert_eq!(
        (verdicts(&drift), drift.exit_code()),
        (vec![Deleted { near: None }], 1)
    );
}

#[test]
fn what_was_written_since_is_never_pinned() {
    let written = Written {
        unpinned_files: vec![path("new")],
        unpinned_lines: BTreeMap::from([
            (path("a"), vec![lines("7"), lines("3")]),
            (path("new"), vec![lines("9"), lines("2")]),
        ]),
    };
    let old = record(&[("a", pinned(blob('a'), &["3"]))]);
    let seen = observation(&[("a", FileSeen::only(there('a')))]);
    let drift = compare(&old, &seen, &written);
    assert_eq!(drift.files[0].verdict, FileVerdict::Unchanged);
    assert_eq!(placed(&drift.files[0]), [(3, Same), (7, Unpinned)]);
    assert_eq!(drift.files[1].path, path("new"));
    assert_eq!(drift.files[1].verdict, FileVerdict::Unpinned);
    assert_eq!(placed(&drift.files[1]), [(2, Unpinned), (9, Unpinned)]);
    assert_eq!((drift.exit_code(), drift.severity), (0, Severity::None));
}

fn placed(file: &FileDrift) -> Vec<(u32, PositionVerdict)> {
    let positions = file.positions.iter();
    positions
        .map(|one| (one.lines.start(), one.verdict.clone()))
        .collect()
}

#[test]
fn severity_counts_three_lines_around_a_position() {
    // Line 7 of ten; the line named is replaced.
    for (line, severity, recommended) in [
        ("l3", Severity::Elsewhere, Choice::Proceed),
        ("l4", Severity::Near, Choice::Update),
        ("l6", Severity::Near, Choice::Update),
        ("l7", Severity::AtPosition, Choice::Update),
        ("l10", Severity::Near, Choice::Update),
    ] {
        let new = rows(TEN).replace(&format!("{line}\n"), "X\n");
        let drift = drift_of(
            pinned(blob('a'), &["7"]),
            edited('a', 'b', &rows(TEN), &new),
        );
        assert_eq!(
            (drift.severity, drift.recommended),
            (severity, recommended),
            "{line}"
        );
    }
    let below = rows(TEN).replace("l5\n", "X\n");
    let drift = drift_of(
        pinned(blob('a'), &["1"]),
        edited('a', 'b', &rows(TEN), &below),
    );
    assert_eq!(drift.severity, Severity::Elsewhere);
    let whole = drift_of(Pinned::whole(blob('a')), FileSeen::only(there('b')));
    assert_eq!(
        (whole.severity, whole.recommended),
        (Severity::Elsewhere, Choice::Proceed)
    );
    let none = drift_of(Pinned::whole(blob('a')), FileSeen::only(there('a')));
    assert_eq!(
        (none.severity, none.recommended),
        (Severity::None, Choice::Proceed)
    );
}

#[test]
fn where_every_file_is_gone_nothing_is_left_to_go_on_with() {
    let both = |second: Seen| {
        compare(
            &record(&[
                ("a", Pinned::whole(blob('a'))),
                ("b", Pinned::whole(blob('b'))),
                ("m", Pinned::whole(Pin::Missing)),
            ]),
            &observation(&[
                ("a", FileSeen::only(Seen::Absent)),
                ("b", FileSeen::only(second)),
                ("m", FileSeen::only(Seen::Absent)),
            ]),
            &Written::default(),
        )
        .recommended
    };
    assert_eq!(both(Seen::Absent), Choice::Discard);
    assert_eq!(both(there('b')), Choice::Proceed);
    let nothing = compare(&record(&[]), &observation(&[]), &Written::default());
    assert_eq!(
        (nothing.recommended, nothing.exit_code()),
        (Choice::Proceed, 0)
    );
}

#[test]
fn what_was_seen_of_history_is_passed_on() {
    let seen = FileSeen {
        commits: vec![commit('9', "Move token creation")],
        commits_cut: true,
        search_cut: true,
        uncommitted: Some(true),
        ..FileSeen::only(there('b'))
    };
    let drift = drift_of(Pinned::whole(blob('a')), seen.clone());
    let file = &drift.files[0];
    assert_eq!(file.commits, seen.commits);
    assert_eq!((file.commits_cut, file.search_cut), (true, true));
    assert_eq!(file.uncommitted, Some(true));
    assert_eq!(drift.head.saved, Some(id('1')));
    assert_eq!(drift.head.branch_now.as_deref(), Some("main"));
}
