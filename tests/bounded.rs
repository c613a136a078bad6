//! Whatever it is given, the program ends soon with a clear answer, and
//! nothing that was there is lost.

use crate::support::{Output, Report, Sandbox};
use std::fmt::Write as _;

/// Saves this document; it must be kept to the byte, and be resumed.
#[track_caller]
fn taken(s: &Sandbox, what: &str, text: &str) {
    s.write("D.md", text);
    let said = s.run("git", &["shipkit", "checkpoint", "--from", "D.md"], None);
    assert_eq!(said.code, 0, "{what}: {}", said.stderr);
    let kept = s.document();
    assert!(kept.starts_with(text), "{what} was not kept");
    let said = s.run("git", &["shipkit", "resume", "--check"], None);
    assert_eq!(said.code, 0, "{what}: {said}");
}

/// Tries to save from a file or, for `-`, from these bytes.
fn from(s: &Sandbox, flag: &str, file: &str, input: Option<&[u8]>) -> Output {
    s.shipkit_reading(&["checkpoint", flag, file], input)
}

#[test]
fn what_is_larger_than_a_document_is_refused_unread() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let before = s.document();
    let line = b"a line of forty bytes, again and again.\n";
    let large = line.repeat(100 * 1024 * 1024 / line.len());
    s.write("../large.md", &large);
    s.write("../line.md", vec![b'x'; 10 * 1024 * 1024]);
    for (flag, file, input) in [
        ("--from", "../large.md", None),
        ("--from", "../line.md", None),
        ("--from", "-", Some(&large[..])),
        ("--from", "/dev/zero", None),
        ("--state", "../large.md", None),
        ("--state", "-", Some(&large[..])),
    ] {
        let said = from(&s, flag, file, input);
        let why = format!("{file}: it is larger than 8 MiB");
        let _ = said.refused(128, &why).complains("hint: nothing was saved");
        assert_eq!(s.document(), before, "{flag} {file}");
    }
}

#[test]
fn a_document_that_grew_too_large_is_left_as_it_is() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let large = s.document() + &"x".repeat(9 * 1024 * 1024);
    s.write(".shipkit/checkpoint.md", &large);
    for verb in [&["resume"][..], &["checkpoint", "--done", "x"], &["status"]] {
        let _ = s.shipkit(verb).refused(128, "it is larger than 8 MiB");
        assert_eq!(s.document().len(), large.len());
    }
    s.write(".shipkit/checkpoint.md", &large[..20]);
    let _ = s.shipkit(&["resume"]).expect_code(0);
}

#[test]
fn what_an_editor_left_too_large_is_kept() {
    let s = Sandbox::new();
    s.set(
        "GIT_EDITOR",
        "sh -c 'head -c 9000000 /dev/zero | tr \"\\0\" x >\"$0\"'",
    );
    s.set("TMPDIR", s.root());
    let all = ["shipkit", "checkpoint", "--task", "t", "--edit"];
    let said = s
        .run("git", &all, None)
        .expect_code(128)
        .complains("it is larger than 8 MiB");
    let _ = said.complains("what you typed is kept");
    s.assert_nothing_saved();
}

/// How much there is of each thing that makes parsers slow, in bytes.
const SIZE: usize = 200_000;
#[test]
fn what_is_meant_to_be_slow_is_read_at_once() {
    let s = Sandbox::new();
    for part in [
        "- ",
        "1. ",
        "> ",
        "`",
        "[",
        "[a](",
        "![",
        "*a",
        "**a *b ",
        "_",
        "<",
        "<a ",
        "<!--",
        "&a",
        ":",
        "1",
        ":1",
        "a:1",
        "a/",
        "../",
        "L3 ",
        "line 3, ",
        "a\n",
        "# a\n",
        "- a\n",
        "|a|\n",
        "`a` ",
        "(",
        "```\n",
        "\\",
        "文a",
        "\t",
        "a\r",
        "$",
        "~~",
        "\"",
        "[a]: b\n",
        "- `a` line 1\n",
    ] {
        let text = format!("# T\n\n{}", part.repeat(SIZE / part.len()));
        taken(&s, part, &text);
    }
    let mut fences = "# T\n\n".to_owned();
    for n in 1..600 {
        let _ = write!(fences, "{} x\n\n", "`".repeat(n));
    }
    taken(&s, "rising fences", &fences);
    let cells = "|a".repeat(1000) + "|\n" + &"|-".repeat(1000) + "|\n";
    taken(
        &s,
        "a wide table",
        &format!("# T\n\n{cells}{}", "|x|\n".repeat(300)),
    );
    let blank = "- ".repeat(2000) + "a\n" + &" \n".repeat(20_000);
    taken(
        &s,
        "blank lines below a deep list",
        &format!("# T\n\n{blank}"),
    );
}

#[test]
fn a_thousand_deep_a_reference_is_still_one() {
    let s = Sandbox::new();
    let around = |open: &str, close: &str| {
        let (open, close) = (open.repeat(1000), close.repeat(1000));
        format!("# T\n\n{open} `a` line 1 {close}\n")
    };
    let steps = (0..1000).map(|n| format!("{}- step\n", "  ".repeat(n)));
    let steps = steps.collect::<String>() + &"  ".repeat(1000) + "- `a` line 1\n";
    for text in [
        around("- ", ""),
        around("> ", ""),
        around("[", "]"),
        around("**", "**"),
        around("*", "*"),
        around("(", ")"),
        around("> - ", ""),
        format!("# T\n\n{steps}"),
    ] {
        taken(&s, &text[..20], &text);
        let report = s.check().expect_code(0);
        assert_eq!(
            report.position("a", 1)["verdict"],
            "same",
            "{}",
            &text[..20]
        );
        s.sh("git add -A; git commit -qm d");
        let said = s.run("git", &["shipkit", "check", "D.md", "--json"], None);
        let report = Report::of_kind("check", &said).expect_code(0);
        assert_eq!(report.position("a", 1)["verdict"], "same");
    }
}

#[test]
fn ten_thousand_references_are_told_one_by_one() {
    let s = Sandbox::new();
    s.sh(
        "mkdir s; for i in $(seq 10000); do echo \"$i\" >s/f$i.rs; done
          git add .; git commit -qm s",
    );
    let lines = (1..=10_000).map(|n| format!("- `s/f{n}.rs` line 1\n"));
    taken(
        &s,
        "references",
        &format!("# T\n\n{}", lines.collect::<String>()),
    );
    s.sh("git add D.md; git commit -qm d; echo changed >s/f7777.rs");
    for asked in [["resume", "--check"], ["check", "D.md"]] {
        let said = s.run("git", &["shipkit", asked[0], asked[1], "--json"], None);
        let report = Report::of_kind(asked[0], &said).expect_code(1);
        assert_eq!(report.files().len(), 10_000);
        assert_eq!(report.json["drift"]["changed"], 1);
        assert_eq!(report.position("s/f7777.rs", 1)["verdict"], "edited");
    }
}

#[test]
fn a_document_that_no_longer_names_its_ten_thousand_files_is_read_at_once() {
    let s = Sandbox::new();
    let names = (1..=10_000).map(|n| format!("--open=gone{n}.rs"));
    let all: Vec<String> = ["shipkit", "checkpoint", "--task", "t", "-y"]
        .map(str::to_owned)
        .into_iter()
        .chain(names)
        .collect();
    let _ = s.run("git", &all, None).expect_code(0);
    let record = s.document();
    let at = record.find("<!-- git-shipkit").expect("a record is there");
    s.write(
        ".shipkit/checkpoint.md",
        "# T\n\n".to_owned() + &"gone and on we go\n".repeat(60_000) + &record[at..],
    );
    let said = s.run("git", &["shipkit", "resume", "--check", "--json"], None);
    assert_eq!(said.expect_code(0).json()["files"], serde_json::json!([]));
}

#[test]
fn bytes_that_are_no_text_are_named_by_their_line() {
    let s = Sandbox::new();
    s.write("D.md", b"# T\n\nfine\nnot \xff fine\n");
    let said = from(&s, "--from", "D.md", None);
    let _ = said.refused(128, "D.md:4: it is not UTF-8 text");
    s.assert_nothing_saved();
}

#[test]
fn a_document_may_lie_outside_or_be_ignored() {
    let s = Sandbox::new();
    s.sh("echo 'ignored/' >.gitignore; git add .; git commit -qm g; mkdir ignored ../out");
    for document in ["../out/D.md", "ignored/D.md"] {
        s.write(document, "# T\n\nSee `a` line 1 and [it](../a).\n");
        let _ = from(&s, "--from", document, None).expect_code(0);
        let report = s.check().expect_code(0);
        assert_eq!(report.files(), ["a unchanged"], "{document}");
    }
}

#[test]
fn texts_that_are_too_many_to_be_held_are_told_and_a_small_one_is_compared() {
    let s = Sandbox::init(&[]);
    let line = |n: usize| format!("line {n} of a file that is as large as is kept, or almost\n");
    let text: String = (0..80_000).map(line).collect();
    let names = ["a", "b", "c", "d", "e", "f", "g"];
    for name in names {
        s.write(name, &text);
    }
    s.write("small", "one\ntwo\n");
    s.sh(
        "git add .; git commit -qm all; CP a:5 b:5 c:5 d:5 e:5 f:5 g:5 small:2
         sed -i '1i new' a b c d e f g small",
    );
    let report = s.check().expect_code(1);
    for (file, verdict) in [
        ("a", "moved"),
        ("c", "moved"),
        ("d", "unknown"),
        ("g", "unknown"),
    ] {
        assert_eq!(report.position(file, 5)["verdict"], verdict, "{file}");
    }
    assert_eq!(report.position("small", 2)["verdict"], "moved");
}
