//! Words, pairs and rows, by themselves.

use crate::report::Style;
use crate::report::patch::emphasis::{Differing, Effort, Words, between};
use crate::report::patch::pairs::differing;
use crate::report::patch::read::{Line, Sign};
use crate::report::patch::rows::rows;
use crate::report::patch::{painted_stat, shows_as_it_is};
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr as _;

/// Both lines, what differs in brackets.
fn marked(old: &str, new: &str) -> (String, String) {
    let (went, came) = Words::of(old).differing(&Words::of(new), &mut Effort::new());
    let mark = |text: &str, ranges: Vec<std::ops::Range<usize>>| {
        let mut out = text.to_owned();
        for range in ranges.into_iter().rev() {
            out.insert(range.end, ']');
            out.insert(range.start, '[');
        }
        out
    };
    (mark(old, went.ranges), mark(new, came.ranges))
}

#[test]
fn whole_words_are_what_differs() {
    for (old, new, went, came) in [
        ("step(7);", "leap(7);", "[step](7);", "[leap](7);"),
        ("a = 1", "a = 1 + b", "a = 1", "a = 1[ + b]"),
        ("f(foo, bar)", "f(baz)", "f([foo, bar])", "f([baz])"),
        ("首都です", "首府です", "首[都]です", "首[府]です"),
        ("cafe\u{301} x", "cafe x", "[cafe\u{301}] x", "[cafe] x"),
        ("\tx", "  x", "[\t]x", "[  ]x"),
        ("same", "same", "same", "same"),
        (
            "👩\u{200d}👧 x",
            "👩\u{200d}👦 x",
            "[👩\u{200d}👧] x",
            "[👩\u{200d}👦] x",
        ),
    ] {
        assert_eq!(marked(old, new), (went.to_owned(), came.to_owned()));
    }
}

#[test]
fn without_effort_all_between_is_what_differs() {
    let mut none = Effort::new();
    while none.spend(1000) {}
    let (old, new) = (Words::of("a b c d e"), Words::of("a x c y e"));
    let (went, came) = old.differing(&new, &mut none);
    assert_eq!([went.ranges, came.ranges].concat(), [2..7, 2..7]);
    let between = |old, new| {
        let (went, came) = between(old, new);
        [went.ranges, came.ranges].concat()
    };
    assert_eq!(between("xéy", "xèy"), [1..3, 1..3]);
    assert_eq!(between("aa", "baab"), [0..2, 0..4]);
}

/// Which of the lines, each with its sign, have something emphasised.
fn emphasised(lines: &[&str], effort: &mut Effort) -> Vec<bool> {
    let signs = lines.iter().map(|line| match line.chars().next() {
        Some('-') => Sign::Gone,
        Some('+') => Sign::New,
        _ => Sign::Same,
    });
    let read: Vec<Line> = signs
        .map(|sign| Line {
            sign,
            text: b"",
            unended: None,
        })
        .collect();
    let texts: Vec<Cow<str>> = lines.iter().map(|line| Cow::Borrowed(&line[1..])).collect();
    let found = differing(&read, &texts, effort);
    found.iter().map(|found| !found.ranges.is_empty()).collect()
}

#[test]
fn the_lines_most_alike_are_pairs() {
    let mut effort = Effort::new();
    for (lines, wanted) in [
        (&["-let a = 1;", "+let a = 2;"][..], &[true, true][..]),
        (&["-alpha", "+omega"], &[false, false]),
        // what is all there, if anything much is
        (
            &["-a(user);", "+a(user, b, c, d, e, f, g);"],
            &[false, true],
        ),
        (&["-f", "+f is a long line"], &[false, false]),
        (
            &[
                "-let a = 1;",
                "+use std;",
                "+",
                "+let a = 2;",
                " ",
                "-x y",
                "+x z",
            ],
            &[true, false, false, true, false, true, true],
        ),
        (
            &[
                "-fn gone() {",
                "-let b = old(b);",
                "+let b = new(b);",
                "+fn came() {",
            ],
            &[false, true, true, false],
        ),
    ] {
        assert_eq!(emphasised(lines, &mut effort), wanted, "{lines:?}");
    }
}

#[test]
fn emphasis_ends_where_its_effort_does() {
    let many: Vec<String> = (0..20_000)
        .flat_map(|n| {
            [
                format!("-let a = f({n}, b, c, d);"),
                format!("+let b = g({n}, c, d);"),
            ]
        })
        .collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let block: Vec<&str> = {
        let (gone, new): (Vec<&str>, Vec<&str>) = many.iter().partition(|l| l.starts_with('-'));
        gone.into_iter().chain(new).collect()
    };
    for lines in [many, block] {
        let mut effort = Effort::new();
        let found = emphasised(&lines, &mut effort);
        assert!(
            found.iter().all(|emphasised| *emphasised),
            "in pairs, or in order"
        );
    }
}

#[test]
fn no_row_is_wider_than_it_may_be_and_nothing_is_torn() {
    let text = "\tab支払い👩\u{200d}👩\u{200d}👧e\u{301}xyz\t.\t|";
    for columns in 20..40 {
        let rows = rows(text, &Differing::default(), Some(columns));
        let rows: Vec<String> = rows
            .iter()
            .map(|row| row.iter().map(|piece| piece.text.as_str()).collect())
            .collect();
        assert!(
            rows.iter().all(|row| row.width() <= columns),
            "{columns}: {rows:?}"
        );
        assert!(
            rows.concat().contains("👩\u{200d}👩\u{200d}👧"),
            "{columns}: {rows:?}"
        );
        assert!(rows.concat().contains("e\u{301}"), "{columns}: {rows:?}");
    }
    let one = rows(text, &Differing::default(), None);
    assert_eq!(one.len(), 1);
    assert_eq!(
        one[0][0].text,
        "        ab支払い👩\u{200d}👩\u{200d}👧e\u{301}xyz  .       |"
    );
}

#[test]
fn white_space_is_seen_where_it_is_all_that_differs() {
    let shown = |old: &str, new: &str| {
        let (old_words, new_words) = (Words::of(old), Words::of(new));
        let (went, came) = old_words.differing(&new_words, &mut Effort::new());
        let row = |text, differing| {
            let rows = rows(text, differing, Some(40));
            rows[0]
                .iter()
                .map(|piece| piece.text.as_str())
                .collect::<String>()
        };
        (row(old, &went), row(new, &came))
    };
    for (old, new, went, came) in [
        ("\tx  ", " x", "→       x··", "·x"),
        ("#   x", "# via x", "#   x", "# via x"),
        ("a  b", "a  b c", "a  b", "a  b c"),
    ] {
        assert_eq!(shown(old, new), (went.to_owned(), came.to_owned()));
    }
}

#[test]
fn a_pager_that_only_shows_is_known_by_its_name() {
    for plain in [
        "",
        "cat",
        "less",
        "less -FRX",
        "/usr/bin/less -R",
        "LESS=FRX less",
        "env A=b more",
    ] {
        assert!(shows_as_it_is(plain), "{plain}");
    }
    for own in [
        "delta",
        "less | cat",
        "diff-so-fancy | less",
        "bat -p",
        "sh -c less",
        "'less'",
        "a=b delta",
    ] {
        assert!(!shows_as_it_is(own), "{own}");
    }
}

#[test]
fn only_the_graph_of_a_table_is_painted() {
    let table = " a-- | 3 ++-\n b+ => c | Bin 1 -> 2 bytes\n 2 files changed, 2 insertions(+), 1 deletion(-)\n";
    let painted = painted_stat(table, Style::new(true));
    let wanted = table.replace(" ++-", " \u{1b}[32m++\u{1b}[0m\u{1b}[31m-\u{1b}[0m");
    assert_eq!(painted, wanted);
}
