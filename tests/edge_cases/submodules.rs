//! Submodules: from inside a repository like any, from outside the commit
//! that is checked out. What is dirty inside is no drift outside.

use super::{agreed, assert_lives};
use crate::support::{Sandbox, skipped};

/// A repository with the submodule `sub`, which has one file, `f`.
fn with_submodule() -> Sandbox {
    let s = Sandbox::new();
    s.sh("git init -q -b main ../sub; cd ../sub; echo s >f; git add f; git commit -qm s");
    s.sh("git -c protocol.file.allow=always submodule --quiet add ../sub sub; git commit -qm sub");
    s
}

/// The same, saved.
fn saved() -> Sandbox {
    let s = with_submodule();
    let _ = s.save(&["sub"]);
    assert_eq!(agreed(&s).code, 0);
    s
}

#[test]
fn a_submodule_is_lived_in() {
    let s = with_submodule();
    s.cd("sub");
    assert!(s.read(".git").starts_with("gitdir: ../.git/modules/sub"));
    assert_lives(&s, "f");
    s.cd("..");
    assert_eq!(
        s.git(&["status", "--porcelain"]),
        "",
        "the document is hidden"
    );
    assert_eq!(s.refs(), "", "the superproject has no part in it");
}

#[test]
fn a_submodule_with_its_own_git_directory_is_lived_in() {
    let s = saved();
    s.sh("cd sub; rm .git; mv ../.git/modules/sub .git; git config --unset core.worktree");
    assert_eq!(agreed(&s).code, 0);
    s.cd("sub");
    assert_lives(&s, "f");
}

#[test]
fn another_commit_checked_out_is_drift() {
    let s = saved();
    s.sh("cd sub; git commit -q --allow-empty -m more");
    assert_eq!(agreed(&s).verdict("sub"), "modified");
    s.sh("git submodule --quiet update");
    assert_eq!(agreed(&s).verdict("sub"), "unchanged");
}

#[test]
fn what_is_dirty_inside_is_no_drift() {
    let s = saved();
    s.sh("cd sub; echo edited >>f; echo new >new; git add new; echo untracked >u");
    assert_eq!(agreed(&s).verdict("sub"), "unchanged");
}

#[test]
fn a_place_without_its_submodule_is_what_the_index_says() {
    let s = saved();
    s.git(&["submodule", "--quiet", "deinit", "-f", "sub"]);
    assert!(!s.exists("sub/.git"));
    assert_eq!(agreed(&s).verdict("sub"), "unchanged");
    let _ = s.save(&["sub"]);
    s.sh("git -c protocol.file.allow=always submodule --quiet update --init");
    assert_eq!(agreed(&s).verdict("sub"), "unchanged");
}

#[test]
fn a_submodule_that_is_gone_is_deleted() {
    let s = saved();
    s.sh("rm -r sub");
    assert_eq!(agreed(&s).verdict("sub"), "deleted");
    let _ = s.save(&["sub"]);
    assert_eq!(s.check().expect_code(0).verdict("sub"), "missing");
}

#[test]
fn a_file_in_place_of_a_submodule_is_another_type() {
    let s = saved();
    s.sh("rm -r sub; echo f >sub");
    assert_eq!(agreed(&s).verdict("sub"), "type-changed");
}

#[test]
fn a_submodule_only_taken_from_the_index_is_unchanged() {
    let s = saved();
    s.git(&["rm", "-q", "--cached", "sub"]);
    assert_eq!(agreed(&s).verdict("sub"), "unchanged");
}

#[test]
fn a_submodule_whose_refs_git_alone_can_read_is_its_commit() {
    let s = with_submodule();
    s.sh("rm -rf sub");
    if !s.git_can(&["init", "-q", "--ref-format=reftable", "-b", "main", "sub"]) {
        return skipped("this git knows no reftable");
    }
    s.sh("git -C sub commit -q --allow-empty -m x");
    let _ = s.save(&["sub"]);
    let commit = s.git(&["-C", "sub", "rev-parse", "HEAD"]);
    assert!(s.document().contains(&commit), "{}", s.document());
    assert_eq!(agreed(&s).code, 0);
    s.sh("git -C sub commit -q --allow-empty -m y");
    assert_eq!(agreed(&s).verdict("sub"), "modified");
}

#[test]
fn a_submodule_of_another_object_format_cannot_be_pinned() {
    let s = with_submodule();
    s.sh("rm -rf sub; git init -q --object-format=sha256 sub");
    s.sh("git -C sub commit -q --allow-empty -m x");
    let said = s.try_save(&["sub", "a"]).expect_code(0);
    let _ = said.mentions(&["'sub' is not pinned", "another object format"]);
    let report = s.check().expect_code(2);
    assert_eq!(report.files(), ["a unchanged", "sub unreadable"]);
}

#[test]
fn a_submodule_that_cannot_be_read_is_no_drift_and_not_unchanged() {
    for damage in [
        "echo garbage >.git/modules/sub/HEAD",
        "rm -rf .git/modules/sub",
        "echo garbage >sub/.git",
        "git -C sub checkout -q --orphan empty",
    ] {
        let s = saved();
        s.sh(damage);
        let report = s.check().expect_code(2);
        assert_eq!(report.verdict("sub"), "unreadable", "{damage}");
        s.sh("rm -rf sub .git/modules");
    }
}

#[test]
fn a_repository_without_a_commit_in_place_of_a_file_is_another_type() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.sh("rm a; git init -q a");
    assert_eq!(s.check().expect_code(1).verdict("a"), "type-changed");
}
