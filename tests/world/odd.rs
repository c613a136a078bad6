//! Odd names, many branches, and places that cannot be read.

use super::{feature, left, lines, told, world};
use serde_json::Value;

#[test]
fn odd_names_are_shown_harmless_and_quoted_for_the_shell() {
    let s = feature();
    s.sh("git branch -m \"it's-\\$(touch-x)\"; git mv d/c 'd/ c\tä\"'; git commit -qm odd");
    let _ = s.save(&["a", "b", "d/ c\tä\""]);
    s.git(&["switch", "-q", "main"]);
    assert_eq!(world(&s), told("branch", "it's-$(touch-x)", 3, 3, 0));
    let command = "  git switch 'it'\\''s-$(touch-x)'";
    assert_eq!(lines(&s)[1..], [command.to_owned()]);
    s.sh(&format!("{command} -q"));
    assert_eq!(world(&s), Value::Null);
    s.sh(
        "git worktree add -q --detach \"../w\u{1b}[31mt\"; git switch -q main
          git branch -qD \"it's-\\$(touch-x)\"",
    );
    assert_eq!(world(&s)["kind"], "worktree");
    assert!(!lines(&s).concat().contains('\u{1b}'));
}

#[test]
fn of_many_branches_the_newest_are_looked_at_and_that_is_told() {
    let s = left();
    s.git(&["branch", "-qm", "feat/auth", "old"]);
    s.sh(
        "for n in $(seq 60); do echo \"create refs/heads/n$n main\"; done | git update-ref --stdin",
    );
    assert_eq!(world(&s), Value::Null, "it is older than fifty others");
    s.sh("git switch -q old; git commit -q --allow-empty -m new; git switch -q main");
    let mut expected = told("branch", "old", 4, 4, 1);
    expected["cut"] = true.into();
    assert_eq!(world(&s), expected);
    let last = lines(&s).pop();
    assert_eq!(
        last.as_deref(),
        Some("Not every branch, worktree and stash was looked at.")
    );
}

#[test]
fn trouble_elsewhere_fails_no_resume() {
    let s = left();
    s.sh(
        "git worktree add -q ../wt -b w; git worktree add -q ../gone -b g; rm -r ../gone
          echo nonsense >../wt/.git; mkdir -p .git/logs/refs; echo nonsense >.git/logs/refs/stash",
    );
    assert_eq!(world(&s), told("branch", "feat/auth", 4, 4, 1));
    s.sh("rm -rf ../wt .git/worktrees .git/logs/refs/stash");
    let tree = s.git(&["rev-parse", "feat/auth^{tree}"]);
    let object = format!(".git/objects/{}/{}", &tree[..2], &tree[2..]);
    s.sh(&format!("mv {object} ../kept"));
    assert_eq!(world(&s), Value::Null);
    s.sh(&format!("mv ../kept {object}"));
    s.set("GIT_DIR", s.path(".git")); // as in a hook
    s.set("GIT_WORK_TREE", s.cwd());
    assert_eq!(world(&s), told("branch", "feat/auth", 4, 4, 1));
}
