//! Settings: git's configuration wins over the team's file, that over what is
//! built in; what cannot be used is told and harms nothing.

use crate::support::Sandbox;

/// The numbers of the history, newest first.
fn numbers(s: &Sandbox) -> Vec<u64> {
    let log = s.shipkit(&["log", "--json"]).expect_code(0).json();
    let entries = log["entries"].as_array().expect("a list").clone();
    entries
        .iter()
        .filter_map(|entry| entry["id"].as_u64())
        .collect()
}

#[test]
fn a_history_is_bounded_and_its_numbers_rise_for_ever() {
    let s = Sandbox::new();
    s.git(&["config", "shipkit.history", "3"]);
    for _ in 0..5 {
        let _ = s.save(&["a"]);
    }
    assert_eq!(numbers(&s), [5, 4, 3]);
    let _ = s.shipkit(&["clear", "-y"]).expect_code(0);
    let _ = s.save(&["a"]);
    assert_eq!(numbers(&s), [6, 5, 4]);
    let _ = s.shipkit(&["restore", "1"]).expect_code(3);
}

#[test]
fn gits_configuration_wins_over_the_teams() {
    let s = Sandbox::new();
    s.sh("mkdir .shipkit; echo 'history = 2' >.shipkit/config.toml");
    for _ in 0..3 {
        let _ = s.save(&["a"]);
    }
    assert_eq!(numbers(&s), [3, 2]);
    let _ = s.run(
        "git",
        &["-c", "shipkit.history=1", "shipkit", "checkpoint"],
        None,
    );
    assert_eq!(numbers(&s), [4]);
}

#[test]
fn a_file_above_the_teams_limit_is_pinned_by_hash_only() {
    let s = Sandbox::new();
    s.sh("mkdir .shipkit; echo 'maxFileSize = \"1k\"' >.shipkit/config.toml");
    s.write("big", "x".repeat(2000));
    let _ = s.save(&["big"]).says("- big: it is larger than 1 KiB");
    assert!(!s.has_object(&s.blob_id(&"x".repeat(2000))));
    assert_eq!(s.check().verdict("big"), "unchanged");
    s.write("big", "y".repeat(2000));
    assert_eq!(s.check().verdict("big"), "modified");
}

#[test]
fn what_cannot_be_used_is_told_and_not_fatal() {
    let s = Sandbox::new();
    s.git(&["config", "shipkit.histroy", "3"]);
    s.git(&["config", "shipkit.durability", "none"]);
    let said = s.save(&["a"]);
    let _ = said
        .complains("unknown key 'histroy'")
        .complains("'durability' is 'none'");
    s.write(".shipkit/config.toml", "history = = 2\n");
    let _ = s
        .shipkit(&["status"])
        .refused(128, ".shipkit/config.toml:1");
}
