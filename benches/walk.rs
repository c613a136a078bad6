//! Walks a real repository's whole history: saves at one commit, checks some
//! commits later, and counts where git says something else:
//! `cargo bench --bench walk -- REPO [STEP [SEED]]`. The repository itself is
//! only cloned from. It ends with 1 where anything was wrong.

#[path = "../tests/differential/measure/mod.rs"]
mod measure;

use measure::{Git, Random, Tally, judge, saved};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::ffi::OsString;
use std::fs;
use std::io::{Write, stdout};
use std::path::Path;
use std::process::ExitCode;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Files of one save, half of them such as are about to change.
const FILES: usize = 30;

/// Positions of a file, at most.
const POSITIONS: usize = 6;

/// Commits from the save to the check where nothing else is said.
const STEP: usize = 10;

/// What is wrong is printed so often.
const SHOWN: usize = 20;

fn main() -> Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&String> = arguments.iter().filter(|word| *word != "--bench").collect();
    let mut out = stdout();
    let Some(repository) = words.first() else {
        writeln!(out, "cargo bench --bench walk -- REPO [STEP [SEED]]")?;
        return Ok(ExitCode::SUCCESS); // a plain `cargo bench` names no repository
    };
    let step = words.get(1).map_or(Ok(STEP), |word| word.parse())?.max(1);
    let seed = words.get(2).map_or(Ok(1), |word| word.parse())?;
    let temporary = tempfile::TempDir::with_prefix("shipkit-walk-")?;
    let git = clone(Path::new(repository), temporary.path())?;
    let commits = lines(&git, &["rev-list", "--first-parent", "--reverse", "HEAD"]);
    writeln!(
        out,
        "{repository}: {} commits, {step} at a time, seed {seed}",
        commits.len()
    )?;
    let mut total = Tally::default();
    for (number, pair) in pairs(&commits, step).into_iter().enumerate() {
        let mut random = Random::of(seed, pair.0);
        let tally = check(&git, pair, &mut random)?;
        for wrong in tally.wrong_files.iter().chain(&tally.wrong_positions) {
            if total.wrong_files.len() + total.wrong_positions.len() < SHOWN {
                writeln!(out, "{} to {}: {wrong}", pair.0, pair.1)?;
            }
        }
        total.add(tally);
        if number % 100 == 99 {
            writeln!(out, "… {} checks, {} wrong", total.checks, total.wrong())?;
        }
    }
    writeln!(out, "{total}")?;
    Ok(ExitCode::from(u8::from(!total.is_right())))
}

/// A clone of our own, without a work tree yet.
fn clone(repository: &Path, place: &Path) -> Result<Git> {
    let repository = fs::canonicalize(repository)?;
    let (dir, aside) = (place.join("clone"), place.join("aside"));
    fs::create_dir(&dir)?;
    let git = Git::new(&dir, &aside, environment());
    let from = repository.to_str().ok_or("the path is no UTF-8")?;
    let said = git.run(&["clone", "-q", "--no-checkout", from, "."]);
    if said.code != 0 {
        return Err(said.err.into());
    }
    git.run(&["config", "advice.detachedHead", "false"]);
    Ok(git)
}

/// From every commit that many further, the last one at the end.
fn pairs(commits: &[String], step: usize) -> Vec<(&String, &String)> {
    let from = commits.iter().step_by(step);
    let to = commits
        .iter()
        .skip(step)
        .step_by(step)
        .chain(commits.last());
    from.zip(to).collect()
}

/// One save, one walk, one check.
fn check(git: &Git, (from, to): (&String, &String), random: &mut Random) -> Result<Tally> {
    check_out(git, from)?;
    let chosen = choose(git, from, to, random)?;
    if chosen.is_empty() {
        return Ok(Tally::default());
    }
    let pins = saved(git, chosen.clone());
    let opens = chosen.iter().flat_map(|(path, lines)| {
        let whole = lines.is_empty().then(|| format!("--open={path}"));
        let at = |(start, end): &(usize, usize)| format!("--open={path}:{start}-{end}");
        whole
            .into_iter()
            .chain(lines.iter().map(at).collect::<Vec<_>>())
    });
    let opens: Vec<String> = opens.collect();
    let mut arguments = vec!["checkpoint", "--new", "--task", "t", "-y"];
    arguments.extend(opens.iter().map(String::as_str));
    let said = git.shipkit(&arguments);
    if said.code != 0 {
        return Err(format!("{from}: the save ended with {}: {}", said.code, said.err).into());
    }
    check_out(git, to)?;
    let said = git.shipkit(&["resume", "--check", "--json"]);
    Ok(judge(git, &pins, &serde_json::from_slice(&said.out)?))
}

fn check_out(git: &Git, commit: &str) -> Result<()> {
    let said = git.run(&["checkout", "-q", "-f", commit]);
    if said.code == 0 {
        return Ok(());
    }
    Err(said.err.into())
}

/// Files and lines to save: half of them of those that will have changed.
fn choose(
    git: &Git,
    from: &str,
    to: &str,
    random: &mut Random,
) -> Result<BTreeMap<String, Vec<(usize, usize)>>> {
    let mut changing = lines(
        git,
        &["diff", "--name-only", "--no-renames", "-z", from, to],
    );
    let mut all = lines(git, &["ls-files", "-z"]);
    random.shuffle(&mut changing);
    random.shuffle(&mut all);
    changing.truncate(FILES / 2);
    let mut chosen = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for path in changing.into_iter().chain(all) {
        let place = git.dir().join(&path);
        let is_file = fs::symlink_metadata(&place).is_ok_and(|data| !data.is_dir());
        let left_out = !is_file || random.percent(10) || !seen.insert(path.clone());
        if chosen.len() == FILES || left_out {
            continue;
        }
        // A link's own text has no lines worth naming.
        let text = if place.is_symlink() {
            Vec::new()
        } else {
            fs::read(&place)?
        };
        chosen.insert(path, positions(&text, random));
    }
    Ok(chosen)
}

fn positions(text: &[u8], random: &mut Random) -> Vec<(usize, usize)> {
    let count = text.split_inclusive(|byte| *byte == b'\n').count();
    if count == 0 || text.contains(&0) {
        return Vec::new();
    }
    let mut taken = Vec::new();
    for _ in 0..random.below(POSITIONS + 1) {
        let start = 1 + random.below(count);
        let more = random.pick(&[0, 0, 0, 0, 0, 1, 2, 4, 8]);
        let lines = (start, (start + more).min(count));
        if !taken.contains(&lines) {
            taken.push(lines);
        }
    }
    taken
}

/// What git lists, a line each, or a name each where it is asked with `-z`.
fn lines(git: &Git, arguments: &[&str]) -> Vec<String> {
    let end = if arguments.contains(&"-z") {
        '\0'
    } else {
        '\n'
    };
    let said = git.run(arguments).out;
    let said = String::from_utf8_lossy(&said);
    let lines = said.split(end).filter(|line| !line.is_empty());
    // A name that is no UTF-8 cannot be a reference.
    let lines = lines.filter(|line| !line.contains('\u{fffd}'));
    lines.map(str::to_owned).collect()
}

#[expect(
    clippy::disallowed_methods,
    reason = "a benchmark has no World; git is found along PATH"
)]
fn environment() -> Vec<(OsString, OsString)> {
    let names = ["PATH", "SHIPKIT_HAND"];
    let pairs = names.map(|name| Some((name.into(), std::env::var_os(name)?)));
    pairs.into_iter().flatten().collect()
}
