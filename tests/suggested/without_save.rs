//! Where nothing is saved, the last certain moment serves.

use super::{answer, reasons, saved, work};
use crate::support::Sandbox;

#[test]
fn without_a_checkpoint_it_goes_by_the_last_commit() {
    let s = Sandbox::new();
    let told = answer(&s, "15:00:00", &[]);
    assert_eq!(told["since"]["event"], "commit");
    assert_eq!(told["command"], "git shipkit checkpoint --task 'TEXT'");
    for path in ["a", "b", "c"] {
        work(&s, path, "14:40:00");
    }
    let told = answer(&s, "15:00:00", &[]);
    let message = "3 files created or modified since the last commit (2 new)";
    assert_eq!(told["reasons"][0]["message"], message);
    let question = "Before we switch to x, should I save a checkpoint?";
    let told = answer(&s, "15:00:00", &["--switch-to", "x"]);
    assert_eq!(told["reasons"][0]["message"], question);
}

#[test]
fn without_any_commit_everything_is_new() {
    let s = Sandbox::init(&[]);
    let told = answer(&s, "15:00:00", &[]);
    assert_eq!(told["since"], serde_json::json!({"event": "nothing"}));
    for path in ["a", "b", "c"] {
        work(&s, path, "14:40:00");
    }
    assert_eq!(reasons(&s, "15:00:00", &[]), ["significant-progress"]);
}

#[test]
fn after_a_clear_it_goes_by_the_clearing() {
    let s = saved();
    for path in ["a", "b", "c"] {
        work(&s, path, "14:40:00");
    }
    assert_eq!(reasons(&s, "14:50:00", &[]), ["significant-progress"]);
    s.at("2025-01-27T14:50:00+00:00");
    let _ = s.shipkit(&["clear", "--no-progress"]).expect_code(0);
    let told = answer(&s, "15:00:00", &[]);
    assert_eq!(told["since"]["event"], "clear");
    assert_eq!(told["suggest"], false, "{told:#}");
    for path in ["a", "b", "e"] {
        work(&s, path, "14:55:00");
    }
    s.at("2025-01-27T14:56:00+00:00");
    s.sh("git add a e; git commit -qm 'After it'");
    let told = answer(&s, "15:00:00", &[]);
    assert_eq!(told["commits"], 1);
    assert_eq!(told["created"], serde_json::json!(["e"]));
    assert_eq!(told["modified"], serde_json::json!(["a", "b"]));
    let message = "1 commit since the checkpoint was cleared";
    assert_eq!(told["reasons"][0]["message"], message);
}

#[test]
fn a_named_checkpoint_has_its_own_time() {
    let s = saved();
    for path in ["a", "b", "c"] {
        work(&s, path, "14:40:00");
    }
    s.at("2025-01-27T14:45:00+00:00");
    let _ = s
        .shipkit(&["checkpoint", "auth", "--task", "Auth"])
        .expect_code(0);
    assert!(reasons(&s, "15:00:00", &["auth"]).is_empty());
    assert_eq!(reasons(&s, "15:00:00", &[]), ["significant-progress"]);
    let told = answer(&s, "15:00:00", &["auth"]);
    assert_eq!(told["command"], "git shipkit checkpoint auth");
}

#[test]
fn without_a_repository_it_says_so() {
    let s = Sandbox::empty();
    s.set("GIT_CEILING_DIRECTORIES", s.root().as_os_str());
    let _ = s.shipkit(&["suggest"]).refused(128, "not a git repository");
}
