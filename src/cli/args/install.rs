//! The arguments of `install` and `uninstall`.

use crate::install::Target;
use clap::{Args, ValueEnum};

/// Write the files that programs call git-shipkit by
///
/// For Node: checkpoint-manager.js, for require and import, with its types. For
/// Python: checkpoint_manager.py. Both are free of dependencies. The plan is
/// shown first, and asked for on a terminal. A file that somebody else wrote or
/// edited is never replaced: then nothing is written at all. Without TARGET:
/// what there is to install.
#[derive(Args, Debug)]
#[command(after_long_help = INSTALL_EXAMPLES)]
pub(crate) struct InstallArgs {
    /// For whom
    #[arg(value_name = "TARGET", value_enum)]
    pub(crate) target: Option<TargetArg>,
    /// Into which directory of the work tree (default: the current one)
    #[arg(value_name = "DIR")]
    pub(crate) dir: Option<String>,
    /// Show the plan and write nothing
    #[arg(short = 'n', long)]
    pub(crate) dry_run: bool,
}

const INSTALL_EXAMPLES: &str = "\
Examples:
  git shipkit install                       what is there to install?
  git shipkit install node                  beside the program, asking first
  git shipkit install python tools -y       into tools/, without a question
  git shipkit install node -n               the plan alone";

/// Remove the files that 'install' wrote
///
/// Exactly those, and only as long as nobody has edited them; what is left is
/// told. Checkpoints stay.
#[derive(Args, Debug)]
#[command(after_long_help = UNINSTALL_EXAMPLES)]
pub(crate) struct UninstallArgs {
    /// For whom
    #[arg(value_name = "TARGET", value_enum)]
    pub(crate) target: TargetArg,
    /// From which directory of the work tree (default: the current one)
    #[arg(value_name = "DIR")]
    pub(crate) dir: Option<String>,
    /// Show the plan and remove nothing
    #[arg(short = 'n', long)]
    pub(crate) dry_run: bool,
}

const UNINSTALL_EXAMPLES: &str = "\
Examples:
  git shipkit uninstall node                asking first
  git shipkit uninstall python tools -y     from tools/, without a question";

/// For whom something is installed.
#[derive(ValueEnum, Debug, Clone, Copy)]
pub(crate) enum TargetArg {
    /// Programs that run under Node
    Node,
    /// Programs in Python
    Python,
}

impl From<TargetArg> for Target {
    fn from(arg: TargetArg) -> Target {
        match arg {
            TargetArg::Node => Target::Node,
            TargetArg::Python => Target::Python,
        }
    }
}
