//! What is typed is taken as it is written down in the manual, or refused
//! with a sentence that says what to type instead.

use crate::support::{Output, Sandbox};

/// One save with a file in it, and the words of a command after it.
fn after_a_save(arguments: &[&str]) -> Output {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.shipkit(arguments)
}

#[test]
fn verbs_are_called_verbs() {
    let _ = after_a_save(&["reusme"]).refused(129, "'reusme' is no verb");
    let _ = after_a_save(&[]).refused(129, "no verb was given");
    let json = after_a_save(&["reusme", "--json"]).expect_code(129).json();
    assert_eq!(json["message"], "'reusme' is no verb of git shipkit");
}

#[test]
fn a_progress_is_a_number_from_0_to_100() {
    for bad in ["250", "-1", "half", "1.5"] {
        let typed = format!("--progress={bad}");
        let _ =
            after_a_save(&["checkpoint", &typed]).refused(129, "not a whole number from 0 to 100");
    }
}

#[test]
fn an_empty_argument_is_refused() {
    for flag in ["--open", "--file", "--task-id", "--task", "--because"] {
        let mut typed = vec!["checkpoint", "--decision", "d", flag, " "];
        if flag != "--because" {
            typed.drain(1..3);
        }
        let _ = after_a_save(&typed).refused(129, flag);
    }
}

#[test]
fn lines_of_a_path_argument_may_have_a_column() {
    let s = Sandbox::new();
    s.write("a", "1\n2\n3\n");
    let _ = s
        .shipkit(&["checkpoint", "--task", "t", "--open", "a:2:1 note"])
        .expect_code(0);
    let shown = s.shipkit(&["show"]).expect_code(0);
    let _ = shown.says("1. `a` (line 2) — note\n");
}

#[test]
fn lines_that_cannot_be_are_told() {
    for bad in ["a:5-3", "a:0"] {
        let s = Sandbox::new();
        let _ = s
            .shipkit(&["checkpoint", "--task", "t", "--open", bad])
            .expect_code(0)
            .complains("no line or range");
        let _ = s.shipkit(&["show"]).expect_code(0).says("1. `a`\n");
    }
}

#[test]
fn an_empty_document_replaces_nothing() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let saved = s.read(".shipkit/checkpoint.md");
    let _ = s
        .shipkit_reading(&["checkpoint", "--from", "-"], Some(b" \n"))
        .refused(128, "is empty; nothing was saved");
    assert_eq!(s.read(".shipkit/checkpoint.md"), saved);
}

#[test]
fn a_dry_run_counts_what_it_would_pin() {
    let s = Sandbox::new();
    s.write("dir/b", "");
    let typed = [
        "checkpoint",
        "-n",
        "--task",
        "t",
        "--open",
        "a",
        "--open",
        "gone",
        "--open",
        "dir",
    ];
    let _ = s.shipkit(&typed).expect_code(0).says("and pin 1 file;");
}

#[test]
fn status_is_one_line_even_of_nothing() {
    let s = Sandbox::new();
    let said = s.shipkit(&["status"]).expect_code(3);
    assert_eq!(
        said.stdout,
        "No checkpoint found at .shipkit/checkpoint.md.\n"
    );
    let said = s.shipkit(&["status", "--porcelain"]).expect_code(3);
    assert_eq!(said.stdout, "version 1\nexit 3\n");
    let said = s.shipkit(&["status", "auth", "--porcelain"]).expect_code(3);
    assert_eq!(said.stdout, "version 1\nname auth\nexit 3\n");
    let said = s.shipkit(&["status", "--json"]).expect_code(3);
    assert_eq!(said.json()["kind"], "none");
}

#[test]
fn a_save_of_this_moment_has_no_age() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    let _ = s.shipkit(&["status"]).expect_code(0).says(", just saved, ");
}

#[test]
fn an_unreadable_clock_is_told_in_json_too() {
    let s = Sandbox::new();
    s.set("SHIPKIT_NOW", "yesterday");
    let told = s.shipkit(&["list", "--json"]).expect_code(128).json();
    assert_eq!(told["kind"], "error");
    assert_eq!(
        told["message"],
        "SHIPKIT_NOW is no RFC 3339 time: yesterday"
    );
}

#[test]
fn every_verb_has_a_short_and_a_long_help() {
    let s = Sandbox::new();
    for verb in &s.verbs() {
        let short = s.shipkit(&[verb, "-h"]).expect_code(0).stdout;
        let long = s.shipkit(&[verb, "--help"]).expect_code(0).stdout;
        assert!(long.len() > short.len(), "{verb} has nothing more to say");
        let has_many = ["diff", "hook", "check", "install", "uninstall"].contains(&verb.as_str());
        assert!(has_many || !short.contains("..."), "{short}");
        for line in short.lines().chain(long.lines()) {
            let is_json = line.starts_with("  {"); // cannot be folded
            let fits = line.chars().count() <= 80;
            assert!(is_json || fits, "{verb}: {line}");
        }
    }
    // git takes its '--help' for a manual page.
    let top = s.shipkit(&["-h"]).expect_code(0).stdout;
    assert!(!top.contains("(see more with '--help')"), "{top}");
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_an_error() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    for verb in ["show", "install git -n", "install node -n", "show -h"] {
        let line = format!("git-shipkit {verb} >/dev/full");
        let said = s.run("sh", &["-c", &line], None);
        let _ = said.refused(128, "cannot write the answer: No space left on device");
    }
    let said = s.run("sh", &["-c", "git shipkit show | true"], None);
    assert_eq!((said.code, said.stderr.as_str()), (0, ""));
}
