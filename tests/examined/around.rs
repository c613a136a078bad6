//! What concerns all hooks at once.

use super::{by_hand, call, examined, hook, hooked, mend};
use crate::support::Sandbox;

#[test]
fn a_program_that_only_path_finds_is_told() {
    // by lines of somebody's own: there is nothing to install
    let s = hooked();
    for event in super::EVENTS {
        hook(&s, event, &by_hand(event));
    }
    let answer = examined(&s, &[]);
    assert_eq!(answer.words(), ["bare-path"]);
    assert_eq!(answer.fires("pre-commit"), Some(true));
}

#[test]
fn a_hook_of_the_users_that_needs_its_path_is_its_own_matter() {
    let s = hooked();
    s.write("../home/bin/mine", "#!/bin/sh\nexit 0\n");
    s.sh("chmod +x ../home/bin/mine");
    s.set(
        "PATH",
        format!(
            "{}/home/bin:{}",
            s.root().display(),
            s.sh("printf %s \"$PATH\"")
        ),
    );
    hook(
        &s,
        "pre-commit",
        &format!("mine || exit 1\n{}", call(&s, "pre-commit")),
    );
    let answer = examined(&s, &[]);
    assert_eq!(answer.found("bare-path-own").1, None);
    assert_eq!(answer.fires("pre-commit"), Some(true));
}

#[test]
fn silence_in_the_environment_is_told_and_the_hooks_are_tried_all_the_same() {
    let s = hooked();
    s.set("SHIPKIT", "0");
    let answer = examined(&s, &[]);
    assert_eq!(answer.words(), ["silenced"]);
    assert_eq!(answer.found("silenced").1, Some("unset SHIPKIT"));
    assert_eq!(answer.fires("pre-commit"), Some(true));
}

#[test]
fn reminders_that_are_off_are_told_and_mended() {
    let s = hooked();
    s.git(&["config", "shipkit.preCommit", "off"]);
    mend(&s, "pre-commit-off");
}

#[test]
fn a_setting_that_blocks_stops_nothing_there() {
    let s = hooked();
    s.git(&["config", "shipkit.preCommit", "block"]);
    let ours = call(&s, "pre-commit");
    hook(&s, "pre-commit", &format!("{ours}echo after\n"));
    let answer = examined(&s, &[]);
    assert_eq!(answer.words(), [""; 0], "{}", answer.output);
    assert_eq!(answer.json["events"][0]["own"][0]["exit"], 0);
}

#[test]
fn an_unknown_setting_is_told() {
    let s = hooked();
    s.git(&["config", "shipkit.histori", "3"]);
    let answer = examined(&s, &[]);
    let (what, _) = answer.found("setting");
    assert!(what.contains("unknown key 'histori'"), "{what}");
}

#[test]
fn a_document_that_git_shows_is_told_and_mended() {
    let s = hooked();
    let _ = s.save(&["a"]);
    assert_eq!(examined(&s, &[]).words(), [""; 0]);
    s.sh(": >.git/info/exclude");
    mend(&s, "not-excluded");
    s.sh("git add -f .shipkit/checkpoint.md");
    let answer = examined(&s, &[]);
    assert_eq!(answer.words(), ["tracked"]);
    assert_eq!(answer.found("tracked").1, None, "it is the user's wish");
}

#[test]
fn what_is_told_steers_no_terminal() {
    let s = hooked();
    s.git(&["config", "core.hooksPath", "\u{1b}[31mx\u{202e}"]);
    let told = s.shipkit(&["doctor"]).expect_code(1).stdout;
    assert!(
        !told.contains('\u{1b}') && !told.contains('\u{202e}'),
        "{told}"
    );
    assert!(told.contains("\\x1b[31mx<U+202E>"), "{told}");
}

#[test]
fn a_repository_without_a_commit_can_be_examined() {
    let s = Sandbox::init(&[]);
    assert_eq!(examined(&s, &[]).words(), ["not-installed"]);
}

#[test]
fn quiet_it_tells_only_what_is_to_be_mended() {
    let s = hooked();
    let well = s.shipkit(&["doctor", "-q"]).expect_code(0);
    assert_eq!(well.stdout, "");
    s.sh("chmod -x .git/hooks/post-commit");
    let told = s.shipkit(&["doctor", "-q"]).expect_code(1);
    let _ = told.says("chmod +x .git/hooks/post-commit\n");
}
