use super::{Kind, Mention, Name, Rewrite, looks_like_file, rewrite};
use crate::document::{Catalog, resolve};
use crate::model::{Lines, RepoPath};

fn find(prose: &str) -> Vec<Mention> {
    find_with(prose, &|path| looks_like_file(path))
}

fn find_with(prose: &str, is_file: &dyn Fn(&str) -> bool) -> Vec<Mention> {
    super::find(prose).mentions(&|name: &Name| is_file(&name.path))
}

/// Each mention as `path:lines@kind`.
fn told(prose: &str) -> Vec<String> {
    as_text(prose, &find(prose))
}

fn as_text(prose: &str, mentions: &[Mention]) -> Vec<String> {
    for mention in mentions {
        assert!(!prose[mention.span.clone()].is_empty());
    }
    let line = |lines: Option<Lines>| lines.map_or(String::new(), |lines| format!(":{lines}"));
    mentions
        .iter()
        .map(|mention| {
            format!(
                "{}{}@{:?}",
                mention.name.path,
                line(mention.lines()),
                mention.kind
            )
        })
        .collect()
}

/// A prose and what is found in it.
const FORMS: &[(&str, &[&str])] = &[
    (
        "see data#1,2.c#L6-L13 then",
        &["data#1,2.c:6-13@Bare", "2.c:6-13@Bare"],
    ),
    (
        "see `src/a.rs` and src/b.rs.",
        &["src/a.rs@Code", "src/b.rs@Bare"],
    ),
    (
        "`src/a.rs:34` `b.rs:3-9` `c.rs:3:5` `d.rs#L3` `e.rs#L3-L9`",
        &[
            "src/a.rs:34@Code",
            "b.rs:3-9@Code",
            "c.rs:3@Code",
            "d.rs:3@Code",
            "e.rs:3-9@Code",
        ],
    ),
    (
        "`src/a.rs`:34, (src/b.rs:3), **src/c.rs**:",
        &["src/a.rs:34@Code", "src/b.rs:3@Bare", "src/c.rs@Bare"],
    ),
    (
        "[text](docs/x%20y.md#L7) [u](https://e.org/a.rs) [`v.rs`](./v.rs \"t\")",
        &["docs/x y.md:7@Link", "v.rs@Link"],
    ),
    (
        "[a][r] <https://e.org/b.rs>\n\n[r]: docs/a.md\n",
        &["docs/a.md@Link"],
    ),
    (
        "| `a.rs` | line 3 |\n|---|---|\n| b.rs | lines 3-9 |\n",
        &["a.rs:3@Code", "b.rs:3-9@Bare"],
    ),
    ("```sh\ncargo run src/a.rs:3\n```\n", &["src/a.rs:3@Fenced"]),
    ("`cat src/a.rs`", &["cat src/a.rs@Code", "src/a.rs@Code"]),
    (
        "`\"a\\nb.rs\"` `./x/y` `my notes.md`",
        &[
            "a\nb.rs@Code",
            "x/y@Code",
            "my notes.md@Code",
            "notes.md@Code",
        ],
    ),
    (
        "main.tsに続く、`Makefile` と Makefile",
        &[
            "main.tsに続く@Bare",
            "main.ts@Bare",
            "Makefile@Code",
            "Makefile@Bare",
        ],
    ),
    (
        "app/__init__.py foo\\_bar.rs (home)/page.tsx [id].tsx",
        &[
            "app/__init__.py@Bare",
            "foo_bar.rs@Bare",
            "(home)/page.tsx@Bare",
            "[id].tsx@Bare",
        ],
    ),
    ("http://a.b/c.rs me@e.org 12:30 … -- 1.5 <!-- x.rs -->", &[]),
    (
        "# Fix a.rs\n\n<div>b.rs</div>\n\n    c.rs\n",
        &["a.rs@Bare", "c.rs@Fenced"],
    ),
];

#[test]
fn paths_are_found_in_every_form() {
    for (prose, found) in FORMS {
        assert_eq!(told(prose), *found, "{prose}");
    }
}

#[test]
fn a_line_in_words_belongs_to_the_nearest_file_before_it() {
    for (prose, found) in [
        (
            "- x\n  - File: `a.rs` (lines 15-28)\n  - b\n  - **Stopped at:** y (line 34)\n",
            vec!["a.rs:15-28@FileLine", "a.rs:34@FileLine"],
        ),
        (
            "- `a.rs`\n  - Line 150: z\n- line 7\n",
            vec!["a.rs:150@Code"],
        ),
        ("- a.rs\n\n  Para, line 3.\n", vec!["a.rs:3@Bare"]),
        (
            "`a.rs` (line 34) and `b.rs` lines 3–9",
            vec!["a.rs:34@Code", "b.rs:3-9@Code"],
        ),
        ("`a.rs`\n\nline 34", vec!["a.rs@Code"]),
        (
            "`a.rs` has 475 lines, pipeline 3, line 3x, (L40-L42)",
            vec!["a.rs:40-42@Code"],
        ),
    ] {
        assert_eq!(told(prose), found, "{prose}");
    }
    let prose = "- File: `a.rs`\n  - calls `user.id` (line 34)\n";
    let mentions = find_with(prose, &|path| path == "a.rs");
    assert_eq!(mentions.len(), 1);
    assert_eq!(mentions[0].lines(), Lines::single(34));
}

#[test]
fn entries_and_file_lines_are_one_path_spaces_or_not() {
    let told = |prose: &str| as_text(prose, &find_with(prose, &|_| true));
    let prose = "- x\n  - File: `a b c`\n\n### Files to Open First\n1. `cat x.rs` (line 3) — see `y z.rs`\n";
    assert_eq!(
        told(prose),
        [
            "a b c@FileLine",
            "cat x.rs:3@OpenEntry",
            "y z.rs@Code",
            "z.rs@Code",
        ]
    );
    assert_eq!(
        find_with("### Files to Open First\n1. `a` (line 3)\n", &|_| true)[0].kind,
        Kind::OpenEntry
    );
}

#[test]
fn only_the_digits_move() {
    let prose = "`a.rs:34` `b.rs#L3-L9` c.rs (lines 15–28) `d.rs:7:5`";
    let to = |start, end| Lines::new(start, end).unwrap();
    let wanted = [to(36, 36), to(103, 109), to(1, 14), to(8, 8)];
    let moves: Vec<Rewrite> = find(prose)
        .iter()
        .zip(wanted)
        .filter_map(|(mention, to)| mention.with_lines(to))
        .collect();
    assert_eq!(
        rewrite(prose, &moves),
        "`a.rs:36` `b.rs#L103-L109` c.rs (lines 1–14) `d.rs:8:5`"
    );
}

#[test]
fn a_path_and_its_digits_are_rewritten_together() {
    let prose = "- File: `src/old.rs` (line 34), `\"q\\\"\"`\n";
    let found = find(prose);
    let rewrites = [
        found[0].with_path("lib/new.rs"),
        found[0].with_lines(Lines::new(36, 36).unwrap()).unwrap(),
    ];
    assert_eq!(
        rewrite(prose, &rewrites),
        "- File: `lib/new.rs` (line 36), `\"q\\\"\"`\n"
    );
}

const TEMPLATE_FILES: [&str; 4] = [
    "prisma/schema.prisma",
    "src/utils/auth.ts",
    "src/types/auth.ts",
    "src/api/auth/login.ts",
];

#[test]
fn the_template_names_its_files_and_positions() {
    let prose = include_str!("../../../fixtures/documents/template.md");
    let files = TEMPLATE_FILES.into_iter();
    let catalog = Catalog::new(files.map(|path| RepoPath::new(path).unwrap()));
    let known = |path: &str| resolve(&[&Name::bare(path)], None, &catalog) != [None];
    let mentions = find_with(prose, &known);
    let found: Vec<(&str, Option<String>, Kind)> = mentions
        .iter()
        .filter(|mention| known(&mention.name.path))
        .map(|mention| {
            let lines = mention.lines().map(|lines| lines.to_string());
            (mention.name.path.as_str(), lines, mention.kind)
        })
        .collect();
    let line = |text: &str| Some(text.to_owned());
    assert_eq!(
        found,
        [
            ("prisma/schema.prisma", line("15-28"), Kind::FileLine),
            ("src/utils/auth.ts", None, Kind::FileLine),
            ("src/types/auth.ts", None, Kind::FileLine),
            ("src/api/auth/login.ts", line("34"), Kind::FileLine),
            ("src/api/auth/login.ts", line("34"), Kind::OpenEntry),
            ("src/utils/auth.ts", None, Kind::OpenEntry),
            ("src/api/auth/login.ts", None, Kind::Code),
        ]
    );
}
