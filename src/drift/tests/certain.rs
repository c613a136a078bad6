//! Lines that the diff keeps, and that could as well be others.

use super::{edit, hunk, lines, rows};
use crate::drift::PositionVerdict::{Ambiguous, Moved, Same};
use crate::drift::{Edit, Hunk, PositionVerdict, carry};

fn carried(position: &str, old: &str, new: &str, hunks: Vec<Hunk>) -> PositionVerdict {
    let edit = Edit {
        hunks,
        mapped: None,
        folded: None,
        trimmed: None,
        ..edit(&rows(old), &rows(new))
    };
    carry(lines(position), &edit)
}

fn either(places: &[&str]) -> PositionVerdict {
    Ambiguous {
        candidates: places.iter().map(|place| lines(place)).collect(),
    }
}

#[test]
fn a_line_that_may_be_the_inserted_one_is_either() {
    let (old, new) = ("first } last", "first } second } last");
    // Git may say that the insertion is `second }` or `} second`.
    for hunks in [vec![hunk(2..2, 2..4)], vec![hunk(1..1, 1..3)]] {
        assert_eq!(carried("2", old, new, hunks.clone()), either(&["2", "4"]));
        assert_eq!(carried("1", old, new, hunks.clone()), Same);
        assert_eq!(carried("3", old, new, hunks), Moved { to: lines("5") });
    }
}

#[test]
fn a_range_is_held_by_its_other_lines() {
    let (old, new) = ("first } last", "first } second } last");
    assert_eq!(carried("1-2", old, new, vec![hunk(2..2, 2..4)]), Same);
    let below = Moved { to: lines("4-5") };
    assert_eq!(carried("2-3", old, new, vec![hunk(1..1, 1..3)]), below);
}

#[test]
fn a_bracket_alone_between_two_changes_is_no_landmark() {
    let (old, new) = ("alpha } beta } gamma", "delta } epsilon } zeta");
    let hunks = vec![hunk(0..1, 0..1), hunk(2..3, 2..3), hunk(4..5, 4..5)];
    assert_eq!(carried("2", old, new, hunks.clone()), either(&["2", "4"]));
    assert_eq!(carried("4", old, new, hunks), either(&["2", "4"]));
    // The only one of its kind is.
    let hunks = vec![hunk(0..1, 0..1), hunk(2..3, 2..3)];
    assert_eq!(carried("2", "alpha } beta", "delta } zeta", hunks), Same);
}

#[test]
fn a_line_that_came_again_is_told_apart_by_both_its_sides() {
    let old = "alpha token } beta";
    let hunks = vec![hunk(0..1, 0..4), hunk(3..4, 6..7)];
    let answer = carried("2", old, "new token } more token } other", hunks.clone());
    assert_eq!(answer, either(&["2", "5"]));
    // It may have been put in before the line as well as after it.
    let answer = carried("2", old, "new token ) more token } other", hunks);
    assert_eq!(answer, either(&["2", "5"]));
    let hunks = vec![hunk(1..1, 1..4), hunk(3..4, 6..7)];
    let answer = carried("2", old, "alpha token ) more token } other", hunks);
    assert_eq!(answer, either(&["2", "5"]));
    let hunks = vec![hunk(0..0, 0..2)];
    let answer = carried("2", old, "token more alpha token } beta", hunks);
    assert_eq!(answer, Moved { to: lines("4") });
}

#[test]
fn of_many_likes_the_nearest_are_named() {
    let old = ["head", &"} ".repeat(40), "tail"].join(" ");
    let new = ["other", &"} ".repeat(40), "end"].join(" ");
    let (old, new) = (old.replace("  ", " "), new.replace("  ", " "));
    let answer = carried(
        "20",
        &old,
        &new,
        vec![hunk(0..1, 0..1), hunk(41..42, 41..42)],
    );
    assert_eq!(answer, either(&["18", "19", "20", "21", "22"]));
}
