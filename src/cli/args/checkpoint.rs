//! `checkpoint`'s arguments. The comments are the manual.

use clap::{Args, ValueEnum};

/// Save where you are
///
/// Writes .shipkit/checkpoint.md and pins every file it names. What is said by
/// flags goes into the document that is there; everything else in it stays as
/// people wrote it. With nothing said, a terminal gets the document in your
/// editor, then a summary and a question; elsewhere the checkpoint is saved
/// again: new time, new pins.
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
    /// Save what is there from git alone, for hooks: no question, no words of yours
    ///
    /// The document keeps its words. A section of its own tells what was
    /// committed and changed since a person saved; the next such save replaces
    /// it, and a save that says something takes it out. With nothing new,
    /// nothing is written; without a checkpoint one is begun where there is
    /// work.
    #[arg(
        long,
        conflicts_with_all = [
            "from", "state", "new", "edit", "task", "task_id", "progress", "last_action",
            "blocker", "no_blockers", "priority", "tests", "context", "done", "doing", "todo",
            "file", "note", "stopped_at", "next", "decision", "because", "gotcha", "open",
            "dry_run",
        ],
        help_heading = "Whole documents"
    )]
    pub(crate) auto: bool,
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
