//! The arguments of `status`.

use clap::Args;

/// Say in one line how the checkpoint stands
///
/// For prompts and status bars. Exit code: 0 whatever has changed, 3 no such
/// checkpoint; with --porcelain the line 'exit' tells what 'resume' would.
#[derive(Args, Debug)]
#[command(after_long_help = STATUS_EXAMPLES)]
pub(crate) struct StatusArgs {
    /// Which checkpoint (default: the current one, or $SHIPKIT_NAME)
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Print lines of 'key value' that stay the same over versions
    #[arg(long)]
    pub(crate) porcelain: bool,
    /// Print a few words for a prompt, and nothing where there is no checkpoint
    ///
    /// The name or the task, the progress, how many days old it is, and '*'
    /// with the number of files that changed, or '?' where that cannot be told:
    /// 'Log in 60% 3d *2'.
    #[arg(long, conflicts_with_all = ["porcelain", "json"])]
    pub(crate) prompt: bool,
}

const STATUS_EXAMPLES: &str = "\
Examples:
  git shipkit status                        one line
  git shipkit status --prompt               a few words, for PS1
  git shipkit status --porcelain            lines of 'key value', for scripts";
