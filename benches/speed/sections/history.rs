//! Who changed it: the commits since the save that touch the files.

use crate::Bench;
use crate::command::{Result, plain, run};
use crate::repository::{Scene, Shape, Tree, commit, imported, kept, write_file};
use crate::table::{Goal, Target};
use std::fs;
use std::io::{ErrorKind, Write};

const FILES: usize = 1_000;
const COMMITS: usize = 10_000;

pub(super) fn history(bench: &mut Bench) -> Result<()> {
    let shape = Shape::flat("history", FILES);
    let repository = kept(shape.name, |repository| {
        imported(repository, |pipe| commits(pipe))?;
        let tag = |name: &str, of: &str| run(plain("git", repository).args(["tag", name, of]));
        tag("then", &format!("main~{COMMITS}"))?;
        tag("now", "main")
    })?;
    let scene = Scene::at(&bench.program, repository, shape)?;
    run(scene.git().args(["reset", "-q", "--hard", "then"]))?;
    let names = [1, 10].map(|count| scene.checkpoint(count));
    run(scene.git().args(["reset", "-q", "--hard", "now"]))?;
    let graph = scene.repository.join(".git/objects/info/commit-graph");
    for (count, name) in [1, 10].into_iter().zip(names) {
        let name = name?;
        for has_graph in [false, true] {
            fs::remove_file(&graph).or_else(|error| match error.kind() {
                ErrorKind::NotFound => Ok(()),
                _ => Err(error),
            })?;
            if has_graph {
                run(scene.git().args(["commit-graph", "write", "--reachable"]))?;
            }
            let with = if has_graph { "with" } else { "without" };
            let title = format!("{count} files, {with} a commit-graph");
            one(bench, &scene, &title, count, &name)?;
        }
    }
    Ok(())
}

fn one(bench: &mut Bench, scene: &Scene, title: &str, count: usize, name: &str) -> Result<()> {
    let paths = scene.shape.spread(count);
    let mut log = vec!["log", "--format=%h", "then..now", "--"];
    log.extend(paths.iter().map(String::as_str));
    let runners = vec![
        scene.ours(&["resume", "--check", name]).may_end_with(1),
        scene.ours(&["status", name]),
        scene.gits(&log).named("`git log then..now --` the paths"),
        scene.gits(&["rev-list", "--count", "then..now"]),
    ];
    let goals = [
        Goal::new(0, 2, Target::AtMost(1.0)),
        Goal::new(1, 2, Target::Open),
    ];
    bench.table(title, runners, &goals)?;
    let told = scene.told(&["resume", "--check", name])?;
    if told.contains("the history was not searched to its end") {
        bench.say("It says that it did not search the history to its end; git did.")?;
    }
    Ok(())
}

/// One commit with all files, and those that change one of them each.
fn commits(pipe: &mut dyn Write) -> Result<()> {
    let text = |file: usize, version: usize| {
        let lines = (0..20).map(|line| match line {
            7 => format!("version {version}\n"),
            line => format!("line {line} of file {file}\n"),
        });
        lines.collect::<String>()
    };
    commit(pipe, 0, "All files", None)?;
    for file in 0..FILES {
        write_file(pipe, &Tree::Flat.file(file), &text(file, 0))?;
    }
    for number in 1..=COMMITS {
        // Every file is changed, each at other times than its neighbours.
        let file = number * 7 % FILES;
        commit(pipe, number, &format!("Change {file}"), Some(number - 1))?;
        write_file(pipe, &Tree::Flat.file(file), &text(file, number))?;
    }
    Ok(())
}
