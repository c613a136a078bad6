//! Lines followed by who they are, not by what they say: files whose lines
//! have a hidden identity are saved, edited, moved, re-indented, split, and
//! checked by the real program over real git. `SHIPKIT_FOLLOWED` runs so many
//! cases, from `SHIPKIT_SEED` on.
//!
//! What counts: a position told `same` or `moved` is right only where each of
//! its lines is (in a range, lines that the file had more than once may be
//! each other); anything else is wrong, be the text equal or not. `edited`
//! and `deleted` are right where lines were edited or are gone, else they are
//! told as uncertain; `ambiguous` always is, and wrong where all its places
//! are named and the right one, in the same file, is not among them.

mod acts;
mod file;
mod judge;
mod story;

use super::measure::{Git, Random};
use super::{each_seed, environment, number, say};
use judge::{Kind, Table, judge};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::sync::Mutex;
use story::{Line, Story};
use tempfile::TempDir;

/// Few enough for every build; each is some fifty positions in five files.
const CASES: u64 = 80;

/// What is wrong is printed so often.
const SHOWN: usize = 10;

#[test]
fn no_position_names_a_line_that_is_another() {
    let cases = number("SHIPKIT_FOLLOWED").unwrap_or(CASES);
    let first = number("SHIPKIT_SEED").unwrap_or(1);
    let environment = environment();
    let total = Mutex::new(Table::default());
    each_seed(first..first + cases, &|seed| {
        let table = run(seed, &environment);
        total.lock().expect("no one panicked").add(table);
    });
    let total = total.into_inner().expect("no one panicked");
    say(&format!(
        "seeds {first} to {}\n{total}\n",
        first + cases - 1
    ));
    for wrong in total.wrong.iter().take(SHOWN) {
        say(&format!("{wrong}\n"));
    }
    let (right, wrong) = (total.count(Kind::Right), total.count(Kind::Wrong));
    assert_eq!(wrong, 0, "of {right} that are right");
    assert!(
        right > total.count(Kind::Uncertain) * 5,
        "hardly anything is followed"
    );
}

/// A position that is saved: path, first and last line, from 0.
type Position = (String, usize, usize);

/// One case: a story, a save in its beginning, a check at its end.
fn run(seed: u64, environment: &[(OsString, OsString)]) -> Table {
    let temporary = TempDir::with_prefix("shipkit-").expect("a temporary directory");
    let root = temporary.path().canonicalize().expect("it is there");
    let (dir, aside) = (root.join("repo"), root.join("aside"));
    std::fs::create_dir(&dir).expect("a fresh directory");
    let git = Git::new(&dir, &aside, environment.to_vec());
    let mut random = Random::new(seed);
    let mut story = Story::new(&mut random);
    git.run(&["init", "-q", "-b", "main", "--template="]);
    story.write(&git);
    commit(&git);
    let (then, positions) = (story.clone(), choose(&story, &mut random));
    let opens = positions
        .iter()
        .map(|(path, from, to)| format!("--open={path}:{}-{}", from + 1, to + 1));
    let opens: Vec<String> = opens.collect();
    let mut arguments = vec!["checkpoint", "--task", "t", "-y"];
    arguments.extend(opens.iter().map(String::as_str));
    let said = git.shipkit(&arguments);
    assert_eq!(said.code, 0, "seed {seed}: {}", said.err);
    let acts = acts::happen(&mut story, &mut random);
    story.write(&git);
    match random.below(3) {
        0 => commit(&git),
        1 => drop(git.run(&["add", "-A"])),
        _ => {}
    }
    let said = git.shipkit(&["resume", "--check", "--json"]);
    assert!(said.code < 3, "seed {seed}: {}", said.err);
    let report = serde_json::from_slice(&said.out).expect("a report");
    judge(seed, &positions, (&then, &story), &acts, &report)
}

fn commit(git: &Git) {
    git.run(&["add", "-A"]);
    git.run(&["commit", "-q", "-m", "more"]);
}

fn choose(story: &Story, random: &mut Random) -> Vec<Position> {
    let mut chosen = BTreeSet::new();
    for (path, lines) in story.files.iter().filter(|(path, _)| Story::is_saved(path)) {
        for _ in 0..12 {
            let from = random.below(lines.len());
            let more = random.pick(&[0, 0, 0, 0, 0, 0, 1, 2, 4, 7]);
            let to = (from + more).min(lines.len() - 1);
            chosen.insert((path.clone(), from, to));
        }
    }
    chosen.into_iter().collect()
}
