//! What a save makes of the positions it finds.

use super::{blob, edit, id, lines, pinned, rows};
use crate::drift::{Carried, CarriedFile, Edit, Healed, Position, carry_position, carry_record};
use crate::model::{Lines, ObjectId, Pin, Pinned};
use std::collections::BTreeMap;

const OLD: &str = "l1 l2 l3 l4 l5 l6";

fn edits(from: char, now: &str) -> BTreeMap<ObjectId, Option<Edit>> {
    BTreeMap::from([(id(from), Some(edit(&rows(OLD), &rows(now))))])
}

fn saved(
    old: &Pinned,
    now: &Pin,
    edits: &BTreeMap<ObjectId, Option<Edit>>,
    written: &[&str],
) -> CarriedFile {
    let written: Vec<Lines> = written.iter().map(|text| lines(text)).collect();
    carry_record(old, now, edits, &written)
}

fn healed(from: &str, to: &str) -> Position {
    Position::Healed(Healed {
        from: lines(from),
        to: lines(to),
    })
}

fn kept(text: &str) -> Position {
    Position::Kept(lines(text))
}

fn held(text: &str, digit: char) -> Position {
    Position::Held {
        lines: lines(text),
        blob: id(digit),
    }
}

#[test]
fn one_position_is_same_moved_or_held() {
    let moved = edit(&rows(OLD), &rows("x l1 l2 l3 l4 l5 l6"));
    assert_eq!(
        carry_position(lines("3"), &id('a'), Some(&moved)),
        Carried::Moved(lines("4"))
    );
    let same = edit(&rows(OLD), &rows("l1 l2 l3"));
    assert_eq!(
        carry_position(lines("3"), &id('a'), Some(&same)),
        Carried::Same
    );
    for position in ["5", "99"] {
        assert_eq!(
            carry_position(lines(position), &id('a'), Some(&same)),
            Carried::Held(id('a'))
        );
    }
    assert_eq!(
        carry_position(lines("3"), &id('a'), None),
        Carried::Held(id('a'))
    );
}

#[test]
fn what_moved_is_healed_and_what_was_touched_is_held() {
    let file = saved(
        &pinned(blob('a'), &["1", "3", "5"]),
        &blob('b'),
        &edits('a', "l1 new l2 l3 X l5 l6"),
        &["1", "3", "4", "5", "6"],
    );
    // 4 and 6 were never in the record: they mean the file as it is now.
    assert_eq!(
        file.positions,
        [
            kept("1"),
            healed("3", "4"),
            kept("4"),
            healed("5", "6"),
            kept("6")
        ]
    );
    assert_eq!(file.pinned, pinned(blob('b'), &["1", "4", "6"]));

    let file = saved(
        &pinned(blob('a'), &["3", "4"]),
        &blob('b'),
        &edits('a', "l1 l2 l3 X l5 l6"),
        &["3", "4"],
    );
    assert_eq!(file.positions, [kept("3"), held("4", 'a')]);
    assert_eq!(file.pinned.lines, [lines("3")]);
    assert_eq!(file.pinned.held, BTreeMap::from([(lines("4"), id('a'))]));
    assert_eq!(file.pinned.pin, blob('b'));
}

#[test]
fn a_held_position_stays_on_its_blob_until_its_line_is_back_or_rewritten() {
    let old = Pinned {
        held: BTreeMap::from([(lines("4"), id('c'))]),
        ..Pinned::whole(blob('a'))
    };
    let save =
        |now: &str, written: &str| saved(&old, &blob('b'), &edits('c', now), &[written]).positions;
    assert_eq!(save("l1 l2 l3 X l5 l6", "4"), [held("4", 'c')]);
    assert_eq!(save(OLD, "4"), [kept("4")]);
    assert_eq!(save("new l1 l2 l3 l4 l5 l6", "4"), [healed("4", "5")]);
    assert_eq!(save("l1 l2 l3 X l5 l6", "5"), [kept("5")]);
    // Its bytes are gone.
    assert_eq!(
        saved(&old, &blob('a'), &BTreeMap::new(), &["4"]).positions,
        [held("4", 'c')]
    );
}

#[test]
fn an_unchanged_file_needs_no_edit_and_a_deleted_one_has_none() {
    let old = pinned(blob('a'), &["3"]);
    assert_eq!(
        saved(&old, &blob('a'), &BTreeMap::new(), &["3"]).positions,
        [kept("3")]
    );
    assert_eq!(
        saved(&old, &blob('b'), &BTreeMap::new(), &["3"]).positions,
        [held("3", 'a')]
    );
    let gone = saved(&old, &Pin::Missing, &BTreeMap::new(), &["3"]);
    assert_eq!(gone.positions, [held("3", 'a')]);
    assert_eq!(gone.pinned.pin, Pin::Missing);
    // It was missing when the line was written: the first pin is this one.
    let missing = pinned(Pin::Missing, &["3"]);
    assert_eq!(
        saved(&missing, &blob('a'), &BTreeMap::new(), &["3"]).positions,
        [kept("3")]
    );
}

#[test]
fn no_position_is_healed_onto_a_held_one() {
    // 4 was edited and is held; 3 moved to 4, 2 to 3.
    let file = saved(
        &pinned(blob('a'), &["2", "3", "4"]),
        &blob('b'),
        &edits('a', "new l1 l2 l3 X l5 l6"),
        &["2", "3", "4"],
    );
    assert_eq!(
        file.positions,
        [held("2", 'a'), held("3", 'a'), held("4", 'a')]
    );
    assert!(file.pinned.lines.is_empty());
}

#[test]
fn positions_healed_onto_one_number_are_one() {
    let file = saved(
        &pinned(blob('a'), &["3"]),
        &blob('b'),
        &edits('a', "new l1 l2 l3 l4 l5 l6"),
        &["3", "4"],
    );
    assert_eq!(file.positions, [healed("3", "4"), kept("4")]);
    assert_eq!(file.pinned.lines, [lines("4")]);
}
