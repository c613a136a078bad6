//! It runs wherever git has files to look at, and says so where not.

use crate::support::{Sandbox, skipped};

#[test]
fn no_repository_is_refused_and_nothing_made() {
    let s = Sandbox::empty();
    s.write("a", "one\n");
    for refused in [s.try_save(&["a"]), s.shipkit(&["resume"])] {
        let _ = refused.refused(128, "fatal: not a git repository");
    }
    assert!(!s.exists(".shipkit"));
}

#[test]
fn an_unborn_branch_is_enough() {
    let s = Sandbox::init(&[]);
    s.write("n", "x\n");
    let _ = s.save(&["n"]);
    let id = s.blob_id("x\n");
    assert!(s.has_object(&id), "the snapshot is anchored");
    let unborn = s.check().expect_code(0);
    assert_eq!(unborn.verdict("n"), "unchanged");
    assert!(unborn.json["head"]["saved"].is_null());
    assert_eq!(unborn.json["head"]["branchSaved"], "main");

    s.sh("git add n; git commit -qm first");
    let born = s.check().expect_code(0);
    assert_eq!(
        (born.verdict("n"), born.relation()),
        ("unchanged", "unborn")
    );
    assert_eq!(born.json["head"]["now"], s.git(&["rev-parse", "HEAD"]));
}

#[test]
fn a_bare_repository_has_no_files_to_pin() {
    let s = Sandbox::empty();
    s.sh("git init -q --bare b.git");
    s.cd("b.git");
    let _ = s
        .try_save(&["a"])
        .refused(128, "fatal: this operation must be run in a work tree");
    s.assert_nothing_saved();
}

#[test]
fn inside_the_git_directory_there_are_none_either() {
    let s = Sandbox::new();
    s.cd(".git");
    let _ = s
        .try_save(&["a"])
        .refused(128, "fatal: this operation must be run in a work tree");
    s.assert_nothing_saved();
}

#[test]
fn a_subdirectory_is_a_place_to_start_from() {
    let s = Sandbox::new();
    s.write("s/t/q", "q\n");
    s.cd("s/t");
    let _ = s.save(&["q"]);
    let _ = s.shipkit(&["resume", "--check"]).says("- q: Unchanged");
    s.write("q", "edited\n");
    let _ = s.shipkit(&["resume", "--check"]).says("- q: Modified");
    assert_eq!(s.check().files(), ["s/t/q modified"]);
    assert!(!s.exists(".shipkit"), ".shipkit/ lies at the top");
    s.cd("../..");
    assert!(s.document().contains("\"s/t/q\" = "), "{}", s.document());
    let _ = s.shipkit(&["resume", "--check"]).says("- s/t/q: Modified");
}

#[test]
fn another_work_tree_is_where_git_is_told_it_is() {
    let s = Sandbox::new();
    s.sh("mkdir ../elsewhere");
    s.cd("../elsewhere");
    let top = s.root().join("repo");
    s.set("GIT_DIR", top.join(".git"));
    s.set("GIT_WORK_TREE", &top);
    let saved = s.try_save(&[&top.join("a").to_string_lossy()]);
    let _ = saved.expect_code(0);
    assert_eq!(s.check().expect_code(0).files(), ["a unchanged"]);
    assert!(!s.exists(".shipkit") && top.join(".shipkit/checkpoint.md").exists());
}

#[test]
fn a_sha256_repository_pins_in_64_digits() {
    let s = Sandbox::init(&["--object-format=sha256"]);
    s.write("n", "x\n");
    let _ = s.save(&["n"]);
    let id = s.blob_id("x\n");
    assert_eq!(id.len(), 64);
    assert!(s.document().contains(&id) && s.has_object(&id));
    assert_eq!(s.check().expect_code(0).verdict("n"), "unchanged");
    s.sh("git add n; git commit -qm n; echo y >n");
    assert_eq!(s.check().expect_code(1).verdict("n"), "modified");
}

#[test]
fn a_reftable_repository_of_sha256_is_one_like_any() {
    let s = Sandbox::empty();
    if !s.git_can(&[
        "init",
        "-q",
        "--object-format=sha256",
        "--ref-format=reftable",
    ]) {
        return skipped("this git knows no reftable");
    }
    s.write("n", "x\n");
    let _ = s.save(&["n"]);
    assert_eq!(s.check().expect_code(0).verdict("n"), "unchanged");
    let pins = s.read(".shipkit/checkpoint.md");
    let id = s.git(&["hash-object", "n"]);
    assert_eq!(id.len(), 64);
    assert!(pins.contains(&id), "{pins}");
    let said = s.shipkit(&["status", "-v"]).expect_code(0);
    assert!(said.stderr.starts_with("hand: git ("), "{}", said.stderr);
    s.git(&["add", "n"]);
    s.git(&["commit", "-qm", "n"]);
    s.write("n", "y\n");
    assert_eq!(s.check().expect_code(1).verdict("n"), "modified");
    let _ = s.save(&["n"]);
    assert_eq!(s.check().expect_code(0).verdict("n"), "unchanged");
}

#[test]
fn a_detached_head_has_no_branch_and_is_none_the_worse() {
    let s = Sandbox::new();
    s.git(&["checkout", "-q", "--detach"]);
    let head = s.git(&["rev-parse", "HEAD"]);
    let _ = s.save(&["a"]);
    let record = s.document();
    assert!(record.contains(&format!("head = \"{head}\"")) && !record.contains("\nbranch = "));
    s.git(&["checkout", "-q", "main"]);
    let report = s.check().expect_code(0);
    assert_eq!(
        (report.verdict("a"), report.relation()),
        ("unchanged", "same")
    );
    assert!(report.json["head"]["branchSaved"].is_null());
    assert_eq!(report.json["head"]["branchNow"], "main");
}

#[test]
fn a_shallow_clone_works_and_stays_right_when_deepened() {
    let s = Sandbox::new();
    s.sh("echo 2 >a; git commit -qam 2; git clone -q --depth 1 \"file://$D\" ../shallow");
    s.cd("../shallow");
    let _ = s.save(&["a"]);
    s.git(&["fetch", "-q", "--unshallow"]);
    let report = s.check().expect_code(0);
    assert_eq!(
        (report.verdict("a"), report.relation()),
        ("unchanged", "same")
    );
}

#[test]
fn what_lies_beyond_a_shallow_boundary_is_unknown() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.sh("git add -f .shipkit/checkpoint.md; git commit -qm cp; git commit -q --allow-empty -m 3");
    s.sh("git clone -q --depth 1 \"file://$D\" ../shallow");
    s.cd("../shallow");
    let report = s.check();
    assert_eq!(
        (report.verdict("a"), report.relation()),
        ("unchanged", "unknown")
    );
}

#[test]
fn a_file_outside_the_sparse_checkout_is_not_deleted() {
    let s = Sandbox::new();
    s.sh("mkdir in out; echo i >in/i; echo o >out/o; git add .; git commit -qm s");
    let _ = s.save(&["in/i", "out/o"]);
    s.sh("git sparse-checkout set in");
    let report = s.check().expect_code(0);
    assert_eq!(report.files(), ["in/i unchanged", "out/o sparse"]);
}
