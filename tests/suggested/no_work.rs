//! What git itself writes, moves or brings is nobody's work.

use super::{answer, assert_no_work, saved, work};
use crate::support::Sandbox;

/// A branch `other` with three files of its own and all others changed.
fn with_other_branch() -> Sandbox {
    let s = saved();
    s.at("2025-01-27T13:30:00+00:00");
    s.sh(
        "git switch -qc other; for f in a b c d e f g; do echo other >>$f; done
          git add .; git commit -qm Other; git switch -q main",
    );
    s.sh("touch -d 2025-01-27T13:00:00Z a b c d");
    s.at("2025-01-27T14:30:00+00:00");
    let _ = s.save(&["a"]);
    s
}

/// Gives every file in the work tree this time, as a checkout at it would.
fn written_at(s: &Sandbox, time: &str) {
    s.sh(&format!("touch -d 2025-01-27T{time}Z $(git ls-files)"));
}

#[test]
fn a_checkout_writes_files_and_nobody_works() {
    let s = with_other_branch();
    s.at("2025-01-27T14:50:00+00:00");
    s.sh("git switch -q other");
    written_at(&s, "14:50:00");
    assert_no_work(&s, "15:00:00");
    s.sh("git switch -q main");
    written_at(&s, "14:59:00");
    assert_no_work(&s, "15:00:00");
}

#[test]
fn touched_files_are_not_modified() {
    let s = saved();
    written_at(&s, "14:50:00");
    assert_no_work(&s, "15:00:00");
}

#[test]
fn what_was_dirty_at_the_save_is_known() {
    let s = saved();
    s.sh("for f in a b c d new; do echo two >>$f; done
          touch -d 2025-01-27T14:45:00Z a b c d new; git add d");
    s.at("2025-01-27T14:50:00+00:00");
    let _ = s.save(&["a", "c"]);
    assert_no_work(&s, "15:00:00");
    // Written again with the same bytes: what is pinned is known to be so.
    s.sh("touch -d 2025-01-27T14:55:00Z a c");
    assert_no_work(&s, "15:00:00");
    // Nor is there anything new in a commit of just that.
    s.at("2025-01-27T14:56:00+00:00");
    s.sh("git add .; git commit -qm 'What was saved'");
    assert_no_work(&s, "15:00:00");
    s.sh("git reset -q --soft HEAD~");
    assert_no_work(&s, "15:00:00");
}

/// Eve's clone, with seven commits that touch files and add some.
fn with_theirs() -> Sandbox {
    let s = with_other_branch();
    s.sh("git clone -q . ../theirs; cd ../theirs
          git config user.name Eve; export GIT_AUTHOR_NAME=Eve GIT_COMMITTER_NAME=Eve
          export GIT_AUTHOR_DATE=2025-01-27T14:45:00Z GIT_COMMITTER_DATE=2025-01-27T14:45:00Z
          for f in a b c d h i j; do echo eve >>$f; git add .; git commit -qm \"Eve: $f\"; done");
    s
}

#[test]
fn a_pull_brings_what_others_did() {
    let s = with_theirs();
    s.at("2025-01-27T14:50:00+00:00");
    s.sh("git pull -q ../theirs main");
    written_at(&s, "14:50:00");
    assert_no_work(&s, "15:00:00");
}

#[test]
fn a_pull_beside_work_adds_nothing_to_it() {
    for how in ["--rebase", "--no-rebase"] {
        let s = with_theirs();
        s.at("2025-01-27T14:40:00+00:00");
        s.sh("echo mine >mine; git add mine; git commit -qm Mine");
        s.at("2025-01-27T14:50:00+00:00");
        s.sh(&format!("git pull -q {how} ../theirs main"));
        written_at(&s, "14:50:00");
        let told = answer(&s, "15:00:00", &[]);
        assert_eq!(told["commits"], 1, "{how}: {told:#}");
        assert_eq!(told["created"], serde_json::json!(["mine"]), "{how}");
        assert_eq!(told["modified"], serde_json::json!([]), "{how}");
    }
}

#[test]
fn a_merge_of_anothers_work_that_stops_is_no_work() {
    let s = with_other_branch();
    s.at("2025-01-27T14:50:00+00:00");
    s.sh("git merge -q --no-ff --no-commit other");
    s.sh("touch -d 2025-01-27T14:50:00Z e f g b c d");
    let told = answer(&s, "15:00:00", &[]);
    assert_eq!(told["suggest"], false, "{told:#}");
    assert_eq!(told["created"], serde_json::json!([]));
    s.at("2025-01-27T14:52:00+00:00");
    s.sh("git commit -qm 'Merge other'");
    assert_no_work(&s, "15:00:00");
}

#[test]
fn a_merge_that_is_squashed_is_no_work() {
    let s = with_other_branch();
    s.at("2025-01-27T14:50:00+00:00");
    s.sh("git merge -q --squash other >/dev/null");
    s.sh("touch -d 2025-01-27T14:50:00Z e f g b c d");
    let told = answer(&s, "15:00:00", &[]);
    assert_eq!(told["suggest"], false, "{told:#}");
    work(&s, "b", "14:55:00");
    let told = answer(&s, "15:00:00", &[]);
    assert_eq!(told["modified"], serde_json::json!(["b"]));
}

#[test]
fn a_rebase_makes_no_new_work_of_old() {
    let s = saved();
    s.at("2025-01-27T13:30:00+00:00");
    s.sh(
        "git switch -qc topic; for f in e f g; do echo $f >$f; git add .; git commit -qm $f; done
          git switch -q main; echo x >x; git add x; git commit -qm x; git switch -q topic",
    );
    s.at("2025-01-27T14:30:00+00:00");
    let _ = s.save(&["a"]);
    s.at("2025-01-27T14:50:00+00:00");
    s.sh("git rebase -q main");
    written_at(&s, "14:50:00");
    assert_no_work(&s, "15:00:00");
    s.sh("git commit -q --amend -m Another");
    assert_no_work(&s, "15:00:00");
}

#[test]
fn work_that_is_rebased_counts_once() {
    let s = with_other_branch();
    s.at("2025-01-27T14:40:00+00:00");
    s.sh(
        "for n in 1 2; do echo $n >n$n; git add .; git commit -qm $n; done
          touch -d 2025-01-27T14:40:00Z n1 n2",
    );
    s.at("2025-01-27T14:50:00+00:00");
    s.sh("git rebase -q other; git commit -q --amend -m Two");
    written_at(&s, "14:50:00");
    let told = answer(&s, "15:00:00", &[]);
    assert_eq!(told["commits"], 2, "{told:#}");
    assert_eq!(told["created"], serde_json::json!(["n1", "n2"]));
    assert_eq!(told["modified"], serde_json::json!([]));
    s.sh("git reset -q --hard HEAD~2");
    assert_no_work(&s, "15:00:00");
}

#[test]
fn what_is_dated_in_the_future_is_no_evidence() {
    let s = saved();
    for path in ["b", "c", "d", "new"] {
        work(&s, path, "18:00:00");
    }
    assert_no_work(&s, "15:00:00");
    work(&s, "a", "18:00:00");
    let told = answer(&s, "15:00:00", &[]);
    assert_eq!(
        told["modified"],
        serde_json::json!(["a"]),
        "its pin differs"
    );
    assert_eq!(told["activeSeconds"], 0);
}

#[test]
fn ignored_files_and_our_own_are_no_progress() {
    let s = saved();
    s.sh("echo 'out' >.git/info/exclude; mkdir out");
    for path in [
        "out/1",
        "out/2",
        "out/3",
        ".shipkit/progress.md",
        ".shipkit/x",
        ".shipkit/y",
    ] {
        work(&s, path, "14:40:00");
    }
    assert_no_work(&s, "15:00:00");
}

#[test]
fn a_filter_of_the_repositorys_own_is_not_run() {
    let s = saved();
    s.sh(
        "git config filter.evil.clean 'touch PWNED; cat'; git config filter.evil.required true
          git config core.fsmonitor 'touch PWNED; false #'
          echo '* filter=evil' >.git/info/attributes",
    );
    for path in ["a", "b", "c", "d"] {
        work(&s, path, "14:40:00");
    }
    assert_no_work(&s, "15:00:00");
    assert!(!s.exists("PWNED"));
}

#[test]
fn another_worktree_has_its_own_work() {
    let s = saved();
    s.sh("git worktree add -q ../other -b other");
    s.at("2025-01-27T14:40:00+00:00");
    s.sh("cd ../other; for f in e f g; do echo $f >$f; git add .; git commit -qm $f; done");
    assert_no_work(&s, "15:00:00");
    s.sh("git merge -q other");
    assert_no_work(&s, "15:00:00");
}
