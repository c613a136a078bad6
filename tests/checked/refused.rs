//! What is no document is said to be none.

use super::{check_with, repository};

#[test]
fn what_cannot_be_read_is_fatal_and_says_why() {
    let s = repository("See `code:7`.\n");
    s.sh(
        "mkdir d; echo x >../outside.md; ln -s guide.md link.md; mkfifo pipe.md
          ln -s d dlink; echo x >d/in.md; printf 'a\\n\\377\\n' >latin.md
          truncate -s 100M huge.md",
    );
    for (file, says) in [
        ("nowhere.md", "nowhere.md: there is no such file"),
        ("d", "d: it is a directory"),
        (".", "is the work tree itself"),
        ("../outside.md", "'../outside.md' is outside the work tree"),
        (".git/config", "'.git/config' is inside .git"),
        ("pipe.md", "pipe.md: it is not a regular file"),
        ("latin.md", "latin.md:2: it is not UTF-8 text"),
        ("huge.md", "huge.md: it is larger than 8 MiB"),
        ("dlink/in.md", "dlink/in.md: it is beyond a symbolic link"),
        ("", "'' is empty"),
    ] {
        let _ = s.shipkit(&["check", file]).refused(128, says);
        let _ = s.shipkit(&["check", "guide.md", file]).refused(128, says);
    }
    let said = s.shipkit(&["check", "link.md"]);
    let _ = said
        .refused(128, "link.md: it is a symbolic link")
        .complains("hint: check the file it leads to: guide.md");
    let said = s.shipkit(&["check", "--json", "d"]).expect_code(128);
    assert_eq!(said.json()["kind"], "error");
}

#[test]
fn the_command_line_must_make_sense() {
    let s = repository("");
    let _ = s.shipkit(&["check"]).refused(129, "");
    let _ = s
        .shipkit(&["check", "--severity", "x", "guide.md"])
        .refused(129, "");
    let _ = s
        .shipkit(&["check", "--json", "--format=github", "guide.md"])
        .expect_code(129);
}

#[test]
fn standard_input_is_written_by_nobody_yet() {
    let s = repository("");
    let said = s.shipkit_reading(&["check", "--json", "-"], Some(b"See `code:7`.\n"));
    let report = crate::support::Report::of_kind("check", &said).expect_code(0);
    assert_eq!(report.files(), ["code unpinned"]);
    assert_eq!(report.json["document"], "-");
}

#[test]
fn an_empty_document_references_nothing() {
    let s = repository("");
    assert_eq!(
        check_with(&s, &["guide.md"]).expect_code(0).files(),
        [""; 0]
    );
    let _ = s
        .shipkit(&["check", "guide.md"])
        .expect_code(0)
        .says("guide.md references no files.\n");
}

#[test]
fn nothing_is_written() {
    let s = repository("See `code:7`.\n");
    s.write("code", "new\n");
    let _ = s.shipkit(&["check", "guide.md"]).expect_code(1);
    s.assert_nothing_saved();
    assert!(!s.exists(".git/shipkit"));
}
