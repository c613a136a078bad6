//! The program inside a hook of git's: whatever git's environment says there,
//! it answers rightly, and git does not notice that it ran.

use super::agreed;
use crate::support::Sandbox;

/// What each hook does: ask, and save; its answers go to a file of their own.
const HOOK: &str = r#"#!/bin/sh
exec >>"$SANDBOX/told" 2>&1
echo "== $(basename "$0") $*"
git shipkit resume --check; echo "check: $?"
git shipkit status; echo "status: $?"
git shipkit checkpoint; echo "save: $?"
"#;

/// A repository with `a` and `d/q`, saved.
fn saved() -> Sandbox {
    let s = Sandbox::new();
    s.sh("mkdir d; echo q >d/q; git add d; git commit -qm q");
    let _ = s.save(&["a", "d/q"]);
    s
}

/// Has these hooks run us.
fn hook(s: &Sandbox, names: &[&str]) {
    for name in names {
        s.write(&format!(".git/hooks/{name}"), HOOK);
        s.sh(&format!("chmod +x .git/hooks/{name}"));
    }
}

/// What was told since the last time.
fn told(s: &Sandbox) -> String {
    s.sh("cat \"$SANDBOX/told\"; rm \"$SANDBOX/told\"")
}

/// Fails unless git sees nothing but a clean work tree and sound objects.
#[track_caller]
fn assert_clean(s: &Sandbox) {
    assert_eq!(s.git(&["status", "--porcelain"]), "");
    s.git(&["fsck", "--strict", "--no-dangling"]);
}

const SAVED: &str = "Checkpoint saved.";

#[test]
fn a_pre_commit_hook_sees_the_files_whichever_index_git_names() {
    for (commit, place) in [
        ("git add a; git commit -qm x", "."),
        ("git commit -qam x", "."),
        ("git commit -qm x a", "."),
        ("git commit -qm x ../a", "d"),
        ("git commit -qm x --only a", "."),
        ("git add a; git commit -q --amend -m x", "."),
    ] {
        let s = saved();
        hook(&s, &["pre-commit"]);
        s.write("a", "two\n");
        s.sh(&format!("cd {place}; {commit}"));
        let told = told(&s);
        assert!(
            told.contains("- a: Modified after checkpoint"),
            "{commit}: {told}"
        );
        assert!(
            told.contains("- d/q: Unchanged\ncheck: 1"),
            "{commit}: {told}"
        );
        assert!(
            told.contains("1 of 2 files changed\nstatus: 0"),
            "{commit}: {told}"
        );
        assert!(
            told.contains(SAVED) && told.contains("save: 0"),
            "{commit}: {told}"
        );
        assert_clean(&s);
        assert_eq!(s.git(&["show", "HEAD:a"]), "two", "{commit}");
        assert_eq!(
            agreed(&s).expect_code(0).files(),
            ["a unchanged", "d/q unchanged"]
        );
    }
}

#[test]
fn a_commit_of_one_file_leaves_the_others_staged_and_edited() {
    let s = saved();
    hook(&s, &["pre-commit", "post-commit"]);
    s.sh("echo new >new; git add new; echo edited >d/q; echo two >a");
    s.git(&["commit", "-qm", "x", "a"]);
    let told = told(&s);
    assert!(
        told.contains("- a: Modified") && told.contains("- d/q: Modified"),
        "{told}"
    );
    assert_eq!(s.git(&["status", "--porcelain"]), " M d/q\nA  new");
}

#[test]
fn hooks_of_a_linked_worktree_are_at_home_there() {
    let s = saved();
    s.git(&["worktree", "add", "-q", "../wt", "-b", "w"]);
    hook(&s, &["pre-commit", "post-commit", "post-checkout"]);
    let main = s.document();
    s.cd("../wt");
    let _ = s.save(&["a"]);
    for commit in [
        "git commit -qam x",
        "git add a; git commit -qm y",
        "git commit -qm z a",
    ] {
        s.sh(&format!("echo more >>a; {commit}"));
        let told = told(&s);
        assert!(
            told.contains("== pre-commit \nThe checkpoint references"),
            "{commit}: {told}"
        );
        assert!(
            told.contains("- a: Modified after checkpoint"),
            "{commit}: {told}"
        );
        assert_eq!(told.matches("save: 0").count(), 2, "{commit}: {told}");
        assert_clean(&s);
    }
    s.sh("git checkout -q -b other; git checkout -q w");
    let told = told(&s);
    assert_eq!(
        told.matches("- a: Unchanged\ncheck: 0").count(),
        2,
        "{told}"
    );
    assert!(told.contains("Branch: other -> w"), "{told}");
    assert_clean(&s);
    s.cd("../repo");
    assert_eq!(
        s.document(),
        main,
        "the main worktree's checkpoint is its own"
    );
    assert_eq!(s.refs().lines().count(), 2);
    assert_clean(&s);
}

#[test]
fn a_hook_that_went_elsewhere_does_not_save_there() {
    let s = saved();
    s.git(&["worktree", "add", "-q", "../wt", "-b", "w"]);
    let script = format!("{}cd d\n{}", "#!/bin/sh\n", HOOK.replace("#!/bin/sh\n", ""));
    s.write(".git/hooks/pre-commit", script);
    s.sh("chmod +x .git/hooks/pre-commit");
    s.cd("../wt");
    let _ = s.save(&["a"]);
    s.sh("echo two >a; git commit -qam x");
    assert!(told(&s).contains("No checkpoint found"));
    assert!(!s.exists("d/.shipkit"));
    assert_clean(&s);
}

#[test]
fn a_new_worktree_has_no_checkpoint_in_its_first_hook() {
    let s = saved();
    hook(&s, &["post-checkout"]);
    s.git(&["worktree", "add", "-q", "../wt", "-b", "w"]);
    let told = told(&s);
    assert!(
        told.contains("No checkpoint found") && told.contains("check: 3"),
        "{told}"
    );
    assert!(!s.exists("../wt/.shipkit"));
    assert_eq!(
        agreed(&s).expect_code(0).files(),
        ["a unchanged", "d/q unchanged"]
    );
}

#[test]
fn hooks_within_a_rebase_do_not_stop_it() {
    for place in [".", "../wt"] {
        let s = saved();
        s.sh("git checkout -qb t; echo t >t; git add t; git commit -qm t; git checkout -q main");
        s.sh("echo m >m; git add m; git commit -qm m; git worktree add -q --detach ../wt");
        hook(&s, &["post-checkout", "post-commit", "post-rewrite"]);
        s.cd(place);
        let _ = s.save(&["a", "d/q"]);
        s.sh("git rebase -q main t");
        let told = told(&s);
        assert!(told.contains("== post-rewrite rebase"), "{told}");
        assert_eq!(
            told.matches("- a: Unchanged\n- d/q: Unchanged\ncheck: 0")
                .count(),
            3,
            "{told}"
        );
        assert_clean(&s);
        assert_eq!(s.git(&["log", "--format=%s", "-2"]), "t\nm");
        assert_eq!(agreed(&s).expect_code(0).relation(), "same");
    }
}

#[test]
fn line_ends_in_a_hook_are_those_of_the_index_git_names() {
    let s = Sandbox::new();
    s.sh("printf 'x\\r\\n' >c; git add c; git commit -qm c; git config core.autocrlf true");
    let _ = s.save(&["c"]);
    hook(&s, &["pre-commit"]);
    s.sh("touch -d 2001-01-01 c; echo n >n; git add n 2>/dev/null");
    for commit in ["git commit -qm n", "git commit -qm all -a --allow-empty"] {
        s.sh(&format!("{commit} 2>/dev/null"));
        assert!(told(&s).contains("- c: Unchanged\ncheck: 0"));
    }
    assert_clean(&s);
}
