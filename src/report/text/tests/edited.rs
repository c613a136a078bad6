//! Positions in another file, and edited ones then and now.

use super::verdicts::beneath;
use super::{file, lines, path, plain, told};
use crate::drift::{FileDrift, FileVerdict, PositionDrift, PositionVerdict};
use crate::report::text::View;

#[test]
fn lines_in_another_file_are_named_with_it() {
    let in_other = |verdict, path, elsewhere| PositionDrift {
        path,
        elsewhere,
        ..told("34", verdict, "sign()")
    };
    let moved = PositionVerdict::Moved { to: lines("12") };
    let moved = in_other(moved, Some(path("s/b")), vec![]);
    let candidates = Vec::new();
    let either = PositionVerdict::Ambiguous { candidates };
    let either = in_other(
        either,
        None,
        vec![(path("b"), lines("3")), (path("c"), lines("4"))],
    );
    let deleted = FileDrift {
        positions: vec![
            moved,
            either,
            told("9", PositionVerdict::Deleted { near: None }, "x"),
        ],
        ..file("a", FileVerdict::Deleted)
    };
    assert_eq!(
        beneath(deleted, plain()),
        [
            "- a: Deleted after checkpoint",
            "  line 34 -> s/b:12: sign()",
            "  line 34 could be b:3 or c:4; it read: sign()",
        ]
    );
}

/// An edited position as it is told in that width.
fn sides(then: &[&str], now: &[&str], view: View) -> Vec<String> {
    let all = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
    let verdict = PositionVerdict::Edited { near: lines("38") };
    let edited = PositionDrift {
        then: all(then),
        now: all(now),
        ..told("34", verdict, "x")
    };
    let modified = FileDrift {
        positions: vec![edited],
        ..file("a", FileVerdict::Modified)
    };
    beneath(modified, view).split_off(1)
}

#[test]
fn edited_lines_are_shown_then_and_now() {
    let (then, now) = (["    a(user)", "    b"], ["  a(user, key\x1b)"]);
    let line = "  line 34 was edited (now near 38)";
    assert_eq!(
        sides(&then, &now, plain()),
        [
            line,
            "    -   a(user)",
            "    -   b",
            "    + a(user, key\\x1b)"
        ]
    );
    assert_eq!(
        sides(&["a", "b", "c"], &["a", "d", "c"], plain())[1..],
        ["      a", "    - b", "    + d", "      c"]
    );
    let wide = View {
        width: Some(100),
        ..plain()
    };
    let left = format!("{:<46}", "  a(user)");
    assert_eq!(
        sides(&then, &now, wide),
        [
            line.to_owned(),
            format!("    {left} | a(user, key\\x1b)"),
            format!("    {:<46} |", "  b"),
        ]
    );
    let narrow = View {
        width: Some(40),
        ..plain()
    };
    let long = "x".repeat(90);
    for line in sides(&[&long], &[&long], narrow) {
        assert!(line.chars().count() <= 40, "{line}");
    }
}

#[test]
fn what_differs_inside_a_line_stands_out() {
    let view = View {
        style: crate::report::Style::new(true),
        ..plain()
    };
    let told = sides(&["sign user now"], &["sign everyone now"], view);
    assert_eq!(
        told[1],
        "    \x1b[31m-\x1b[0m \x1b[31msign \x1b[0m\x1b[31;1;4muser\x1b[0m\x1b[31m now\x1b[0m"
    );
    let told = sides(&["x = f(首都);"], &["x = g(首府);"], view);
    assert_eq!(
        told[1].replace("\x1b[31;1;4m", "<").replace("\x1b[0m", ">"),
        "    \x1b[31m-> \x1b[31mx = ><f>\x1b[31m(首><都>\x1b[31m);>",
        "as in the diff itself"
    );
    let told = sides(&["sign user now"], &["something else"], view);
    assert_eq!(told[1], "    \x1b[31m-\x1b[0m \x1b[31msign user now\x1b[0m");
}

#[test]
fn many_edited_lines_are_no_flood() {
    let verdict = || PositionVerdict::Edited { near: lines("38") };
    let edited = |at: &str| PositionDrift {
        then: vec!["a".to_owned()],
        now: vec!["b".to_owned()],
        ..told(at, verdict(), "a")
    };
    let modified = FileDrift {
        positions: ["1", "2", "3", "4"].map(edited).to_vec(),
        ..file("a", FileVerdict::Modified)
    };
    let told = beneath(modified, plain());
    assert_eq!(told.len(), 1 + 3 * 3 + 1);
    assert!(told[10].ends_with("; it read: a"), "{}", told[10]);
}
