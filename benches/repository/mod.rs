//! A repository of many files to measure in, made once and kept.

use std::error::Error;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How many files its checkpoint references.
pub(crate) const REFERENCES: usize = 10;
const LINES: usize = 20;

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_git-shipkit");

pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A repository of so many files with a fresh checkpoint, made once and kept.
pub(crate) fn repository(files: usize) -> Result<PathBuf> {
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

pub(crate) fn file(n: usize) -> String {
    format!("src/d{:03}/f{n:06}.txt", n / 100)
}

/// A command that sees nothing of the user's own settings.
pub(crate) fn plain(program: &str, directory: &Path) -> Command {
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

pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status()?;
    if status.success() {
        return Ok(());
    }
    Err(format!("{command:?} ended with {status}").into())
}
