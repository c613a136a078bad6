//! A claim gets the worst verdict of what it names.

use super::{blob, edited, id, lines, observation, path, pinned, record, rows, there};
use crate::document::Claim;
use crate::drift::ClaimVerdict as V;
use crate::drift::{
    About, Back, ClaimDrift, Drift, FileSeen, Ground, Observation, Seen, Severity, SymbolDrift,
    Written, compare,
};
use crate::model::{Choice, ClaimKind, Mode, Pin};
use std::collections::BTreeMap;

/// `same` and `gone` as they say; `text` has five lines, of which 2 is edited
/// and 4 has moved; `sure` to `new`; `odd` cannot be read.
fn drift() -> Drift {
    let record = record(&[
        ("gone", pinned(blob('a'), &["1"])),
        ("miss", pinned(Pin::Missing, &[])),
        ("odd", pinned(blob('a'), &["1"])),
        ("ren", pinned(blob('a'), &["2"])),
        ("same", pinned(blob('a'), &["1"])),
        ("text", pinned(blob('a'), &["1", "2", "4", "9"])),
    ]);
    let unreadable = Seen::Unhashed {
        why: "filter 'x' failed".to_owned(),
        raw: None,
    };
    let renamed = FileSeen {
        renamed: Some((path("new"), Box::new(there('a')))),
        ..FileSeen::only(Seen::Absent)
    };
    let seen: Observation = observation(&[
        ("gone", FileSeen::only(Seen::Absent)),
        ("miss", FileSeen::only(Seen::Absent)),
        ("odd", FileSeen::only(unreadable)),
        ("ren", renamed),
        ("same", FileSeen::only(there('a'))),
        (
            "text",
            edited(
                'a',
                'b',
                &rows("one1 two2 three3 four4 five5"),
                &rows("one1 X three3 new four4 five5"),
            ),
        ),
    ]);
    let written = Written {
        unpinned_files: vec![path("fresh")],
        unpinned_lines: BTreeMap::new(),
    };
    compare(&record, &seen, &written)
}

fn claim(done: bool) -> Claim {
    Claim {
        kind: ClaimKind::Completed,
        text: "work".to_owned(),
        done,
        span: 0..0,
    }
}

fn ground(names: &[&str]) -> Ground {
    let names = names.iter().map(|name| match name.split_once(':') {
        Some((name, at)) => (path(name), Some(lines(at))),
        None => (path(name), None),
    });
    Ground {
        names: names.collect(),
        ..Ground::default()
    }
}

#[test]
fn the_worst_of_what_is_named_is_the_verdict() {
    let drift = drift();
    for (names, verdict) in [
        (&[][..], V::None),
        (&["stranger"], V::None),
        (&["same"], V::Unchanged),
        (&["same:1"], V::Unchanged),
        (&["fresh"], V::Unpinned),
        (&["miss", "same"], V::Missing),
        (&["odd:1", "same"], V::Unknown),
        (&["text:1"], V::Elsewhere),
        (&["text:1", "odd"], V::Elsewhere),
        (&["text:4", "text:1"], V::Moved),
        (&["text:9"], V::Modified),
        (&["text:7"], V::Modified),
        (&["text", "text:4"], V::Modified),
        (&["ren:2", "text"], V::Renamed),
        (&["text:2", "ren"], V::Edited),
        (&["gone:1", "text:2"], V::Deleted),
        (&["gone", "same"], V::Deleted),
    ] {
        let told = ClaimDrift::of(&claim(false), &ground(names), &drift.files);
        assert_eq!(told.verdict, verdict, "{names:?}: {told:?}");
    }
}

#[test]
fn a_mode_is_told_beside_the_lines() {
    let chmod = Seen::Blob {
        mode: Mode::Executable,
        blob: id('a'),
    };
    let drift = compare(
        &record(&[("a", pinned(blob('a'), &["1"]))]),
        &observation(&[("a", FileSeen::only(chmod))]),
        &Written::default(),
    );
    let told = ClaimDrift::of(&claim(false), &ground(&["a:1"]), &drift.files);
    assert_eq!(told.verdict, V::ModeChanged);
}

#[test]
fn files_keep_their_order_and_answers_stand_worst_first() {
    let drift = drift();
    let names = ground(&["text:4", "same", "gone", "text:2"]);
    let told = ClaimDrift::of(&claim(false), &names, &drift.files);
    assert_eq!(told.files, [path("text"), path("same"), path("gone")]);
    let answers: Vec<_> = told.answers.iter().map(|one| one.verdict).collect();
    assert_eq!(answers, [V::Deleted, V::Edited, V::Moved, V::Unchanged]);
}

fn back(name: &str) -> Back {
    let path = path(name);
    Back { path, before: None }
}

#[test]
fn what_is_undone_stands_for_its_file() {
    let drift = drift();
    let undone = |name: &str, sure| Ground {
        undone: vec![(back(name), sure)],
        ..ground(&["text:2", "same"])
    };
    let told = ClaimDrift::of(&claim(true), &undone("text", true), &drift.files);
    assert_eq!((told.verdict, told.undone), (V::Undone, vec![back("text")]));
    let told = ClaimDrift::of(&claim(true), &undone("text", false), &drift.files);
    assert_eq!((told.verdict, told.undone), (V::Edited, vec![]));
    assert_eq!(told.perhaps_undone, [back("text")]);
}

#[test]
fn a_name_that_is_gone_and_undone_work_are_at_a_position() {
    let quiet = || {
        let record = record(&[("a", pinned(blob('a'), &[]))]);
        let seen = observation(&[("a", FileSeen::only(there('b')))]);
        compare(&record, &seen, &Written::default())
    };
    let matters = |mut drift: Drift, ground: &Ground| {
        let told = ClaimDrift::of(&claim(true), ground, &drift.files);
        drift.tell_claims(vec![told]);
        (drift.severity, drift.recommended)
    };
    let plain = matters(quiet(), &ground(&["a"]));
    assert_eq!(plain, (Severity::Elsewhere, Choice::Proceed));
    let mut undone = ground(&["a"]);
    undone.undone.push((back("a"), true));
    let high = (Severity::AtPosition, Choice::Update);
    assert_eq!(matters(quiet(), &undone), high);
    let mut gone = quiet();
    gone.files[0].symbols.push(SymbolDrift {
        name: "hash()".to_owned(),
        line: 3,
    });
    let mut ground = ground(&["a"]);
    ground.gone.push((path("a"), "hash()".to_owned()));
    let told = ClaimDrift::of(&claim(false), &ground, &gone.files);
    assert_eq!(told.verdict, V::SymbolGone);
    assert_eq!(told.answers[0].about, About::Symbol("hash()".to_owned()));
    assert_eq!(matters(gone, &ground), high);
}
