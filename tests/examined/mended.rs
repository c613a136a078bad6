//! What is told to be typed mends what it is told for.

use super::{EVENTS, by_hand, examined, mend};
use crate::support::Sandbox;

const INSTALL: &str = "git shipkit install git";

/// A repository in which the hooks were installed.
fn installed() -> Sandbox {
    let s = Sandbox::new();
    s.sh("git shipkit install git -y");
    s
}

#[test]
fn what_install_writes_is_well() {
    let s = Sandbox::new();
    mend(&s, "not-installed");
    let answer = examined(&s, &[]);
    assert_eq!(answer.words(), [""; 0], "{}", answer.output);
    assert!(EVENTS.iter().all(|event| answer.fires(event) == Some(true)));
}

#[test]
fn a_hook_that_went_missing_is_put_back() {
    let s = installed();
    for event in ["pre-commit", "post-merge"] {
        let unset = format!("git config --remove-section hook.shipkit-{event} || true");
        s.sh(&format!("rm -f .git/hooks/{event}; {unset}"));
        assert_eq!(examined(&s, &[]).words(), ["not-installed"], "{event}");
        mend(&s, "not-installed");
    }
}

#[test]
fn hooks_of_the_configuration_under_an_older_git_become_files() {
    let s = Sandbox::new();
    if s.git(&["version"]).as_str() >= "git version 2.54" {
        return crate::support::skipped("this git runs hooks of the configuration");
    }
    for event in EVENTS {
        let name = format!("hook.shipkit-{event}");
        s.git(&["config", &format!("{name}.command"), &by_hand(event)]);
        s.git(&["config", &format!("{name}.event"), event]);
    }
    let answer = examined(&s, &[]);
    assert_eq!(answer.words(), ["old-git"; 5]);
    assert_eq!(answer.found("old-git").1, Some(INSTALL));
    mend(&s, "old-git");
}

#[test]
fn a_recorded_place_that_is_gone_is_renewed() {
    let s = Sandbox::new();
    let program = env!("CARGO_BIN_EXE_git-shipkit");
    s.sh(&format!(
        "mkdir ../bin; ln -s '{program}' ../bin/git-shipkit"
    ));
    s.sh("PATH=\"$SANDBOX/bin:$PATH\" git shipkit install git -y");
    s.sh("rm ../bin/git-shipkit");
    let answer = examined(&s, &[]);
    assert!(answer.words().contains(&"bare-path"), "{}", answer.output);
    assert!(answer.words().contains(&"outdated"), "{}", answer.output);
    mend(&s, "bare-path");
    assert_eq!(examined(&s, &[]).words(), [""; 0]);
}

#[test]
fn an_edited_block_is_told_and_goes_on_firing() {
    let s = installed();
    if !s.exists(".git/hooks/post-merge") {
        return crate::support::skipped("this git runs hooks of the configuration");
    }
    s.sh("sed -i 's/^fi/  : mine\\nfi/' .git/hooks/post-merge");
    let answer = examined(&s, &[]);
    assert_eq!(answer.words(), ["edited"], "{}", answer.output);
    assert_eq!(answer.fires("post-merge"), Some(true));
}

#[test]
fn who_owns_the_hooks_is_told() {
    let s = Sandbox::new();
    s.write("lefthook.yml", "pre-commit:\n  jobs:\n    - run: 'true'\n");
    s.sh("git shipkit install git -y || true");
    if !s.exists(".git/hooks/post-merge") {
        return crate::support::skipped("this git runs hooks of the configuration");
    }
    let answer = examined(&s, &[]);
    let (what, mend) = answer.found("not-installed");
    assert!(what.contains("lefthook"), "{what}");
    assert_eq!(mend, Some(INSTALL));
}
