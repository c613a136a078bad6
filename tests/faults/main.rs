//! The fault bench: what becomes of a checkpoint when a save is killed, its
//! system calls fail, the power is cut, many save at once. Every row tries the
//! real program and has a control, a worse program that must fail the same
//! trial, so that the bench is known to see.
//!
//! `cargo test --test faults` tries a part of every row, in minutes;
//! `cargo test --release --test faults -- --long [ROW...]` tries all of it,
//! or of the rows whose names contain one of the words; `--points N` tries at
//! most N points of a kind in each.

mod act;
mod arguments;
mod command;
mod crowd;
mod errors;
mod grounds;
mod judge;
mod kills;
mod litter;
mod power;
mod row;
mod savers;
mod scale;
mod scene;
mod state;
mod table;
#[cfg_attr(
    not(all(target_os = "linux", target_arch = "x86_64")),
    path = "untraced.rs"
)]
mod trace;

use arguments::Arguments;
use row::{Row, Trial};
use scale::Scale;
use std::ffi::OsString;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::Instant;

/// Everything that is tried, in the table's order.
fn trials(scale: &Scale) -> Vec<Trial> {
    let parts = [
        kills::trials(scale),
        errors::trials(scale),
        power::trials(scale),
        crowd::trials(scale),
    ];
    parts.into_iter().flatten().collect()
}

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    if let Some(code) = other_self(&arguments) {
        return code;
    }
    let arguments = match Arguments::read(&arguments) {
        Ok(arguments) => arguments,
        Err(why) => {
            told(&format!("faults: {why}"));
            return ExitCode::from(2);
        }
    };
    let scale = Scale::new(&arguments);
    let mut trials = trials(&scale);
    trials.retain(|trial| arguments.wants(&trial.name));
    if arguments.list {
        for trial in &trials {
            say(&format!("{}: test", trial.name));
        }
        return ExitCode::SUCCESS;
    }
    let rows: Vec<Row> = trials
        .into_iter()
        .map(|trial| tried(trial, &scale))
        .collect();
    finish(&rows, &scale)
}

/// What the bench does where it has started itself as a part of a trial.
fn other_self(arguments: &[OsString]) -> Option<ExitCode> {
    let (word, rest) = arguments.split_first()?;
    let done = match word.to_str()? {
        trace::INJECT => trace::inject(rest),
        crowd::BLIND => crowd::save_blindly(rest),
        power::CUTS => power::make_cuts(rest),
        savers::SAVER => savers::save(rest),
        trace::TRACED => Err(trace::be_traced(rest)),
        _ => return None,
    };
    Some(match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            told(&format!("faults {}: {error}", word.display()));
            ExitCode::from(127)
        }
    })
}

/// Tries one row, and says how it went as soon as it is known.
fn tried(trial: Trial, scale: &Scale) -> Row {
    let start = Instant::now();
    let run = AssertUnwindSafe(|| (trial.run)(scale)); // a row keeps nothing for another
    let mut row = catch_unwind(run).unwrap_or_else(|_| {
        let mut row = Row::default();
        row.count("gave up", "the bench itself panicked; see above");
        row
    });
    row.what = trial.name;
    row.took = start.elapsed();
    let wrong = row.wrong(scale);
    let word = match (&row.untried, wrong.is_empty()) {
        (Some(_), true) => "not tried here",
        (_, true) => "ok",
        (_, false) => "FAILED",
    };
    let (tried, seconds) = (row.tried, row.took.as_secs_f64());
    say(&format!(
        "{} ... {word} ({tried} tried, {seconds:.1} s)",
        row.what
    ));
    row
}

/// Prints the table, then what went wrong, then the line that ends it all.
fn finish(rows: &[Row], scale: &Scale) -> ExitCode {
    if !rows.is_empty() {
        say(&format!("\n{}", table::markdown(rows)));
    }
    let mut failed = 0;
    for row in rows {
        let wrong = row.wrong(scale);
        failed += usize::from(!wrong.is_empty());
        for line in &wrong {
            say(&format!("{}: {line}", row.what));
        }
    }
    say(&format!("{} passed, {failed} failed", rows.len() - failed));
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// One line of the bench's own answer. Nobody listening is no failure.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn told(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// A variable of the environment that the bench itself runs in.
#[expect(
    clippy::disallowed_methods,
    reason = "the bench has no World; this is its only look outside"
)]
fn host(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}
