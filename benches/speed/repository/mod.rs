//! The repositories to measure in: made once, kept below `target/`.

mod import;
mod scene;

pub(crate) use import::{Tree, commit, tree, write_file};
pub(crate) use scene::Scene;

use crate::command::{Result, plain, run};
use std::fs::{self, File};
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, SystemTime};

/// What is made differently from now on has another number.
const RECIPE: &str = "measure-1";

/// What a repository of many files looks like.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    pub(crate) files: usize,
    pub(crate) tree: Tree,
    /// Each object in a file of its own, instead of all in a pack.
    pub(crate) is_loose: bool,
    /// `.gitattributes` at the top and in every tenth directory.
    pub(crate) has_attributes: bool,
}

impl Shape {
    pub(crate) const fn flat(name: &'static str, files: usize) -> Self {
        Shape {
            name,
            files,
            tree: Tree::Flat,
            is_loose: false,
            has_attributes: false,
        }
    }

    /// The path of a file, from the top.
    pub(crate) fn file(&self, number: usize) -> String {
        self.tree.file(number)
    }

    /// So many of its files, spread over all of it.
    pub(crate) fn spread(&self, count: usize) -> Vec<String> {
        let step = self.files / count;
        (0..count).map(|n| self.file(n * step)).collect()
    }
}

pub(crate) const THOUSAND: Shape = Shape::flat("1000", 1_000);
pub(crate) const HUNDRED_THOUSAND: Shape = Shape::flat("100000", 100_000);
pub(crate) const HALF_A_MILLION: Shape = Shape::flat("500000", 500_000);

/// Where a repository of that name lies, which `build` fills where it is not
/// there yet, or half.
pub(crate) fn kept(name: &str, build: impl Fn(&Path) -> Result<()>) -> Result<PathBuf> {
    let repository = crate::target()?.join("bench-repos").join(name);
    let ready = repository.join(".git").join(RECIPE);
    if !ready.exists() {
        fs::remove_dir_all(&repository).or_else(|error| match error.kind() {
            ErrorKind::NotFound => Ok(()),
            _ => Err(error),
        })?;
        fs::create_dir_all(&repository)?;
        run(plain("git", &repository).args(["init", "-q", "-b", "main"]))?;
        build(&repository)?;
        File::create(ready)?;
    }
    Ok(repository)
}

/// The same, made anew each time.
pub(crate) fn anew(name: &str, build: impl Fn(&Path) -> Result<()>) -> Result<PathBuf> {
    let place = crate::target()?.join("bench-repos").join(name);
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    kept(name, build)
}

/// Has git import what `write` writes, and checks `main` out.
pub(crate) fn imported(
    repository: &Path,
    write: impl Fn(&mut dyn Write) -> Result<()>,
) -> Result<()> {
    let mut import = plain("git", repository);
    let mut import = import
        .args(["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()?;
    let pipe = import.stdin.take().ok_or("git reads no input")?;
    let mut pipe = BufWriter::new(pipe);
    write(&mut pipe)?;
    writeln!(pipe, "done")?;
    pipe.flush()?;
    drop(pipe);
    if !import.wait()?.success() {
        return Err("git fast-import failed".into());
    }
    run(plain("git", repository).args(["reset", "-q", "--hard", "main"]))
}

/// Gives files the age that work usually has: git reads a file that is as young
/// as its index.
pub(crate) fn age<'a>(
    repository: &Path,
    files: impl IntoIterator<Item = &'a String>,
) -> Result<()> {
    let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    for file in files {
        let file = File::options().write(true).open(repository.join(file))?;
        file.set_modified(old)?;
    }
    run(plain("git", repository).args(["update-index", "-q", "--refresh"]))
}
