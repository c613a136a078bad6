//! In the middle of a merge, a rebase, a pick, a bisection: what lies in the
//! work tree counts, conflict markers and all.

use super::{agreed, assert_lives};
use crate::support::Sandbox;

/// Branches `main` and `t` that both changed `a`; on `main`, saved.
fn at_odds() -> Sandbox {
    let s = Sandbox::new();
    s.sh("git checkout -qb t; echo theirs >a; git commit -qam t");
    s.sh("git checkout -q main; echo ours >a; git commit -qam m");
    let _ = s.save(&["a:1"]);
    s
}

#[test]
fn conflict_markers_are_edits() {
    for (begin, end) in [
        ("merge t", "merge --abort"),
        ("cherry-pick t", "cherry-pick --abort"),
        ("rebase t", "rebase --abort"),
        ("stash apply", "reset -q --hard"),
    ] {
        let s = at_odds();
        if begin.starts_with("stash") {
            s.sh("git checkout -q t; echo mine >a; git stash -q; git checkout -q main");
        }
        s.sh(&format!("! git {begin} >/dev/null 2>&1"));
        assert_eq!(s.git(&["status", "--porcelain", "a"]), "UU a", "{begin}");
        let report = agreed(&s).expect_code(1);
        assert_eq!(report.verdict("a"), "modified", "{begin}");
        assert_ne!(report.position("a", 1)["verdict"], "same", "{begin}");
        assert_lives(&s, "a");
        s.sh(&format!("git {end} >/dev/null 2>&1"));
        assert_eq!(
            agreed(&s).verdict("a"),
            "modified",
            "{end}: pinned with its markers"
        );
        assert!(s.has_object(&pinned(&s)), "the conflict can be had back");
    }
}

/// The blob `a` is pinned with.
fn pinned(s: &Sandbox) -> String {
    let pins = super::pins(&s.document());
    pins["a"]["blob"].as_str().expect("a blob").to_owned()
}

#[test]
fn a_patch_that_does_not_apply_leaves_the_file_unchanged() {
    let s = at_odds();
    s.sh("git format-patch -q -1 t -o ..; ! git am -q ../0001* >/dev/null 2>&1");
    assert!(s.exists(".git/rebase-apply"));
    assert_eq!(agreed(&s).expect_code(0).verdict("a"), "unchanged");
    s.git(&["am", "--abort"]);
    assert_eq!(agreed(&s).expect_code(0).verdict("a"), "unchanged");
}

#[test]
fn a_file_that_one_side_deleted_is_what_lies_there() {
    let s = Sandbox::new();
    s.sh("git checkout -qb t; echo theirs >a; git commit -qam t");
    s.sh("git checkout -q main; git rm -q a; git commit -qm rm; ! git merge -q t >/dev/null 2>&1");
    assert_eq!(s.git(&["status", "--porcelain"]), "DU a");
    assert_lives(&s, "a");
    s.sh("rm a");
    assert_eq!(agreed(&s).verdict("a"), "deleted");
}

#[test]
fn conflicting_line_ends_stay_as_our_side_has_them() {
    let s = Sandbox::new();
    s.sh("printf 'x\\r\\ny\\r\\n' >c; git add c; git commit -qm c; git checkout -qb t");
    s.sh("printf 'x\\r\\nt\\r\\n' >c; git commit -qam t; git checkout -q main");
    s.sh("printf 'x\\r\\nm\\r\\n' >c; git commit -qam m; git config core.autocrlf true");
    s.sh("! git merge -q t >/dev/null 2>&1");
    let _ = s.save(&["c"]);
    assert_eq!(s.check().expect_code(0).verdict("c"), "unchanged");
    s.sh("cp .git/index ../index; git add c");
    let added = s.index_id("c");
    assert!(s.document().contains(&added), "{}", s.document());
    s.sh("cp ../index .git/index");
}

#[test]
fn a_bisection_is_a_step_back() {
    let s = Sandbox::new();
    s.sh("for n in 1 2 3 4 5 6; do echo $n >a; git commit -qam $n; done");
    let _ = s.save(&["a"]);
    s.sh("git bisect start HEAD HEAD~5 >/dev/null");
    let report = agreed(&s).expect_code(1);
    assert_eq!(
        (report.verdict("a"), report.relation()),
        ("modified", "behind")
    );
    assert_lives(&s, "a");
    s.sh("git bisect reset >/dev/null 2>&1");
    assert_eq!(agreed(&s).relation(), "ahead");
}

#[test]
fn a_branch_without_a_past_is_told_as_that() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.git(&["checkout", "-q", "--orphan", "fresh"]);
    let report = agreed(&s).expect_code(0);
    assert_eq!(
        (report.verdict("a"), report.relation()),
        ("unchanged", "unborn")
    );
    assert_eq!(report.json["head"]["branchNow"], "fresh");
    s.git(&["rm", "-qf", "a"]);
    assert_eq!(agreed(&s).verdict("a"), "deleted");
    s.sh("echo x >y; git add y; git commit -qm y");
    assert_eq!(agreed(&s).relation(), "diverged");
    assert_lives(&s, "y");
}

#[test]
fn a_commit_on_a_detached_head_is_ahead() {
    let s = Sandbox::new();
    s.git(&["checkout", "-q", "--detach"]);
    assert_lives(&s, "a");
    s.git(&["commit", "-q", "--allow-empty", "-m", "x"]);
    assert_eq!(agreed(&s).expect_code(0).relation(), "ahead");
}

#[test]
fn a_head_outside_the_branches_has_its_full_name() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.sh("git update-ref refs/odd/place HEAD; git symbolic-ref HEAD refs/odd/place");
    let report = agreed(&s).expect_code(0);
    assert_eq!(report.json["head"]["branchNow"], "refs/odd/place");
    assert_lives(&s, "a");
    s.git(&["symbolic-ref", "HEAD", "refs/heads/main"]); // git fsck would find it strange
}
