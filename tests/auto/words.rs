//! The words are older than an automatic save: what it pinned anew is told.

use super::{auto, saved, words, work};
use crate::support::Sandbox;

/// A checkpoint of which `b` is told too, and `b` changed before an automatic
/// save at 15:30.
fn older() -> Sandbox {
    let s = saved();
    s.at("2025-01-27T14:40:00+00:00");
    let _ = s
        .shipkit(&["checkpoint", "--done", "Look at `b`"])
        .expect_code(0);
    work(&s, "15:00:00", "sed -i 8s/.*/eight/ b");
    s.at("2025-01-27T15:30:00+00:00");
    let _ = auto(&s);
    s
}

const LAST: &str =
    "The last save was automatic; the last in words is of 2025-01-27 14:40 (50 minutes ago).";

fn brief(s: &Sandbox) -> String {
    s.shipkit(&["resume", "--brief"]).expect_code(0).stdout
}

#[test]
fn a_file_that_changed_since_the_words_is_never_skipped() {
    let s = older();
    let told = brief(&s);
    assert!(told.contains(LAST), "{told}");
    let line = "SKIM unchanged since the automatic save, changed since the words of 2025-01-27 14:40: `b`\n";
    assert!(told.contains(line), "{told}");
    assert!(!told.contains("SKIP"), "{told}");
    assert!(
        told.contains("but 1 file changed after its words"),
        "{told}"
    );
}

#[test]
fn a_resume_and_a_status_tell_it_too() {
    let s = older();
    let told = s.shipkit(&["resume"]).expect_code(0).stdout;
    let start = format!("Resuming from recent checkpoint\n{LAST}\n");
    assert!(told.starts_with(&start), "{told}");
    let part = "\nNothing the checkpoint references has changed since the automatic save.\n\n\
                Changed between its words of 2025-01-27 14:40 and the automatic save:\n- b\n";
    assert!(told.contains(part), "{told}");
    let told = s.shipkit(&["resume", "--check"]).expect_code(0).stdout;
    assert!(told.contains("automatic save:\n- b\n"), "{told}");
    let told = s.shipkit(&["status"]).expect_code(0).stdout;
    let end = "nothing changed since, 1 file changed between its words (50 minutes old) and an automatic save\n";
    assert!(told.ends_with(end), "{told}");
    let told = s.shipkit(&["status", "--porcelain"]).expect_code(0).stdout;
    let keys = "\nautomatic 1\nwords-at 2025-01-27T14:40:01+00:00\n";
    assert!(told.contains(keys), "{told}");
    let told = s.shipkit(&["resume", "--json"]).expect_code(0).json();
    assert_eq!(told["automatic"]["changed"], serde_json::json!(["b"]));
    assert_eq!(told["automatic"]["wordsAt"], "2025-01-27T14:40:01+00:00");
}

#[test]
fn what_a_pull_brought_is_no_work_and_told_all_the_same() {
    let s = saved();
    s.at("2025-01-27T14:40:00+00:00");
    let _ = s
        .shipkit(&["checkpoint", "--done", "Look at `b`"])
        .expect_code(0);
    s.sh(
        "git checkout -qb other; echo x >>b; git commit -qam x; git checkout -q -; \
          touch -d 2025-01-27T13:00:00Z b; git merge -q --ff-only other",
    );
    s.at("2025-01-27T15:30:00+00:00");
    let _ = s.shipkit(&["checkpoint", "--auto"]).expect_code(0);
    assert!(brief(&s).contains("changed since the words of 2025-01-27 14:40: `b`"));
}

#[test]
fn an_edit_that_only_the_machine_saved_hides_nothing() {
    let s = older();
    let edited = s.document().replace("Look at `b`", "Look at `b` twice");
    s.write(super::DOCUMENT, edited);
    work(&s, "15:35:00", "sed -i 9s/.*/nine/ b");
    s.at("2025-01-27T15:40:00+00:00");
    let _ = auto(&s);
    assert!(brief(&s).contains("changed since the words of 2025-01-27 14:40: `b`"));
    assert!(words(&s).contains("twice"));
}

#[test]
fn a_part_that_somebody_made_their_own_hides_nothing() {
    let s = older();
    let edited = s.document().replace("- Changed: `b`", "- I changed: `b`");
    s.write(super::DOCUMENT, edited);
    s.at("2025-01-27T15:40:00+00:00");
    let _ = auto(&s);
    assert!(
        brief(&s).contains("changed since the words of 2025-01-27 14:40: `b`"),
        "{}",
        brief(&s)
    );
}

#[test]
fn a_restored_automatic_save_is_one() {
    let s = older();
    let _ = s.shipkit(&["checkpoint", "--next", "Seven"]).expect_code(0);
    assert!(!brief(&s).contains("automatic"), "{}", brief(&s));
    let _ = s.shipkit(&["restore", "3"]).expect_code(0);
    assert!(brief(&s).contains(LAST), "{}", brief(&s));
}

#[test]
fn who_updates_takes_the_files_as_they_are() {
    let s = older();
    s.sh("echo y >>b");
    let _ = s.shipkit(&["resume", "--update"]).expect_code(0);
    let told = brief(&s);
    assert!(
        !told.contains("was automatic") && told.contains("SKIP unchanged: `b`"),
        "{told}"
    );
}

#[test]
fn where_nobody_said_anything_that_is_told() {
    let s = Sandbox::new();
    s.at("2025-01-27T13:00:00+00:00");
    s.sh("seq 1 10 >a; git add .; git commit -qm Count");
    work(&s, "15:00:00", "echo x >>a");
    s.at("2025-01-27T15:30:00+00:00");
    let _ = auto(&s);
    assert!(brief(&s).contains("was automatic; nobody has put it into words.\n"));
}

/// Somebody saves again and says nothing: what is told of the work since the
/// words stays.
#[test]
fn a_save_without_words_keeps_what_is_told_since_them() {
    let s = older();
    let _ = s.shipkit(&["checkpoint"]).expect_code(0);
    assert!(!brief(&s).contains("was automatic"));
    let before = words(&s);
    s.at("2025-01-27T15:50:00+00:00");
    let _ = auto(&s).says("Nothing has changed");
    assert_eq!(words(&s), before);
}

/// Nobody says that it was edited, and only the history outlives the file.
#[test]
fn a_state_that_somebody_edited_in_the_record_is_saved() {
    let s = Sandbox::new();
    s.write("s.json", r#"{"taskName": "Move", "blockers": "x\ny"}"#);
    let _ = s
        .shipkit(&["checkpoint", "--state", "s.json"])
        .expect_code(0);
    let _ = auto(&s).says("Nothing has changed");
    s.sh(r#"sed -i 's/^state = .*/state = "{\\"progress\\":90}"/' .shipkit/checkpoint.md"#);
    let _ = auto(&s).says("Checkpoint saved.");
    let entries = s.shipkit(&["log", "--json"]).expect_code(0).json();
    assert_eq!(entries["entries"][0]["progress"], 90);
}
