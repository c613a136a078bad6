//! A document is brought up to date by numbers and paths alone, in whatever
//! form they are written, and what is shown first is what is written.

mod every_form;
mod readable;
mod shown;

use crate::forms::fixtures;
use crate::support::Sandbox;
use git_shipkit::document::Catalog;
use git_shipkit::model::RepoPath;
use std::fs;

/// The paths of the files that the documents of all forms are about.
fn paths() -> Vec<String> {
    let list = fs::read_to_string(fixtures().join("files.txt")).expect("it is there");
    list.lines().map(str::to_owned).collect()
}

fn catalog(paths: impl Iterator<Item = String>) -> Catalog {
    Catalog::new(paths.filter_map(|path| RepoPath::new(path).ok()))
}

/// A repository with those files, 200 lines each, no two alike.
fn shop() -> Sandbox {
    let s = Sandbox::init(&[]);
    for path in paths() {
        let lines: Vec<String> = (1..=200).map(|n| format!("{path} {n}\n")).collect();
        s.write(&path, lines.concat());
    }
    s
}

/// Commits everything.
fn commit(s: &Sandbox, change: &str) {
    s.sh(&format!("{change}; git add -A; git commit -qm change"));
}
