//! Filters of the repository's own: run where a person asks, told as what
//! cannot be told where nobody does.

use crate::support::Sandbox;

/// A filter of the repository's own, and a checkpoint that a person saved.
fn filtered() -> Sandbox {
    let s = Sandbox::new();
    s.sh(
        "git config filter.up.clean 'tr a-z A-Z'; echo '*.up filter=up' >.gitattributes
          echo one >f.up; git add .; git commit -qm up",
    );
    let _ = s.save(&["f.up"]);
    s
}

#[test]
fn where_a_person_asks_it_runs_as_under_git_add() {
    let s = filtered();
    assert!(s.document().contains(&s.blob_id("ONE\n")));
    let _ = s.shipkit(&["resume"]).expect_code(0);
    let _ = s
        .shipkit(&["resume", "--check"])
        .expect_code(2)
        .says("- f.up: Cannot tell");
    s.write("f.up", "two\n");
    let _ = s
        .shipkit(&["resume"])
        .expect_code(1)
        .says("- f.up: Modified");
    let _ = s
        .shipkit(&["resume", "--check"])
        .expect_code(2)
        .says("- f.up: Cannot tell");
}

#[test]
fn the_very_program_that_the_user_has_set_runs_too() {
    let s = filtered();
    s.git(&["config", "--global", "filter.up.clean", "tr a-z A-Z"]);
    assert_eq!(s.check().expect_code(0).verdict("f.up"), "unchanged");
    s.git(&["config", "--global", "filter.up.clean", "cat"]);
    assert_eq!(s.check().expect_code(2).verdict("f.up"), "unreadable");
}

#[test]
fn what_a_program_saved_unfiltered_is_told_by_its_bytes() {
    let s = filtered();
    let state = br#"{"taskName":"t","filesToOpen":["f.up"]}"#;
    let _ = s
        .shipkit_reading(&["checkpoint", "--state", "-"], Some(state))
        .expect_code(0);
    for how in [&["resume"][..], &["resume", "--check"]] {
        let _ = s.shipkit(how).expect_code(0);
    }
    s.write("f.up", "two\n");
    let _ = s
        .shipkit(&["resume", "--check"])
        .expect_code(1)
        .says("- f.up: Modified");
    let _ = s
        .shipkit(&["resume"])
        .expect_code(2)
        .says("- f.up: Cannot tell: at the save, filter");
}
