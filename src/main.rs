//! The only line to the process: environment, clock, streams, exit code.
#![expect(
    clippy::disallowed_methods,
    reason = "here the process enters as values"
)]

use chrono::Local;
use git_shipkit::cli::{self, Terminal, World};
use std::io::IsTerminal as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let env = std::env::vars_os().collect();
    let args: Vec<_> = std::env::args_os().collect();
    let Ok(cwd) = std::env::current_dir() else {
        return cli::fail_early(&args, "the current directory is gone");
    };
    let now = match World::clock(&env, Local::now().fixed_offset()) {
        Ok(now) => now,
        Err(value) => {
            let sentence = format!("SHIPKIT_NOW is no RFC 3339 time: {value}");
            return cli::fail_early(&args, &sentence);
        }
    };
    let stdout = std::io::stdout();
    let world = World {
        cwd,
        now,
        env,
        terminal: Terminal {
            stdin: std::io::stdin().is_terminal(),
            stdout: stdout.is_terminal(),
            stderr: std::io::stderr().is_terminal(),
            columns: console::Term::stdout()
                .size_checked()
                .map(|(_, columns)| columns),
        },
    };
    cli::run(&world, args)
}
