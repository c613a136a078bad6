//! Each rule, just below its boundary and at it.

use super::{answer, reasons, saved, work};

#[test]
fn after_thirty_minutes_of_work() {
    let s = saved();
    for time in ["14:40:00", "14:50:00", "15:00:00"] {
        work(&s, "b", time);
        s.sh(&format!("cp -p b b{}", &time[3..5]));
    }
    s.git(&["config", "shipkit.suggestFiles", "100"]);
    assert!(reasons(&s, "15:10:00", &[]).is_empty());
    work(&s, "c", "15:00:02");
    assert_eq!(reasons(&s, "15:10:00", &[]), ["long-session"]);
    let told = answer(&s, "15:10:00", &[]);
    assert_eq!(told["activeSeconds"], 1801);
    assert_eq!(
        told["reasons"][0]["message"],
        "30 minutes of work since the last save"
    );
}

#[test]
fn a_break_of_more_than_fifteen_minutes_is_no_work() {
    let s = saved();
    work(&s, "b", "14:50:00");
    assert_eq!(answer(&s, "16:00:00", &[])["activeSeconds"], 0);
    work(&s, "c", "14:45:01");
    assert_eq!(answer(&s, "16:00:00", &[])["activeSeconds"], 1199);
}

#[test]
fn three_files_are_significant() {
    let s = saved();
    work(&s, "a", "14:40:00");
    work(&s, "b", "14:40:00");
    assert!(reasons(&s, "14:41:00", &[]).is_empty());
    work(&s, "new", "14:40:00");
    let told = answer(&s, "14:41:00", &[]);
    assert_eq!(told["reasons"][0]["reason"], "significant-progress");
    assert_eq!(told["created"], serde_json::json!(["new"]));
    assert_eq!(told["modified"], serde_json::json!(["a", "b"]));
    let message = "3 files created or modified since the last save (1 new)";
    assert_eq!(told["reasons"][0]["message"], message);
}

#[test]
fn a_commit_counts_with_its_files() {
    let s = saved();
    work(&s, "a", "14:40:00");
    work(&s, "e", "14:40:00");
    s.at("2025-01-27T14:41:00+00:00");
    s.sh("git add .; git commit -qm one; git rm -q d; git commit -qm two");
    let told = answer(&s, "14:50:00", &[]);
    assert_eq!(told["commits"], 2);
    assert_eq!(told["created"], serde_json::json!(["e"]));
    assert_eq!(told["modified"], serde_json::json!(["a"]));
    assert_eq!(reasons(&s, "14:50:00", &[]), ["natural-breakpoint"]);
}

#[test]
fn a_commit_in_the_second_of_the_save_is_told_from_one_before() {
    let s = saved();
    work(&s, "a", "14:40:00");
    // Every command ticks, so both are told the same time.
    s.set("GIT_COMMITTER_DATE", "2025-01-27T14:45:00+00:00");
    s.set("SHIPKIT_NOW", "2025-01-27T14:45:00+00:00");
    s.sh("git commit -qam before; git shipkit checkpoint -q");
    s.set("SHIPKIT_NOW", "2025-01-27T14:46:00+00:00");
    assert!(reasons(&s, "14:46:00", &[]).is_empty());
    work(&s, "a", "14:45:30");
    s.sh("git commit -qam after");
    let told = answer(&s, "14:46:00", &[]);
    assert_eq!(told["commits"], 1, "{told:#}");
}

#[test]
fn passing_tests_are_a_breakpoint_after_work() {
    let s = saved();
    assert!(reasons(&s, "15:30:00", &["--tests-passed"]).is_empty());
    work(&s, "a", "14:40:00");
    assert_eq!(
        reasons(&s, "14:41:00", &["--tests-passed"]),
        ["natural-breakpoint"]
    );
    assert!(reasons(&s, "14:41:00", &[]).is_empty());
}

#[test]
fn a_context_that_fills_is_a_risk() {
    let s = saved();
    assert!(reasons(&s, "15:30:00", &["--context-used", "74"]).is_empty());
    let full = ["--context-used", "75"];
    assert_eq!(reasons(&s, "15:30:00", &full), ["context-at-risk"]);
    assert!(
        reasons(&s, "14:44:00", &full).is_empty(),
        "the save is as good as new"
    );
    let _ = s
        .shipkit(&["suggest", "--context-used", "101"])
        .refused(129, "101");
}

#[test]
fn another_task_is_asked_about_by_name() {
    let s = saved();
    let switch = ["--switch-to", "payments"];
    assert!(reasons(&s, "14:40:00", &switch).is_empty());
    work(&s, "a", "14:40:00");
    let told = answer(&s, "14:41:00", &switch);
    let question = "Before we switch to payments, should I checkpoint t?";
    assert_eq!(told["reasons"][0]["message"], question);
    let _ = s.shipkit(&["suggest", "--switch-to", ""]).expect_code(129);
    let blank = s.shipkit(&["suggest", "--switch-to", " \t"]);
    let _ = blank.refused(129, "'--switch-to <TEXT>': it says nothing");
}

#[test]
fn another_branch_is_another_task_if_something_is_unsaved() {
    let s = saved();
    s.sh("git switch -qc topic");
    assert!(reasons(&s, "15:30:00", &[]).is_empty());
    work(&s, "a", "15:31:00");
    let told = answer(&s, "15:32:00", &[]);
    let question = "Before we go on with topic, should I checkpoint t?";
    assert_eq!(told["reasons"][0]["message"], question);
    s.at("2025-01-27T15:33:00+00:00");
    s.sh("git commit -qam 'On the topic'");
    assert_eq!(
        reasons(&s, "15:34:00", &[]),
        ["task-switch", "natural-breakpoint"]
    );
    s.sh("git switch -q main");
    assert!(
        reasons(&s, "15:35:00", &[]).is_empty(),
        "that is the other branch's"
    );
}

#[test]
fn commits_left_on_the_branch_of_the_save_are_unsaved() {
    let s = saved();
    work(&s, "a", "14:40:00");
    s.at("2025-01-27T14:41:00+00:00");
    s.sh("git commit -qam 'On main'; git switch -qc topic HEAD~");
    assert_eq!(
        reasons(&s, "15:34:00", &[]),
        ["task-switch", "natural-breakpoint"]
    );
}

#[test]
fn hooks_see_somebody_at_work() {
    let s = saved();
    let head = "what git-shipkit's hooks said, and when; version 1";
    s.at("2025-01-27T15:10:00+00:00");
    s.sh(&format!(
        "{{ echo \"{head}\"; for m in -5 10 20 30 31 170; do
              echo \"at-work $((28966470 + m))\"; done; }} >.git/shipkit/said"
    ));
    let told = answer(&s, "15:10:00", &[]);
    assert_eq!(told["activeSeconds"], 31 * 60 - 1, "{told:#}");
    assert_eq!(told["reasons"][0]["reason"], "long-session");
}
