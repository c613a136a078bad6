//! Each example is run, crashes in the middle, and is run again.

use crate::support::{Output, Sandbox};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// Where the examples are. `cargo test` has built them; where a single test
/// binary was asked for, nobody has.
static EXAMPLES: LazyLock<PathBuf> = LazyLock::new(|| {
    let program = Path::new(env!("CARGO_BIN_EXE_git-shipkit"));
    let built = program.parent().expect("it lies in a directory");
    let profile = match built.file_name().and_then(|name| name.to_str()) {
        Some("debug") | None => "dev",
        Some(other) => other,
    };
    let said = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args([
            "build",
            "--quiet",
            "--offline",
            "--examples",
            "--profile",
            profile,
        ])
        .arg("--target-dir")
        .arg(built.parent().expect("a profile has its directory"))
        .output()
        .expect("cargo can be run");
    assert!(
        said.status.success(),
        "{}",
        String::from_utf8_lossy(&said.stderr)
    );
    built.join("examples")
});

/// Runs an example.
#[track_caller]
fn run(s: &Sandbox, example: &str, arguments: &[&str]) -> Output {
    let example = EXAMPLES.join(example);
    s.run(example.to_str().expect("it is UTF-8"), arguments, None)
}

/// Runs an example that is to crash.
#[track_caller]
fn crash(s: &Sandbox, example: &str, arguments: &[&str]) {
    let _ = run(s, example, arguments).expect_code(-1);
}

fn shown(s: &Sandbox, words: &[&str]) -> Value {
    let said = s.shipkit(&[&["show", "--json"], words].concat());
    said.expect_code(0).json()
}

fn is_cleared(s: &Sandbox, words: &[&str]) {
    let _ = s.shipkit(&[&["show"], words].concat()).expect_code(3);
}

#[test]
fn a_long_task_goes_on_with_the_next_chapter() {
    let s = Sandbox::new();
    crash(&s, "long_task", &["--chapters", "2", "--crash"]);
    assert_eq!(s.read("manual/resume.md"), "# How t");
    let saved = shown(&s, &[]);
    assert_eq!(saved["progress"], 40);
    assert_eq!(saved["completed"][1]["files"], json!(["manual/save.md"]));
    let check = s.check().expect_code(0);
    assert_eq!(check.verdict("manual/save.md"), "unchanged");
    assert_eq!(check.verdict("manual/install.md"), "unchanged");

    let _ = run(&s, "long_task", &["--chapters", "1"])
        .expect_code(0)
        .says("2 chapters are there. Next: Write resume\nWrote manual/resume.md\n");
    assert_eq!(s.read("manual/resume.md"), "# How to resume\n");
    let said = run(&s, "long_task", &[]).expect_code(0);
    assert_eq!(
        said.stdout,
        "3 chapters are there. Next: Write names\nWrote manual/names.md\n\
         Wrote manual/history.md\nThe manual is written.\n"
    );
    is_cleared(&s, &[]);
}

#[test]
fn a_batch_counts_nothing_twice() {
    let s = Sandbox::new();
    crash(&s, "batch", &["--crash-at", "437"]);
    let saved = shown(&s, &[]);
    assert_eq!(saved["context"], json!({"done": 430, "sum": 430 * 431 / 2}));
    assert_eq!(saved["progress"], 43);

    let _ = run(&s, "batch", &["--fail-at", "655"])
        .expect_code(1)
        .says("Going on after item 430 of 1000\n")
        .complains("item 655 cannot be read");
    let saved = shown(&s, &[]);
    assert_eq!(saved["blockers"], "item 655 cannot be read");
    assert_eq!(saved["context"]["done"], 654);

    let said = run(&s, "batch", &[]).expect_code(0);
    assert_eq!(
        said.stdout,
        "Going on after item 654 of 1000\nAll 1000 items are done; they come to 500500\n"
    );
    is_cleared(&s, &[]);
}

#[test]
fn a_deployment_knows_the_step_that_was_under_way() {
    let s = Sandbox::new();
    crash(&s, "deployment", &["--crash-in", "push"]);
    let saved = shown(&s, &[]);
    assert_eq!(saved["context"], json!({"done": 1, "begun": true}));
    assert_eq!(saved["lastAction"], "Began push");

    let _ = run(&s, "deployment", &["--fail-in", "migrate"])
        .expect_code(1)
        .says("Going on: push comes again\npush: done\nupdate: done\n");
    let saved = shown(&s, &[]);
    assert_eq!(saved["priority"], "high");
    let why = "migrate failed: the server does not answer";
    assert_eq!(saved["blockers"], why);

    let _ = run(&s, "deployment", &[])
        .expect_code(0)
        .says("Going on: migrate comes again\n")
        .says(&format!("It had stopped because {why}\n"))
        .says("Deployed.\n");
    assert_eq!(
        s.read("deployment.log"),
        "build\npush\npush\nupdate\nmigrate\nmigrate\nverify\n"
    );
    is_cleared(&s, &[]);
}

#[test]
fn pages_are_neither_torn_nor_there_twice() {
    let s = Sandbox::new();
    let name = &["pages"];
    crash(&s, "pages", &["--crash-on", "7"]);
    assert_eq!(shown(&s, name)["context"]["page"], 7);
    assert!(!s.read("pages.txt").ends_with('\n'), "page 7 is torn");
    crash(&s, "pages", &["--crash-on", "7"]);
    let _ = run(&s, "pages", &["--fail-on", "12"])
        .expect_code(1)
        .says("Going on with page 7\n");
    assert_eq!(shown(&s, name)["blockers"], "page 12 timed out");
    let said = run(&s, "pages", &[]).expect_code(0);
    assert_eq!(
        said.stdout,
        "Going on with page 12\nAll 20 pages are in pages.txt\n"
    );
    let rows =
        (1..=20).flat_map(|page| (1..=3).map(move |row| format!("page {page}, row {row}\n")));
    assert_eq!(s.read("pages.txt"), rows.collect::<String>());
    is_cleared(&s, name);
}

/// Another task's checkpoint is no reason to go on in its middle.
#[test]
fn another_tasks_save_is_not_taken_for_ones_own() {
    let s = Sandbox::new();
    crash(&s, "batch", &["--crash-at", "30"]);
    crash(&s, "deployment", &["--crash-in", "build"]);
    assert_eq!(shown(&s, &[])["taskId"], "deployment");
    let log = s.shipkit(&["log", "--json"]).json();
    assert_eq!(log["entries"][1]["taskId"], "batch", "{log:#}");
    crash(&s, "batch", &["--crash-at", "5"]);
    let said = run(&s, "batch", &[]).expect_code(0);
    assert!(!said.stdout.contains("Going on"), "{said}");
}
