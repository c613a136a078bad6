//! A program that saves its state again and again: the ten-thousandth save is
//! to cost what the tenth does, and what saves leave in `.git` is bounded.

use crate::Bench;
use crate::command::{Result, plain, run, said};
use crate::repository::{Scene, THOUSAND, anew, tree};
use crate::rounds::{Effort, Input, Runner, race};
use crate::table::{median, milliseconds};
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::time::Duration;

/// So many more are timed when it is looked at.
const WINDOW: usize = 50;

const HEADING: &str = "| saves | median | max | in a young one | ratio | loose objects | packs | .git |\n\
                       | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |";

pub(super) fn sustained(bench: &mut Bench) -> Result<()> {
    let looks: &[usize] = if bench.is_quick {
        &[10, 200]
    } else {
        &[10, 1_000, 10_000]
    };
    let scene = fresh(bench, "sustained")?;
    bench.say(&format!(
        "{WINDOW} saves after each, in turns with a repository that has ten:"
    ))?;
    writeln!(bench.out, "{HEADING}")?;
    let (mut done, mut slow) = (0, 0);
    for look in looks {
        while done < *look {
            done += 1;
            slow += usize::from(save(&scene, done)? > 30.0);
        }
        let row = looked_at(bench, &scene, done)?;
        writeln!(
            bench.out,
            "| {done} | {row} | {} |",
            stored(&scene.repository)?
        )?;
        bench.out.flush()?;
        done += WINDOW + 1;
    }
    for gc in [&["gc", "-q"][..], &["gc", "-q", "--prune=now"]] {
        run(plain("git", &scene.repository).args(gc))?;
        let stored = stored(&scene.repository)?;
        writeln!(bench.out, "| `git {}` | | | | | {stored} |", gc.join(" "))?;
    }
    bench.say(&format!("\n{slow} of {done} took more than 30 ms."))
}

fn fresh(bench: &Bench, name: &str) -> Result<Scene> {
    let repository = anew(name, |repository| tree(repository, THOUSAND))?;
    Scene::at(&bench.program, repository, THOUSAND)
}

/// What a program says of itself at its step `n`.
fn state(n: usize) -> String {
    format!(
        r#"{{"taskId":"batch","taskName":"Batch","progress":{},"lastAction":"Item {n}","nextStep":"Continue with {}","blockers":null,"context":{{"total":10000,"processed":{n},"lastItem":{n}}}}}"#,
        n % 100,
        n + 1
    )
}

/// One save, which reads a state that it has not read before.
fn saver(scene: &Scene, from: usize) -> Runner<'_> {
    let file = scene.place("state");
    let input = Input::File(file.clone());
    let save = scene
        .ours(&["checkpoint", "--state", "-", "-q"])
        .reads(input);
    save.before(move |round| Ok(fs::write(&file, state(from + round))?))
}

/// Milliseconds of the save of step `n`.
fn save(scene: &Scene, n: usize) -> Result<f64> {
    let mut saver = [saver(scene, n)];
    saver[0].once()?;
    Ok(saver[0].times[0])
}

/// What saves cost after so many of them. A disk that was written to without
/// pause is slower than one at rest, so a young repository takes turns.
fn looked_at(bench: &Bench, scene: &Scene, done: usize) -> Result<String> {
    let young = fresh(bench, "young")?;
    for n in 1..=10 {
        save(&young, n)?;
    }
    let mut both = [saver(scene, done), saver(&young, done)];
    let time = Duration::from_secs(60);
    race(
        &mut both,
        Effort {
            rounds: WINDOW,
            time,
        },
    )?;
    let [here, there] = both.map(|runner| runner.times);
    let ratios = here.iter().zip(&there).map(|(here, there)| here / there);
    let most = here.iter().copied().fold(0.0, f64::max);
    Ok(format!(
        "{} | {} | {} | {:.2} ×",
        milliseconds(median(here.iter().copied())),
        milliseconds(most),
        milliseconds(median(there.iter().copied())),
        median(ratios)
    ))
}

/// Loose objects, packs and kilobytes of `.git`, as cells of a table.
fn stored(repository: &Path) -> Result<String> {
    let counts = said(plain("git", repository).args(["count-objects", "-v"]))?;
    let counted = |what: &str| {
        let mut lines = counts.lines().filter_map(|line| line.strip_prefix(what));
        lines.next().unwrap_or_default().to_owned()
    };
    let kilobytes = blocks(&repository.join(".git"))? / 2;
    Ok(format!(
        "{} | {} | {kilobytes} KB",
        counted("count: "),
        counted("packs: ")
    ))
}

/// How many blocks of 512 bytes a directory takes on the disk.
fn blocks(directory: &Path) -> Result<u64> {
    let mut sum = fs::symlink_metadata(directory)?.blocks();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        let data = fs::symlink_metadata(&path)?;
        sum += if data.is_dir() {
            blocks(&path)?
        } else {
            data.blocks()
        };
    }
    Ok(sum)
}
