//! A batch of a thousand items, saved every ten: after a crash at most ten are
//! done again, and none is counted twice.
//!
//! In any git repository: `cargo run --example batch -- --crash-at 437` dies
//! at item 437, and `cargo run --example batch` goes on from the last save.
//! `--fail-at 437` ends in an error that is saved with what stands in the way.

use git_shipkit::{Blockers, Manager, State};
use serde::{Deserialize, Serialize};
use std::error::Error;
use std::io::Write as _;
use std::{env, io};

const TASK: &str = "batch";
const ITEMS: usize = 1000;
const EVERY: usize = 10;

/// All that is needed to go on: it is saved as one, so it cannot be torn.
#[derive(Default, Serialize, Deserialize)]
struct Progress {
    done: usize,
    sum: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    let manager = Manager::here()?;
    let mut progress = Progress::default();
    if let Some(saved) = manager.load()?
        && saved.task_id() == Some(TASK)
    {
        progress = saved.context_as()?;
        writeln!(out, "Going on after item {} of {ITEMS}", progress.done)?;
    }
    let (crash_at, fail_at) = (argument("--crash-at"), argument("--fail-at"));
    while progress.done < ITEMS {
        let item = progress.done + 1;
        if crash_at == Some(item) {
            std::process::abort();
        }
        match work(item, fail_at) {
            Ok(worth) => progress.sum += worth,
            Err(why) => {
                manager.save(&state(&progress, Some(&why))?)?;
                return Err(why.into());
            }
        }
        progress.done = item;
        if item % EVERY == 0 {
            manager.save(&state(&progress, None)?)?;
        }
    }
    manager.clear()?;
    writeln!(
        out,
        "All {ITEMS} items are done; they come to {}",
        progress.sum
    )?;
    Ok(())
}

/// What the batch is for.
fn work(item: usize, fail_at: Option<usize>) -> Result<usize, String> {
    if fail_at == Some(item) {
        return Err(format!("item {item} cannot be read"));
    }
    Ok(item)
}

fn state(progress: &Progress, blocker: Option<&str>) -> Result<State, serde_json::Error> {
    Ok(State {
        task_id: Some(TASK.to_owned()),
        task_name: "Add up the items".to_owned(),
        progress: State::percent(progress.done, ITEMS),
        last_action: Some(format!("Added item {}", progress.done)),
        next_step: Some(format!("Go on with item {}", progress.done + 1)),
        blockers: blocker.map(|why| Blockers::One(why.to_owned())),
        context: serde_json::to_value(progress)?,
        ..State::default()
    })
}

fn argument(name: &str) -> Option<usize> {
    let mut words = env::args().skip_while(|word| word != name).skip(1);
    words.next()?.parse().ok()
}
