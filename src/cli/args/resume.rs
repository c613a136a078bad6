//! `resume`'s arguments. The comments are the manual.

use clap::Args;

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
    /// Tell a model what it needs to go on, in so many tokens at most (default: 800)
    ///
    /// Markdown: the task, where the work stopped as it is now with the lines
    /// around, the next step, and of each file whether to read it. What the
    /// document says is quoted as data. Exit code: always 0.
    #[arg(
        long,
        value_name = "TOKENS",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "800",
        value_parser = clap::value_parser!(u32).range(100..=1_000_000),
        conflicts_with_all = ["check", "diff", "open", "proceed", "update", "discard"]
    )]
    pub(crate) brief: Option<u32>,
    /// Show the drift alone, without the checkpoint's prose
    #[arg(long, conflicts_with_all = ["proceed", "update", "discard"])]
    pub(crate) check: bool,
    /// Show the diff of what changed
    #[arg(long)]
    pub(crate) diff: bool,
    /// Open your editor where the work stopped, at the lines as they are now
    ///
    /// The place is the Stopped at of the item in progress, else its file, else
    /// the first of Files to Open First, else the first position. The editor is
    /// that of 'git config shipkit.editor', else git's own; a value with {file},
    /// {line}, {lastLine} or {column} in it is a template.
    #[arg(long, conflicts_with_all = ["update", "discard"])]
    pub(crate) open: bool,
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
  git shipkit resume --open                 and the editor where you stopped
  git shipkit resume --check                for scripts: the exit code tells
  git shipkit resume auth --update          accept what has changed
  git shipkit resume --brief=2000           for an agent that lost its context";
