//! The injector: runs a program under ptrace, the whole tree of processes and
//! threads, and kills or fails it at the Nth system call that changes
//! something.
//!
//! The bench re-executes itself twice: `--inject` traces (a tracer is one
//! thread, so each trial has a process of its own), `--traced` asks to be
//! traced and becomes the program. Threads make calls in an order of their
//! own, so the Nth call of two runs may differ by a few: a sweep goes past
//! the number that was counted until no call is left to strike, and a story
//! names the call that was struck, not its number alone.

mod calls;
mod filter;
mod plan;
mod tracer;

pub(crate) use calls::{ERRORS, class_of};
pub(crate) use plan::{Plan, Point, Whom};

use super::command::{DEADLINE, Said, run};
use super::scene::Scene;
use nix::sys::ptrace;
use nix::sys::signal::{Signal, raise};
use nix::unistd::Pid;
use std::error::Error;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

/// The word by which the bench asks itself to trace.
pub(crate) const INJECT: &str = "--inject";
/// The word by which it asks itself to be traced.
pub(crate) const TRACED: &str = "--traced";

/// What came of a traced run.
pub(crate) struct Traced {
    /// What the program said, and how it ended: no code if it was killed.
    pub(crate) said: Said,
    /// The call that was struck, or all calls where nothing was to be struck.
    pub(crate) points: Vec<Point>,
}

/// Runs a program of the scene under a plan. The run ends when the last
/// process of the tree has.
pub(crate) fn traced(scene: &Scene, plan: &Plan, words: &[&OsStr]) -> Traced {
    let report = scene.root().join("report");
    let _ = fs::remove_file(&report);
    let myself = std::env::current_exe().expect("the bench is a file");
    let mut command = scene.command(myself);
    command
        .arg(INJECT)
        .arg(&report)
        .arg(plan.text())
        .args(words);
    let mut said = run(&mut command, &scene.root().join("streams"), DEADLINE);
    let report = fs::read_to_string(&report).unwrap_or_default();
    let mut lines = report.lines();
    let end: Option<i32> = lines.next().and_then(|line| line.parse().ok());
    assert!(
        end.is_some() || said.hung,
        "the injector itself failed: {}",
        said.why()
    );
    said.code = end.filter(|end| *end >= 0);
    Traced {
        said,
        points: lines.filter_map(Point::read).collect(),
    }
}

/// Why nothing can be traced here; none where it can.
pub(crate) fn missing(scene: &Scene) -> Option<String> {
    let traced = traced(
        scene,
        &Plan::Count,
        &[OsStr::new("git"), OsStr::new("version")],
    );
    let works = traced.said.is_ok() && traced.points.iter().any(|point| point.call == "execve");
    (!works).then(|| format!("a process cannot be traced: {}", traced.said.why()))
}

/// `--inject REPORT PLAN PROGRAM ARGUMENT...`
pub(crate) fn inject(words: &[OsString]) -> Result<(), Box<dyn Error>> {
    let [report, plan, program @ ..] = words else {
        return Err("--inject REPORT PLAN PROGRAM".into());
    };
    let plan = plan.to_str().and_then(Plan::read).ok_or("no such plan")?;
    let child = Command::new(std::env::current_exe()?)
        .arg(TRACED)
        .args(program)
        .spawn()?;
    let root = Pid::from_raw(child.id().try_into()?);
    let (end, tracer) = tracer::Tracer::follow(root, plan)?;
    let mut text = format!("{end}\n");
    for point in &tracer.told {
        text.push_str(&point.text().replace('\n', "?"));
        text.push('\n');
    }
    fs::write(Path::new(report), text)?;
    Ok(())
}

/// `--traced PROGRAM ARGUMENT...`: never returns but with the reason.
pub(crate) fn be_traced(words: &[OsString]) -> Box<dyn Error> {
    let go = || -> Result<Box<dyn Error>, Box<dyn Error>> {
        let (program, arguments) = words.split_first().ok_or("--traced PROGRAM")?;
        ptrace::traceme()?;
        raise(Signal::SIGSTOP)?;
        filter::apply()?;
        Ok(Command::new(program).args(arguments).exec().into())
    };
    go().unwrap_or_else(|error| error)
}
