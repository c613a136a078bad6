//! Lines of which the white space at the ends alone is another.

use super::{edit, lines};
use crate::drift::PositionVerdict::{self, Ambiguous, Edited, Moved, Same};
use crate::drift::carry;

fn text(bars: &str) -> String {
    bars.split('|').flat_map(|line| [line, "\n"]).collect()
}

fn carried(at: &str, old: &str, new: &str) -> PositionVerdict {
    carry(lines(at), &edit(&text(old), &text(new)))
}

#[test]
fn a_block_that_was_wrapped_is_followed() {
    let old = "fn a() {|    let token = 1;|    sign(token);|}";
    let new = "fn a() {|    if b {|        let token = 1;|        sign(token);|    }|}";
    assert_eq!(carried("2", old, new), Moved { to: lines("3") });
    assert_eq!(carried("2-3", old, new), Moved { to: lines("3-4") });
    let candidates = vec![lines("5"), lines("6")];
    assert_eq!(carried("4", old, new), Ambiguous { candidates });
}

#[test]
fn tabs_for_spaces_change_no_line() {
    let (old, new) = ("a {|    b();|    }|  }  |}", "a {|\tb();|\t}|\t}|}");
    for at in ["1", "2", "3", "4", "5", "1-5"] {
        assert_eq!(carried(at, old, new), Same, "{at}");
    }
}

#[test]
fn white_space_inside_a_line_may_mean_something() {
    let answer = carried("2", "top|let  token = 1;|end", "top|let token = 1;|end");
    assert_eq!(answer, Edited { near: lines("2") });
}

#[test]
fn another_line_that_is_indented_as_it_was_is_not_it() {
    // All is one level deeper now: the last line reads as the second did.
    let (old, new) = (
        "if a {|    call();|}|call();",
        "fn f() {|    if a {|        call();|    }|    call();|}",
    );
    let candidates = vec![lines("3"), lines("5")];
    assert_eq!(carried("2", old, new), Ambiguous { candidates });
    assert_eq!(carried("1-3", old, new), Moved { to: lines("2-4") });
}

#[test]
fn a_block_moved_and_indented_is_followed() {
    let (old, new) = (
        "let token = 1;|sign(token);|one|two|three|four",
        "one|two|three|four|  let token = 1;|  sign(token);",
    );
    assert_eq!(carried("1-2", old, new), Moved { to: lines("5-6") });
    assert_eq!(carried("2", old, new), Moved { to: lines("6") });
}

#[test]
fn brackets_that_changed_places_are_either() {
    let answer = carried("2", "head|    }|}", "head|}|    }");
    assert!(matches!(answer, Ambiguous { .. }), "{answer:?}");
}

#[test]
fn what_was_copied_before_it_was_edited_may_be_either() {
    let old = "top|let token = sign(user);|mid|end";
    let new = "top|let token = sign(user, key);|mid|end|let token = sign(user);";
    assert_eq!(
        carried("2", old, new),
        Ambiguous {
            candidates: vec![lines("5")]
        }
    );
    // A range that stands there still, grown by a line, did not go.
    let (old, new) = (
        "token();|retry();|end",
        "token();|more();|retry();|end|token();|retry();",
    );
    assert_eq!(carried("1-2", old, new), Edited { near: lines("1-3") });
}
