//! What git says is what the program says, over random histories of random
//! files. `SHIPKIT_CASES` runs so many, from `SHIPKIT_SEED` on; a failure is
//! cut down to what it needs and printed as a script.

mod acts;
mod case;
mod content;
mod followed;
mod measure;
mod world;

use crate::support::host;
use case::{Case, Outcome};
use measure::Tally;
use std::ffi::OsString;
use std::io::Write as _;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// Few enough for every build; each is some ten files and thirty positions.
const CASES: u64 = 100;

/// Failures that are cut down and shown; more of them tell nothing new.
const SHOWN: usize = 3;

#[test]
fn every_history_is_told_as_git_tells_it() {
    let cases = number("SHIPKIT_CASES").unwrap_or(CASES);
    let first = number("SHIPKIT_SEED").unwrap_or(1);
    let environment = environment();
    let (total, failed) = (Mutex::new(Tally::default()), Mutex::new(Vec::new()));
    each_seed(first..first + cases, &|seed| {
        let named = Named(seed);
        let outcome = Case::new(seed).run(&environment);
        drop(named);
        if !outcome.tally.is_right() {
            say(&format!("seed {seed} is told otherwise\n"));
            failed.lock().expect("no one panicked").push(seed);
        }
        total.lock().expect("no one panicked").add(outcome.tally);
    });
    let total = total.into_inner().expect("no one panicked");
    say(&format!(
        "seeds {first} to {}\n{total}\n",
        first + cases - 1
    ));
    let mut failed = failed.into_inner().expect("no one panicked");
    failed.sort_unstable();
    for seed in failed.iter().take(SHOWN) {
        show(*seed, &environment);
    }
    assert!(
        failed.is_empty(),
        "not as git says: {} seeds of {cases}, from {:?}",
        failed.len(),
        failed.first()
    );
}

/// Does this for every seed, as many at once as the machine can.
fn each_seed(seeds: Range<u64>, act: &(impl Fn(u64) + Sync)) {
    let next = AtomicU64::new(seeds.start);
    let workers = thread::available_parallelism().map_or(2, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds.end {
                        break;
                    }
                    act(seed);
                }
            });
        }
    });
}

/// Names the seed of a case that cannot even be tried.
struct Named(u64);

impl Drop for Named {
    fn drop(&mut self) {
        if thread::panicking() {
            say(&format!("with seed {}\n", self.0));
        }
    }
}

/// Cuts a failing case down and prints it.
fn show(seed: u64, environment: &[(OsString, OsString)]) {
    let kind = |tally: &Tally| {
        (
            tally.wrong_files.is_empty(),
            tally.wrong_positions.is_empty(),
        )
    };
    let case = Case::new(seed);
    let first = kind(&case.run(environment).tally);
    let (_, outcome): (Case, Outcome) = case.shrunk(|case| {
        let outcome = case.run(environment);
        let as_wrong = kind(&outcome.tally) == first && !outcome.tally.is_right();
        as_wrong.then_some(outcome)
    });
    say(&format!("seed {seed}, cut down:\n{}\n", outcome.script));
    let tally = &outcome.tally;
    for wrong in tally.wrong_files.iter().chain(&tally.wrong_positions) {
        say(&format!("wrong: {wrong}\n"));
    }
    say("\n");
}

/// What commands see of the environment the tests run in.
fn environment() -> Vec<(OsString, OsString)> {
    let names = ["PATH", "SHIPKIT_HAND"];
    let pairs = names.map(|name| Some((name.into(), host(name)?)));
    pairs.into_iter().flatten().collect()
}

fn number(name: &str) -> Option<u64> {
    host(name)?.to_str()?.parse().ok()
}

fn say(text: &str) {
    std::io::stderr()
        .write_all(text.as_bytes())
        .expect("stderr is open");
}
