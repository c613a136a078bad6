//! However git lays down its index, refs and objects, it is read the same.

use super::{agreed, assert_lives};
use crate::support::Sandbox;

/// A repository with `a` and, in the index alone, `kept`, which is skipped:
/// only who reads the index knows that it is not deleted.
fn with_index(layout: &str) -> Sandbox {
    let s = Sandbox::new();
    s.sh("echo kept >kept; printf 'x\\r\\n' >crlf; git add .; git commit -qm more");
    s.sh(layout);
    s.sh("git update-index --skip-worktree kept; rm kept");
    s
}

#[test]
fn every_layout_of_the_index_is_read() {
    for layout in [
        "git update-index --split-index; echo n >n; git add n",
        "git update-index --untracked-cache; git status >/dev/null",
        "git update-index --index-version 4",
        "git update-index --index-version 2",
        "git config index.skipHash true; git update-index --force-write-index",
        "git config feature.manyFiles true; git update-index --force-write-index",
        "git config index.threads 4; git config index.recordEndOfIndexEntries true;
         git config index.recordOffsetTable true; git update-index --force-write-index",
        "git update-index --force-write-index; printf '\\377\\377' |
         dd of=.git/index bs=1 conv=notrunc seek=$(($(wc -c <.git/index) - 2)) status=none",
        "printf '#!/bin/sh\\nprintf \"t\\\\0\"\\n' >../monitor; chmod +x ../monitor;
         git config core.fsmonitor ../monitor; git update-index --fsmonitor 2>/dev/null",
    ] {
        let s = with_index(layout);
        let _ = s.save(&["kept"]);
        assert_eq!(s.check().verdict("kept"), "sparse", "{layout}");
        s.git(&["config", "core.autocrlf", "true"]);
        let _ = s.save(&["crlf"]);
        assert!(s.document().contains(&s.index_id("crlf")), "{layout}");
        assert_lives(&s, "a");
    }
}

#[test]
fn nothing_is_added_to_the_shared_half_of_a_split_index() {
    let s = Sandbox::new();
    s.sh("echo b >b; git add b; git commit -qm b; git update-index --split-index");
    s.git(&["config", "core.splitIndex", "true"]);
    let shared = || s.sh("ls .git | grep sharedindex");
    let before = shared();
    for hand in ["gix", "git"] {
        s.set("SHIPKIT_HAND", hand);
        let _ = s.save(&["a", "b"]);
        s.write("a", "two\n");
        let _ = s.check().expect_code(1);
        let _ = s.shipkit(&["diff"]).expect_code(0).says("+two");
        assert_eq!(shared(), before, "{hand}");
        s.write("a", "one\n");
    }
}

#[test]
fn packed_refs_are_refs() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.git(&["pack-refs", "--all", "--prune"]);
    assert_eq!(agreed(&s).expect_code(0).relation(), "same");
    assert_lives(&s, "a");
    s.git(&["pack-refs", "--all", "--prune"]);
    let log = s.shipkit(&["log", "--json"]).expect_code(0).json();
    assert_eq!(log["entries"].as_array().map(Vec::len), Some(3), "{log:#}");
    let _ = s.shipkit(&["clear", "-y", "--purge"]).expect_code(0);
    assert_eq!(s.refs(), "", "purged from packed-refs too");
}

/// What is told of a file, two commits after its save.
fn history_after(layout: &str) {
    let s = Sandbox::new();
    s.sh("for n in 1 2 3; do echo $n >>a; git commit -qam $n; done");
    let _ = s.save(&["a:2"]);
    s.sh("git commit -q --allow-empty -m none; echo 4 >>a; git commit -qam four");
    s.sh(layout);
    let report = agreed(&s).expect_code(1);
    assert_eq!(
        (report.verdict("a"), report.relation()),
        ("modified", "ahead")
    );
    assert_eq!(report.json["head"]["commits"], 2, "{layout}");
    assert_eq!(
        report.file("a")["commits"][0]["subject"],
        "four",
        "{layout}"
    );
    assert_eq!(report.position("a", 2)["verdict"], "same", "{layout}");
    s.sh("git show main~4:a >a");
    assert_lives(&s, "a");
    s.sh("rm a");
    assert_eq!(agreed(&s).verdict("a"), "deleted");
    let _ = s.shipkit(&["diff"]).expect_code(0).says("-one");
}

#[test]
fn every_layout_of_the_object_store_is_read() {
    for layout in [
        "git repack -qad",
        "git repack -qad; git multi-pack-index write",
        "git repack -qd; git commit-graph write --reachable",
        "git commit-graph write --reachable --split --changed-paths",
        "git repack -qadb --write-midx",
        "git repack -qad --cruft; git gc -q",
        "git repack -qad; touch $(ls .git/objects/pack/*.pack | sed s/pack$/promisor/);
         git config extensions.partialClone origin; git config remote.origin.url none;
         git config core.repositoryFormatVersion 1",
        "git repack -qad; git unpack-objects </dev/null 2>/dev/null || true",
    ] {
        history_after(layout);
    }
}

#[test]
fn a_grafted_past_is_the_past() {
    let s = Sandbox::new();
    s.sh("for n in 1 2 3; do echo $n >a; git commit -qam $n; done");
    let _ = s.save(&["a"]);
    s.git(&["checkout", "-q", "HEAD~2"]);
    assert_eq!(agreed(&s).relation(), "behind");
    s.git(&["replace", "--graft", "main"]);
    assert_eq!(agreed(&s).relation(), "diverged");
    s.set("GIT_NO_REPLACE_OBJECTS", "1");
    assert_eq!(agreed(&s).relation(), "behind");
}

#[test]
fn a_replaced_blob_does_not_change_what_a_file_is() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.sh("git replace $(git rev-parse :a) $(echo other | git hash-object -w --stdin)");
    assert_eq!(agreed(&s).expect_code(0).verdict("a"), "unchanged");
    assert_lives(&s, "a");
    s.write("a", "other\n");
    assert_eq!(agreed(&s).expect_code(1).verdict("a"), "modified");
}

#[test]
fn a_sha256_repository_is_lived_in_in_all_its_parts() {
    let s = Sandbox::init(&["--object-format=sha256"]);
    s.sh("echo one >a; git init -q --object-format=sha256 -b main sub");
    s.sh("git -C sub commit -q --allow-empty -m s; git add . 2>/dev/null; git commit -qm i");
    assert_lives(&s, "a");
    let _ = s.save(&["a", "sub"]);
    s.sh("git -C sub commit -q --allow-empty -m more");
    assert_eq!(agreed(&s).files(), ["a unchanged", "sub modified"]);
    s.git(&["worktree", "add", "-q", "../wt", "-b", "w"]);
    s.cd("../wt");
    assert_lives(&s, "a");
    s.sh("git -C ../repo gc -q --prune=now");
    assert_eq!(agreed(&s).expect_code(0).relation(), "same");
}
