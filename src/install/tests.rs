//! Whose a file is, to the byte, and that a plan is carried out as shown.

use super::mark::{Whose, marked, whose};
use super::{Place, Plan, Target, write};
use std::fs;
use std::path::{Path, PathBuf};

const BODY: &str = "module.exports = {};\n";

fn ours(version: &str) -> Whose {
    Whose::Ours {
        version: version.to_owned(),
    }
}

#[test]
fn a_file_is_ours_whatever_its_line_endings() {
    let file = marked(Target::Node, "0.0.9", BODY);
    // What `git hash-object` says of the body.
    let check = "f053ebf7976e3726d11f3c03fade2170903889a5";
    assert_eq!(
        file,
        format!(
            "// Written by git-shipkit 0.0.9 (check {check}); \
             'git shipkit uninstall node' removes it.\nmodule.exports = {{}};\n"
        )
    );
    assert_eq!(whose(Target::Node, file.as_bytes()), ours("0.0.9"));
    let crlf = file.replace('\n', "\r\n");
    assert_eq!(whose(Target::Node, crlf.as_bytes()), ours("0.0.9"));
}

#[test]
fn whatever_is_changed_makes_it_somebody_elses() {
    let file = marked(Target::Python, "0.1.0", "import json\n");
    // The check covers all but the version itself.
    let version = file.find("0.1.0").expect("it is named");
    for at in (0..version).chain(version + 5..file.len()) {
        let mut edited = file.clone().into_bytes();
        edited[at] ^= 1;
        let whose = whose(Target::Python, &edited);
        assert!(
            matches!(whose, Whose::Edited | Whose::Others),
            "byte {at}: {whose:?}"
        );
    }
    for edited in [
        format!("{file}\n"),
        format!("\n{file}"),
        format!("\u{feff}{file}"),
        file.trim_end().to_owned(),
        file.replace("0.1.0", "0.1.0 "),
        file.lines().next().expect("a first line").to_owned(),
    ] {
        assert_ne!(whose(Target::Python, edited.as_bytes()), ours("0.1.0"));
    }
    assert_eq!(whose(Target::Node, file.as_bytes()), Whose::Others);
    assert_eq!(whose(Target::Node, b""), Whose::Others);
    assert_eq!(whose(Target::Node, b"\xff\n"), Whose::Others);
}

/// The plan for Python in a directory that stands for a work tree.
fn planned(dir: &Path) -> (Place, Plan) {
    let place = Place::new(dir, dir, ".").expect("it is its own work tree");
    let plan = Plan::install(&place, Target::Python).expect("nothing needs to be read");
    (place, plan)
}

fn work_tree() -> (tempfile::TempDir, PathBuf) {
    let temporary = tempfile::tempdir().expect("a temporary directory");
    let dir = temporary.path().canonicalize().expect("it is there");
    (temporary, dir)
}

#[test]
fn what_came_since_the_plan_was_made_is_not_written_over() {
    let (_temporary, dir) = work_tree();
    let (_, plan) = planned(&dir);
    let file = dir.join("checkpoint_manager.py");
    fs::write(&file, "mine\n").expect("a file can be written");
    let refused = plan.carry_out().expect_err("somebody's file came");
    assert_eq!(
        refused.to_string(),
        "the files changed meanwhile; nothing was written"
    );
    assert_eq!(fs::read(&file).expect("it is there"), b"mine\n");
}

#[test]
fn what_was_edited_since_the_plan_was_made_is_not_removed() {
    let (_temporary, dir) = work_tree();
    let (place, plan) = planned(&dir);
    plan.carry_out().expect("it can be written");
    let plan = Plan::uninstall(&place, Target::Python);
    let file = dir.join("checkpoint_manager.py");
    let mut bytes = fs::read(&file).expect("it is there");
    bytes.extend(b"# mine\n");
    fs::write(&file, &bytes).expect("a file can be written");
    assert!(plan.carry_out().is_err());
    assert_eq!(fs::read(&file).expect("it is there"), bytes);
}

#[test]
fn two_who_do_the_same_at_once_both_succeed() {
    let (_temporary, dir) = work_tree();
    let place = Place::new(&dir, &dir, ".").expect("it is its own work tree");
    let file = dir.join("checkpoint-manager.d.ts");
    let install = || Plan::install(&place, Target::Node).expect("there is no package.json");
    let uninstall = || Plan::uninstall(&place, Target::Node);

    let (one, another) = (install(), install());
    one.carry_out().expect("it can be written");
    fs::remove_file(&file).expect("as if it was not there yet");
    another.carry_out().expect("the rest is as it should be");
    // Past the last look.
    write::all(&dir, &one.steps).expect("the same is there");
    assert!(!install().changes());

    let (one, another) = (uninstall(), uninstall());
    fs::remove_file(&file).expect("it was there");
    another.carry_out().expect("the rest goes");
    write::all(&dir, &one.steps).expect("they are gone");
    assert_eq!(uninstall().steps, []);
}
