//! What `git fast-import` is given.

use super::{Shape, age, imported};
use crate::command::{Result, plain, run, said};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

/// So that a file has about 4 KB.
const LINES: usize = 100;

/// Files of a directory.
const DIRECTORY: usize = 100;

/// How many references the documents have that are in the commit.
const DOCUMENTS: [usize; 3] = [10, 1_000, 10_000];

/// How its directories lie.
#[derive(Clone, Copy)]
pub(crate) enum Tree {
    /// All side by side.
    Flat,
    /// Eight levels.
    Deep,
}

impl Tree {
    pub(crate) fn file(self, number: usize) -> String {
        let directory = number / DIRECTORY;
        match self {
            Tree::Flat => format!("src/d{directory:04}/f{number:06}.txt"),
            Tree::Deep => {
                let level = |n: u32| directory / 4_usize.pow(n) % 4;
                let levels = (0..6).rev().map(|n| format!("level{}", level(n)));
                let levels: Vec<String> = levels.collect();
                format!("src/{}/d{directory:04}/f{number:06}.txt", levels.join("/"))
            }
        }
    }
}

/// Fills a new repository.
pub(crate) fn tree(repository: &Path, shape: Shape) -> Result<()> {
    imported(repository, |pipe| {
        commit(pipe, 0, "All files", None)?;
        for number in 0..shape.files {
            write_file(pipe, &shape.file(number), &body(number))?;
        }
        for count in DOCUMENTS {
            if count <= shape.files {
                write_file(pipe, &format!("docs/{count}.md"), &document(shape, count))?;
            }
        }
        attributes(pipe, shape)
    })?;
    let files: Vec<String> = (0..shape.files).map(|number| shape.file(number)).collect();
    age(repository, &files)?;
    run(plain("git", repository).args(["tag", "start"]))?;
    if shape.is_loose {
        unpack(repository)?;
    }
    Ok(())
}

/// Begins a commit on `main`, so many minutes after the first.
pub(crate) fn commit(
    pipe: &mut dyn Write,
    number: usize,
    subject: &str,
    parent: Option<usize>,
) -> Result<()> {
    let time = 1_700_000_000 + number * 60;
    writeln!(pipe, "commit refs/heads/main\nmark :{}", number + 1)?;
    writeln!(pipe, "committer Ada <ada@example.com> {time} +0000")?;
    writeln!(pipe, "data <<END\n{subject}\nEND")?;
    if let Some(parent) = parent {
        writeln!(pipe, "from :{}", parent + 1)?;
    }
    Ok(())
}

pub(crate) fn write_file(pipe: &mut dyn Write, path: &str, text: &str) -> Result<()> {
    writeln!(pipe, "M 100644 inline {path}\ndata {}", text.len())?;
    Ok(writeln!(pipe, "{text}")?)
}

fn body(number: usize) -> String {
    let lines = (0..LINES).map(|line| format!("line {line} of file {number} and some words\n"));
    lines.collect()
}

/// A page that names so many files, each with a line.
fn document(shape: Shape, count: usize) -> String {
    let files = shape.spread(count).into_iter().enumerate();
    let lines = files.map(|(n, file)| format!("- `{file}:{}` does its part\n", n % LINES + 1));
    format!("# What does what\n\n{}", lines.collect::<String>())
}

fn attributes(pipe: &mut dyn Write, shape: Shape) -> Result<()> {
    if !shape.has_attributes {
        return Ok(());
    }
    write_file(
        pipe,
        ".gitattributes",
        "* text=auto\n*.bin binary\n*.sh text eol=lf\n",
    )?;
    for number in (0..shape.files).step_by(DIRECTORY * 10) {
        let file = shape.file(number);
        let directory = file.rsplit_once('/').map_or("", |(directory, _)| directory);
        write_file(
            pipe,
            &format!("{directory}/.gitattributes"),
            "*.md diff=markdown\n",
        )?;
    }
    Ok(())
}

/// Takes every object out of the packs.
fn unpack(repository: &Path) -> Result<()> {
    let packs = repository.join(".git/objects/pack");
    let aside = repository.join(".git/aside");
    fs::rename(&packs, &aside)?;
    for entry in fs::read_dir(&aside)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "pack") {
            let mut git = plain("git", repository);
            run(git.args(["unpack-objects", "-q"]).stdin(File::open(path)?))?;
        }
    }
    fs::remove_dir_all(aside)?;
    said(plain("git", repository).args(["fsck", "--connectivity-only"])).map(drop)
}
