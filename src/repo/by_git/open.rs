//! Asking git where a repository is, and which commit an inner one is on.

use crate::error::Error;
use crate::repo::Places;
use crate::repo::env::Env;
use crate::repo::git::{not_started, quiet, sentence};
use crate::repo::open::real;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const OPENING: &str = "opening the repository";

/// Where the repository lies that `cwd` is in, and its object format. `why` is
/// what keeps gix from serving it, for where there is no git either.
pub(in crate::repo) fn open(
    cwd: &Path,
    env: Env<'_>,
    why: &str,
) -> Result<(Places, gix::hash::Kind), Error> {
    let (mut places, format) = answers(cwd, why)?;
    places.alternates = env("GIT_ALTERNATE_OBJECT_DIRECTORIES");
    Ok((places, format))
}

fn answers(cwd: &Path, why: &str) -> Result<(Places, gix::hash::Kind), Error> {
    let questions: [&[&str]; 5] = [
        &["--show-toplevel"],
        &["--absolute-git-dir"],
        &["--git-common-dir"],
        &["--git-path", "objects"],
        &["--git-path", "index"],
    ];
    let mut all = vec!["--path-format=absolute"];
    all.extend(questions.iter().copied().flatten());
    all.push("--show-object-format");
    let said = ask(cwd, &all, why)?;
    let answers: Vec<&str> = said.lines().collect();
    let [work, git, common, objects, index, format] = answers[..] else {
        return apart(cwd, &questions, why); // a path with a line break in it
    };
    Ok((
        places([work, git, common, objects, index])?,
        format_of(format)?,
    ))
}

fn apart(
    cwd: &Path,
    questions: &[&[&str]; 5],
    why: &str,
) -> Result<(Places, gix::hash::Kind), Error> {
    let mut answers = Vec::new();
    for question in questions {
        let said = ask(cwd, &[&["--path-format=absolute"], *question].concat(), why)?;
        answers.push(said.strip_suffix('\n').unwrap_or(&said).to_owned());
    }
    let format = ask(cwd, &["--show-object-format"], why)?;
    let answers: [String; 5] = answers.try_into().expect("there are five questions");
    let answers = answers.each_ref().map(String::as_str);
    Ok((places(answers)?, format_of(format.trim_end())?))
}

fn places([work, git, common, objects, index]: [&str; 5]) -> Result<Places, Error> {
    Ok(Places {
        work_dir: real(Path::new(work))?,
        git_dir: real(Path::new(git))?,
        common_dir: real(Path::new(common))?,
        objects_dir: real(Path::new(objects))?,
        index_file: Path::new(index).to_owned(),
        alternates: None,
    })
}

fn format_of(name: &str) -> Result<gix::hash::Kind, Error> {
    let unknown = |_| Error::git(OPENING, format!("its object format '{name}' is not known"));
    name.parse().map_err(unknown)
}

fn ask(cwd: &Path, args: &[&str], why: &str) -> Result<String, Error> {
    let output = quiet(Command::new("git"))
        .current_dir(cwd)
        .arg("rev-parse")
        .args(args)
        .stdin(Stdio::null())
        .output();
    match output {
        Ok(output) if output.status.success() => {
            let said = String::from_utf8(output.stdout);
            said.map_err(|_| Error::git(OPENING, "its path is not UTF-8"))
        }
        Ok(output) => Err(refused(&output)),
        Err(error) => Err(not_started(&format!("{OPENING} ({why})"), &error)),
    }
}

fn refused(output: &Output) -> Error {
    let said = sentence(output);
    if said == "this operation must be run in a work tree" {
        Error::NoWorkTree
    } else {
        Error::NotARepository(said)
    }
}
