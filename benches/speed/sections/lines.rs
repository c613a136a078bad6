//! Positions carried through many edits of a long file.

use crate::Bench;
use crate::command::Result;
use crate::repository::{Scene, Shape, age, commit, imported, kept, write_file};
use crate::table::{Goal, Target};
use std::fmt::Write as _;
use std::fs;

const LINES: usize = 100_000;
const POSITIONS: usize = 1_000;
const FILE: &str = "long.txt";

pub(super) fn lines(bench: &mut Bench) -> Result<()> {
    let repository = kept("lines", |repository| {
        imported(repository, |pipe| {
            commit(pipe, 0, "A long file", None)?;
            write_file(pipe, FILE, &text(None))
        })
    })?;
    let scene = Scene::at(&bench.program, repository, Shape::flat("lines", 0))?;
    for one_in in [1_000, 100, 10] {
        fs::write(scene.repository.join(FILE), text(None))?;
        age(&scene.repository, [&FILE.to_owned()])?;
        let step = LINES / POSITIONS;
        let places = (0..POSITIONS).map(|n| format!("{FILE}:{}", n * step + step / 2));
        scene.save("lines", &places.collect::<Vec<_>>())?;
        fs::write(scene.repository.join(FILE), text(Some(one_in)))?;
        let runners = vec![
            scene.ours(&["resume", "--check", "lines"]).may_end_with(1),
            scene.ours(&["status", "lines"]),
            scene.gits(&["diff", "--", FILE]),
            scene.gits(&["diff", "--histogram", "--", FILE]),
            scene.gits(&["hash-object", FILE]),
        ];
        let target = if one_in == 100 {
            Target::AtMost(1.0)
        } else {
            Target::Open
        };
        let goals = [Goal::new(0, 2, target), Goal::new(0, 3, Target::Open)];
        let title = format!("{POSITIONS} positions, one line in {one_in} edited");
        bench.table(&title, runners, &goals)?;
        complete(bench, &scene, &title)?;
    }
    Ok(())
}

/// Whether every position was told of: who gives up is fast.
fn complete(bench: &mut Bench, scene: &Scene, title: &str) -> Result<()> {
    let told = scene.told(&["resume", "--check", "lines"])?;
    let unknown = told.matches("cannot tell").count();
    if unknown == 0 {
        return Ok(());
    }
    let reached = format!("{unknown} of {POSITIONS} cannot be told");
    let word = bench.tally.judge(title, &reached, "all are told", false);
    bench.say(&format!("{reached}: {word}"))
}

/// The file, one of so many lines edited: most are other lines now, of each ten
/// one has a new line above it, and one is gone.
fn text(one_in: Option<usize>) -> String {
    let mut text = String::new();
    for line in 0..LINES {
        let edited = one_in.filter(|one_in| line % one_in == 0);
        let kind = edited.map(|one_in| line / one_in % 10);
        let words = match kind {
            Some(9) => continue,
            Some(0) => {
                let _ = writeln!(text, "a line that is new at {line}"); // a string takes all
                "some"
            }
            Some(_) => "other",
            None => "some",
        };
        let _ = writeln!(text, "line {line} of a long file and {words} words");
    }
    text
}
