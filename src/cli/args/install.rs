//! The arguments of `install` and `uninstall`.

use crate::install::Target;
use clap::{Args, ValueEnum};

/// Have git call us, or write the files that programs call us by
///
/// For git: hooks that say one line where the checkpoint needs you, and nothing
/// else. With git 2.54 and later they stand in the repository's configuration,
/// else as a few lines in its hook files. Where somebody else owns the hooks
/// (husky, lefthook, pre-commit, a core.hooksPath), the lines to add are told.
///
/// For Node: checkpoint-manager.js, for require and import, with its types. For
/// Python: checkpoint_manager.py. Both are free of dependencies.
///
/// The plan is shown first, and asked for on a terminal. What somebody else
/// wrote or edited is never replaced. Without TARGET: what there is to install.
///
/// Exit code 1: some hooks were not installed, or are left for you to add.
#[derive(Args, Debug)]
#[command(after_long_help = INSTALL_EXAMPLES)]
pub(crate) struct InstallArgs {
    /// For whom
    #[arg(value_name = "TARGET", value_enum)]
    pub(crate) target: Option<TargetArg>,
    /// Into which directory of the work tree (default: the current one); not for git
    #[arg(value_name = "DIR")]
    pub(crate) dir: Option<String>,
    /// Show the plan and write nothing
    #[arg(short = 'n', long)]
    pub(crate) dry_run: bool,
    /// Write hook files even where git could have hooks in its configuration
    #[arg(long)]
    pub(crate) legacy: bool,
}

const INSTALL_EXAMPLES: &str = "\
Examples:
  git shipkit install                       what is there to install?
  git shipkit install git                   reminders by hooks, asking first
  git shipkit install git -n                the plan alone
  git shipkit install node                  beside the program, asking first
  git shipkit install python tools -y       into tools/, without a question";

/// Remove what 'install' wrote
///
/// Exactly that, and only as long as nobody has edited it; what is left is
/// told. Checkpoints stay.
#[derive(Args, Debug)]
#[command(after_long_help = UNINSTALL_EXAMPLES)]
pub(crate) struct UninstallArgs {
    /// For whom
    #[arg(value_name = "TARGET", value_enum)]
    pub(crate) target: TargetArg,
    /// From which directory of the work tree (default: the current one); not for git
    #[arg(value_name = "DIR")]
    pub(crate) dir: Option<String>,
    /// Show the plan and remove nothing
    #[arg(short = 'n', long)]
    pub(crate) dry_run: bool,
}

const UNINSTALL_EXAMPLES: &str = "\
Examples:
  git shipkit uninstall git                 the hooks, asking first
  git shipkit uninstall python tools -y     from tools/, without a question";

/// For whom something is installed.
#[derive(ValueEnum, Debug, Clone, Copy)]
pub(crate) enum TargetArg {
    /// git's hooks: reminders at the right moment
    Git,
    /// Programs that run under Node
    Node,
    /// Programs in Python
    Python,
}

impl TargetArg {
    /// Whose files those are; `None` for git, which has hooks.
    pub(crate) fn files(self) -> Option<Target> {
        match self {
            TargetArg::Git => None,
            TargetArg::Node => Some(Target::Node),
            TargetArg::Python => Some(Target::Python),
        }
    }
}
