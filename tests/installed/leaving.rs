//! After uninstalling nothing of ours is there, wherever a manager has put it,
//! and nothing else is gone.

use super::{answer, hook, shipkit, steps, why};
use crate::support::Sandbox;

#[test]
fn what_managers_put_aside_is_found() {
    for ending in ["legacy", "old"] {
        let s = Sandbox::new();
        hook(&s, "pre-commit", "#!/bin/sh\necho mine\n");
        let _ = shipkit(&s, "install git -q").expect_code(0);
        s.sh(&format!(
            "cd .git/hooks
             mv pre-commit pre-commit.{ending}; mv post-commit post-commit.{ending}
             printf '#!/bin/sh\\n: theirs\\n' >pre-commit; chmod +x pre-commit"
        ));
        let plan = answer(&s, "uninstall git");
        assert_eq!(steps(&plan, "pre-commit"), "file remove");
        let aside = s.read(&format!(".git/hooks/pre-commit.{ending}"));
        assert_eq!(aside, "#!/bin/sh\necho mine\n");
        assert!(!s.exists(&format!(".git/hooks/post-commit.{ending}")));
        assert_eq!(s.read(".git/hooks/pre-commit"), "#!/bin/sh\n: theirs\n");
    }
}

#[test]
fn what_somebody_added_by_hand_is_told() {
    let s = Sandbox::new();
    let line = "git-shipkit hook pre-commit || :";
    hook(
        &s,
        "pre-commit",
        format!("#!/usr/bin/env python3\nos.system('{line}')\n"),
    );
    let plan = answer(&s, "install git");
    assert_eq!(steps(&plan, "pre-commit"), "manager keep");
    let plan = answer(&s, "uninstall git");
    assert_eq!(steps(&plan, "pre-commit"), "manager leave");
    assert_eq!(
        why(&plan, "pre-commit"),
        "calls git-shipkit, by lines that somebody added"
    );
    assert!(s.exists(".git/hooks/pre-commit"));
    // A comment is no call, nor is another event.
    for no_call in [
        "# git-shipkit hook pre-commit",
        "git-shipkit hook pre-commit-msg",
    ] {
        hook(&s, "pre-commit", format!("#!/bin/sh\n{no_call}\n"));
        let plan = answer(&s, "install git -n");
        assert_eq!(steps(&plan, "pre-commit"), "file write", "{no_call}");
    }
}

#[test]
fn hooks_are_found_after_git_was_sent_elsewhere() {
    let s = Sandbox::new();
    let _ = shipkit(&s, "install git -q").expect_code(0);
    s.sh("git config core.hooksPath .husky/_; mkdir -p .husky/_");
    let _ = shipkit(&s, "uninstall git").expect_code(0);
    assert!(!s.exists(".git/hooks/pre-commit"));
    assert_eq!(s.git(&["config", "core.hooksPath"]), ".husky/_");
}

#[test]
fn nothing_there_is_said_so() {
    let s = Sandbox::new();
    let said = shipkit(&s, "uninstall git").expect_code(0);
    assert_eq!(said.stdout, "Nothing of git-shipkit's for git is there.\n");
    assert_eq!(answer(&s, "uninstall git")["written"], false);
}

#[test]
fn what_is_left_is_not_called_uninstalled() {
    let s = Sandbox::new();
    let _ = shipkit(&s, "install git -q").expect_code(0);
    s.sh("sed -i 's/git-shipkit hook/& /' .git/hooks/pre-commit");
    let said = shipkit(&s, "uninstall git").expect_code(0);
    let end = "\nUninstalled, but for what is left.\n";
    assert!(said.stdout.ends_with(end), "{said}");
}
