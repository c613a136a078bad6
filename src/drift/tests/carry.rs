//! Positions inside, outside and at the edges of hunks.

use super::{edit, hunk, lines, rows};
use crate::drift::PositionVerdict::{
    self, Ambiguous, Deleted, Edited, Moved, OutOfRange, Same, Unknown,
};
use crate::drift::{Edit, Texts, carry};

fn moved(to: &str) -> PositionVerdict {
    Moved { to: lines(to) }
}

fn near(near: &str) -> PositionVerdict {
    Edited { near: lines(near) }
}

fn gone(near: &str) -> PositionVerdict {
    Deleted {
        near: near.parse().ok(),
    }
}

#[test]
fn outside_every_hunk_a_position_moves_with_its_neighbours() {
    for (old, new, position, expected) in [
        ("a b c d", "a b c d", "1", Same),
        ("a b c d", "a b c d", "4", Same),
        ("a b c d", "a b c d", "1-4", Same),
        ("a b c d", "x a b c d", "1", moved("2")),
        ("a b c d", "x y a b c d", "2-3", moved("4-5")),
        ("a b c d", "b c d", "4", moved("3")),
        ("a b c d", "a b c d x", "4", Same),
        ("a b c d", "a b x c d", "2", Same),
        ("a b c d", "a b x c d", "3", moved("4")),
        ("a b c d", "a X Y c d", "3-4", moved("4-5")),
        // Lines came and went above in equal number.
        ("a b c d", "x b c d", "4", Same),
    ] {
        let answer = carry(lines(position), &edit(&rows(old), &rows(new)));
        assert_eq!(answer, expected, "{position} of {old:?} -> {new:?}");
    }
}

#[test]
fn inside_a_hunk_a_position_is_edited_or_gone() {
    for (old, new, position, expected) in [
        // replaced
        ("a b c d", "a X c d", "2", near("2")),
        ("a b c d", "a X Y c d", "2", near("2-3")),
        ("a b c d", "a X d", "2", near("2")),
        ("a b c d", "a X d", "3", near("2")),
        ("a b c d", "a X Y Z d", "2", near("2")),
        ("a b c d", "X b c d", "1", near("1")),
        ("a b c d", "a b c X", "4", near("4")),
        // partly replaced, cut or grown
        ("a b c d", "a X c d", "1-3", near("1-3")),
        ("a b c d", "a X Y c d", "2-3", near("2-4")),
        ("a b c d", "a d", "1-3", near("1")),
        ("a b c d", "a c d", "1-3", near("1-2")),
        ("a b c d", "a b x c d", "2-3", near("2-4")),
        ("a b c d", "a b x c d", "1-4", near("1-5")),
        // gone
        ("a b c d", "a c d", "2", gone("2")),
        ("a b c d", "a b c", "4", gone("3")),
        ("a b c d", "b c d", "1", gone("1")),
        ("a b c d", "a d", "2-3", gone("2")),
    ] {
        let answer = carry(lines(position), &edit(&rows(old), &rows(new)));
        assert_eq!(answer, expected, "{position} of {old:?} -> {new:?}");
    }
}

#[test]
fn empty_files_and_missing_last_newlines() {
    for (old, new, position, expected) in [
        ("", "", "1", OutOfRange),
        ("", "a\n", "1", OutOfRange),
        ("a\n", "", "1", gone("")),
        ("a\nb", "a\nb\n", "2", Same),
        ("a\nb\n", "a\nb", "2", Same),
        ("a\nb", "a\nb\nc", "2", Same),
        ("a\nb", "x\na\nb\n", "2", moved("3")),
        ("a\nb", "a\n", "2", gone("1")),
        ("a\nb\n", "a\r\nb\r\n", "1-2", Same),
        ("a\nb\n", "a\nb\n", "3", OutOfRange),
        ("a\nb\n", "a\nb\n", "2-3", OutOfRange),
        ("a\nb\n", "a\nb\n", "4294967295", OutOfRange),
    ] {
        let answer = carry(lines(position), &edit(old, new));
        assert_eq!(answer, expected, "{position} of {old:?} -> {new:?}");
    }
}

#[test]
fn hunks_that_touch_are_one() {
    let apart = Edit {
        texts: Texts::new(rows("a b c d").into_bytes(), rows("a X d").into_bytes()),
        hunks: vec![hunk(1..2, 1..1), hunk(2..3, 1..2)],
        mapped: None,
        folded: None,
        trimmed: None,
    };
    assert_eq!(carry(lines("2"), &apart), near("2"));
    assert_eq!(carry(lines("2-3"), &apart), near("2"));
    assert_eq!(carry(lines("4"), &apart), moved("3"));
}

#[test]
fn hunks_that_do_not_fit_the_texts_prove_nothing() {
    let with = |hunks| Edit {
        texts: Texts::new(rows("a b c").into_bytes(), rows("x a b c").into_bytes()),
        hunks,
        mapped: None,
        folded: None,
        trimmed: None,
    };
    // Right: one line came before the first.
    assert_eq!(carry(lines("2"), &with(vec![hunk(0..0, 0..1)])), moved("3"));
    // It fits in length, but other text stands there.
    assert_eq!(carry(lines("1"), &with(vec![hunk(3..3, 3..4)])), Unknown);
    // It does not even fit in length.
    assert_eq!(carry(lines("2"), &with(vec![])), Unknown);
    assert_eq!(carry(lines("2"), &with(vec![hunk(7..9, 7..9)])), Unknown);
}

#[test]
fn many_lines_and_the_last_of_them() {
    let all: Vec<String> = (1..=100_000)
        .map(|n| format!("line number {n}\n"))
        .collect();
    let old = all.concat();
    let new = format!("first\n{old}").replace("number 50000\n", "fifty thousand\n");
    let both = Edit {
        hunks: vec![hunk(0..0, 0..1), hunk(49_999..50_000, 50_000..50_001)],
        mapped: None,
        folded: None,
        trimmed: None,
        texts: Texts::new(old.into_bytes(), new.into_bytes()),
    };
    assert_eq!(carry(lines("100000"), &both), moved("100001"));
    assert_eq!(carry(lines("50000"), &both), near("50001"));
    assert_eq!(carry(lines("100001"), &both), OutOfRange);
}

#[test]
fn bytes_that_are_no_text_are_compared_as_bytes() {
    let binary = Edit {
        texts: Texts::new(
            b"\xff\xfe\n\x00\n".to_vec(),
            b"new\n\xff\xfe\n\x00\n".to_vec(),
        ),
        hunks: vec![hunk(0..0, 0..1)],
        mapped: None,
        folded: None,
        trimmed: None,
    };
    assert_eq!(carry(lines("1-2"), &binary), moved("2-3"));
}

#[test]
fn an_answer_of_several_places_names_them_all() {
    let copied = edit(&rows("alpha token omega"), &rows("token alpha omega token"));
    // Whichever the diff keeps, the other copy alone is no proof.
    let answer = carry(lines("2"), &copied);
    assert!(
        matches!(&answer, Ambiguous { candidates } if candidates.len() == 2),
        "{answer:?}"
    );
}

#[test]
fn what_git_keeps_with_its_ending_is_kept() {
    let edit = |folded| Edit {
        folded,
        trimmed: None,
        ..edit(&rows("alpha token omega"), &rows("token omega new"))
    };
    // The map without endings may see it otherwise, and is asked second.
    let other = Some(vec![hunk(0..3, 0..3)]);
    assert_eq!(carry(lines("2"), &edit(other)), moved("1"));
}
