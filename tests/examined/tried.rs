//! What fires, what does not, and why.

use super::{EVENTS, by_hand, call, examined, hook, hooked, mend};
use crate::support::Sandbox;

#[test]
fn every_hook_that_fires_is_told_with_its_time() {
    let s = hooked();
    let told = s.shipkit(&["doctor"]).expect_code(0).stdout;
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines[0].starts_with("Running the hooks in a throwaway clone"));
    for (event, line) in EVENTS.iter().zip(&lines[2..]) {
        let start = format!("ok  {event:<15}fires, ");
        assert!(line.starts_with(&start) && line.ends_with(" ms"), "{told}");
    }
    assert_eq!(lines[7..], ["", "All is well."]);
    assert!(lines.iter().all(|line| line.len() <= 84), "{told}");
}

#[test]
fn where_nothing_is_installed_one_line_says_so() {
    let s = Sandbox::new();
    let answer = examined(&s, &[]);
    assert_eq!(answer.words(), ["not-installed"]);
    assert_eq!(
        answer.found("not-installed").1,
        Some("git shipkit install git")
    );
    assert!(
        EVENTS
            .iter()
            .all(|event| answer.fires(event) == Some(false))
    );
}

#[test]
fn one_hook_that_is_missing_is_told_of_its_event() {
    let s = hooked();
    s.sh("rm .git/hooks/post-merge");
    let answer = examined(&s, &[]);
    assert_eq!(answer.words(), ["not-installed"]);
    assert_eq!(answer.fires("post-merge"), Some(false));
    assert_eq!(answer.fires("post-commit"), Some(true));
}

#[test]
fn a_hook_without_its_execute_bit_is_mended_by_what_is_told() {
    let s = hooked();
    s.sh("chmod -x .git/hooks/post-checkout");
    assert_eq!(examined(&s, &[]).fires("post-checkout"), Some(false));
    mend(&s, "not-executable");
}

#[test]
fn a_hook_that_ends_before_ours_is_told() {
    let s = hooked();
    hook(
        &s,
        "post-commit",
        &format!("exit 0\n{}", call(&s, "post-commit")),
    );
    let answer = examined(&s, &[]);
    assert_eq!(answer.words(), ["not-reached"]);
    assert_eq!(answer.fires("post-commit"), Some(false));
    mend(&s, "not-reached");
}

#[test]
fn hooks_that_git_does_not_look_for_are_told() {
    let s = hooked();
    s.git(&["config", "core.hooksPath", ".myhooks"]);
    let answer = examined(&s, &[]);
    assert_eq!(answer.words(), ["elsewhere"; 5]);
    let (what, _) = answer.found("elsewhere");
    assert!(
        what.contains("git looks for hooks in '.myhooks' alone"),
        "{what}"
    );
    s.git(&["config", "core.hooksPath", "/dev/null"]);
    assert!(examined(&s, &[]).words().contains(&"hooks-off"));
}

#[test]
fn a_hook_that_a_manager_moved_aside_is_told() {
    let s = hooked();
    s.sh("cd .git/hooks; mv pre-commit pre-commit.old; printf '#!/bin/sh\\n' >pre-commit");
    let answer = examined(&s, &[]);
    let (what, _) = answer.found("moved-aside");
    assert_eq!(what, "a hook manager moved ours aside, to pre-commit.old");
}

#[test]
fn hooks_in_the_work_tree_are_run_too() {
    let s = Sandbox::new();
    s.git(&["config", "core.hooksPath", ".husky/_"]);
    for event in EVENTS {
        s.write(&format!(".husky/_/{event}"), "#!/bin/sh\n. \"${0%/*}/h\"\n");
        s.write(&format!(".husky/{event}"), by_hand(event));
    }
    s.write(".husky/_/h", ". \".husky/$(basename \"$0\")\"\n");
    s.sh("chmod +x .husky/_/*");
    let answer = examined(&s, &[]);
    assert!(
        EVENTS.iter().all(|event| answer.fires(event) == Some(true)),
        "{}",
        answer.output
    );
}

#[test]
fn a_hook_that_is_a_link_into_the_work_tree_is_run() {
    let s = hooked();
    s.write(
        "scripts/mine",
        format!("#!/bin/sh\n{}", call(&s, "pre-commit")),
    );
    s.sh("chmod +x scripts/mine; ln -sf ../../scripts/mine .git/hooks/pre-commit");
    assert_eq!(examined(&s, &[]).fires("pre-commit"), Some(true));
}

#[test]
fn the_users_own_hooks_run_there_and_not_here() {
    let s = hooked();
    let elsewhere = tempfile::tempdir().expect("a temporary directory");
    let notes = elsewhere.path().join("ran");
    let body = format!(
        "echo ran >>ran-here\npwd >>'{}'\n{}",
        notes.display(),
        call(&s, "pre-commit")
    );
    hook(&s, "pre-commit", &body);
    let answer = examined(&s, &[]);
    assert_eq!(answer.json["events"][0]["own"][0]["exit"], 0);
    assert!(!s.exists("ran-here"));
    let places = std::fs::read_to_string(notes).expect("they ran");
    assert!(
        !places.is_empty() && !places.contains("/repo\n"),
        "{places}"
    );
}

#[test]
fn a_hook_of_the_users_that_fails_is_not_ours() {
    let s = hooked();
    hook(
        &s,
        "pre-commit",
        &format!("{}exit 3\n", call(&s, "pre-commit")),
    );
    let answer = examined(&s, &[]);
    assert_eq!(answer.words(), ["own-hook-fails"]);
    let (what, mend) = answer.found("own-hook-fails");
    assert_eq!(what, "your own hook exits 3 here");
    assert_eq!(mend, None);
    assert!(EVENTS.iter().all(|event| answer.fires(event) == Some(true)));
    hook(
        &s,
        "pre-commit",
        &format!("exit 3\n{}", call(&s, "pre-commit")),
    );
    let answer = examined(&s, &[]);
    assert_eq!(answer.fires("pre-commit"), None, "it ended before ours");
    assert_eq!(answer.fires("post-commit"), Some(true));
    assert_eq!(answer.words(), ["own-hook-fails"]);
}

#[test]
fn a_hook_of_the_users_that_fails_hides_nothing_that_is_not_there() {
    let s = Sandbox::new();
    hook(&s, "pre-commit", "exit 3\n");
    let answer = examined(&s, &[]);
    assert_eq!(answer.words(), ["not-installed", "own-hook-fails"]);
    assert_eq!(answer.fires("pre-commit"), Some(false));
}

#[test]
fn a_hook_of_the_users_that_never_ends_is_ended() {
    let s = hooked();
    hook(
        &s,
        "pre-commit",
        &format!("{}sleep 80\n", call(&s, "pre-commit")),
    );
    let answer = examined(&s, &[]);
    let (what, _) = answer.found("own-hook-fails");
    assert_eq!(what, "your own hook does not end within 10 seconds here");
    assert!(EVENTS.iter().all(|event| answer.fires(event) == Some(true)));
}

#[test]
fn a_hook_that_fires_twice_is_told() {
    let s = hooked();
    hook(
        &s,
        "post-merge",
        &(call(&s, "post-merge") + &by_hand("post-merge")),
    );
    let answer = examined(&s, &[]);
    let (what, _) = answer.found("twice");
    assert_eq!(what, "called 2 times for one command");
}

#[test]
fn a_linked_worktree_and_a_subdirectory_are_as_good() {
    let s = hooked();
    s.sh("mkdir d; git worktree add -q ../wt -b w");
    for place in ["d", "../../wt"] {
        s.cd(place);
        assert_eq!(examined(&s, &[]).words(), [""; 0], "{place}");
    }
}

#[test]
fn looking_only_runs_nothing() {
    let s = hooked();
    hook(
        &s,
        "pre-commit",
        &format!("touch \"$SANDBOX/ran\"\n{}", call(&s, "pre-commit")),
    );
    s.sh("rm .git/hooks/post-merge");
    let answer = examined(&s, &["--no-run"]);
    assert_eq!(answer.json["ran"], false);
    assert_eq!(answer.json["events"][0]["setUp"], true);
    assert_eq!(answer.words(), ["not-installed"]);
    assert!(!s.exists("../ran"));
}
