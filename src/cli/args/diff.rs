//! `diff`'s arguments. The comments are the manual.

use crate::repo::DiffForm;
use clap::Args;

/// Show then against now, for what the checkpoint references
///
/// On a terminal: line numbers of both sides, the words that differ, and '>'
/// in the margin where the checkpoint names a line. The diff itself is git's
/// own, by your settings; a pager or program that you have for diffs (delta,
/// difftastic ...) shows it instead, as does git with 'shipkit.diff = git'.
/// Into a pipe: a patch that 'git apply' takes. A file of more than 8 MiB or
/// 250,000 lines is left out, with the command that shows it. Exit code: 0, whether
/// something changed or not; 3 no such checkpoint.
#[derive(Args, Debug)]
#[command(after_long_help = DIFF_EXAMPLES)]
pub(crate) struct DiffArgs {
    /// Which checkpoint (default: the current one, or $SHIPKIT_NAME)
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) form: FormArgs,
    /// Show so many lines around a change
    #[arg(short = 'U', long = "unified", value_name = "LINES")]
    pub(crate) context: Option<u32>,
    /// Take lines that differ in white space alone for the same
    #[arg(short = 'w', long)]
    pub(crate) ignore_all_space: bool,
    /// Only these files
    #[arg(value_name = "PATH", last = true)]
    pub(crate) paths: Vec<String>,
}

/// What is told of each file.
#[derive(Args, Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct FormArgs {
    /// Show how many lines changed in each file
    #[arg(long, group = "form")]
    stat: bool,
    /// Show the names of the changed files
    #[arg(long, group = "form", group = "names")]
    name_only: bool,
    /// Show the names, and what became of each: M modified, D deleted, R renamed
    #[arg(long, group = "form", group = "names")]
    name_status: bool,
    /// End names with NUL, as they are, instead of quoting them on lines
    #[arg(short = 'z', requires = "names")]
    nul: bool,
}

impl FormArgs {
    /// What was asked for; `columns` is the width of the terminal, where it is
    /// one.
    pub(crate) fn form(self, columns: Option<usize>) -> DiffForm {
        match self {
            FormArgs { stat: true, .. } => DiffForm::Stat { columns },
            FormArgs {
                name_only: true,
                nul,
                ..
            } => DiffForm::NameOnly { nul },
            FormArgs {
                name_status: true,
                nul,
                ..
            } => DiffForm::NameStatus { nul },
            _ => DiffForm::Patch,
        }
    }
}

const DIFF_EXAMPLES: &str = "\
Examples:
  git shipkit diff                          every file that has changed
  git shipkit diff auth -- src/login.ts     one file of the checkpoint 'auth'
  git shipkit diff -w --stat                how much, white space aside
  git shipkit diff --name-only -z | xargs -0 wc -l
  git shipkit diff | git apply -R           undo all of it";
