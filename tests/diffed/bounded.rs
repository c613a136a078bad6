//! A diff that would take too much memory is left out and told, with the command
//! that shows it; the others are shown.

use super::seen;
use crate::support::Sandbox;
use serde_json::Value;

/// More lines than are compared.
const MANY: u32 = 250_001;

/// A file that is too long, one of as many lines as are compared, and a small
/// one; all have changed.
fn edited() -> Sandbox {
    let s = Sandbox::init(&[]);
    s.sh(&format!(
        "mkdir 'a b'; seq {MANY} >'a b/long'; seq {} >most; echo one >small
         git add .; git commit -qm all; CP 'a b/long' most small
         sed -i s/^77$/x/ 'a b/long' most; echo two >small",
        MANY - 1
    ));
    s
}

fn blob(s: &Sandbox, path: &str) -> String {
    s.sh(&format!("git rev-parse 'HEAD:{path}'"))
        .trim()
        .to_owned()
}

#[track_caller]
fn has_the_others(text: &str) {
    for part in ["one", "two", "77"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn a_text_that_is_too_large_is_left_out_and_told() {
    let s = edited();
    let command = format!("git diff {} -- 'a b/long'", blob(&s, "a b/long"));
    let told = format!(
        "a b/long: too large to compare, more than 8 MiB or 250,000 lines; to see it:\n  {command}\n"
    );
    let diff = s.shipkit(&["diff"]).expect_code(0).stdout;
    let (patch, rest) = diff.split_at(diff.len() - told.len());
    assert_eq!(rest, told);
    assert_eq!(patch, s.sh("git diff most small"));
    assert_eq!(s.sh(&command), s.sh("git diff 'a b/long'"));
    for words in [
        &["diff"][..],
        &["--color=always", "diff"],
        &["resume", "--diff"],
    ] {
        let shown = s.run(
            "env",
            &[&["GIT_PAGER_IN_USE=1", "git", "shipkit"], words].concat(),
            None,
        );
        has_the_others(&shown.stdout);
        assert!(
            shown.stdout.contains("too large to compare, more"),
            "{shown}"
        );
    }
    let stat = s.shipkit(&["diff", "--stat"]).expect_code(0).stdout;
    assert!(stat.contains(" most ") && stat.ends_with(&told), "{stat}");
    s.sh("git config shipkit.diff git");
    let shown = seen(&s, &["diff"]);
    assert!(
        shown.starts_with("diff --git ") && shown.ends_with(&told),
        "{shown}"
    );
}

#[test]
fn its_name_is_never_left_out() {
    let s = edited();
    let names = s.shipkit(&["diff", "--name-only"]).expect_code(0).stdout;
    assert_eq!(names, "a b/long\nmost\nsmall\n");
}

#[test]
fn programs_are_told_what_is_left_out() {
    let s = edited();
    let answer = s.shipkit(&["diff", "--json"]).expect_code(0).json();
    let left_out: &Value = &answer["leftOut"][0];
    assert_eq!(left_out["path"], "a b/long");
    let command = left_out["command"].as_str().expect("a command");
    assert_eq!(s.sh(command), s.sh("git diff 'a b/long'"));
    has_the_others(answer["text"].as_str().expect("a text"));
    let answer = s.shipkit(&["diff", "--json", "--", "small"]).json();
    assert_eq!(answer.get("leftOut"), None);
}

#[test]
fn the_command_is_one_for_where_it_is_asked() {
    let s = edited();
    s.sh("mkdir sub");
    let below = s.sh("cd sub; git shipkit diff");
    let command = below.lines().last().expect("a command").trim();
    assert!(command.ends_with(" -- '../a b/long'"), "{command}");
    assert_eq!(
        s.sh(&format!("cd sub; {command}")),
        s.sh("git diff 'a b/long'")
    );
}

#[test]
fn of_a_file_that_is_gone_its_text_is_shown() {
    let s = edited();
    s.sh("rm 'a b/long'");
    let shown = s.shipkit(&["diff"]).stdout;
    let command = format!("git show {}", blob(&s, "a b/long"));
    assert!(
        shown.ends_with(&format!("to see it:\n  {command}\n")),
        "{shown}"
    );
}

#[test]
fn bytes_that_are_no_lines_count_too() {
    let s = Sandbox::init(&[]);
    s.sh("head -c 8388609 /dev/zero >zero; git add .; git commit -qm all; CP zero; echo >>zero");
    let shown = s.shipkit(&["diff"]).expect_code(0).stdout;
    assert!(
        shown.starts_with("zero: too large to compare, more"),
        "{shown}"
    );
}

#[test]
fn the_command_means_that_file_whatever_it_is_called() {
    let s = Sandbox::init(&[]);
    s.write(":x", "\n".repeat(250_001));
    s.write("a\tb", "\n".repeat(250_001) + "b");
    s.write("x", "another\n");
    s.sh("git add .; git commit -qm all; CP ./:x; echo >>:x; echo >>'a\tb'; echo >>x");
    let shown = s.shipkit(&["diff"]).expect_code(0).stdout;
    let command = shown.lines().last().expect("a command").trim();
    assert_eq!(s.sh(command), s.sh("git diff -- ./:x"));
    let blob = s.sh("git hash-object 'a\tb'");
    s.sh("CP 'a\tb'; echo >>'a\tb'");
    let shown = s.shipkit(&["diff"]).expect_code(0).stdout;
    assert!(shown.ends_with(&format!("\n  git show {blob}")), "{shown}");
}
