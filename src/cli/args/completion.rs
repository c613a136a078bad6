//! What `completion` takes. The comments are the manual.

use crate::install::Shell;
use clap::{Args, ValueEnum};

/// Print what a shell needs to complete our command line
///
/// 'git shipkit install completion' puts it where the shell finds it; this is
/// for who would rather source it. For 'git shipkit' and for 'git-shipkit':
/// verbs, options and their values, the names of checkpoints, the entries of
/// their history and the paths they reference. The shell asks the program
/// itself each time, so it need not be printed anew for another version.
#[derive(Args, Debug)]
#[command(after_long_help = COMPLETION_EXAMPLES)]
pub(crate) struct CompletionArgs {
    /// Which shell
    #[arg(value_name = "SHELL", value_enum)]
    pub(crate) shell: ShellArg,
}

const COMPLETION_EXAMPLES: &str = "\
Examples:
  source <(git-shipkit completion bash)     in ~/.bashrc, below git's own
  source <(git-shipkit completion zsh)      in ~/.zshrc, below compinit
  git-shipkit completion fish | source      in ~/.config/fish/config.fish";

/// A shell.
#[derive(ValueEnum, Debug, Clone, Copy)]
pub(crate) enum ShellArg {
    /// GNU bash
    Bash,
    /// zsh
    Zsh,
    /// fish
    Fish,
}

impl From<ShellArg> for Shell {
    fn from(arg: ShellArg) -> Shell {
        match arg {
            ShellArg::Bash => Shell::Bash,
            ShellArg::Zsh => Shell::Zsh,
            ShellArg::Fish => Shell::Fish,
        }
    }
}
