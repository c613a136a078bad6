//! No false alarm, and no mend that mends nothing.

use super::{call, examined, hook, hooked, mend};

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
