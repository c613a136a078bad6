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

/// The rows of the settings' table in `docs/settings.md`: the keys and the
/// defaults, in pairs.
fn documented() -> Vec<(String, String)> {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/settings.md");
    let text = std::fs::read_to_string(page).expect("the settings have a page");
    let table = text
        .lines()
        .skip_while(|line| !line.starts_with("| key | meaning | default |"));
    let rows = table.skip(2).take_while(|line| line.starts_with("| `"));
    let pairs = rows.flat_map(|row| {
        let cells: Vec<&str> = row.trim_matches(['|', ' ']).split(" | ").collect();
        let split = |at: usize| {
            cells[at]
                .split(", ")
                .map(|word| word.trim_matches('`').to_owned())
        };
        let (keys, defaults) = (split(0), split(cells.len() - 1));
        keys.zip(defaults).collect::<Vec<_>>()
    });
    pairs.collect()
}

#[test]
fn every_setting_has_its_row_and_every_row_is_a_setting() {
    let s = Sandbox::new();
    s.git(&["config", "shipkit.zzz", "1"]);
    let told = s.save(&["a"]).stderr;
    let known = told.split_once("(known: ").expect("they are told").1;
    let known = known.split_once(')').expect("the list ends").0;
    let mut known: Vec<&str> = known.split(", ").collect();
    let rows = documented();
    let mut keys: Vec<&str> = rows.iter().map(|(key, _)| key.as_str()).collect();
    known.sort_unstable();
    keys.sort_unstable();
    assert_eq!(keys, known);
    s.git(&["config", "--unset", "shipkit.zzz"]);
    for (key, default) in rows.iter().filter(|(key, _)| key != "editor") {
        s.git(&["config", &format!("shipkit.{key}"), default]);
    }
    let said = s.save(&["a"]);
    assert_eq!(said.stderr, "", "each default is a value that can be used");
}

#[test]
fn the_manual_tells_the_same_defaults() {
    let s = Sandbox::new();
    let manual = s.shipkit(&["help", "man"]).expect_code(0).stdout;
    let manual = manual
        .replace("\\-", "-")
        .replace("\\*(Aq", "'")
        .replace("\\(aq", "'");
    for (key, default) in documented() {
        let told = format!("shipkit.{key} ({default})");
        assert!(manual.contains(&told), "the manual lacks {told}");
    }
}
