//! Instructions, system calls, page faults and memory of the hot paths: where a
//! machine is too noisy for times, a regression shows here.

use crate::Bench;
use crate::command::{Result, has};
use crate::repository::{HUNDRED_THOUSAND, Scene};
use crate::usage::{usage, wrapped};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// So many functions of the profile are printed.
const SHOWN: usize = 30;

pub(super) fn counts(bench: &mut Bench) -> Result<()> {
    let scene = Scene::new(&bench.program, HUNDRED_THOUSAND)?;
    scene.current(10)?;
    scene.checkpoint(1_000)?;
    writeln!(
        bench.out,
        "| command | instructions | system calls | of them fsync | page faults | most memory |\n\
         | --- | ---: | ---: | ---: | ---: | ---: |"
    )?;
    row(bench, &scene, "git", &["rev-parse", "HEAD"])?;
    let quiet: [&[&str]; 6] = [
        &["--version"],
        &["resume", "--check"],
        &["status"],
        &["hook", "pre-commit"],
        &["resume", "--check", "n1000"],
        &["status", "n1000"],
    ];
    for arguments in quiet {
        row(bench, &scene, "", arguments)?;
    }
    row(bench, &scene, "edit", &["checkpoint", "-y", "-q"])?;
    bench.say("")?;
    scene.restore()?;
    scene.current(10)?;
    profile(bench, &scene)
}

/// One command, run under each tool. `who` is git, or ours after an edit.
fn row(bench: &mut Bench, scene: &Scene, who: &str, arguments: &[&str]) -> Result<()> {
    let command = || -> Result<Command> {
        if who == "edit" {
            scene.edit(&scene.shape.file(0), "counted")?;
        }
        let mut command = if who == "git" {
            scene.git()
        } else {
            scene.shipkit()
        };
        command.args(arguments);
        Ok(command)
    };
    let (notes, output) = (scene.place("notes"), scene.place("output"));
    usage(&command()?, &notes, &output)?; // the first one warms up
    let taken = usage(&command()?, &notes, &output)?;
    let taken = taken.map_or_else(
        || "no /usr/bin/time | ".to_owned(),
        |taken| format!("{} | {} KB", taken.page_faults, taken.peak_kilobytes),
    );
    let calls = system_calls(&command()?, &notes)?;
    let instructions = instructions(&command()?, &notes)?.unwrap_or("no valgrind".to_owned());
    let git = if who == "git" { "git " } else { "" };
    writeln!(
        bench.out,
        "| `{git}{}` | {instructions} | {calls} | {taken} |",
        arguments.join(" ")
    )?;
    Ok(bench.out.flush()?)
}

/// A tool that runs a command. It says nothing.
fn under(tool: &[&str], command: &Command) -> Command {
    let mut outer = wrapped(command, tool[0]);
    outer.args(&tool[1..]);
    outer.arg(command.get_program()).args(command.get_args());
    outer
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    outer
}

/// How many system calls it makes, those of its threads and children too, and
/// how many of them wait for the disk.
fn system_calls(command: &Command, notes: &Path) -> Result<String> {
    if !has("strace") {
        return Ok("no strace | ".to_owned());
    }
    let path = notes.to_string_lossy();
    under(
        &["strace", "-f", "-qq", "-e", "signal=none", "-o", &path],
        command,
    )
    .status()?;
    let text = fs::read_to_string(notes)?;
    let begun = text.lines().filter(|line| !line.contains(" resumed>"));
    let begun = begun.filter(|line| line.contains('('));
    let waits = |line: &&str| line.contains("sync(") || line.contains("syncfs(");
    Ok(format!(
        "{} | {}",
        begun.clone().count(),
        begun.filter(waits).count()
    ))
}

/// How many instructions it takes, its profile left in `notes`.
fn instructions(command: &Command, notes: &Path) -> Result<Option<String>> {
    if !has("valgrind") {
        return Ok(None);
    }
    let file = format!("--callgrind-out-file={}", notes.display());
    under(&["valgrind", "-q", "--tool=callgrind", &file], command).status()?;
    let text = fs::read_to_string(notes)?;
    let totals = text.lines().find_map(|line| {
        line.strip_prefix("summary: ")
            .or_else(|| line.strip_prefix("totals: "))
    });
    let total = totals.and_then(|totals| totals.split(' ').next());
    Ok(total.map(grouped))
}

/// With a comma before every three digits.
fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Where the instructions of the check of ten references go.
fn profile(bench: &mut Bench, scene: &Scene) -> Result<()> {
    if !has("valgrind") {
        return Ok(());
    }
    let notes = scene.place("notes");
    let mut command = scene.shipkit();
    command.args(["resume", "--check"]);
    instructions(&command, &notes)?;
    for (title, inclusive) in [("with what they call", "yes"), ("by themselves", "no")] {
        let mut annotate = Command::new("callgrind_annotate");
        annotate
            .arg(format!("--inclusive={inclusive}"))
            .args(["--auto=no", "--threshold=100"]);
        let told = annotate.arg(&notes).output()?;
        let told = String::from_utf8_lossy(&told.stdout);
        bench.say(&format!(
            "### `resume --check` of ten references: functions {title}"
        ))?;
        writeln!(
            bench.out,
            "| instructions | part | function |\n| ---: | ---: | --- |"
        )?;
        for (name, count, part) in functions(&told, inclusive == "yes") {
            let count = grouped(&count.to_string());
            writeln!(bench.out, "| {count} | {part:.1} % | `{name}` |")?;
        }
        bench.say("")?;
    }
    Ok(())
}

/// The functions of what `callgrind_annotate` tells, with their instructions
/// and their part of all. It has a line for each file that a function has code
/// of, or each way into it.
fn functions(told: &str, is_inclusive: bool) -> Vec<(&str, u64, f64)> {
    let mut found: BTreeMap<&str, (u64, f64)> = BTreeMap::new();
    for (count, part, name) in told.lines().filter_map(function) {
        let sum = found.entry(name).or_default();
        *sum = if is_inclusive {
            (sum.0.max(count), sum.1.max(part))
        } else {
            (sum.0 + count, sum.1 + part)
        };
    }
    let named = found.into_iter();
    let mut all: Vec<_> = named
        .map(|(name, (count, part))| (name, count, part))
        .collect();
    all.sort_by_key(|(_, count, _)| std::cmp::Reverse(*count));
    all.truncate(SHOWN);
    all
}

/// Count, part and name of a line:
/// `1,234 (5.67%)  file.rs:function [program]`.
fn function(line: &str) -> Option<(u64, f64, &str)> {
    let (count, rest) = line.trim_start().split_once(" (")?;
    let (part, rest) = rest.split_once("%)")?;
    let name = rest.trim_start();
    let name = name.rsplit_once(" [").map_or(name, |(name, _)| name);
    let name = name.split_once(':').map_or(name, |(_, name)| name);
    let count = count.replace(',', "").parse().ok()?;
    let part = part.trim().parse().ok()?;
    // What every program begins with says nothing of this one.
    let begins = [
        "PROGRAM",
        "0x",
        "(below",
        "main",
        "__libc",
        "std::rt",
        "std::sys::b",
        "core::ops::f",
    ];
    let begins = begins.iter().any(|begin| name.starts_with(begin));
    (!begins).then_some((count, part, name))
}
