//! The command line, as clap reads it. The comments are the manual.

mod check;
mod doctor;
mod hook;
mod install;
mod mcp;
mod schema;
mod serve;
mod status;
mod suggest;

pub(crate) use check::{CheckArgs, FormatArg};
pub(crate) use doctor::DoctorArgs;
pub(crate) use hook::HookArgs;
pub(crate) use install::{InstallArgs, TargetArg, UninstallArgs};
pub(crate) use mcp::McpArgs;
pub(crate) use schema::SchemaArgs;
pub(crate) use serve::ServeArgs;
pub(crate) use status::StatusArgs;
pub(crate) use suggest::SuggestArgs;

use crate::cli::common::Common;
use clap::{Args, Parser, ValueEnum};

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
A checkpoint is prose pinned to code: what you were doing, in plain Markdown,
with the git blob hash of every file it names. 'resume' tells how far the pins
have moved since.

Run 'git shipkit VERB -h' for the options of a verb, or with '--help' for more.";

/// Save where you are
///
/// Writes .shipkit/checkpoint.md and pins every file it names. What is said by
/// flags goes into the document that is there; everything else in it stays as
/// people wrote it. With nothing said, the checkpoint is saved again: new
/// time, new pins.
#[derive(Args, Debug)]
#[command(after_long_help = CHECKPOINT_EXAMPLES)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct CheckpointArgs {
    /// Which checkpoint (default: the current one, or $SHIPKIT_NAME)
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,

    /// Take the document from a Markdown file, byte for byte ('-': standard input)
    #[arg(long, value_name = "FILE", help_heading = "Whole documents")]
    pub(crate) from: Option<String>,
    /// Take a program's whole state, as JSON ('-': standard input)
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with = "from",
        help_heading = "Whole documents"
    )]
    pub(crate) state: Option<String>,
    /// Start over; the saved checkpoint stays in the history
    #[arg(long, help_heading = "Whole documents")]
    pub(crate) new: bool,
    /// Open the document in your editor before it is saved
    #[arg(long, help_heading = "Whole documents")]
    pub(crate) edit: bool,

    /// What you are working on
    #[arg(long, value_name = "TEXT", help_heading = "The task")]
    pub(crate) task: Option<String>,
    /// The id a program gives the task
    #[arg(long, value_name = "ID", help_heading = "The task")]
    pub(crate) task_id: Option<String>,
    /// How far it is, in percent
    #[arg(long, value_name = "0..100", value_parser = crate::cli::said::percent, help_heading = "The task")]
    pub(crate) progress: Option<u8>,
    /// What you did last
    #[arg(long, value_name = "TEXT", help_heading = "The task")]
    pub(crate) last_action: Option<String>,
    /// What stands in the way (repeatable)
    #[arg(long, value_name = "TEXT", help_heading = "The task")]
    pub(crate) blocker: Vec<String>,
    /// Nothing stands in the way any more
    #[arg(long, help_heading = "The task")]
    pub(crate) no_blockers: bool,
    /// How urgent it is
    #[arg(long, value_name = "PRIORITY", value_enum, help_heading = "The task")]
    pub(crate) priority: Option<PriorityArg>,
    /// How the tests stand
    #[arg(long, value_name = "TEXT", help_heading = "The task")]
    pub(crate) tests: Option<String>,
    /// A variable a program wants back (repeatable)
    #[arg(long, value_name = "KEY=JSON", help_heading = "The task")]
    pub(crate) context: Vec<String>,

    /// This is done (repeatable); moved there if it was pending or in progress
    #[arg(long, value_name = "TEXT", help_heading = "The work")]
    pub(crate) done: Vec<String>,
    /// This is in progress (repeatable)
    #[arg(long, value_name = "TEXT", help_heading = "The work")]
    pub(crate) doing: Vec<String>,
    /// This is left to do (repeatable)
    #[arg(long, value_name = "TEXT", help_heading = "The work")]
    pub(crate) todo: Vec<String>,
    /// A file of the item before (repeatable)
    #[arg(long, value_name = "PATH[:LINES]", help_heading = "The work")]
    pub(crate) file: Vec<String>,
    /// A detail of the item before (repeatable)
    #[arg(long, value_name = "TEXT", help_heading = "The work")]
    pub(crate) note: Vec<String>,
    /// Where the work stopped
    #[arg(long, value_name = "TEXT", help_heading = "The work")]
    pub(crate) stopped_at: Vec<String>,
    /// What comes next
    #[arg(long, value_name = "TEXT", help_heading = "The work")]
    pub(crate) next: Vec<String>,

    /// A decision (repeatable)
    #[arg(long, value_name = "WHAT", help_heading = "For whoever goes on")]
    pub(crate) decision: Vec<String>,
    /// The reason for the decision before (repeatable)
    #[arg(long, value_name = "WHY", help_heading = "For whoever goes on")]
    pub(crate) because: Vec<String>,
    /// What was hard to find out (repeatable)
    #[arg(long, value_name = "TEXT", help_heading = "For whoever goes on")]
    pub(crate) gotcha: Vec<String>,
    /// A file to open first, with a note (repeatable)
    #[arg(
        long,
        value_name = "PATH[:LINES][ NOTE]",
        help_heading = "For whoever goes on"
    )]
    pub(crate) open: Vec<String>,

    /// Mask credentials in the document, and keep no bytes of files with some
    #[arg(long)]
    pub(crate) redact: bool,
    /// Show what would be saved, and save nothing
    #[arg(short = 'n', long)]
    pub(crate) dry_run: bool,
}

const CHECKPOINT_EXAMPLES: &str = "\
Examples:
  git shipkit checkpoint --task 'User authentication' --progress 60 \\
      --done 'Password hashing' --file src/utils/auth.ts \\
      --doing 'Login endpoint' --file src/api/login.ts:34 \\
      --stopped-at 'JWT generation' --next 'Create the token'
  git shipkit checkpoint payments --from docs/HANDOFF.md
  git shipkit checkpoint                    save again: new time, new pins";

#[derive(ValueEnum, Debug, Clone, Copy)]
pub(crate) enum PriorityArg {
    Low,
    Normal,
    High,
}

/// See what has changed since, and choose how to go on
///
/// Says how old the checkpoint is, what it says, what became of every file it
/// names and where each position is now. Then: proceed, update or discard.
/// Exit code: 0 nothing drifted or a choice was made, 1 drift and no choice,
/// 2 something cannot be told, 3 no such checkpoint.
#[derive(Args, Debug)]
#[command(after_long_help = RESUME_EXAMPLES)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct ResumeArgs {
    /// Which checkpoint (default: the current one, or $SHIPKIT_NAME)
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Show the drift alone, without the checkpoint's prose
    #[arg(long, conflicts_with_all = ["proceed", "update", "discard"])]
    pub(crate) check: bool,
    /// Show the diff of what changed
    #[arg(long)]
    pub(crate) diff: bool,
    /// Go on with the checkpoint as it is
    #[arg(long, group = "choice")]
    pub(crate) proceed: bool,
    /// Save it again: pins as the files are now, line numbers where they are now
    ///
    /// Shows first how the document would read: lines that moved get their new
    /// number, renamed files their new path. What was edited elsewhere, is gone
    /// or could be several goes on being told until a person rewrites it.
    #[arg(long, group = "choice")]
    pub(crate) update: bool,
    /// Move it aside ('git shipkit restore' brings it back)
    #[arg(long, group = "choice")]
    pub(crate) discard: bool,
}

const RESUME_EXAMPLES: &str = "\
Examples:
  git shipkit resume                        tell, then ask
  git shipkit resume --check                for scripts: the exit code tells
  git shipkit resume auth --update          accept what has changed";

/// Show then against now, for what the checkpoint references
///
/// The diff is git's own, with your settings and your pager. Exit code: 0,
/// whether something changed or not; 3 no such checkpoint.
#[derive(Args, Debug)]
pub(crate) struct DiffArgs {
    /// Which checkpoint (default: the current one, or $SHIPKIT_NAME)
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Only these files
    #[arg(value_name = "PATH", last = true)]
    pub(crate) paths: Vec<String>,
}

/// List the checkpoints
///
/// Those of this worktree: name, progress, age, branch and task of each.
#[derive(Args, Debug)]
pub(crate) struct ListArgs {
    /// Also those of other worktrees, removed ones and cleared ones
    #[arg(long)]
    pub(crate) all: bool,
}

/// Print the document
///
/// Without its record. With --json: the checkpoint as programs gave it.
#[derive(Args, Debug)]
pub(crate) struct ShowArgs {
    /// Which checkpoint (default: the current one, or $SHIPKIT_NAME)
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}

/// List the saves of a checkpoint, newest first
///
/// The number in front is the ENTRY that 'git shipkit restore' takes.
#[derive(Args, Debug)]
pub(crate) struct LogArgs {
    /// Which checkpoint (default: the current one, or $SHIPKIT_NAME)
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}

/// Bring a save back
///
/// Without ENTRY: the last save if the checkpoint was cleared or its file is
/// gone, else the one before. What is replaced stays in the history.
#[derive(Args, Debug)]
pub(crate) struct RestoreArgs {
    /// Which checkpoint (default: the current one, or $SHIPKIT_NAME); a number is an ENTRY
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Which entry of 'git shipkit log'
    #[arg(value_name = "ENTRY")]
    pub(crate) entry: Option<String>,
}

/// Be done with a checkpoint
///
/// The document goes, its history stays: 'git shipkit restore' brings it back.
/// On a terminal a summary for .shipkit/progress.md is offered. A progress.json
/// of shipkit-work-memory is left as it is.
#[derive(Args, Debug)]
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
