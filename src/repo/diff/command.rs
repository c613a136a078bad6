//! The command line of `git diff` for what is asked.

use crate::repo::diff::{DiffForm, DiffRequest, Paging, Shows};
use std::process::Command;

/// Adds what is asked to `git`, which has `diff` still to come.
pub(super) fn ask(git: &mut Command, request: &DiffRequest) {
    let captured = request.shows != Shows::Git;
    match &request.paging {
        Paging::By(command) if !captured => {
            git.args(["-c", &format!("pager.diff={command}")]);
        }
        Paging::AsGit if !captured => {}
        _ => {
            git.arg("--no-pager");
        }
    }
    git.args(["diff", "--ignore-submodules=dirty"]);
    if request.files.iter().any(|file| file.now != file.then) {
        git.arg("-M");
    }
    git.args(form(&request.form));
    // git takes the number of lines for a wish to see them
    if let (DiffForm::Patch, Some(lines)) = (request.form, request.context) {
        git.arg(format!("--unified={lines}"));
    }
    if request.ignores_space {
        git.arg("-w");
    }
    if captured {
        git.args(["--no-ext-diff", "--no-color"]);
        git.args(["--src-prefix=a/", "--dst-prefix=b/"]);
    } else if let Some(colour) = request.colour {
        let when = if colour { "always" } else { "never" };
        git.arg(format!("--color={when}"));
    }
    if request.shows == Shows::Plain {
        git.arg("--no-textconv");
    }
}

fn form(form: &DiffForm) -> Vec<String> {
    let words: &[&str] = match form {
        DiffForm::Patch => &[],
        DiffForm::Stat { columns: None } => &["--stat"],
        DiffForm::Stat {
            columns: Some(columns),
        } => return vec![format!("--stat={columns}")],
        DiffForm::NameOnly { nul: false } => &["--name-only"],
        DiffForm::NameOnly { nul: true } => &["--name-only", "-z"],
        DiffForm::NameStatus { nul: false } => &["--name-status"],
        DiffForm::NameStatus { nul: true } => &["--name-status", "-z"],
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}
