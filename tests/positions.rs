//! A position is carried to where its line is now, or told to be lost; never
//! guessed. A save heals what moved and does not launder what changed.

use crate::support::{Report, Sandbox};

/// `f` has forty lines, all different; the positions are saved.
fn forty(positions: &[&str]) -> Sandbox {
    let s = Sandbox::new();
    s.sh("seq -f 'line number %g' 40 >f; git add f; git commit -qm f");
    let opens: Vec<String> = positions.iter().map(|lines| format!("f:{lines}")).collect();
    let opens: Vec<&str> = opens.iter().map(String::as_str).collect();
    let _ = s.save(&opens);
    s
}

/// `verdict` of the position that was written there, and where it is now.
fn answer(report: &Report, line: u64) -> String {
    let position = report.position("f", line);
    let verdict = position["verdict"].as_str().expect("a verdict is a word");
    match (
        position["nowLine"].as_u64(),
        position["nowEndLine"].as_u64(),
    ) {
        (Some(from), Some(to)) if from != to => format!("{verdict} {from}-{to}"),
        (Some(from), _) => format!("{verdict} {from}"),
        _ => verdict.to_owned(),
    }
}

#[test]
fn a_line_above_moves_what_stands_below() {
    let s = forty(&["5", "20", "30-34"]);
    s.sh("sed -i '10i// new' f");
    let report = s.check().expect_code(1);
    assert!(answer(&report, 5).starts_with("same"));
    assert_eq!(answer(&report, 20), "moved 21");
    assert_eq!(answer(&report, 30), "moved 31-35");
    assert_eq!(report.position("f", 20)["text"], "line number 20");
    assert_eq!(report.json["drift"]["severity"], "elsewhere");
}

#[test]
fn other_line_endings_change_no_line() {
    let s = forty(&["5", "20", "30-34", "40"]);
    s.sh("sed -i -e 's/$/\\r/' -e '10i// new' -e '25s/.*/edited/' f; truncate -s -2 f");
    let report = s.check().expect_code(1);
    assert!(answer(&report, 5).starts_with("same"));
    assert_eq!(answer(&report, 20), "moved 21");
    assert_eq!(answer(&report, 30), "moved 31-35");
    assert_eq!(answer(&report, 40), "moved 41");
    // To git they have all changed.
    assert_eq!(report.file("f")["added"], 41);
    assert_eq!(report.file("f")["removed"], 40);
}

#[test]
fn a_rewritten_line_is_edited() {
    let s = forty(&["20", "30-34"]);
    s.sh("sed -i -e '20s/.*/something else/' -e '32s/.*/and this/' f");
    let report = s.check().expect_code(1);
    assert!(
        answer(&report, 20).starts_with("edited"),
        "{}",
        answer(&report, 20)
    );
    assert!(
        answer(&report, 30).starts_with("edited"),
        "{}",
        answer(&report, 30)
    );
    assert_eq!(report.json["drift"]["severity"], "at-position");
}

#[test]
fn a_removed_line_is_deleted() {
    let s = forty(&["20"]);
    s.sh("sed -i 20d f");
    let report = s.check().expect_code(1);
    assert!(
        answer(&report, 20).starts_with("deleted"),
        "{}",
        answer(&report, 20)
    );
    assert_eq!(report.json["drift"]["severity"], "at-position");
}

#[test]
fn an_edit_close_by_is_near() {
    let s = forty(&["20"]);
    s.sh("sed -i '22s/.*/close/' f");
    let report = s.check().expect_code(1);
    assert!(answer(&report, 20).starts_with("same"));
    assert_eq!(report.json["drift"]["severity"], "near");
}

#[test]
fn a_line_that_was_never_there_is_out_of_range() {
    let s = forty(&["41"]);
    let report = s.check();
    assert_eq!(answer(&report, 41), "out-of-range");
}

#[test]
fn a_position_in_a_deleted_file_is_deleted() {
    let s = forty(&["20"]);
    s.sh("git rm -q f; git commit -qm gone");
    let report = s.check().expect_code(1);
    assert_eq!(report.verdict("f"), "deleted");
    assert_eq!(answer(&report, 20), "deleted");
}

#[test]
fn a_save_heals_what_moved() {
    let s = forty(&["20"]);
    s.sh("sed -i '10i// new' f");
    let saved = s.shipkit(&["checkpoint", "--json"]).expect_code(0).json();
    assert_eq!(
        saved["repinned"].as_array().map(Vec::len),
        Some(1),
        "{saved:#}"
    );
    assert_eq!(
        saved["healed"].as_array().map(Vec::len),
        Some(1),
        "{saved:#}"
    );
    assert!(s.document().contains("(line 21)"), "{}", s.document());
    let report = s.check().expect_code(0);
    assert!(answer(&report, 21).starts_with("same"));
}

#[test]
fn a_save_does_not_launder_an_edit() {
    let s = forty(&["20"]);
    s.sh("sed -i '20s/.*/something else/' f");
    for _ in 0..3 {
        let _ = s.shipkit(&["checkpoint"]).expect_code(0);
        let report = s.check().expect_code(1);
        assert_eq!(report.verdict("f"), "unchanged", "the file is pinned anew");
        assert!(
            answer(&report, 20).starts_with("edited"),
            "its position is not"
        );
    }
    let _ = s.shipkit(&["resume", "--update"]).expect_code(0);
    let report = s.check().expect_code(0);
    assert!(
        answer(&report, 20).starts_with("same"),
        "someone has looked at it"
    );
}

#[test]
fn a_line_rewritten_by_hand_in_the_document_is_taken() {
    let s = forty(&["20"]);
    s.sh("sed -i '20s/.*/something else/' f");
    let _ = s.shipkit(&["checkpoint"]).expect_code(0);
    s.sh("sed -i 's/(line 20)/(line 25)/' .shipkit/checkpoint.md");
    let report = s.check();
    assert_eq!(
        answer(&report, 25),
        "unpinned",
        "edited since the last save"
    );
    let _ = s.shipkit(&["checkpoint"]).expect_code(0);
    assert!(answer(&s.check().expect_code(0), 25).starts_with("same"));
}

#[test]
fn a_file_named_by_hand_since_was_never_pinned() {
    let s = forty(&["20"]);
    s.sh("printf '\\nSee also `a`.\\n' >more; sed '/^<!-- git-shipkit/,$d' .shipkit/checkpoint.md >d");
    s.sh("(cat d more; sed -n '/^<!-- git-shipkit/,$p' .shipkit/checkpoint.md) >n; mv n .shipkit/checkpoint.md; rm d more");
    assert_eq!(s.check().expect_code(0).verdict("a"), "unpinned");
    let told = s.shipkit(&["resume"]).expect_code(0);
    let _ = told.says("Edited since the last save").says("Never pinned");
}

#[test]
fn a_moved_line_does_not_take_the_number_of_a_lost_one() {
    let s = forty(&["19", "20"]);
    s.sh("sed -i -e '10i// new' -e '20s/.*/something else/' f");
    for _ in 0..2 {
        let report = s.check().expect_code(1);
        assert_eq!(answer(&report, 19), "moved 20");
        assert!(answer(&report, 20).starts_with("edited"));
        let _ = s.shipkit(&["checkpoint"]).expect_code(0);
    }
    assert!(s.document().contains("`f` (line 19)"), "{}", s.document());
    let _ = s.shipkit(&["resume", "--update"]).expect_code(0);
    let report = s.check().expect_code(1);
    assert_eq!(answer(&report, 19), "moved 20");
    s.sh("sed -i 's/(line 20)/(line 21)/' .shipkit/checkpoint.md");
    let _ = s.shipkit(&["resume", "--update"]).expect_code(0);
    let report = s.check().expect_code(0);
    assert_eq!(answer(&report, 20), "same 20");
    assert_eq!(answer(&report, 21), "same 21");
}

#[test]
fn a_long_file_with_a_small_edit_is_mapped() {
    let s = Sandbox::new();
    s.sh("seq -f 'line %g' 120000 >long; git add long; git commit -qm long");
    let _ = s.save(&["long:119999"]);
    s.sh("sed -i '1i// new' long");
    let report = s.check().expect_code(1);
    assert_eq!(report.position("long", 119_999)["nowLine"], 120_000);
}

#[test]
fn lines_of_a_binary_file_are_not_told_as_lost_text() {
    let s = Sandbox::new();
    s.sh("printf 'a\\0b\\nc\\n' >bin");
    let _ = s.save(&["bin:2"]);
    s.sh("printf 'a\\0b\\nd\\n' >bin");
    let told = s.shipkit(&["resume", "--check"]).expect_code(1);
    let _ = told.says("line 2: cannot tell, its text cannot be compared");
}
