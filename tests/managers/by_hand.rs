//! Follows what `install git` tells to add by hand, as somebody who reads it
//! would.

use super::manager::Manager;
use super::scene::Scene;
use serde_json::{Map, Value};
use std::fs;
use std::path::Path;

/// Lines, and the file they go into.
pub(crate) struct Advice {
    into: String,
    lines: Vec<String>,
}

/// What a plan tells to add.
pub(crate) fn told(plan: &Value) -> Vec<Advice> {
    let steps = plan["steps"].as_array().into_iter().flatten();
    let parts = steps.filter_map(|step| step["byHand"].as_array()).flatten();
    parts
        .map(|by| Advice {
            into: by["into"].as_str().expect("it names a file").to_owned(),
            lines: by["lines"]
                .as_array()
                .expect("it has lines")
                .iter()
                .map(|line| line.as_str().expect("a line is text").to_owned())
                .collect(),
        })
        .collect()
}

/// Adds them all, and lets the manager know.
pub(crate) fn follow(scene: &Scene<'_>, all: &[Advice]) {
    for advice in all {
        let path = scene.top().join(&advice.into);
        let text = fs::read_to_string(&path).unwrap_or_default();
        let text = match scene.manager {
            Manager::Nobody | Manager::Husky => advice.lines.join("\n") + "\n" + &text,
            Manager::Lefthook => with_job(&text, &advice.lines),
            Manager::PreCommit | Manager::Prek => text + &advice.lines.join("\n") + "\n",
            Manager::SimpleGitHooks => with_command(&text, &advice.lines[0]),
        };
        write(&path, &text);
    }
    scene.sh("git add -A; git commit -qm 'Have us called' --no-verify");
    scene.sh(&scene.manager.install());
}

/// Under the keys that are there already.
fn with_job(text: &str, lines: &[String]) -> String {
    let head = format!("{}\n{}\n", lines[0], lines[1]);
    match text.find(&head) {
        Some(at) => {
            let (before, rest) = text.split_at(at + head.len());
            format!("{before}{}\n{rest}", lines[2..].join("\n"))
        }
        None => format!("{text}{}\n", lines.join("\n")),
    }
}

/// Before what is there for the event.
fn with_command(text: &str, line: &str) -> String {
    let mut whole: Value = serde_json::from_str(text).expect("it is JSON");
    let added: Map<String, Value> =
        serde_json::from_str(&format!("{{{line}}}")).expect("the line is a field of JSON");
    let hooks = whole["simple-git-hooks"].as_object_mut();
    let hooks = hooks.expect("it has hooks");
    for (event, ours) in added {
        let ours = ours.as_str().expect("a command is text").to_owned();
        let command = match hooks.get(&event).and_then(Value::as_str) {
            Some(own) => format!("{ours}; {own}"),
            None => ours,
        };
        hooks.insert(event, command.into());
    }
    format!("{whole:#}\n")
}

fn write(path: &Path, text: &str) {
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
