//! Every kind of repository, and every state git can leave one in: the program
//! lives in it as anywhere, its verdicts are git's, and git never notices it.

mod damaged;
mod environment;
mod formats;
mod hooks;
mod in_progress;
mod partial;
mod places;
mod reftable;
mod submodules;
mod to_the_letter;
mod worktrees;

use crate::support::{Report, Sandbox};
use std::collections::BTreeMap;

/// Lives through a whole life of a checkpoint of the text file `path`: saved,
/// checked, the file edited and mended, cleared and brought back. Each verdict
/// is git's own, and the sandbox watches that nothing of the user's changes.
#[track_caller]
fn assert_lives(s: &Sandbox, path: &str) {
    let before = s.read(path);
    let _ = s.save(&[path]);
    assert_eq!(agreed(s).code, 0);
    s.write(path, format!("{before}edited\n"));
    assert_eq!(agreed(s).code, 1);
    s.write(path, &before);
    assert_eq!(agreed(s).code, 0);
    let _ = s.shipkit(&["clear", "-y", "--no-progress"]).expect_code(0);
    let _ = s.shipkit(&["resume"]).expect_code(3);
    let _ = s.shipkit(&["restore"]).expect_code(0);
    assert_eq!(agreed(s).code, 0);
}

/// What `resume --check` answers, once it is known to be what git says.
#[track_caller]
fn agreed(s: &Sandbox) -> Report {
    let report = s.check();
    let git = git_says(s);
    for file in report.json["files"].as_array().expect("files is a list") {
        let path = file["path"].as_str().expect("a path is text");
        let ours = report.verdict(path);
        // A private index does not know what a sparse checkout leaves out.
        if let Some(theirs) = git.get(path).filter(|_| ours != "sparse") {
            assert_eq!(ours, *theirs, "{path}: ours is not what git says");
        }
    }
    report
}

/// What git says of every pinned file: the pins as an index of their own,
/// compared with the work tree. Nothing of a file that has no blob in its pin.
#[track_caller]
fn git_says(s: &Sandbox) -> BTreeMap<String, &'static str> {
    let top = s.git(&["rev-parse", "--show-toplevel"]);
    let index = s.root().join("pins.index");
    let mut entries = String::new();
    let mut said = BTreeMap::new();
    for (path, pin) in pins(&s.read(&format!("{top}/.shipkit/checkpoint.md"))) {
        if let (Some(mode), Some(blob)) = (pin.get("mode"), pin.get("blob")) {
            let text = |value: &toml::Value| value.as_str().unwrap_or_default().to_owned();
            let entry = [&text(mode), " ", &text(blob), "\t", &path, "\0"];
            entries.extend(entry);
            said.insert(path, "unchanged");
        }
    }
    let aside = |arguments: &[&str], input: Option<&str>| {
        let variable = format!("GIT_INDEX_FILE={}", index.display());
        let mut all = vec![variable.as_str(), "git"];
        all.extend(arguments);
        s.run("env", &all, input.map(str::as_bytes))
    };
    let _ = aside(&["update-index", "-z", "--index-info"], Some(&entries)).expect_code(0);
    let _ = aside(&["update-index", "-q", "--refresh"], None);
    let raw = aside(&["diff-files", "-z", "--ignore-submodules=dirty"], None).expect_code(0);
    let mut fields = raw.stdout.split('\0');
    while let (Some(what), Some(path)) = (fields.next(), fields.next()) {
        let modes: Vec<&str> = what.trim_start_matches(':').split(' ').collect();
        let verdict = match (modes.last(), modes[0] == modes[1]) {
            (Some(&"D"), _) => "deleted",
            (Some(&"T"), _) => "type-changed",
            (_, true) => "modified",
            (_, false) => "mode-changed",
        };
        said.insert(path.to_owned(), verdict);
    }
    std::fs::remove_file(index).expect("git has written it");
    said
}

/// The pins of a document's record, by path.
fn pins(document: &str) -> toml::Table {
    let (_, record) = document.split_once("<!-- git-shipkit\n").expect("a record");
    let (record, _) = record.split_once("-->").expect("the record ends");
    let record: toml::Table = record.parse().expect("the record is TOML");
    let files = record.get("files").and_then(toml::Value::as_table);
    files.cloned().unwrap_or_default()
}
