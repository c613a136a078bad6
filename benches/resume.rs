//! What a look at the checkpoint costs, beside git's own cheapest and most
//! usual question, in repositories of 1,000 and 100,000 files:
//! `cargo bench --bench resume`. It measures and asserts nothing.

use std::error::Error;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{BufWriter, Write, stdout};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How often each command runs; the three of one round run one after another.
const ROUNDS: usize = 60;
const REFERENCES: usize = 10;
const LINES: usize = 20;

const PROGRAM: &str = env!("CARGO_BIN_EXE_git-shipkit");
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

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A repository of so many files with a fresh checkpoint, made once and kept.
fn repository(files: usize) -> Result<PathBuf> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .ok_or("no target directory")?;
    let repository = target.join(format!("bench-repos/{files}"));
    let ready = repository.join(".git/ready-to-measure");
    if !ready.exists() {
        fs::remove_dir_all(&repository).or_else(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Ok(()),
            _ => Err(error),
        })?;
        build(&repository, files)?;
        File::create(ready)?;
    }
    let step = files / REFERENCES;
    let opens = (0..REFERENCES).map(|n| format!("--open={}:{}", file(n * step), n + 1));
    let mut save = plain(PROGRAM, &repository);
    save.args(["checkpoint", "--new", "--task", "measure", "-y"])
        .args(opens);
    run(save.stdout(Stdio::null()))?;
    Ok(repository)
}

fn build(repository: &Path, files: usize) -> Result<()> {
    fs::create_dir_all(repository)?;
    run(plain("git", repository).args(["init", "-q", "-b", "main"]))?;
    let mut import = plain("git", repository);
    let mut import = import
        .args(["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()?;
    let pipe = import.stdin.take().ok_or("git reads no input")?;
    import_files(&mut BufWriter::new(pipe), files)?;
    if !import.wait()?.success() {
        return Err("git fast-import failed".into());
    }
    run(plain("git", repository).args(["reset", "-q", "--hard", "main"]))?;
    // As old as work usually is: a file as young as the index would be read.
    let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    for n in 0..files {
        File::options()
            .write(true)
            .open(repository.join(file(n)))?
            .set_modified(old)?;
    }
    run(plain("git", repository).args(["update-index", "-q", "--refresh"]))
}

fn import_files(pipe: &mut impl Write, files: usize) -> Result<()> {
    writeln!(
        pipe,
        "commit refs/heads/main\ncommitter Ada <ada@example.com> 1700000000 +0000"
    )?;
    writeln!(pipe, "data <<END\nAll files\nEND")?;
    for n in 0..files {
        writeln!(pipe, "M 100644 inline {}\ndata <<END", file(n))?;
        for line in 0..LINES {
            writeln!(pipe, "line {line} of file {n}")?;
        }
        writeln!(pipe, "END")?;
    }
    writeln!(pipe, "done")?;
    Ok(pipe.flush()?)
}

fn file(n: usize) -> String {
    format!("src/d{:03}/f{n:06}.txt", n / 100)
}

/// A command that sees nothing of the user's own settings.
fn plain(program: &str, directory: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(directory).env_clear();
    command.env("PATH", path()).env("HOME", directory);
    command
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1");
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
