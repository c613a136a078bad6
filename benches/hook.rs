//! What a hook and a prompt cost beside git's cheapest question, and what a
//! commit costs with hooks and without, in a repository of 100,000 files; what
//! an agent's hook costs there and in one of 1,000: `cargo bench --bench hook`,
//! and `-- agents` for the agents' alone. It measures and asserts nothing.

mod agents;
mod repository;

use repository::{PROGRAM, REFERENCES, Result, file, median, plain, repository, run};
use std::fs;
use std::io::{Write, stdout};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const FILES: usize = 100_000;

/// How often each command runs; those of one round run one after another.
const ROUNDS: usize = 60;

/// How often it is committed, each way.
const COMMITS: usize = 25;

/// What git gives the hook after a switch of branches, ids aside.
const SWITCHED: [&str; 3] = ["hook", "post-checkout", "1"];

fn main() -> Result<()> {
    let mut out = stdout();
    for files in [1000, FILES] {
        agents::measure(&mut out, files)?;
    }
    if host_says("agents") {
        return Ok(());
    }
    let repository = repository(FILES)?;
    run(plain("git", &repository).args(["reset", "-q", "--hard", "main"]))?;
    writeln!(
        out,
        "{FILES} files, {REFERENCES} references; medians of {ROUNDS} interleaved runs, ratios paired by round\n"
    )?;
    writeln!(
        out,
        "| what | median | / rev-parse HEAD |\n| --- | ---: | ---: |"
    )?;
    let head = ["HEAD", "HEAD"];
    let checkout = [SWITCHED[0], SWITCHED[1], head[0], head[1], SWITCHED[2]];
    let other = file(7);
    stage(&repository, &other)?;
    row(
        &mut out,
        &repository,
        "pre-commit, other files staged with 'git add'",
        &["hook", "pre-commit"],
    )?;
    run(plain("git", &repository)
        .arg("write-tree")
        .stdout(Stdio::null()))?;
    row(
        &mut out,
        &repository,
        "pre-commit, other files, as 'git commit' leaves the index",
        &["hook", "pre-commit"],
    )?;
    row(
        &mut out,
        &repository,
        "post-commit",
        &["hook", "post-commit"],
    )?;
    row(&mut out, &repository, "post-checkout", &checkout)?;
    stage(&repository, &file(0))?;
    row(
        &mut out,
        &repository,
        "pre-commit, a referenced file staged",
        &["hook", "pre-commit"],
    )?;
    row(&mut out, &repository, "status", &["status"])?;
    run(plain("git", &repository).args(["reset", "-q", "--hard", "main"]))?;
    row(
        &mut out,
        &repository,
        "status, nothing changed",
        &["status"],
    )?;
    fs::rename(repository.join(".shipkit"), repository.join(".git/aside"))?;
    row(
        &mut out,
        &repository,
        "pre-commit, no checkpoint",
        &["hook", "pre-commit"],
    )?;
    row(&mut out, &repository, "status, no checkpoint", &["status"])?;
    fs::rename(repository.join(".git/aside"), repository.join(".shipkit"))?;
    commits(&mut out, &repository)
}

/// Whether the command line has this word.
fn host_says(word: &str) -> bool {
    std::env::args().any(|argument| argument == word)
}

/// Changes a file and stages it.
fn stage(repository: &Path, file: &str) -> Result<()> {
    let path = repository.join(file);
    let text = fs::read_to_string(&path)?;
    fs::write(&path, format!("staged\n{text}"))?;
    run(plain("git", repository).args(["add", file]))
}

/// Our milliseconds in each round, and how many times git's of that round they
/// are; who comes first changes. The round before the first warms up.
fn paired(
    us: &dyn Fn(usize) -> Result<f64>,
    git: &dyn Fn() -> Result<f64>,
) -> Result<(Vec<f64>, Vec<f64>)> {
    let (mut ours, mut ratios) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let (mine, theirs) = if round % 2 == 0 {
            (us(round)?, git()?)
        } else {
            let theirs = git()?;
            (us(round)?, theirs)
        };
        if round > 0 {
            ours.push(mine);
            ratios.push(mine / theirs);
        }
    }
    Ok((ours, ratios))
}

/// Measures one question beside git's.
fn row(out: &mut impl Write, repository: &Path, what: &str, arguments: &[&str]) -> Result<()> {
    let us = |_| timed(plain(PROGRAM, repository).args(arguments));
    let git = || timed(plain("git", repository).args(["rev-parse", "HEAD"]));
    let (ours, ratios) = paired(&us, &git)?;
    let (median_of, ratio) = (median(ours.into_iter()), median(ratios.into_iter()));
    writeln!(out, "| {what} | {median_of:.2} ms | {ratio:.2}× |")?;
    Ok(out.flush()?)
}

/// Commits one file after another, now with the hooks and now without.
fn commits(out: &mut impl Write, repository: &Path) -> Result<()> {
    let hooks = hooks(repository)?;
    let mut times = [const { Vec::new() }; 2];
    for round in 0..COMMITS {
        for with in [round % 2, 1 - round % 2] {
            stage(repository, &file(11 + round * 2 + with))?;
            let place = if with == 1 {
                hooks.as_path()
            } else {
                Path::new("/dev/null")
            };
            let mut git = plain("git", repository);
            git.arg("-c")
                .arg(format!("core.hooksPath={}", place.display()));
            git.args(["-c", "user.name=a", "-c", "user.email=a@example.com"]);
            times[with].push(timed(git.args(["commit", "-q", "-m", "measured"]))?);
        }
    }
    let [without, with] = times.map(|times| median(times.into_iter()));
    writeln!(
        out,
        "\n'git commit' of one file, medians of {COMMITS}: {without:.1} ms without hooks, {with:.1} ms with pre-commit and post-commit: {:.3}×",
        with / without
    )?;
    run(plain("git", repository)
        .args(["reset", "-q", "--hard"])
        .arg(format!("HEAD~{}", COMMITS * 2)))
}

/// A directory with hooks that call us, as somebody would write them.
fn hooks(repository: &Path) -> Result<PathBuf> {
    let directory = repository.join(".git/measured-hooks");
    fs::create_dir_all(&directory)?;
    for event in ["pre-commit", "post-commit"] {
        let hook = directory.join(event);
        fs::write(
            &hook,
            format!("#!/bin/sh\n{PROGRAM} hook {event} </dev/null\n"),
        )?;
        fs::set_permissions(&hook, fs::Permissions::from_mode(0o755))?;
    }
    Ok(directory)
}

/// Milliseconds that it takes; what it says goes nowhere, and how it ends is
/// its own matter.
fn timed(command: &mut Command) -> Result<f64> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let start = Instant::now();
    command.status()?;
    Ok(start.elapsed().as_secs_f64() * 1e3)
}
