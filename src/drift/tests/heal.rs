//! What a save makes of the positions it finds: none is laundered.

use super::{blob, drift_of, edited, id, lines, path, pinned, record, rows};
use crate::drift::{Carried, Carry, Earlier, FileSeen, Seen};
use crate::model::{Lines, Pinned};

const OLD: &str = "l1 l2 l3 l4 l5 l6";

/// How `a`, pinned with a position, is carried when its text became `now`.
fn carried(pinned: &Pinned, now: &str, written: &str, how: Carry) -> Carried {
    let seen = edited('a', 'b', &rows(OLD), &rows(now));
    let drift = drift_of(pinned.clone(), seen);
    let record = record(&[("a", pinned.clone())]);
    Earlier::new(&record, &drift).carry(&path("a"), Some(lines(written)), how)
}

fn at(text: &str) -> (Option<Lines>, Option<char>) {
    (Some(lines(text)), None)
}

fn held(text: &str, digit: char) -> (Option<Lines>, Option<char>) {
    (Some(lines(text)), Some(digit))
}

fn told(carried: &Carried) -> (Option<Lines>, Option<char>) {
    let digit = carried
        .held
        .as_ref()
        .and_then(|blob| blob.as_str().chars().next());
    (carried.lines, digit)
}

#[test]
fn healing_moves_numbers_and_holds_what_was_touched() {
    for (now, written, expected) in [
        ("l1 l2 l3 l4 l5 l6", "3", at("3")),
        ("new l1 l2 l3 l4 l5 l6", "3", at("4")),
        ("l1 l2 other l4 l5 l6", "3", held("3", 'a')),
        ("l1 l2 l4 l5 l6", "3", held("3", 'a')),
        ("new l1 l2 l3 l4 l5 l6", "3-5", at("4-6")),
        ("l1 l2 l3 new l4 l5 l6", "3-5", held("3-5", 'a')),
    ] {
        let pinned = pinned(blob('a'), &[written]);
        let carried = carried(&pinned, now, written, Carry::Heal);
        assert_eq!(told(&carried), expected, "{written} in {now}");
    }
}

#[test]
fn holding_rewrites_no_number() {
    let pinned = pinned(blob('a'), &["3"]);
    let moved = "new l1 l2 l3 l4 l5 l6";
    let carried = carried(&pinned, moved, "3", Carry::Hold);
    assert_eq!(told(&carried), held("3", 'a'));
}

#[test]
fn accepting_takes_what_was_edited_in_place_and_no_wrong_number() {
    let pinned = pinned(blob('a'), &["3"]);
    for (now, expected) in [
        ("new l1 l2 l3 l4 l5 l6", at("4")),
        ("l1 l2 other l4 l5 l6", at("3")),
        ("new l1 l2 other l4 l5 l6", held("3", 'a')),
        ("l1 l2 l4 l5 l6", held("3", 'a')),
    ] {
        let carried = carried(&pinned, now, "3", Carry::Accept);
        assert_eq!(told(&carried), expected, "{now}");
    }
}

#[test]
fn accepting_lets_go_of_a_file_that_is_gone() {
    let pinned = pinned(blob('a'), &["3"]);
    let drift = drift_of(pinned.clone(), FileSeen::only(Seen::Absent));
    let record = record(&[("a", pinned)]);
    let earlier = Earlier::new(&record, &drift);
    let carried = earlier.carry(&path("a"), Some(lines("3")), Carry::Accept);
    assert_eq!(told(&carried), at("3"));
}

#[test]
fn a_held_position_stays_with_the_blob_it_was_written_for() {
    let mut pinned = pinned(blob('c'), &["3"]);
    pinned.held.insert(lines("3"), id('a'));
    let carried = carried(&pinned, "l1 l2 other l4 l5 l6", "3", Carry::Heal);
    assert_eq!(told(&carried), held("3", 'a'));
}

#[test]
fn a_number_written_since_is_pinned_as_it_is() {
    let pinned = pinned(blob('a'), &["3"]);
    let carried = carried(&pinned, "new l1 l2 l3 l4 l5 l6", "5", Carry::Heal);
    assert_eq!(told(&carried), at("5"));
}

#[test]
fn a_position_in_a_deleted_file_goes_on_being_told() {
    let pinned = pinned(blob('a'), &["3"]);
    let drift = drift_of(pinned.clone(), FileSeen::only(Seen::Absent));
    let record = record(&[("a", pinned)]);
    let earlier = Earlier::new(&record, &drift);
    let carried = earlier.carry(&path("a"), Some(lines("3")), Carry::Heal);
    assert_eq!(told(&carried), held("3", 'a'));
}
