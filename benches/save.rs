//! What a save costs, the tenth and the ten-thousandth, and what it leaves in
//! `.git`; beside `git stash create` and a bare file write on the same disk:
//! `cargo bench --bench save`. It measures and asserts nothing.

use std::error::Error;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const PROGRAM: &str = env!("CARGO_BIN_EXE_git-shipkit");

/// After so many saves it is looked at, and so many more are timed.
const AT: [usize; 3] = [10, 1_000, 10_000];
const WINDOW: usize = 50;

const HEADING: &str =
    "| saves | median | p95 | max | in a young one | ratio | loose objects | packs | .git |";

/// How often each command of the comparison runs, one after another.
const ROUNDS: usize = 60;

fn main() -> Result<()> {
    let mut out = stdout();
    writeln!(
        out,
        "A program saves its state again and again; {WINDOW} saves after each, timed through spawn\n"
    )?;
    let repository = fresh("sustained")?;
    sustained(&repository, &mut out)?;
    for gc in [&["gc", "-q"][..], &["gc", "-q", "--prune=now"]] {
        run(plain("git", &repository).args(gc))?;
        let stored = Stored::of(&repository)?;
        writeln!(out, "| after git {} | | | | | | {stored} |", gc.join(" "))?;
    }
    writeln!(
        out,
        "\nOne changed file, pinned or stashed; medians of {ROUNDS} interleaved rounds, ratios paired by round\n"
    )?;
    compared(&fresh("compared")?, &mut out)
}

/// Saves ten thousand times and tells of it on the way. A disk that was written
/// to without pause is slower than one at rest, so each look takes turns with
/// a repository that has a handful of saves.
fn sustained(repository: &Path, out: &mut impl Write) -> Result<()> {
    writeln!(out, "{HEADING}\n{}|", "| ---: ".repeat(9))?;
    let mut times = Vec::new();
    for n in 1..=AT[AT.len() - 1] {
        times.push(save(repository, n)?);
        if AT.contains(&n) {
            let looked = looked_at(repository, n)?;
            writeln!(out, "| {n} | {looked} | {} |", Stored::of(repository)?)?;
            out.flush()?;
        }
    }
    let slow = times.iter().filter(|time| **time > 30.0).count();
    writeln!(
        out,
        "| all {} | {:.1} s together, {slow} took more than 30 ms | | | | | | | |",
        times.len(),
        times.iter().sum::<f64>() / 1e3
    )?;
    Ok(())
}

/// What saves cost in `repository`, which has `n` of them, and in a young one.
fn looked_at(repository: &Path, n: usize) -> Result<String> {
    let young = fresh("young")?;
    for step in 1..=10 {
        save(&young, step)?;
    }
    let (mut here, mut there, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for step in 1..=WINDOW {
        here.push(save(repository, n + step)?);
        there.push(save(&young, n + step)?);
        ratios.push(here[step - 1] / there[step - 1]);
    }
    here.sort_by(f64::total_cmp);
    let part = |percent: usize| here[(here.len() - 1) * percent / 100];
    Ok(format!(
        "{:.2} ms | {:.2} ms | {:.2} ms | {:.2} ms | {:.2}×",
        part(50),
        part(95),
        part(100),
        median(there.into_iter()),
        median(ratios.into_iter())
    ))
}

/// One save of a program at step `n`, in milliseconds.
fn save(repository: &Path, n: usize) -> Result<f64> {
    let state = format!(
        r#"{{"taskId":"batch","taskName":"Batch","progress":{},"lastAction":"Item {n}","nextStep":"Continue with {}","blockers":null,"context":{{"total":10000,"processed":{n},"lastItem":{n}}}}}"#,
        n % 100,
        n + 1
    );
    let mut command = plain(PROGRAM, repository);
    command.args(["checkpoint", "--state", "-", "-q"]);
    let start = Instant::now();
    let mut child = command.stdin(Stdio::piped()).spawn()?;
    let mut pipe = child.stdin.take().ok_or("it reads no input")?;
    pipe.write_all(state.as_bytes())?;
    drop(pipe);
    let status = child.wait()?;
    let time = start.elapsed().as_secs_f64() * 1e3;
    let failed = format!("save {n} ended with {status}");
    status.success().then_some(time).ok_or(failed.into())
}

/// What lies in `.git`.
struct Stored {
    loose: String,
    packs: String,
    kilobytes: u64,
}

impl Stored {
    fn of(repository: &Path) -> Result<Stored> {
        let said = plain("git", repository)
            .args(["count-objects", "-v"])
            .output()?;
        let said = String::from_utf8(said.stdout)?;
        let counted = |what: &str| {
            let mut lines = said.lines().filter_map(|line| line.strip_prefix(what));
            lines.next().unwrap_or_default().to_owned()
        };
        Ok(Stored {
            loose: counted("count: "),
            packs: counted("packs: "),
            kilobytes: blocks(&repository.join(".git"))? / 2,
        })
    }
}

impl std::fmt::Display for Stored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Stored {
            loose,
            packs,
            kilobytes,
        } = self;
        write!(f, "{loose} | {packs} | {kilobytes} KB")
    }
}

/// How many blocks of 512 bytes a directory takes on the disk.
fn blocks(directory: &Path) -> Result<u64> {
    use std::os::unix::fs::MetadataExt as _;
    let mut sum = fs::symlink_metadata(directory)?.blocks();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        let data = fs::symlink_metadata(&path)?;
        sum += if data.is_dir() {
            blocks(&path)?
        } else {
            data.blocks()
        };
    }
    Ok(sum)
}

/// What git does where nobody has set it (git-config(1), `core.fsync`).
const GIT_DEFAULT: &str = "core.fsync=committed,-loose-object";

/// What takes turns with a save.
const OTHERS: [&str; 5] = [
    "git stash create",
    "git stash create, core.fsync=all",
    "write, fsync",
    "write, fsync, rename, fsync directory",
    "git rev-parse HEAD",
];

fn compared(repository: &Path, out: &mut impl Write) -> Result<()> {
    let mut rounds = Vec::new();
    for round in 0..=ROUNDS {
        rounds.push(round_of(repository, round)?);
    }
    rounds.remove(0); // the first one warms the caches
    writeln!(out, "| | median | a save is |\n| :---- | ----: | ----: |")?;
    let own = median(rounds.iter().map(|times| times[0]));
    writeln!(out, "| git shipkit checkpoint | {own:.2} ms | |")?;
    for (n, name) in OTHERS.iter().enumerate() {
        let time = median(rounds.iter().map(|times| times[n + 1]));
        let ratio = median(rounds.iter().map(|times| times[0] / times[n + 1]));
        writeln!(out, "| {name} | {time:.2} ms | {ratio:.2}× |")?;
    }
    Ok(())
}

/// Milliseconds of a save and of each of the others. Each of those that store
/// something sees a change that nobody has stored yet.
fn round_of(repository: &Path, round: usize) -> Result<Vec<f64>> {
    let change = |step: &str| {
        let text = format!("round {round}, {step}\n").repeat(40);
        fs::write(repository.join("f1.txt"), text)
    };
    change("saved")?;
    let mut pinning = plain(PROGRAM, repository);
    pinning.args(["checkpoint", "--task", "measure", "--open", "f1.txt"]);
    let mut times = vec![timed(pinning.args(["-y", "-q"]))?];
    for setting in [GIT_DEFAULT, "core.fsync=all"] {
        change(setting)?;
        let mut stash = plain("git", repository);
        stash.args(["-c", setting, "stash", "create"]);
        times.push(timed(&mut stash)?);
    }
    times.push(bare_write(repository, false)?);
    times.push(bare_write(repository, true)?);
    times.push(timed(plain("git", repository).args(["rev-parse", "HEAD"]))?);
    Ok(times)
}

/// Milliseconds of a command.
fn timed(command: &mut Command) -> Result<f64> {
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let start = Instant::now();
    run(command)?;
    Ok(start.elapsed().as_secs_f64() * 1e3)
}

/// Milliseconds of writing a kilobyte durably in this process, in place or,
/// `whole`, as a whole.
fn bare_write(repository: &Path, whole: bool) -> Result<f64> {
    let (path, temp) = (
        repository.join(".git/bare"),
        repository.join(".git/bare.new"),
    );
    let start = Instant::now();
    let mut file = File::create(if whole { &temp } else { &path })?;
    file.write_all(&[b'x'; 1024])?;
    file.sync_all()?;
    if whole {
        fs::rename(&temp, &path)?;
        File::open(repository.join(".git"))?.sync_all()?;
    }
    Ok(start.elapsed().as_secs_f64() * 1e3)
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A repository of a thousand small files and one commit, on the real disk.
fn fresh(name: &str) -> Result<PathBuf> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .ok_or("no target directory")?;
    let repository = target.join(format!("bench-repos/{name}"));
    if repository.exists() {
        fs::remove_dir_all(&repository)?;
    }
    fs::create_dir_all(&repository)?;
    run(plain("git", &repository).args(["init", "-q"]))?;
    for n in 1..=1_000 {
        let path = repository.join(format!("f{n}.txt"));
        fs::write(path, format!("file {n}\n").repeat(20))?;
    }
    run(plain("git", &repository).args(["add", "."]))?;
    run(plain("git", &repository).args(["commit", "-q", "-m", "All files"]))?;
    run(plain("git", &repository).args(["repack", "-qad"]))?;
    Ok(repository)
}

/// A command that sees nothing of the user's own settings.
fn plain(program: &str, directory: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(directory).env_clear();
    command.env("PATH", path()).env("HOME", directory);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null");
    command.env("GIT_CONFIG_NOSYSTEM", "1");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Ada");
        command.env(format!("GIT_{who}_EMAIL"), "ada@example.com");
    }
    command
}

#[expect(
    clippy::disallowed_methods,
    reason = "a benchmark has no World; git is found along PATH"
)]
fn path() -> OsString {
    std::env::var_os("PATH").unwrap_or_default()
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.status()?;
    if status.success() {
        return Ok(());
    }
    Err(format!("{command:?} ended with {status}").into())
}
