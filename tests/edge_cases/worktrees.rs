//! Linked worktrees: each has its own checkpoint, wherever it lies and
//! whatever became of the main one.

use super::{agreed, assert_lives};
use crate::support::{Sandbox, skipped};

/// A repository, and `../wt` linked to it, where the sandbox then is.
fn linked() -> Sandbox {
    let s = Sandbox::new();
    s.git(&["worktree", "add", "-q", "../wt", "-b", "w"]);
    s.cd("../wt");
    s
}

#[test]
fn a_linked_worktree_is_lived_in() {
    let s = linked();
    assert_lives(&s, "a");
    assert!(
        !s.exists("../repo/.shipkit"),
        "the main one has no part in it"
    );
}

#[test]
fn a_locked_worktree_is_lived_in() {
    let s = linked();
    s.git(&["worktree", "lock", "."]);
    assert_lives(&s, "a");
}

#[test]
fn a_worktree_that_names_its_repository_relatively_is_lived_in() {
    let s = linked();
    s.write(".git", "gitdir: ../repo/.git/worktrees/wt\n");
    s.write("../repo/.git/worktrees/wt/gitdir", "../../../../wt/.git\n");
    assert_lives(&s, "a");
    s.sh("cd ..; mkdir below; mv repo wt below");
    s.cd(s.root().join("below/wt"));
    assert_eq!(agreed(&s).code, 0);
}

#[test]
fn worktrees_that_git_itself_links_relatively_are_lived_in() {
    let s = Sandbox::new();
    if !s.git_can(&["worktree", "add", "-q", "--relative-paths", "../wt"]) {
        return skipped("this git links worktrees absolutely");
    }
    assert_lives(&s, "a");
    s.cd("../wt");
    assert_lives(&s, "a");
}

#[test]
fn a_checkpoint_moves_with_its_worktree() {
    let s = linked();
    let _ = s.save(&["a"]);
    s.sh("cd ..; git -C repo worktree move ../wt ../moved");
    s.cd(s.root().join("moved"));
    assert_eq!(agreed(&s).code, 0);
    s.sh("cd ..; mv moved by-hand");
    s.cd(s.root().join("by-hand"));
    assert_eq!(agreed(&s).code, 0);
    assert_lives(&s, "a");
    assert_eq!(s.refs().lines().count(), 1, "it is the same worktree");
}

#[test]
fn a_worktree_that_lost_its_repository_says_so_until_it_is_repaired() {
    let s = linked();
    let _ = s.save(&["a"]);
    s.sh("mv ../repo ../away");
    let _ = s
        .run("git", &["shipkit", "resume"], None)
        .refused(128, "fatal: not a git repository: ");
    s.sh("git -C ../away worktree repair ../wt 2>/dev/null");
    assert_eq!(agreed(&s).code, 0);
}

#[test]
fn a_worktree_of_a_bare_repository_is_lived_in() {
    for bare in ["../b.git", "../project/.git"] {
        let s = Sandbox::new();
        s.sh(&format!("git clone -q --bare . {bare}"));
        s.cd(bare);
        s.git(&["worktree", "add", "-q", "../wt", "main"]);
        s.cd("../wt");
        assert_lives(&s, "a");
        s.cd(format!("../{}", bare.rsplit('/').next().expect("a name")));
        let _ = s
            .shipkit(&["resume"])
            .refused(128, "fatal: this operation must be run in a work tree");
    }
}

#[test]
fn a_worktree_that_is_called_bare_for_itself_is_none() {
    let s = Sandbox::new();
    s.git(&["worktree", "add", "-q", "../wt", "-b", "w"]);
    s.git(&["config", "extensions.worktreeConfig", "true"]);
    s.git(&["config", "--worktree", "core.bare", "true"]);
    assert!(!s.git_can(&["status"]));
    let _ = s
        .try_save(&["a"])
        .refused(128, "fatal: this operation must be run in a work tree");
    s.assert_nothing_saved();
    s.cd("../wt");
    assert_lives(&s, "a");
}

#[test]
fn worktrees_that_save_at_once_do_not_lose_or_mix_anything() {
    let s = Sandbox::new();
    s.sh("git worktree add -q ../w2 -b w; echo w >../w2/a");
    let said = s.sh("for i in 1 2 3 4; do CP a & (cd ../w2; CP a) & done 2>&1; wait");
    assert_eq!(said.matches("Checkpoint saved.").count(), 8, "{said}");
    for (place, bytes) in [(".", "one\n"), ("../w2", "w\n")] {
        s.cd(place);
        let log = s.shipkit(&["log", "--json"]).expect_code(0).json();
        assert_eq!(log["entries"].as_array().map(Vec::len), Some(4), "{log:#}");
        assert!(s.document().contains(&s.blob_id(bytes)), "{}", s.document());
        assert_eq!(agreed(&s).code, 0);
    }
}
