//! The packages, made from this tree, installed, tried and removed again: is
//! the program found, does it answer as the one that was built, are its manual
//! page and completions in their places, is nothing left? Prints a Markdown
//! table; fails where something is not so.
//!
//! `SHIPKIT_PACKAGES` says what is tried: `all`, or some of the names below with
//! spaces in between; what is named there and cannot be tried has failed.
//! Without it one line says what was not tried, and only what needs no tool
//! runs. `all` needs npm, ruby, dpkg, man, and beside them, on PATH (`.ci/run` puts
//! them there):
//!
//! ```sh
//! python3 -m pip install maturin
//! cargo install --locked cargo-deb
//! ```

mod agreed;
mod debian;
mod first_minute;
mod formula;
mod npm;
mod scene;
mod wheel;

use scene::{Scene, has, variable};
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::Instant;

/// Something that is made, installed and tried.
struct Row {
    name: &'static str,
    /// The programs it takes; tried everywhere where there are none.
    needs: &'static [&'static str],
    /// Tries it, panics where it does not hold; what was seen.
    tried: fn(&Scene) -> String,
}

const ROWS: [Row; 6] = [
    Row {
        name: "agreed",
        needs: &[],
        tried: agreed::tried,
    },
    Row {
        name: "formula",
        needs: &["ruby"],
        tried: formula::tried,
    },
    Row {
        name: "npm",
        needs: &["npm", "node", "tar"],
        tried: npm::tried,
    },
    Row {
        name: "first-minute",
        needs: &["cargo", "git"],
        tried: first_minute::tried,
    },
    Row {
        name: "wheel",
        needs: &["python3", "maturin"],
        tried: wheel::tried,
    },
    Row {
        name: "debian",
        needs: &["dpkg", "cargo-deb", "man"],
        tried: debian::tried,
    },
];

fn main() -> ExitCode {
    if std::env::args().any(|word| word == "--list") {
        return ExitCode::SUCCESS;
    }
    // No package asks which hand serves the tests: once is enough.
    let again = variable("SHIPKIT_HAND").is_some();
    let wanted = variable("SHIPKIT_PACKAGES").filter(|_| !again);
    let wanted = wanted.unwrap_or_default();
    let wanted = wanted.to_string_lossy().into_owned();
    let named = |row: &&Row| {
        let mut words = wanted.split_whitespace();
        row.needs.is_empty() || words.any(|word| word == "all" || word == row.name)
    };
    let left: Vec<&str> = ROWS
        .iter()
        .filter(|row| !named(row))
        .map(|row| row.name)
        .collect();
    if !left.is_empty() {
        let left = left.join(", ");
        say(&format!(
            "packages: not tried here: {left}: SHIPKIT_PACKAGES does not name them, or \
             SHIPKIT_HAND is set"
        ));
    }
    say("| package | ended | seconds | seen |");
    say("| --- | --- | --- | --- |");
    let failed = ROWS.iter().filter(named).filter(|row| !try_one(row));
    let failed = failed.count();
    say(&format!("{failed} did not hold"));
    ExitCode::from(u8::from(failed > 0))
}

/// Tries a row and tells it; whether all held.
fn try_one(row: &Row) -> bool {
    let missing = row.needs.iter().find(|program| !has(program));
    let begun = Instant::now();
    let seen = match missing {
        Some(program) => Err(format!("there is no {program}")),
        None => catch_unwind(AssertUnwindSafe(|| (row.tried)(&Scene::new())))
            .map_err(|_| "told above".to_owned()),
    };
    let (ended, seen) = match &seen {
        Ok(seen) => ("well", seen),
        Err(why) => ("BADLY", why),
    };
    let seconds = begun.elapsed().as_secs_f64();
    say(&format!(
        "| {} | {ended} | {seconds:.1} | {seen} |",
        row.name
    ));
    ended == "well"
}

fn say(line: &str) {
    writeln!(std::io::stdout(), "{line}").expect("stdout is open");
}
