//! The arguments of `suggest`.

use clap::Args;

/// Say whether it is time to save, and why
///
/// Looks at what was done here since the last save: half an hour of work,
/// three files created or modified, a commit or passing tests, a context that
/// fills, another task. What a checkout writes, a pull brings or a rebase
/// makes anew is no work. Without a checkpoint it goes by the last commit.
/// Nothing is written, and nothing remembered.
/// Exit code: 0, with --exit-code 1 where a save is suggested.
#[derive(Args, Debug)]
#[command(after_long_help = SUGGEST_EXAMPLES)]
pub(crate) struct SuggestArgs {
    /// Which checkpoint (default: the current one, or $SHIPKIT_NAME)
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// The tests pass
    #[arg(long)]
    pub(crate) tests_passed: bool,
    /// How full your context is, for agents
    #[arg(long, value_name = "PERCENT", value_parser = crate::cli::said::percent)]
    pub(crate) context_used: Option<u8>,
    /// What you are about to do instead
    #[arg(long, value_name = "TEXT", value_parser = crate::cli::said::words)]
    pub(crate) switch_to: Option<String>,
    /// Exit with 1 if a save is suggested
    #[arg(long)]
    pub(crate) exit_code: bool,
}

const SUGGEST_EXAMPLES: &str = "\
Examples:
  git shipkit suggest                       is it time?
  git shipkit suggest --switch-to payments  before another task
  git shipkit suggest --context-used 80 --json

Settings (git config, or .shipkit/config.toml without the 'shipkit.'):
  shipkit.suggestMinutes = 30               a session is long after that
  shipkit.suggestFiles = 3                  so many files are progress
  shipkit.suggestContext = 75               so many percent are a risk";
