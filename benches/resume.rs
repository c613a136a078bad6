//! What a look at the checkpoint costs, beside git's own cheapest and most
//! usual question, in repositories of 1,000 and 100,000 files:
//! `cargo bench --bench resume`. It measures and asserts nothing.

mod repository;

use repository::{PROGRAM, REFERENCES, Result, median, plain, repository};
use std::io::{Write, stdout};
use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

/// How often each command runs; the three of one round run one after another.
const ROUNDS: usize = 60;
const COMMANDS: [(&str, &[&str]); 3] = [
    (PROGRAM, &["resume", "--check"]),
    ("git", &["rev-parse", "HEAD"]),
    ("git", &["status", "--porcelain"]),
];

fn main() -> Result<()> {
    let mut out = stdout();
    writeln!(
        out,
        "medians of {ROUNDS} interleaved runs, {REFERENCES} references; ratios are paired by round\n"
    )?;
    writeln!(
        out,
        "|   files | resume --check | rev-parse HEAD |     status | resume / rev-parse | status / resume |"
    )?;
    writeln!(
        out,
        "| ------: | -------------: | -------------: | ---------: | -----------------: | --------------: |"
    )?;
    for files in [1_000, 100_000] {
        let repository = repository(files)?;
        let rounds = measure(&repository)?;
        let [resume, parse, status] =
            [0, 1, 2].map(|which| median(rounds.iter().map(|r| r[which])));
        let ratio = |over: usize, under: usize| median(rounds.iter().map(|r| r[over] / r[under]));
        writeln!(
            out,
            "| {files:>7} | {resume:>11.2} ms | {parse:>11.2} ms | {status:>7.2} ms | {:>17.2}× | {:>14.1}× |",
            ratio(0, 1),
            ratio(2, 0)
        )?;
    }
    Ok(())
}

/// The orders in which the commands take turns: each follows each other one
/// as often, since the slowest leaves the processor's caches cold.
const ORDERS: [[usize; 3]; 6] = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
];

/// Milliseconds of each command, a row a round.
fn measure(repository: &Path) -> Result<Vec<[f64; 3]>> {
    let mut rounds = Vec::new();
    for round in 0..=ROUNDS {
        let mut times = [0.0; 3];
        for which in ORDERS[round % ORDERS.len()] {
            let (program, arguments) = COMMANDS[which];
            let mut command = plain(program, repository);
            let start = Instant::now();
            let status = command.args(arguments).stdout(Stdio::null()).status()?;
            times[which] = start.elapsed().as_secs_f64() * 1e3;
            if !status.success() {
                return Err(format!("{program} {arguments:?} ended with {status}").into());
            }
        }
        rounds.push(times);
    }
    rounds.remove(0); // the first one warms the caches
    Ok(rounds)
}
