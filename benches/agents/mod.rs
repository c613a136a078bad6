//! What the events of a coding agent cost, each with its input on a pipe.

use crate::repository::{PROGRAM, Result, file, median, plain, repository, run};
use crate::{ROUNDS, paired};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// An event, what comes before each time and is not measured, and what it is.
struct Case {
    what: &'static str,
    event: &'static str,
    before: fn(&Path, usize) -> Result<()>,
}

const CASES: [Case; 8] = [
    Case {
        what: "after a tool, as usual",
        event: "PostToolUse",
        before: |_, _| Ok(()),
    },
    Case {
        what: "after a tool, the first of a minute",
        event: "PostToolUse",
        before: |repository, _| remember(repository, &format!("looked {}", now()?)),
    },
    Case {
        what: "after a tool, with a look at the work tree (every two minutes)",
        event: "PostToolUse",
        before: |repository, _| remember(repository, ""),
    },
    Case {
        what: "a prompt, as usual",
        event: "UserPromptSubmit",
        before: |_, _| Ok(()),
    },
    Case {
        what: "a prompt, with a look at the work tree (every two minutes)",
        event: "UserPromptSubmit",
        before: |repository, _| remember(repository, ""),
    },
    Case {
        what: "a session starts, with its brief",
        event: "SessionStart",
        before: |_, _| Ok(()),
    },
    Case {
        what: "before a compaction, nothing new",
        event: "PreCompact",
        before: |_, _| Ok(()),
    },
    Case {
        what: "before a compaction, with a save",
        event: "PreCompact",
        before: |repository, round| {
            let path = repository.join(file(0));
            let text = fs::read_to_string(&path)?;
            Ok(fs::write(path, format!("round {round}\n{text}"))?)
        },
    },
];

/// Measures every case in a repository of so many files.
pub(crate) fn measure(out: &mut impl Write, files: usize) -> Result<()> {
    let repository = repository(files)?;
    run(plain("git", &repository).args(["reset", "-q", "--hard", "main"]))?;
    writeln!(
        out,
        "An agent's hook, {files} files; medians of {ROUNDS} interleaved runs, ratios paired by round\n"
    )?;
    writeln!(
        out,
        "| event | median | / rev-parse HEAD |\n| --- | ---: | ---: |"
    )?;
    for case in &CASES {
        let before = |round| (case.before)(&repository, round);
        row(out, &repository, case.what, case.event, &before)?;
    }
    run(plain("git", &repository).args(["reset", "-q", "--hard", "main"]))?;
    let (here, aside) = (repository.join(".shipkit"), repository.join(".git/aside"));
    fs::rename(&here, &aside)?;
    for event in ["PostToolUse", "SessionStart"] {
        let what = format!("no checkpoint: {event}");
        row(out, &repository, &what, event, &|_| Ok(()))?;
    }
    fs::rename(&aside, &here)?;
    Ok(writeln!(out)?)
}

/// Has the hooks remember this alone.
fn remember(repository: &Path, line: &str) -> Result<()> {
    let text = format!("what git-shipkit's hooks said, and when; version 1\n{line}\n");
    Ok(fs::write(
        repository.join(".git/shipkit/said"),
        text.trim_end().to_owned() + "\n",
    )?)
}

#[expect(clippy::disallowed_methods, reason = "a benchmark has no World")]
fn now() -> Result<u64> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    Ok(since.as_secs())
}

/// Measures one event beside git's question.
fn row(
    out: &mut impl Write,
    repository: &Path,
    what: &str,
    event: &str,
    before: &dyn Fn(usize) -> Result<()>,
) -> Result<()> {
    let input = format!(
        r#"{{"session_id":"0197-a","transcript_path":"/tmp/a.jsonl","cwd":"{}","hook_event_name":"{event}","source":"startup","trigger":"auto","tool_name":"Bash","tool_input":{{"command":"ls"}}}}"#,
        repository.display()
    );
    let us = |round| {
        before(round)?;
        timed(plain(PROGRAM, repository).args(["hook", "claude"]), &input)
    };
    let git = || timed(plain("git", repository).args(["rev-parse", "HEAD"]), "");
    let (ours, ratios) = paired(&us, &git)?;
    let worst = ours.iter().copied().fold(0.0, f64::max);
    let (median_of, ratio) = (median(ours.into_iter()), median(ratios.into_iter()));
    writeln!(
        out,
        "| {what} | {median_of:.2} ms (at most {worst:.0}) | {ratio:.2}× |"
    )?;
    Ok(out.flush()?)
}

/// Milliseconds that it takes with this input.
fn timed(command: &mut Command, input: &str) -> Result<f64> {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let start = Instant::now();
    let mut child = command.spawn()?;
    if let Some(mut pipe) = child.stdin.take() {
        let _ = pipe.write_all(input.as_bytes()); // git does not read it
    }
    child.wait()?;
    Ok(start.elapsed().as_secs_f64() * 1e3)
}
