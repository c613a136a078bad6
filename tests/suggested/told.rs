//! How it is told: text, exit codes, settings.

use super::{reasons, saved, work};

#[test]
fn nothing_is_told_with_its_age() {
    let s = saved();
    s.at("2025-01-27T14:34:10+00:00");
    let said = s.shipkit(&["suggest", "--exit-code"]).expect_code(0);
    assert_eq!(said.stdout, "Nothing to suggest: saved 4 minutes ago.\n");
    work(&s, "a", "14:40:00");
    s.at("2025-01-27T14:41:00+00:00");
    let said = s.shipkit(&["suggest"]).expect_code(0);
    let facts = "saved 11 minutes ago; 1 file modified and 9 minutes of work since";
    assert_eq!(said.stdout, format!("Nothing to suggest: {facts}.\n"));
    assert_eq!(s.shipkit(&["suggest", "-q"]).stdout, "");
    s.at("2025-01-27T12:30:00+00:00");
    let _ = s
        .shipkit(&["suggest"])
        .says("the last save is dated 2 hours in the future; check the clock");
}

#[test]
fn a_suggestion_asks_tells_why_and_what_to_type() {
    let s = saved();
    for path in ["a", "b", "e", "src/f"] {
        s.sh("mkdir -p src");
        work(&s, path, "14:40:00");
    }
    s.at("2025-01-27T14:41:00+00:00");
    let said = s.shipkit(&["suggest", "--exit-code", "--tests-passed"]);
    assert_eq!(
        said.clone().expect_code(1).stdout,
        "Before we continue, should I save a checkpoint?\n\
         - the tests pass\n\
         - 4 files created or modified since the last save (2 new)\n  \
           new: e, src/f\n  \
           modified: a, b\n\
         \n\
         To save: git shipkit checkpoint\n"
    );
    let said = s.shipkit(&["suggest", "--json", "--exit-code"]);
    assert_eq!(said.expect_code(1).json()["suggest"], true);
}

#[test]
fn thresholds_are_settings() {
    let s = saved();
    work(&s, "a", "14:40:00");
    s.sh("mkdir -p .shipkit; echo 'suggestFiles = 1' >.shipkit/config.toml");
    assert_eq!(reasons(&s, "14:41:00", &[]), ["significant-progress"]);
    s.git(&["config", "shipkit.suggestFiles", "2"]);
    assert!(reasons(&s, "14:41:00", &[]).is_empty(), "git's own wins");
    s.git(&["config", "shipkit.suggestMinutes", "9"]);
    s.git(&["config", "shipkit.suggestContext", "50"]);
    assert_eq!(
        reasons(&s, "14:41:00", &["--context-used", "50"]),
        ["context-at-risk", "long-session"]
    );
    for (key, value, wanted) in [
        (
            "suggestMinutes",
            "soon",
            "a number of minutes from 1 to 10000",
        ),
        ("suggestFiles", "0", "a number of files from 1 to 10000"),
        ("suggestContext", "101", "a number of percent from 1 to 100"),
    ] {
        s.git(&["config", &format!("shipkit.{key}"), value]);
        let told = format!("'{}' is '{value}', not {wanted}", key.to_lowercase());
        let _ = s.shipkit(&["suggest"]).complains(&told).expect_code(0);
    }
}

#[test]
fn names_that_steer_a_terminal_do_not() {
    let s = saved();
    s.sh(
        "for n in 1 2 3; do printf x >\"$(printf \"n\\033[2J$n\")\"; done
          touch -d 2025-01-27T14:40:00Z n*",
    );
    s.at("2025-01-27T14:41:00+00:00");
    let said = s.shipkit(&["suggest", "--switch-to", "a\u{1b}[2Jb\nc"]);
    assert!(!said.stdout.contains('\u{1b}'), "{said}");
    assert_eq!(said.stdout.lines().count(), 5, "{said}");
}

#[test]
fn too_many_new_files_are_told_and_not_counted() {
    let s = saved();
    work(&s, "a", "14:40:00");
    s.sh("mkdir many; cd many; long=$(printf '%0200d' 0)
          seq 6000 | sed \"s/.*/$long-&/\" | xargs touch -d 2025-01-27T14:40:00Z");
    s.at("2025-01-27T14:41:00+00:00");
    let said = s.shipkit(&["suggest"]).expect_code(0);
    let why = "there are too many new files to look at";
    let said = said.complains(&format!("warning: not everything was looked at: {why}\n"));
    assert!(said.stdout.contains("1 file modified"), "{said}");
    let told = s.shipkit(&["suggest", "--json"]).expect_code(0).json();
    assert_eq!(told["unseen"], why);
    assert_eq!(told["created"], serde_json::json!([]));
}

#[test]
fn a_count_that_was_cut_is_told_as_one() {
    let s = saved();
    s.sh("seq -f new%g 1001 | xargs touch -d 2025-01-27T14:40:00Z");
    s.at("2025-01-27T14:41:00+00:00");
    let said = s.shipkit(&["suggest"]).expect_code(0);
    let _ = said
        .says("- at least 1000 files created since the last save\n")
        .says(", and at least 995 more\n");
    s.git(&["config", "shipkit.suggestFiles", "5000"]);
    s.git(&["config", "shipkit.suggestMinutes", "5000"]);
    let _ = s
        .shipkit(&["suggest"])
        .says("; at least 1000 files created");
}
