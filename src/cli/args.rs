//! The command line, as clap reads it. The comments are the manual.

mod check;
mod checkpoint;
mod completion;
mod diff;
mod doctor;
mod help;
mod hook;
mod install;
mod mcp;
mod resume;
mod schema;
mod serve;
mod status;
mod suggest;

pub(crate) use check::{CheckArgs, FormatArg};
pub(crate) use checkpoint::{CheckpointArgs, PriorityArg};
pub(crate) use completion::CompletionArgs;
pub(crate) use diff::DiffArgs;
pub(crate) use doctor::DoctorArgs;
pub(crate) use help::HelpArgs;
pub(crate) use hook::HookArgs;
pub(crate) use install::{InstallArgs, TargetArg, UninstallArgs};
pub(crate) use mcp::McpArgs;
pub(crate) use resume::ResumeArgs;
pub(crate) use schema::SchemaArgs;
pub(crate) use serve::ServeArgs;
pub(crate) use status::StatusArgs;
pub(crate) use suggest::SuggestArgs;

use crate::cli::common::Common;
use clap::{Args, Parser};

/// A save game for unfinished work
// No long form: git takes `git shipkit --help` for a question to man.
#[derive(Parser, Debug)]
#[command(
    name = "git shipkit",
    bin_name = "git shipkit",
    version,
    disable_help_subcommand = true,
    max_term_width = 80,
    subcommand_required = true,
    subcommand_value_name = "VERB",
    subcommand_help_heading = "Verbs",
    after_help = ABOUT
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) common: Common,
}

const ABOUT: &str = "\
A checkpoint is plain Markdown, pinned to the code that it names; 'git shipkit \
help VERB' explains a verb, 'git shipkit VERB -h' lists its options.";

/// List the checkpoints
///
/// Those of this worktree: name, progress, age, branch and task of each.
#[derive(Args, Debug)]
#[command(after_long_help = LIST_EXAMPLES)]
pub(crate) struct ListArgs {
    /// Also those of other worktrees, removed ones and cleared ones
    #[arg(long)]
    pub(crate) all: bool,
}

const LIST_EXAMPLES: &str = "\
Examples:
  git shipkit list                          those of this worktree
  git shipkit list --all                    cleared ones and other worktrees too
  git shipkit list --json                   for programs";

/// Print the document
///
/// Without its record. With --json: the checkpoint as programs gave it.
#[derive(Args, Debug)]
#[command(after_long_help = SHOW_EXAMPLES)]
pub(crate) struct ShowArgs {
    /// Which checkpoint (default: the current one, or $SHIPKIT_NAME)
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}

const SHOW_EXAMPLES: &str = "\
Examples:
  git shipkit show                          the current checkpoint
  git shipkit show auth                     a named one
  git shipkit show --json                   for programs";

/// List the saves of a checkpoint, newest first
///
/// The number in front is the ENTRY that 'git shipkit restore' takes.
#[derive(Args, Debug)]
#[command(after_long_help = LOG_EXAMPLES)]
pub(crate) struct LogArgs {
    /// Which checkpoint (default: the current one, or $SHIPKIT_NAME)
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}

const LOG_EXAMPLES: &str = "\
Examples:
  git shipkit log                           the saves of the current checkpoint
  git shipkit log auth                      of a named one
  git shipkit restore 3                     go back to the save number 3";

/// Bring a save back
///
/// Without ENTRY: the last save if the checkpoint was cleared or its file is
/// gone, else the one before. What is replaced stays in the history.
#[derive(Args, Debug)]
#[command(after_long_help = RESTORE_EXAMPLES)]
pub(crate) struct RestoreArgs {
    /// Which checkpoint (default: the current one, or $SHIPKIT_NAME); a number is an ENTRY
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Which entry of 'git shipkit log'
    #[arg(value_name = "ENTRY")]
    pub(crate) entry: Option<String>,
}

const RESTORE_EXAMPLES: &str = "\
Examples:
  git shipkit restore                       undo a clear, or the last save
  git shipkit restore 3                     the save number 3
  git shipkit restore auth 3                that of a named checkpoint";

/// Be done with a checkpoint
///
/// The document goes, its history stays: 'git shipkit restore' brings it back.
/// On a terminal a summary for .shipkit/progress.md is offered. A progress.json
/// of shipkit-work-memory is left as it is.
#[derive(Args, Debug)]
#[command(after_long_help = CLEAR_EXAMPLES)]
pub(crate) struct ClearArgs {
    /// Which checkpoint (default: the current one, or $SHIPKIT_NAME)
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Add a summary of what was done to .shipkit/progress.md
    #[arg(long, overrides_with = "no_progress")]
    pub(crate) progress: bool,
    /// Add no summary, and do not ask
    #[arg(long, overrides_with = "progress")]
    pub(crate) no_progress: bool,
    /// Drop the history too; it cannot be brought back
    #[arg(long)]
    pub(crate) purge: bool,
}

const CLEAR_EXAMPLES: &str = "\
Examples:
  git shipkit clear                         done; restore brings it back
  git shipkit clear auth --progress         with a summary of what was built
  git shipkit clear --purge                 for good, history and all";
