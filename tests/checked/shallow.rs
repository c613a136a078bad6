//! Beyond the end of what a clone holds nothing is claimed, and nothing is
//! fetched.

use super::{check, commit, repository};
use crate::support::Sandbox;

/// A clone made with these options, of a repository whose guide is older than
/// its last commit; upstream is gone.
fn clone(options: &str) -> Sandbox {
    let s = repository("See `code:7`.\n\nAnd `other`.\n");
    s.sh("git config uploadpack.allowFilter true");
    commit(&s, "sed -i '1i new' code");
    s.sh(&format!("git clone -q {options} \"file://$D\" ../clone"));
    s.cd("../clone");
    s.sh("mv ../repo ../gone");
    s
}

#[test]
fn beyond_a_shallow_boundary_it_cannot_be_told() {
    let s = clone("--depth=1");
    let report = check(&s).expect_code(2);
    assert_eq!(report.files(), ["code unreadable", "other unreadable"]);
    assert_eq!(report.position("code", 7)["verdict"], "unknown");
    let _ = s
        .shipkit(&["check", "guide.md"])
        .expect_code(2)
        .mentions(&["- other: Cannot tell: ", "git fetch --unshallow"]);
}

#[test]
fn what_changed_since_the_boundary_has_changed() {
    let s = clone("--depth=1");
    commit(&s, "echo two >other; sed -i 's/^step 7$/& was/' code");
    let report = check(&s).expect_code(1);
    assert_eq!(report.files(), ["code modified", "other modified"]);
    assert_eq!(report.position("code", 7)["verdict"], "unknown");
    assert_eq!(report.json["drift"]["severity"], "elsewhere");
    commit(&s, "git rm -q code");
    let report = check(&s).expect_code(1);
    assert_eq!(report.verdict("code"), "deleted");
    assert_eq!(report.position("code", 7)["verdict"], "deleted");
}

#[test]
fn lines_written_since_the_boundary_are_pinned() {
    let s = clone("--depth=1");
    commit(&s, "echo 'And `code:9`.' >>guide.md");
    commit(&s, "sed -i '1i newer' code");
    let report = check(&s).expect_code(1);
    assert_eq!(report.position("code", 7)["verdict"], "unknown");
    assert_eq!(report.position("code", 9)["nowLine"], 10);
    assert_eq!(report.verdict("other"), "unreadable");
}

#[test]
fn the_first_commit_of_all_is_no_boundary() {
    let s = clone("");
    let report = check(&s).expect_code(1);
    assert_eq!(report.files(), ["code modified", "other unchanged"]);
    assert_eq!(report.position("code", 7)["nowLine"], 8);
}

#[test]
fn a_clone_without_old_blobs_knows_what_changed_but_not_where() {
    let s = clone("--filter=blob:none");
    let report = check(&s).expect_code(1);
    assert_eq!(report.files(), ["code modified", "other unchanged"]);
    assert_eq!(report.position("code", 7)["verdict"], "unknown");
}

#[test]
fn a_clone_that_lacks_the_documents_history_cannot_tell() {
    let s = repository("See `code:7`.\n\nAnd `other`.\n");
    s.sh("git config uploadpack.allowFilter true");
    commit(&s, "sed -i 's/And/Also/' guide.md");
    s.sh("git clone -q --filter=blob:none \"file://$D\" ../clone");
    s.cd("../clone");
    s.sh("mv ../repo ../gone");
    let report = check(&s).expect_code(2);
    assert_eq!(report.verdict("code"), "unreadable");
    let why = report.file("code")["why"].as_str().expect("a reason");
    assert!(why.contains("'git blame guide.md' fetches it"), "{why}");
}

#[test]
fn a_clone_without_trees_cannot_tell() {
    let s = clone("--filter=tree:0");
    let report = check(&s).expect_code(2);
    assert_eq!(report.verdict("code"), "unreadable");
}
