//! Lines that left their place and stand at another.

use super::{edit, hunk, lines};
use crate::drift::PositionVerdict::{Ambiguous, Deleted, Edited, Moved};
use crate::drift::{Edit, PositionVerdict, Texts, carry};

/// A text of lines written as one, `|` between them.
fn text(bars: &str) -> String {
    bars.split('|').flat_map(|line| [line, "\n"]).collect()
}

fn carried(
    position: &str,
    old: &str,
    new: &str,
    hunks: Vec<crate::drift::Hunk>,
) -> PositionVerdict {
    carry(
        lines(position),
        &Edit {
            texts: Texts::new(text(old).into_bytes(), text(new).into_bytes()),
            hunks,
            mapped: None,
            folded: None,
            trimmed: None,
        },
    )
}

#[test]
fn a_line_cut_here_and_pasted_there_has_moved() {
    assert_eq!(
        carried(
            "2",
            "top|let token = 1;|mid|end",
            "top|mid|end|let token = 1;",
            vec![hunk(1..2, 1..1), hunk(4..4, 3..4),]
        ),
        Moved { to: lines("4") }
    );
    // Inside a replaced run too.
    assert_eq!(
        carried(
            "2",
            "top|let token = 1;|mid|end",
            "top|other|mid|let token = 1;|end",
            vec![hunk(1..2, 1..2), hunk(3..3, 3..4),]
        ),
        Moved { to: lines("4") }
    );
    // A range is one text.
    assert_eq!(
        carried(
            "1-2",
            "fn sign() {|}|fn main() {|}",
            "fn main() {|}|fn sign() {|}",
            vec![hunk(0..2, 0..0), hunk(4..4, 2..4),]
        ),
        Moved { to: lines("3-4") }
    );
}

#[test]
fn several_copies_are_never_chosen_from() {
    assert_eq!(
        carried(
            "2",
            "top|let token = 1;|end",
            "top|end|let token = 1;|x|let token = 1;",
            vec![hunk(1..2, 1..1), hunk(3..3, 2..5),]
        ),
        Ambiguous {
            candidates: vec![lines("3"), lines("5")]
        }
    );
}

#[test]
fn text_that_says_nothing_is_not_recognised_elsewhere() {
    for line in ["}", "", "  });", "return null;", "} else {"] {
        assert_eq!(
            carried(
                "2",
                &format!("top|{line}|end"),
                &format!("top|end|{line}"),
                vec![hunk(1..2, 1..1), hunk(3..3, 2..3),]
            ),
            Deleted {
                near: Some(lines("2"))
            },
            "{line}"
        );
    }
}

#[test]
fn a_copy_of_text_that_stood_twice_is_no_proof() {
    // Which of the two went, and is the new one it? Nobody can know.
    assert_eq!(
        carried(
            "2",
            "top|use token;|mid|use token;|end",
            "top|mid|use token;|end|use token;",
            vec![hunk(1..2, 1..1), hunk(5..5, 4..5),]
        ),
        Deleted {
            near: Some(lines("2"))
        }
    );
}

#[test]
fn the_block_around_it_tells_a_line_from_its_likes() {
    let old = "fn sign() {|    return x;|}|fn main() {|    return x;|}";
    let new = "fn main() {|    return x;|}|fn sign() {|    return x;|}";
    let hunks = || vec![hunk(0..3, 0..0), hunk(6..6, 3..6)];
    assert_eq!(carried("2", old, new, hunks()), Moved { to: lines("5") });
    assert_eq!(carried("3", old, new, hunks()), Moved { to: lines("6") });
    // The block came back changed: its closing brace is nobody's.
    let other = "fn main() {|    return x;|}|fn sing() {|    return x;|}";
    assert_eq!(
        carried("3", old, other, hunks()),
        Deleted {
            near: Some(lines("1"))
        }
    );
}

#[test]
fn a_bracket_at_the_edge_of_a_moved_block_may_have_stayed() {
    // Whether `}` and the next function went, or that function and its `}`,
    // the text is the same.
    let old = "fn a() {|call();|}||fn b() {|other();|}||fn c() {|third();|}";
    let new = "fn a() {|call();|}||fn c() {|third();|}||fn b() {|other();|}";
    let hunks = || vec![hunk(4..4, 4..8), hunk(7..11, 11..11)];
    assert_eq!(carried("9", old, new, hunks()), Moved { to: lines("5") });
    assert_eq!(
        carried("9-11", old, new, hunks()),
        Moved { to: lines("5-7") }
    );
    assert!(matches!(carried("11", old, new, hunks()), Deleted { .. }));
}

#[test]
fn a_changed_line_is_edited_even_where_its_likes_stand_near() {
    let answer = carry(
        lines("2"),
        &edit(
            &text("top|let token = 1;|end"),
            &text("top|let token = 2;|end"),
        ),
    );
    assert_eq!(answer, Edited { near: lines("2") });
}
