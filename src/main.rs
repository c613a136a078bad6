//! The only line to the process: environment, clock, streams, exit code.
#![expect(
    clippy::disallowed_methods,
    reason = "here the process enters as values"
)]

use chrono::{DateTime, FixedOffset, Local, Timelike as _, Utc};
use git_shipkit::cli::{self, Terminal, World};
use git_shipkit::platform;
use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

#[global_allocator]
static MEMORY: platform::Memory = platform::MEMORY;

fn main() -> ExitCode {
    platform::prepare_terminal();
    let env = platform::environment(std::env::vars_os());
    let args: Vec<_> = std::env::args_os().collect();
    let cwd = match std::env::current_dir() {
        Ok(cwd) => cwd,
        Err(_) if cli::needs_no_directory(&args) => PathBuf::new(),
        Err(_) => return cli::fail_early(&args, "the current directory is gone"),
    };
    let told = match World::told_time(&env) {
        Ok(told) => told.map(to_the_second),
        Err(value) => {
            let sentence = format!("SHIPKIT_NOW is no RFC 3339 time: {value}");
            return cli::fail_early(&args, &sentence);
        }
    };
    let is_shown = std::io::stdout().is_terminal();
    let size = is_shown.then(|| console::Term::stdout().size_checked());
    let size = size.flatten();
    let world = World {
        cwd,
        now: told.unwrap_or_else(system_time),
        clock: if told.is_none() {
            Some(system_time)
        } else {
            None
        },
        local: if told.is_none() {
            in_local_time
        } else {
            |time| time
        },
        end: |code| std::process::exit(code),
        env,
        terminal: Terminal {
            stdin: std::io::stdin().is_terminal(),
            stdout: is_shown,
            stderr: std::io::stderr().is_terminal(),
            columns: size.map(|(_, columns)| columns),
            rows: size.map(|(rows, _)| rows),
        },
        program: std::env::current_exe().ok(),
    };
    let code = cli::run(&world, args);
    std::mem::forget(world); // the process ends: nothing is to be given back
    code
}

fn system_time() -> DateTime<FixedOffset> {
    to_the_second(Utc::now().fixed_offset())
}

fn to_the_second(time: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    time.with_nanosecond(0).unwrap_or(time)
}

fn in_local_time(time: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    time.with_timezone(&Local).fixed_offset()
}
