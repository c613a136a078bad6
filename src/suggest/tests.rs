//! Each rule at its boundary.

use super::{Reason, Since, Situation, Thresholds, active_seconds, reasons};
use crate::drift::Count;

const SAVED: i64 = 1_700_000_000;
const MINUTE: i64 = 60;

/// Two hours after a save, with nothing seen since.
fn quiet() -> Situation {
    Situation {
        task: Some("Move the shop".to_owned()),
        branch_then: Some("main".to_owned()),
        branch_now: Some("main".to_owned()),
        ..Situation::quiet(SAVED + 120 * MINUTE, Since::Save(SAVED))
    }
}

/// Signs of work at these minutes after the save.
fn at_minutes(minutes: &[i64]) -> Vec<i64> {
    minutes.iter().map(|m| SAVED + m * MINUTE).collect()
}

fn named(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[track_caller]
fn says(situation: &Situation, words: &[&str]) {
    let reasons = reasons(situation, &Thresholds::default());
    let said: Vec<&str> = reasons.iter().map(Reason::word).collect();
    assert_eq!(said, words);
}

#[test]
fn a_quiet_time_is_no_reason_however_long() {
    says(&quiet(), &[]);
    let mut days = quiet();
    days.now = SAVED + 90 * 24 * 60 * MINUTE;
    says(&days, &[]);
}

#[test]
fn work_counts_between_signs_that_lie_close() {
    let mut seen = quiet();
    let mut active = |minutes: &[i64]| {
        seen.activity = at_minutes(minutes);
        active_seconds(&seen) / 60
    };
    assert_eq!(active(&[]), 0);
    assert_eq!(active(&[15]), 15);
    assert_eq!(active(&[16]), 0);
    assert_eq!(active(&[16, 20]), 4);
    assert_eq!(active(&[20, 10, 10, 5]), 20);
    assert_eq!(active(&[-5, 10]), 10, "before the save");
    assert_eq!(active(&[10, 121, 100_000]), 10, "in the future");
}

#[test]
fn a_save_in_the_future_counts_nothing() {
    let mut seen = quiet();
    seen.now = SAVED - MINUTE;
    seen.activity = at_minutes(&[-10, -5, 3]);
    assert_eq!(active_seconds(&seen), 0);
}

#[test]
fn without_any_save_the_signs_alone_count() {
    let mut seen = quiet();
    seen.since = Since::Nothing;
    seen.activity = at_minutes(&[-20, -10, 0, 12]);
    assert_eq!(active_seconds(&seen), 32 * 60);
    says(&seen, &["long-session"]);
}

#[test]
fn a_session_is_long_after_thirty_minutes() {
    let mut seen = quiet();
    seen.activity = at_minutes(&[10, 20, 30]);
    says(&seen, &[]);
    seen.activity.push(SAVED + 30 * MINUTE + 1);
    let long = Reason::LongSession {
        active_seconds: 1801,
        since: Since::Save(SAVED),
    };
    assert_eq!(reasons(&seen, &Thresholds::default()), [long]);
}

#[test]
fn three_files_are_progress_and_two_are_not() {
    let mut seen = quiet();
    seen.created = named(&["a"]);
    seen.modified = named(&["b"]);
    says(&seen, &[]);
    seen.modified = named(&["b", "c"]);
    let progress = Reason::SignificantProgress {
        created: named(&["a"]),
        modified: named(&["b", "c"]),
        cut: false,
        since: Since::Save(SAVED),
    };
    assert_eq!(reasons(&seen, &Thresholds::default()), [progress]);
}

#[test]
fn a_threshold_of_nothing_needs_something_still() {
    let none = Thresholds {
        minutes: 0,
        files: 0,
        context: 0,
    };
    assert_eq!(reasons(&quiet(), &none), []);
    let mut one = quiet();
    one.modified = named(&["a"]);
    one.activity = at_minutes(&[1]);
    assert_eq!(reasons(&one, &none).len(), 2);
}

#[test]
fn a_commit_is_a_breakpoint_and_passing_tests_are_after_work() {
    let mut seen = quiet();
    seen.tests_passed = true;
    says(&seen, &[]);
    seen.modified = named(&["a"]);
    says(&seen, &["natural-breakpoint"]);
    seen.tests_passed = false;
    says(&seen, &[]);
    seen.commits = Count { n: 1, more: false };
    says(&seen, &["natural-breakpoint"]);
}

#[test]
fn the_context_is_at_risk_from_three_quarters_on() {
    let mut seen = quiet();
    seen.context_used = Some(74);
    says(&seen, &[]);
    seen.context_used = Some(75);
    says(&seen, &["context-at-risk"]);
}

#[test]
fn a_save_of_just_now_has_the_thoughts() {
    for spoken in [
        Situation {
            context_used: Some(100),
            ..quiet()
        },
        Situation {
            switch_to: Some("payments".to_owned()),
            ..quiet()
        },
    ] {
        let word = if spoken.context_used.is_some() {
            "context-at-risk"
        } else {
            "task-switch"
        };
        let mut fresh = spoken.clone();
        fresh.now = SAVED + 15 * MINUTE;
        says(&fresh, &[]);
        fresh.now += 1;
        says(&fresh, &[word]);
        fresh.now = SAVED + MINUTE;
        fresh.modified = named(&["a"]);
        says(&fresh, &[word]);
        fresh.modified.clear();
        fresh.since = Since::Commit(SAVED);
        says(&fresh, &[word]);
    }
}

#[test]
fn another_task_is_told_with_both_names() {
    let mut seen = quiet();
    seen.switch_to = Some("payments".to_owned());
    let told = reasons(&seen, &Thresholds::default());
    let switch = Reason::TaskSwitch {
        from: Some("Move the shop".to_owned()),
        to: "payments".to_owned(),
        switched: false,
    };
    assert_eq!(told, [switch]);
}

#[test]
fn another_branch_needs_something_unsaved() {
    let mut seen = quiet();
    seen.branch_now = Some("topic".to_owned());
    says(&seen, &[]);
    seen.modified = named(&["a"]);
    says(&seen, &["task-switch"]);
    seen.branch_now = None;
    says(&seen, &[]);
    seen.branch_now = Some("topic".to_owned());
    seen.branch_then = None;
    says(&seen, &[]);
}
