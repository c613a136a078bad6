//! Repositories that have not got everything: shallow, partial and sparse
//! ones, and those that borrow from others. What is missing is never fetched.

use super::{agreed, assert_lives};
use crate::support::{Report, Sandbox};

/// A repository with five commits, and `in/i`, `out/o` in the last.
fn source() -> Sandbox {
    let s = Sandbox::new();
    s.sh("for n in 1 2 3; do echo $n >>h; git add h; git commit -qm $n; done");
    s.sh("mkdir in out; echo i >in/i; echo o >out/o; git add .; git commit -qm dirs");
    s.sh("git config uploadpack.allowFilter true; git config uploadpack.allowAnySHA1InWant true");
    s
}

/// A clone of it, made with these options, where the sandbox then is.
fn clone(options: &str) -> Sandbox {
    let s = source();
    s.sh(&format!("git clone -q {options} \"file://$D\" ../clone"));
    s.cd("../clone");
    s
}

#[test]
fn a_shallow_clone_is_lived_in() {
    for options in [
        "--depth=2",
        "--shallow-since=2000-01-01",
        "--shallow-exclude=cut",
    ] {
        let s = source();
        s.sh("git tag cut HEAD~2");
        s.sh(&format!("git clone -q {options} \"file://$D\" ../clone"));
        s.cd("../clone");
        assert_lives(&s, "h");
        s.git(&["commit", "-q", "--allow-empty", "-m", "more"]);
        assert_eq!(agreed(&s).relation(), "ahead", "{options}");
        s.sh("git reset -q --hard HEAD~2");
        assert_eq!(agreed(&s).relation(), "behind", "{options}");
    }
}

#[test]
fn commits_beyond_a_boundary_are_known_once_they_are_there() {
    let s = source();
    s.git(&["checkout", "-q", "HEAD~3"]);
    let _ = s.save(&["h"]);
    s.sh("git checkout -q main; git add -f .shipkit/checkpoint.md; git commit -qm cp");
    s.sh("git clone -q --depth=1 \"file://$D\" ../clone");
    s.cd("../clone");
    let report = s.check().expect_code(1);
    assert_eq!(
        (report.verdict("h"), report.relation()),
        ("modified", "unknown")
    );
    s.git(&["fetch", "-q", "--deepen=1"]);
    assert_eq!(s.check().relation(), "unknown");
    s.git(&["fetch", "-q", "--unshallow"]);
    let report = agreed(&s);
    assert_eq!(
        (report.verdict("h"), report.relation()),
        ("modified", "ahead")
    );
    assert_eq!(
        report.file("h")["commits"].as_array().map(Vec::len),
        Some(2)
    );
}

#[test]
fn a_history_that_becomes_shallow_is_unknown() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.sh("for n in 1 2 3; do git commit -q --allow-empty -m $n; done");
    assert_eq!(agreed(&s).relation(), "ahead");
    s.sh("git rev-parse HEAD >.git/shallow");
    let report = agreed(&s).expect_code(0);
    assert_eq!(
        (report.verdict("a"), report.relation()),
        ("unchanged", "unknown")
    );
}

/// Runs `resume --check` and fails if it started any git: a git could fetch.
#[track_caller]
fn check_alone(s: &Sandbox) -> Report {
    let trace = s.root().join("trace");
    let variable = format!("GIT_TRACE={}", trace.display());
    let command = [&variable, "git", "shipkit", "resume", "--check", "--json"];
    let report = Report::of(&s.run("env", &command, None));
    let traced = s.read(&trace.to_string_lossy());
    assert!(!traced.contains("fetch"), "{traced}");
    report
}

#[test]
fn a_partial_clone_is_never_filled() {
    for filter in ["blob:none", "tree:0"] {
        let s = clone(&format!("--filter={filter}"));
        assert_lives(&s, "h");
        s.git(&["checkout", "-q", "HEAD~2"]);
        s.sh("mv ../repo ../gone");
        let before = s.git(&["count-objects", "-v"]);
        let report = check_alone(&s).expect_code(1);
        assert_eq!(
            (report.verdict("h"), report.relation()),
            ("modified", "behind")
        );
        s.write("h", "edited\n");
        assert_eq!(check_alone(&s).verdict("h"), "modified");
        s.sh("rm h");
        assert_eq!(check_alone(&s).verdict("h"), "deleted");
        assert_eq!(s.git(&["count-objects", "-v"]), before, "{filter}");
    }
}

#[test]
fn a_partial_clone_without_any_file_is_enough() {
    let s = clone("--no-checkout --filter=tree:0");
    s.sh("cp ../repo/h .; mv ../repo ../gone");
    let _ = s.save(&["h"]);
    let id = s.blob_id("1\n2\n3\n");
    assert!(s.document().contains(&id) && s.has_object(&id));
    assert_eq!(check_alone(&s).verdict("h"), "unchanged");
    s.write("h", "edited\n");
    assert_eq!(check_alone(&s).verdict("h"), "modified");
    let _ = s.shipkit(&["resume", "--diff"]).says("+edited");
}

#[test]
fn line_ends_that_an_absent_blob_decides_cannot_be_told() {
    let s = Sandbox::new();
    s.sh(
        "git config uploadpack.allowFilter true; printf 'x\\r\\n' >c; git add c; git commit -qm c",
    );
    s.sh(
        "git clone -q --no-checkout --filter=blob:none \"file://$D\" ../clone; mv ../repo ../gone",
    );
    s.cd(s.root().join("clone"));
    s.sh("git config core.autocrlf true; git read-tree HEAD; printf 'x\\r\\n' >c");
    let said = s.save(&["c"]);
    let _ = said.mentions(&["'c' is not pinned", "is not in this repository"]);
    s.write("c", "y\r\n");
    assert_ne!(check_alone(&s).verdict("c"), "unchanged");
}

#[test]
fn what_a_sparse_checkout_leaves_out_is_told_as_that() {
    for how in [
        "--cone in",
        "--cone --sparse-index in",
        "--no-cone '/in/' '/a'",
    ] {
        let s = source();
        let _ = s.save(&["in/i", "out/o", "out/none"]);
        s.sh(&format!("git sparse-checkout set {how}"));
        let verdicts = |s: &Sandbox| s.check().files();
        let sparse = ["in/i unchanged", "out/none missing", "out/o sparse"];
        assert_eq!(verdicts(&s), sparse, "{how}");
        let _ = s.save(&["in/i", "out/o", "out/none"]);
        assert_eq!(verdicts(&s), sparse, "{how}, saved again");
        s.write("in/i", "edited\n");
        assert_eq!(s.check().verdict("in/i"), "modified");
        s.write("out/o", "here all the same\n");
        assert_eq!(s.check().verdict("out/o"), "modified", "{how}");
        s.sh("git checkout -q in; git sparse-checkout disable; git checkout -q .");
        let all = ["in/i unchanged", "out/none missing", "out/o unchanged"];
        assert_eq!(agreed(&s).files(), all, "{how}");
    }
}

#[test]
fn what_is_removed_outside_a_sparse_checkout_is_deleted() {
    let s = source();
    let _ = s.save(&["out/o"]);
    s.sh("git sparse-checkout set in; git rm -q --sparse out/o");
    assert_eq!(s.check().expect_code(1).verdict("out/o"), "deleted");
}

#[test]
fn attributes_a_sparse_checkout_leaves_out_still_count() {
    let s = source();
    s.sh("echo '* text eol=crlf' >out/.gitattributes; printf 'x\\r\\n' >out/w");
    s.sh("git add . 2>/dev/null; git commit -qm w");
    let _ = s.save(&["out/w"]);
    s.sh("git sparse-checkout set --no-cone '/*' '!/out/.gitattributes'");
    assert!(!s.exists("out/.gitattributes"));
    assert_eq!(s.git(&["status", "--porcelain"]), "");
    assert_eq!(s.check().expect_code(0).verdict("out/w"), "unchanged");
}

#[test]
fn a_repository_that_borrows_objects_is_lived_in() {
    for borrow in ["--shared", "--reference=../repo"] {
        let s = source();
        s.sh(&format!("git clone -q {borrow} ../repo ../clone"));
        s.cd("../clone");
        assert!(s.exists(".git/objects/info/alternates"), "{borrow}");
        assert_lives(&s, "h");
    }
}

#[test]
fn a_repository_whose_lender_is_gone_still_tells_its_files() {
    let s = source();
    s.sh("git clone -q --shared . ../clone");
    s.cd("../clone");
    let _ = s.save(&["h"]);
    s.sh("mv ../repo ../gone");
    assert!(!s.git_can(&["status"]));
    let check = || Report::of(&s.run("git", &["shipkit", "resume", "--check", "--json"], None));
    assert_eq!(check().expect_code(0).verdict("h"), "unchanged");
    s.write("h", "edited\n");
    let report = check().expect_code(1);
    assert_eq!(report.verdict("h"), "modified");
    assert!(
        report
            .file("h")
            .get("uncommitted")
            .is_none_or(serde_json::Value::is_null)
    );
    s.sh("mv ../gone ../repo");
}
