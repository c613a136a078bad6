//! No false alarm, and no mend that mends nothing.

use super::{call, examined, hook, hooked, mend};
use crate::support::Sandbox;

#[test]
fn hooks_among_very_many_files_fire() {
    let s = hooked();
    s.sh("cd .git/hooks; for i in $(seq 1500); do echo x >f$i; done");
    s.sh("cd .git/hooks; for f in p*; do mv $f x; mv x $f; done");
    assert_eq!(examined(&s, &[]).words(), [""; 0]);
}

#[test]
fn of_hooks_that_git_does_not_come_to_nothing_is_claimed() {
    let s = hooked();
    let ours = call(&s, "pre-commit");
    hook(&s, "pre-commit", &format!("{ours}rm -rf .git\n"));
    let answer = examined(&s, &[]);
    assert_eq!(answer.fires("post-merge"), None, "{}", answer.output);
    assert!(
        !answer.words().contains(&"not-reached"),
        "{}",
        answer.output
    );
    let told = s.shipkit(&["doctor"]).stdout;
    let line = "-   post-merge     cannot tell: git does not come so far here";
    assert!(told.contains(line), "{told}");
}

#[test]
fn settings_that_hold_in_some_places_only_are_taken_along() {
    let s = hooked();
    s.sh("mkdir ../elsewhere; cp .git/hooks/p*[a-z] ../elsewhere; rm -f ../elsewhere/*.sample");
    s.sh("rm -f .git/hooks/p*");
    s.sh("git config --file \"$SANDBOX/some\" core.hooksPath \"$SANDBOX/elsewhere\"");
    s.sh("git config --global \"includeIf.gitdir:$D/.path\" \"$SANDBOX/some\"");
    assert_eq!(examined(&s, &[]).words(), [""; 0]);
}

#[test]
fn hooks_that_are_turned_off_are_turned_on_by_what_is_told() {
    for (scope, value) in [("--local", "/dev/null"), ("--global", "")] {
        let s = hooked();
        s.git(&["config", scope, "core.hooksPath", value]);
        let answer = examined(&s, &[]);
        assert_eq!(answer.words(), ["hooks-off"], "{}", answer.output);
        mend(&s, "hooks-off");
        assert_eq!(examined(&s, &[]).words(), [""; 0], "{scope}");
    }
}

#[test]
fn what_is_switched_off_for_all_is_switched_on_there() {
    let s = hooked();
    s.git(&["config", "--global", "shipkit.preCommit", "off"]);
    mend(&s, "pre-commit-off");
}

#[test]
fn what_is_no_file_is_not_read() {
    let s = hooked();
    s.sh("rm .git/hooks/pre-commit; mkfifo .git/hooks/pre-commit");
    let doctor = s.sh("timeout 20 git shipkit doctor --json || echo \"[exit $?]\"");
    assert!(doctor.contains("[exit 1]"), "{doctor}");
    mend(&s, "not-installed");
}

#[test]
fn a_hook_that_is_in_the_way_is_told_with_what_mends_it() {
    for other in ["mkdir post-merge", "echo exit 1 >post-merge"] {
        let s = hooked();
        s.sh(&format!("cd .git/hooks; rm post-merge; {other}"));
        mend(&s, "not-installed");
        if s.git(&["version"]).as_str() < "git version 2.54" {
            assert_eq!(examined(&s, &[]).words(), [""; 0], "{other}");
            assert!(s.exists(".git/hooks/post-merge.off"), "{other}");
        }
    }
}

#[test]
fn why_nothing_can_be_installed_is_told() {
    let s = Sandbox::new();
    s.sh("mv .git/hooks ../hooks; ln -s ../../hooks .git/hooks");
    let answer = examined(&s, &["--no-run"]);
    let (what, _) = answer.found("not-installed");
    if s.git(&["version"]).as_str() < "git version 2.54" {
        assert_eq!(what, "no hook is installed (is a symbolic link)");
    }
}

#[test]
fn what_our_own_calls_set_is_not_the_users() {
    let s = Sandbox::empty();
    if !s.git_can(&["init", "-q", "--ref-format=reftable", "."]) {
        return crate::support::skipped("this git knows no reftable");
    }
    s.sh("git commit -q --allow-empty -m x; git shipkit install git -y");
    assert_eq!(examined(&s, &[]).words(), [""; 0]);
}
