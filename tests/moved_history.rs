//! A history that moved under the checkpoint is told for what it is; files
//! that did not change with it are no drift.

use crate::support::Sandbox;

/// A file of fifty lines, committed and saved.
fn fifty() -> Sandbox {
    let s = Sandbox::new();
    s.sh("seq 50 >s; git add s; git commit -qm s");
    let _ = s.save(&["s:7"]);
    s
}

#[test]
fn a_renamed_file_is_followed() {
    let s = fifty();
    s.sh("git mv s t");
    let report = s.check().expect_code(1);
    assert_eq!(
        (report.verdict("s"), &report.file("s")["newPath"]),
        ("renamed", &"t".into())
    );
    let said = s.shipkit(&["resume", "--check"]).expect_code(1);
    let _ = said.says("- s: Renamed to t after checkpoint");
}

#[test]
fn a_renamed_file_is_followed_through_a_commit_and_an_edit() {
    let s = fifty();
    s.sh("git mv s t; sed -i 1d t; git commit -qam 'Move s'");
    let report = s.check().expect_code(1);
    let file = report.file("s");
    assert_eq!(
        (report.verdict("s"), &file["newPath"]),
        ("renamed", &"t".into())
    );
    assert_eq!(file["commits"][0]["subject"], "Move s");
    let position = report.position("s", 7);
    assert_eq!(
        (&position["verdict"], &position["nowLine"]),
        (&"moved".into(), &6.into())
    );
}

#[test]
fn a_copy_of_something_else_is_no_rename() {
    let s = fifty();
    s.sh("rm s; seq 1000 1050 >t; git add t");
    assert_eq!(s.check().expect_code(1).verdict("s"), "deleted");
}

#[test]
fn an_amended_commit_is_rewritten_history_and_no_drift() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.git(&["commit", "-q", "--amend", "-m", "other"]);
    let report = s.check().expect_code(0);
    assert_eq!(
        (report.verdict("a"), report.relation()),
        ("unchanged", "rewritten")
    );
}

#[test]
fn a_rebased_branch_is_rewritten_history_and_no_drift() {
    let s = Sandbox::new();
    s.sh("git checkout -qb t; echo t >t; git add t; git commit -qm t");
    let _ = s.save(&["t"]);
    s.sh("git checkout -q main; echo m >m; git add m; git commit -qm m; git rebase -q main t");
    let report = s.check().expect_code(0);
    assert_eq!(
        (report.verdict("t"), report.relation()),
        ("unchanged", "rewritten")
    );
}

#[test]
fn a_head_that_gc_took_is_lost_and_no_failure() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.git(&["commit", "-q", "--amend", "-m", "other"]);
    s.sh("git reflog expire --expire=now --all; git gc -q --prune=now");
    let report = s.check().expect_code(0);
    assert_eq!(
        (report.verdict("a"), report.relation()),
        ("unchanged", "lost")
    );
}

#[test]
fn commits_since_are_counted_and_named_only_where_they_touch() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.sh("git commit -q --allow-empty -m nothing; echo two >a; git commit -qam 'Count to two'");
    let report = s.check().expect_code(1);
    assert_eq!(
        (report.relation(), &report.json["head"]["commits"]),
        ("ahead", &2.into())
    );
    let commits = report.file("a")["commits"].as_array().expect("a list");
    assert_eq!(commits.len(), 1);
    assert_eq!(commits[0]["subject"], "Count to two");
    assert_eq!(commits[0]["author"], "Ada");
    assert_eq!(report.file("a")["uncommitted"], false);
    s.write("a", "three\n");
    assert_eq!(s.check().file("a")["uncommitted"], true);
}

#[test]
fn going_back_and_apart_are_told_apart() {
    let s = Sandbox::new();
    s.git(&["commit", "-q", "--allow-empty", "-m", "2"]);
    let _ = s.save(&["a"]);
    s.git(&["checkout", "-q", "-b", "side", "HEAD~1"]);
    let back = s.check().expect_code(0);
    assert_eq!(
        (back.relation(), &back.json["head"]["branchNow"]),
        ("behind", &"side".into())
    );
    s.git(&["commit", "-q", "--allow-empty", "-m", "other"]);
    assert_eq!(s.check().expect_code(0).relation(), "diverged");
}

#[test]
fn a_file_that_was_missing_appears() {
    let s = Sandbox::new();
    let _ = s.save(&["later"]);
    assert_eq!(s.check().expect_code(0).verdict("later"), "missing");
    s.write("later", "here\n");
    assert_eq!(s.check().expect_code(1).verdict("later"), "appeared");
}

#[test]
fn an_edit_undone_is_no_drift() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.write("a", "two\n");
    assert_eq!(s.check().expect_code(1).verdict("a"), "modified");
    s.write("a", "one\n");
    assert_eq!(s.check().expect_code(0).verdict("a"), "unchanged");
}
