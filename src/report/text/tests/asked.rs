//! What somebody at a terminal sees beside the words: the order of the files,
//! a few lines of code, and the question.

use super::{auth, drift, file, lines, login, path, plain, saved_at, told};
use crate::drift::{FileDrift, FileVerdict, Healed, PositionVerdict, Severity};
use crate::model::{Choice, Content, Lines, RepoPath};
use crate::report::text::{Excerpt, Question, Resume, View, place_to_go_on, resume};
use unicode_width::UnicodeWidthStr as _;

/// The part of a report on a terminal that names the files.
fn files(all: Vec<FileDrift>, width: usize, excerpt: Excerpt<'_>) -> Vec<String> {
    let report = resume(&Resume {
        words: None,
        name: None,
        saved_at: Some(saved_at()),
        content: &auth(),
        edited: false,
        asks: true,
        elsewhere: false,
        excerpt: Some(excerpt),
        drift: &drift(all),
        view: wide(width),
    });
    let lines = report.lines().map(str::to_owned);
    let lines = lines.skip_while(|line| !line.starts_with("- "));
    lines.take_while(|line| !line.is_empty()).collect()
}

fn wide(width: usize) -> View<'static> {
    View {
        width: Some(width),
        ..plain()
    }
}

/// A file of 50 lines, `line 1` and so on, an odd one among them.
fn code(_: &RepoPath, lines: Lines) -> Vec<String> {
    let line = |number: u32| match number {
        38 => "\t\tconst token = sign(user) // 支払い処理の前に必ず\x1b[2J確認する".to_owned(),
        number => format!("\tline {number}"),
    };
    (lines.start()..=lines.end().min(50)).map(line).collect()
}

fn severe(name: &str, severity: Severity) -> FileDrift {
    FileDrift {
        severity,
        ..file(name, FileVerdict::Modified)
    }
}

fn unreadable(name: &str) -> FileDrift {
    let why = "filter 'lfs' failed".to_owned();
    file(name, FileVerdict::Unreadable { why })
}

#[test]
fn what_matters_most_comes_first() {
    let told = files(
        vec![
            file("a", FileVerdict::Unchanged),
            unreadable("b"),
            severe("c", Severity::Elsewhere),
            severe("d", Severity::AtPosition),
            file("e", FileVerdict::Missing),
            severe("f", Severity::Near),
            severe("g", Severity::AtPosition),
        ],
        80,
        &code,
    );
    let names: String = told.iter().map(|line| &line[2..3]).collect();
    assert_eq!(names, "dgfcbae");
}

#[test]
fn many_unchanged_files_are_one_line() {
    let unchanged = |count: usize| {
        let name = |n| format!("u{n}");
        let all = (0..count).map(|n| file(&name(n), FileVerdict::Unchanged));
        let all = all.chain([
            file("x", FileVerdict::Modified),
            file("y", FileVerdict::Missing),
        ]);
        files(all.collect(), 80, &code)
    };
    assert_eq!(unchanged(5).len(), 7);
    assert_eq!(
        unchanged(6),
        [
            "- x: Modified after checkpoint",
            "- y: Still missing",
            "- and 6 more files: Unchanged",
        ]
    );
}

#[test]
fn a_moved_position_is_shown_with_the_lines_around_it() {
    let mut login = login();
    login.positions[0].text = Some(code(&login.path, lines("38")).remove(0));
    let shown = |width| {
        let lines = files(vec![login.clone()], width, &code).into_iter();
        let lines = lines.skip_while(|line| !line.starts_with("  line"));
        lines.take(4).collect::<Vec<_>>()
    };
    assert_eq!(
        shown(40),
        [
            "  line 34 -> 38",
            "      37  line 37",
            "    > 38      const token = sign(user) …",
            "      39  line 39",
        ]
    );
    assert!(shown(120)[2].ends_with("// 支払い処理の前に必ず\\x1b[2J確認する"));
    for width in [40, 41, 42, 60, 61, 80, 120] {
        assert!(
            shown(width).iter().all(|line| line.width() <= width),
            "{:?}",
            shown(width)
        );
    }
}

#[test]
fn the_line_of_a_file_is_wrapped_and_its_paths_stay_whole() {
    let to = path("prisma/the tables.prisma");
    let mut renamed = file("prisma/schema.prisma", FileVerdict::Renamed { to });
    renamed.changes = login().changes;
    assert_eq!(
        files(vec![renamed.clone()], 60, &code),
        [
            "- prisma/schema.prisma: Renamed to prisma/the tables.prisma",
            "    after checkpoint (+12 -3)",
        ]
    );
    assert_eq!(
        files(vec![renamed], 40, &code),
        [
            "- prisma/schema.prisma: Renamed to",
            "    prisma/the tables.prisma after",
            "    checkpoint (+12 -3)",
        ]
    );
}

#[test]
fn a_task_as_long_as_a_book_leaves_room_for_the_rest() {
    let content = Content {
        task: Some("word ".repeat(200_000)),
        ..auth()
    };
    let report = resume(&Resume {
        words: None,
        name: None,
        saved_at: Some(saved_at()),
        content: &content,
        edited: false,
        asks: true,
        elsewhere: false,
        excerpt: None,
        drift: &drift(vec![login()]),
        view: wide(60),
    });
    let task = report.lines().filter(|line| line.contains("word word"));
    assert!((5..20).contains(&task.count()), "{report}");
    assert!(report.contains("word…\n"), "{report}");
}

#[test]
fn code_that_is_another_by_now_is_not_shown() {
    let told = files(vec![login()], 80, &code);
    assert_eq!(told[1], "  line 34 -> 38: const token = sign(user)");
    let nothing = files(vec![login()], 80, &|_, _| Vec::new());
    assert_eq!(nothing, told);
}

#[test]
fn three_positions_are_shown_and_the_others_named() {
    let mut many = login();
    let moved = |n: u32| {
        let text = format!("line {}", n + 1);
        let to = Lines::new(n + 1, n + 1).unwrap();
        told(&n.to_string(), PositionVerdict::Moved { to }, &text)
    };
    many.positions = [1, 10, 20, 30].map(moved).to_vec();
    let told = files(vec![many], 80, &code);
    let marked = told.iter().filter(|line| line.starts_with("    >")).count();
    assert_eq!(marked, 3);
    assert!(
        told.contains(&"  line 30 -> 31: line 31".to_owned()),
        "{told:?}"
    );
}

#[test]
fn a_range_is_shown_by_its_first_lines() {
    let shown = |at: &str| place_to_go_on("a:9", Some((&path("a"), lines(at))), &code, &wide(80));
    assert_eq!(
        shown("9-30"),
        "\na:9 (o opens it in your editor)\n\
         \x20      8  line 8\n\
         \x20   >  9  line 9\n\
         \x20   > 10  line 10\n\
         \x20   > 11  line 11\n\
         \x20     12  line 12\n"
    );
    assert!(shown("1").contains("\n    > 1  line 1\n      2  line 2\n"));
    assert!(shown("50").ends_with("      49  line 49\n    > 50  line 50\n"));
    assert_eq!(shown("51"), "\na:9 (o opens it in your editor)\n");
}

fn question(view: View<'static>) -> Question<'static> {
    Question {
        recommended: Choice::Update,
        diff: Some((2, 12, 3)),
        healed: &[],
        held: 0,
        place: Some("src/login.ts:38"),
        left: 1,
        view,
    }
}

#[test]
fn every_key_tells_its_consequence() {
    assert_eq!(
        question(wide(80)).asked(),
        "
  d  show the diff: 2 files, +12 -3
  u  update: pin what is there now (Return)
  p  proceed (may be outdated)
  x  discard and assess current state (restore brings it back)
  o  open src/login.ts:38 in your editor
  q  quit without a choice
  ?  what each of these does
Your choice: "
    );
    let narrow = question(wide(40));
    for told in [narrow.asked(), narrow.explained()] {
        for line in told.lines() {
            assert!(line.width() <= 40, "{line}");
            let hangs = line.starts_with("     ") || line.get(3..5) == Some("  ");
            assert!(hangs || !line.starts_with(' '), "{line}");
        }
    }
}

#[test]
fn what_cannot_be_done_is_not_offered() {
    let nothing = Question {
        diff: None,
        place: None,
        ..question(plain())
    };
    assert_eq!(nothing.keys(), ['u', 'p', 'x', 'q', '?']);
    assert!(!nothing.asked().contains("  o  ") && !nothing.explained().contains("  d  "));
}

#[test]
fn an_update_says_what_follows_and_what_does_not() {
    let healed = |new_path: &str| Healed {
        path: path("a"),
        from: Some(lines("3")),
        new_path: path(new_path),
        to: Some(lines("4")),
    };
    for (healed, held, said) in [
        (vec![healed("a")], 0, "; 1 line number follows ("),
        (
            vec![healed("a"), healed("a")],
            0,
            "; 2 line numbers follow (",
        ),
        (
            vec![healed("a"), healed("b")],
            1,
            "; 2 places follow; 1 goes on being told (",
        ),
        (vec![], 2, "now; 2 go on being told ("),
    ] {
        let question = Question {
            healed: &healed,
            held,
            ..question(plain())
        };
        assert!(question.asked().contains(said), "{}", question.asked());
    }
}
