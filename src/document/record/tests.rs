use crate::document::{Document, RecordState, seal};
use crate::model::{Lines, Mode, ObjectId, Pin, Pinned, Record, RepoPath};
use chrono::DateTime;
use std::collections::BTreeMap;

const A: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const B: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

fn id(hex: &str) -> ObjectId {
    ObjectId::new(hex).unwrap()
}

/// Stands in for the repository's hash: equal only for equal bytes, near enough.
fn id_of(bytes: &[u8]) -> ObjectId {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    id(&format!("{hash:040x}"))
}

fn record(prose: &str) -> Record {
    Record {
        saved_at: DateTime::parse_from_rfc3339("2025-01-27T14:30:05+01:00").unwrap(),
        prose: id_of(prose.as_bytes()),
        task_id: None,
        source: None,
        head: None,
        branch: None,
        state: None,
        files: BTreeMap::new(),
    }
}

fn full() -> Record {
    let path = |path: &str| RepoPath::new(path).unwrap();
    let line = |start, end| Lines::new(start, end).unwrap();
    let blob = |mode, hex| Pin::Blob {
        mode,
        blob: id(hex),
    };
    Record {
        prose: id(A),
        task_id: Some("auth".to_owned()),
        source: Some(path("docs/HANDOFF.md")),
        head: Some(id(B)),
        branch: Some("feat/-->x--!>".to_owned()),
        state: Some("{\"a\":\"b\\n-->\"}".to_owned()),
        files: BTreeMap::from([
            (
                path("a\n\"-->.rs"),
                Pinned {
                    pin: blob(Mode::File, A),
                    lines: vec![line(34, 34), line(40, 41)],
                    held: BTreeMap::from([(line(34, 34), id(B))]),
                },
            ),
            (path("b"), Pinned::whole(Pin::Missing)),
            (
                path("c"),
                Pinned::whole(Pin::Unhashed {
                    why: "the filter 'lfs' is missing".to_owned(),
                    raw: Some(id(B)),
                }),
            ),
        ]),
        ..record("")
    }
}

fn open(file: &str) -> Document {
    Document::open(file.as_bytes(), &id_of).unwrap()
}

fn damage(file: &str) -> (usize, String) {
    match open(file).record {
        RecordState::Damaged { line, why } => (line, why),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_record_is_written_as_the_format_says() {
    let file = seal("# T\n", &full());
    assert_eq!(
        file,
        format!(
            r#"# T

<!-- git-shipkit
version = 1
saved_at = 2025-01-27T14:30:05+01:00
prose = "{A}"
task_id = "auth"
source = "docs/HANDOFF.md"
head = "{B}"
branch = "feat/--\u003Ex--!\u003E"
state = "{{\"a\":\"b\\n--\u003E\"}}"

[files]
"a\n\"--\u003E.rs" = {{ mode = "100644", blob = "{A}", lines = ["34", "40-41"], held = {{ "34" = "{B}" }} }}
"b" = {{ missing = true }}
"c" = {{ why = "the filter 'lfs' is missing", raw = "{B}" }}
-->
"#
        )
    );
    assert_eq!(open(&file).record, RecordState::Present(Box::new(full())));
    let windows = file.replace('\n', "\r\n");
    assert_eq!(
        open(&windows).record,
        RecordState::Present(Box::new(full()))
    );
}

#[test]
fn a_version_1_file_is_read_for_ever() {
    const FILE: &str = include_str!("../../../fixtures/documents/record-v1.md");
    const PROSE: &str = include_str!("../../../fixtures/documents/template.md");
    let Document { prose, record } = open(FILE);
    assert_eq!(prose, PROSE);
    let RecordState::Present(record) = record else {
        panic!("{record:?}");
    };
    assert_eq!(record.branch.as_deref(), Some("feat/auth"));
    assert_eq!(record.files.len(), 5);
    assert_eq!(seal(&prose, &record), FILE);
}

#[test]
fn any_prose_comes_back_byte_for_byte() {
    let pieces = [
        "",
        "abc",
        "\n",
        "\r\n",
        "\r",
        "\u{feff}",
        "---\na: b\n---\n",
        "```\n",
        "~~~",
        "<!--",
        "-->",
        "<div>\n",
        "- a\n",
        "  ",
        "\t",
        "\0",
        "日本",
        "# H\r\n",
        "|a|b|\n|-|-|\n",
        "`<!-- git-shipkit`\n",
    ];
    for a in pieces {
        for b in pieces {
            for c in pieces {
                let prose = format!("{a}{b}{c}");
                let expected = Document {
                    prose: prose.clone(),
                    record: RecordState::Present(Box::new(record(&prose))),
                };
                assert_eq!(open(&seal(&prose, &record(&prose))), expected, "{prose:?}");
            }
        }
    }
}

#[test]
fn an_example_in_a_code_fence_is_no_record() {
    let example = format!("```\n{}```\n", seal("", &full()));
    assert_eq!(open(&example).record, RecordState::Absent);
    assert_eq!(open(&example).prose, example);
    let unclosed = format!("```\n{}more\n", seal("", &full()));
    for prose in [example, unclosed] {
        let file = seal(&prose, &record(&prose));
        assert_eq!(open(&file).prose, prose);
        assert_eq!(
            open(&file).record,
            RecordState::Present(Box::new(record(&prose)))
        );
    }
}

#[test]
fn what_was_appended_below_the_record_is_prose() {
    for (prose, appended, whole) in [
        ("a\n", "b\n", "a\nb\n"),
        ("a", "b", "a\nb"),
        ("a\r\n", "\r\nb\r\n", "a\r\n\r\nb\r\n"),
        ("", "## Later\n<!-- x -->\n", "## Later\n<!-- x -->\n"),
        ("a\n", "\n\n", "a\n"),
    ] {
        let file = seal(prose, &record(prose)) + appended;
        assert_eq!(open(&file).prose, whole);
        assert_eq!(
            open(&file).record,
            RecordState::Present(Box::new(record(prose)))
        );
    }
}

#[test]
fn a_damaged_record_is_told_with_its_line() {
    let good = seal("# T\n", &full());
    for (from, to, line, why) in [
        ("version = 1\n", "", 4, "has no version"),
        ("version = 1", "version = \"1\"", 4, "no version"),
        (
            "saved_at = 2025-01-27T14:30:05+01:00",
            "saved_at = 2025-01-27",
            5,
            "saved_at",
        ),
        (
            &format!("prose = \"{A}\""),
            "prose = \"abc\"",
            6,
            "no object id",
        ),
        (
            &format!("prose = \"{A}\"\n"),
            "",
            4,
            "missing field `prose`",
        ),
        ("task_id = \"auth\"", "task_id = 7", 7, "invalid type"),
        ("docs/HANDOFF.md", "../x", 8, "outside the work tree"),
        ("branch", "<<<<<<< ours\nbranch", 10, "merge markers"),
        ("branch = ", "branch ", 10, ""),
        ("100644", "644", 14, "no mode"),
        ("40-41", "41-40", 14, "no line or range"),
        ("\"b\" =", "\".git/x\" =", 15, "inside .git"),
        ("missing = true", "mode = \"100644\"", 15, "exactly one of"),
        ("-->\n", "", 3, "no end"),
    ] {
        let (found, told) = damage(&good.replace(from, to));
        assert!(told.contains(why) && !told.contains('\n'), "{told}");
        assert_eq!(found, line, "{from:?} {told}");
    }
}

#[test]
fn two_records_are_one_too_many() {
    let good = seal("# T\n", &full());
    let twice = seal(&good, &full());
    assert_eq!(damage(&twice), (19, "there is a second record".to_owned()));
    assert_eq!(open(&twice).prose, "# T\n");
}

#[test]
fn a_later_version_is_refused_and_unknown_keys_are_not() {
    let file = seal("x", &full());
    let later = file.replace("version = 1", "version = 2\nprose = 7");
    let later = later.replacen(&format!("prose = \"{A}\"\n"), "", 1);
    assert_eq!(open(&later).record, RecordState::Future { version: 2 });
    let more = file.replace("version = 1", "version = 1\ncolour = { a = 1 }");
    assert_eq!(open(&more).record, RecordState::Present(Box::new(full())));
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_line() {
    let told = Document::open(b"one\ntwo \xff\n", &id_of).unwrap_err();
    assert_eq!(told.line, 2);
}
