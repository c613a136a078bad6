//! `--fix` renumbers what merely moved and renames what merely went elsewhere,
//! and leaves the rest, and the lines it stands on, to a person.

use super::{check, commit, repository};
use crate::support::{Output, Sandbox};

/// Runs `check --fix` with these arguments; the documents may change by it.
fn fix(s: &Sandbox, arguments: &[&str]) -> Output {
    let mut all = vec!["shipkit", "check", "--fix"];
    all.extend(arguments);
    s.run("git", &all, None)
}

#[test]
fn what_moved_is_renumbered_and_what_was_renamed_is_renamed() {
    let s = repository("See `code:7`, [o](other#L1) and\n`code` (lines 3-4).\n");
    commit(&s, "sed -i '1i new' code; git mv other otter");
    s.sh("chmod 755 guide.md");
    let said = fix(&s, &["-y", "guide.md"]).expect_code(0);
    let wanted = "See `code:8`, [o](otter#L1) and\n`code` (lines 4-5).\n";
    assert_eq!(s.read("guide.md"), wanted);
    let _ = said
        .says("-See `code:7`, [o](other#L1) and\n")
        .says("+See `code:8`, [o](otter#L1) and\n")
        .says("\nguide.md is up to date.\n");
    assert_eq!(s.sh("stat -c %a guide.md"), "755\n");
    commit(&s, "true");
    let report = check(&s).expect_code(0);
    assert_eq!(report.files(), ["code unchanged", "otter unchanged"]);
}

#[test]
fn a_dry_run_writes_nothing() {
    let s = repository("See `code:7`.\n");
    commit(&s, "sed -i '1i new' code");
    let said = s.watching(|| fix(&s, &["-n", "guide.md"])).expect_code(1);
    let _ = said.says("+See `code:8`.\n");
}

#[test]
fn a_document_given_twice_is_brought_up_to_date_once() {
    let s = repository("See `code:7`.\n");
    commit(&s, "sed -i '1i new' code");
    let said = fix(&s, &["-y", "guide.md", "./guide.md"]).expect_code(0);
    assert_eq!(said.stdout.matches("To bring").count(), 1);
}

#[test]
fn a_line_that_would_read_as_another_did_is_left() {
    let listed = |lines: [u32; 3]| lines.map(|at| format!("- `code:{at}`\n")).concat();
    let s = repository(&listed([5, 6, 7]));
    commit(&s, "sed -i '1i new' code");
    let said = fix(&s, &["-y", "guide.md"]).expect_code(1);
    assert_eq!(s.read("guide.md"), listed([5, 6, 8]));
    let _ = said.says("guide.md:1: code: Modified").says(
        "line 5 -> 6: step 5, but its line would then read as another does, \
         which git blame cannot tell apart\n",
    );
    let _ = fix(&s, &["-y", "guide.md"]).expect_code(1);
    assert_eq!(s.read("guide.md"), listed([5, 6, 8]));
    commit(&s, "true");
    let _ = fix(&s, &["-y", "guide.md"]).expect_code(1);
    commit(&s, "true");
    let _ = fix(&s, &["-y", "guide.md"]).expect_code(0);
    assert_eq!(s.read("guide.md"), listed([6, 7, 8]));
    commit(&s, "true");
    let _ = fix(&s, &["-y", "guide.md"]).expect_code(0);
    assert_eq!(s.read("guide.md"), listed([6, 7, 8]));
}

#[test]
fn line_endings_stay() {
    let s = repository("");
    s.write("guide.md", "\u{feff}One.\r\nSee `code:7`.\r\nlast `code:9`");
    commit(&s, "true");
    commit(&s, "sed -i '1i new' code");
    let _ = fix(&s, &["-y", "guide.md"]).expect_code(0);
    let wanted = "\u{feff}One.\r\nSee `code:8`.\r\nlast `code:10`";
    assert_eq!(s.read("guide.md"), wanted);
}

#[test]
fn what_was_edited_or_is_gone_is_left_to_a_person() {
    let s = repository("See `code:7`.\nSee `code:9`.\nSee `other:1`.\n");
    commit(
        &s,
        "sed -i '1i new' code; sed -i 's/^step 9$/& was/' code; git rm -q other",
    );
    let said = fix(&s, &["-y", "guide.md"]).expect_code(1);
    assert_eq!(
        s.read("guide.md"),
        "See `code:8`.\nSee `code:9`.\nSee `other:1`.\n"
    );
    let _ = said
        .says("Left to a person:\n")
        .says("- guide.md:2: code: Modified after it was written (+2 -1); line 9 was edited")
        .says("- guide.md:3: other: Deleted after it was written");
    commit(&s, "true");
    let report = check(&s).expect_code(1);
    assert_eq!(report.position("code", 9)["verdict"], "edited");
    assert_eq!(report.verdict("other"), "deleted");
}

#[test]
fn a_line_that_holds_more_than_moved_places_is_left_as_it_is() {
    let guide =
        "See `code:7` and `code:9`.\nSee `code:8` and `other`.\n- File: `code`\n  - (line 5)\n";
    let s = repository(guide);
    commit(
        &s,
        "sed -i '1i new' code; sed -i 's/^step 9$/& was/' code; echo two >other",
    );
    let said = fix(&s, &["-y", "guide.md"]).expect_code(1);
    assert_eq!(s.read("guide.md"), guide.replace("line 5", "line 6"));
    let _ = said
        .mentions(&["guide.md:1: ", "line 7 -> 8", "something else to look at"])
        .mentions(&["guide.md:2: ", "line 8 -> 9", "something else to look at"]);
    commit(&s, "true");
    let report = check(&s).expect_code(1);
    assert_eq!(report.position("code", 9)["verdict"], "edited");
    assert_eq!(report.position("code", 7)["nowLine"], 8);
    assert_eq!(report.verdict("other"), "modified");
}

#[test]
fn a_reference_on_two_lines_goes_with_both() {
    let guide = "- File: `code:8`\n  - at (line 5), then `other`\n  - at (line 1), not `third:1`\n";
    let s = repository(guide);
    commit(&s, "echo 1 >third; sed -i 's/at/is/' guide.md");
    let guide = s.read("guide.md");
    commit(&s, "sed -i '1i new' code other; echo 2 >third");
    let said = fix(&s, &["-y", "guide.md"]).expect_code(1);
    assert_eq!(s.read("guide.md"), guide);
    let _ = said
        .mentions(&["guide.md:2: code", "something else to look at"])
        .mentions(&["guide.md:3: other", "something else to look at"]);
}

#[test]
fn what_cannot_be_told_is_left_too() {
    let s = repository("See `code:7` and `other`.\n");
    commit(&s, "true; echo >new");
    s.sh("git clone -q --depth=1 \"file://$D\" ../clone");
    s.cd("../clone");
    commit(&s, "echo 'And `code:9`.' >>guide.md");
    commit(&s, "sed -i '1i new' code");
    let _ = fix(&s, &["-y", "guide.md"]).expect_code(1);
    assert_eq!(
        s.read("guide.md"),
        "See `code:7` and `other`.\nAnd `code:10`.\n"
    );
}

#[test]
fn programs_are_told_what_was_done_and_what_is_left() {
    let s = repository("See `code:7`.\nSee `code:9`.\n");
    commit(&s, "sed -i '1i new' code; sed -i 's/^step 9$/& was/' code");
    let before = fix(&s, &["--json", "-n", "guide.md"]).expect_code(1).json();
    assert_eq!(before["fix"]["written"], false);
    let said = fix(&s, &["--json", "guide.md"]).expect_code(1).json();
    assert_eq!(said["fix"]["written"], true);
    assert_eq!(said["fix"]["healed"][0]["line"], 7);
    assert_eq!(said["fix"]["healed"][0]["nowLine"], 8);
    assert_eq!(said["fix"]["left"][0]["documentLine"], 2);
    assert_eq!(said["fix"]["left"][0]["file"]["path"], "code");
    assert_eq!(s.read("guide.md"), "See `code:8`.\nSee `code:9`.\n");
}

#[test]
fn a_document_with_a_record_and_standard_input_are_refused() {
    let s = repository("");
    let _ = s.save(&["code:7"]);
    s.sh("sed -i '1i new' code");
    let before = s.document();
    let said = s.shipkit(&["check", "--fix", "-y", ".shipkit/checkpoint.md"]);
    let _ = said.refused(128, "it has a record, which must go with it");
    assert_eq!(s.document(), before);
    let _ = s
        .shipkit_reading(&["check", "--fix", "-"], Some(b"x"))
        .refused(128, "standard input cannot be brought up to date in place");
}

#[test]
fn nothing_to_fix_is_said() {
    let s = repository("See `code:7`.\n");
    let said = s.watching(|| fix(&s, &["-y", "guide.md"])).expect_code(0);
    let _ = said.says("guide.md: no number or path to bring up to date.\n");
}
