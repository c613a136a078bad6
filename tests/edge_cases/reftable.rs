//! Repositories that git alone can open: they are lived in as any other.

use super::{agreed, assert_lives, pins};
use crate::support::{Sandbox, skipped};

/// A repository of these formats with one commit of `a`; none where this git
/// does not know them.
fn of(format: &[&str]) -> Option<Sandbox> {
    let s = Sandbox::empty();
    let mut all = vec!["init", "-q", "-b", "main"];
    all.extend(format);
    if !s.git_can(&all) {
        skipped("this git knows no reftable");
        return None;
    }
    s.sh("echo one >a; git add a; git commit -qm i");
    Some(s)
}

const REFTABLE: [&str; 1] = ["--ref-format=reftable"];
const BOTH: [&str; 2] = ["--object-format=sha256", "--ref-format=reftable"];

#[test]
fn a_reftable_repository_is_lived_in() {
    for format in [&REFTABLE[..], &BOTH] {
        let Some(s) = of(format) else { return };
        assert_lives(&s, "a");
        assert_eq!(
            s.refs().lines().count(),
            1,
            "the snapshot has a ref git knows"
        );
        assert_eq!(
            s.sh("find .git/refs -type f -name current"),
            "",
            "and no loose one"
        );
    }
}

#[test]
fn ids_are_as_long_as_the_repository_has_them() {
    let Some(s) = of(&BOTH) else { return };
    s.write("n", "x\n");
    let _ = s.save(&["n"]);
    let id = s.blob_id("x\n");
    let pins = pins(&s.document());
    assert_eq!(id.len(), 64);
    assert_eq!(pins["n"]["blob"].as_str(), Some(id.as_str()));
    let head = s.git(&["rev-parse", "HEAD"]);
    assert!(
        s.document()
            .contains(&format!("head = \"{head}\"\nbranch = \"main\""))
    );
    assert!(s.has_object(&id));
    assert_eq!(agreed(&s).expect_code(0).relation(), "same");
}

#[test]
fn an_unborn_branch_of_reftable_has_its_name() {
    let s = Sandbox::empty();
    let mut all = vec!["init", "-q", "-b", "main"];
    all.extend(BOTH);
    if !s.git_can(&all) {
        return skipped("this git knows no reftable");
    }
    s.write("n", "x\n");
    let _ = s.save(&["n"]);
    assert!(
        s.read(".git/HEAD").contains(".invalid"),
        "HEAD is no file to read"
    );
    assert!(s.document().contains("branch = \"main\"") && !s.document().contains("head ="));
    assert_eq!(agreed(&s).expect_code(0).files(), ["n unchanged"]);
    s.sh("git add n; git commit -qm first");
    assert_eq!(agreed(&s).expect_code(0).relation(), "unborn");
}

#[test]
fn history_and_branches_of_reftable_are_told() {
    let Some(s) = of(&REFTABLE) else { return };
    let _ = s.save(&["a"]);
    s.sh("echo two >>a; git commit -qam two");
    let report = agreed(&s).expect_code(1);
    assert_eq!(
        (report.verdict("a"), report.relation()),
        ("modified", "ahead")
    );
    assert_eq!(report.file("a")["commits"][0]["subject"], "two");
    s.sh("git checkout -q -b other HEAD~1; git commit -q --allow-empty --amend -m other");
    let report = agreed(&s).expect_code(0);
    assert_eq!(report.relation(), "rewritten", "the reflog says amended");
    assert_eq!(report.json["head"]["branchNow"], "other");
    s.sh("git checkout -q --detach main");
    assert!(agreed(&s).json["head"]["branchNow"].is_null());
    s.sh("git checkout -q main; git reset -q --hard HEAD~1; git commit -q --amend -m again");
    assert_eq!(agreed(&s).expect_code(0).relation(), "rewritten");
}

#[test]
fn worktrees_of_reftable_keep_apart() {
    let Some(s) = of(&REFTABLE) else { return };
    let _ = s.save(&["a"]);
    s.git(&["worktree", "add", "-q", "../wt", "-b", "w"]);
    s.cd("../wt");
    assert_lives(&s, "a");
    s.cd("../repo");
    assert_eq!(agreed(&s).expect_code(0).files(), ["a unchanged"]);
    assert_eq!(s.refs().lines().count(), 2);
}

#[test]
fn a_snapshot_of_reftable_survives_gc_and_purge_drops_it() {
    let Some(s) = of(&REFTABLE) else { return };
    s.write("u", "u\n");
    let _ = s.save(&["u"]);
    s.sh("rm u; git gc -q --prune=now");
    assert!(s.has_object(&s.blob_id("u\n")));
    assert_eq!(agreed(&s).expect_code(1).verdict("u"), "deleted");
    let _ = s.shipkit(&["clear", "-y", "--purge"]).expect_code(0);
    assert_eq!(s.refs(), "");
    s.git(&["gc", "-q", "--prune=now"]);
    assert!(!s.has_object(&s.blob_id("u\n")));
}

#[test]
fn savers_of_reftable_at_once_lose_nothing() {
    let Some(s) = of(&REFTABLE) else { return };
    let said = s.sh("(for i in 1 2 3 4; do CP a & done; wait) 2>&1");
    assert_eq!(said.matches("Checkpoint saved.").count(), 4, "{said}");
    let log = s.shipkit(&["log", "--json"]).expect_code(0).json();
    assert_eq!(log["entries"].as_array().map(Vec::len), Some(4), "{log:#}");
}
