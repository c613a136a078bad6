//! The arguments of `install` and `uninstall`.

use crate::install::Target;
use crate::install::agents::Holder;
use crate::model::Agent;
use clap::{Args, ValueEnum};

/// Have git, agents or programs call us, and shells complete us
///
/// For git: hooks that say one line where the checkpoint needs you, and nothing
/// else. With git 2.54 and later they stand in the repository's configuration,
/// else as a few lines in its hook files. Where somebody else owns the hooks
/// (husky, lefthook, pre-commit, a core.hooksPath), the lines to add are told.
///
/// For coding agents (claude, codex, gemini, copilot, cursor, opencode): hooks
/// that save before the context is lost and tell the checkpoint again after,
/// the skills shipkit-checkpoint and shipkit-resume, and /checkpoint. In their
/// settings only entries of ours come and go, and every other byte stays.
/// Several can be named at once. For the project, or with --user for you.
///
/// For skills: the skills alone, in .agents/skills, which most agents read. For
/// plugin: a plugin's folder for Claude Code and for Agent Plugins, into DIR.
///
/// For completion: what bash, zsh and fish need to complete 'git shipkit', in
/// your home; shells can be named, else it is those that are found. For man:
/// the manual page, where 'man' looks in your home, or in DIR.
///
/// For Node: checkpoint-manager.js, for require and import, with its types. For
/// Python: checkpoint_manager.py. Both are free of dependencies.
///
/// The plan is shown first, and asked for on a terminal. What somebody else
/// wrote or edited is never replaced. Without TARGET: what there is to install,
/// and the agents that are found are offered.
///
/// Exit code 1: some hooks were not installed, or are left for you to add.
#[derive(Args, Debug)]
#[command(after_long_help = INSTALL_EXAMPLES)]
pub(crate) struct InstallArgs {
    /// For whom
    #[arg(value_name = "TARGET", value_enum)]
    pub(crate) target: Option<TargetArg>,
    /// More agents, or shells; for node and python the directory (default: the
    /// current one), for plugin too, which has no default, and for man
    #[arg(value_name = "MORE")]
    pub(crate) more: Vec<String>,
    /// For you in every project, not for this project alone (agents)
    #[arg(long)]
    pub(crate) user: bool,
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
  git shipkit install claude codex          for this project
  git shipkit install gemini --user         for you, in every project
  git shipkit install plugin shipkit        a plugin, into the folder shipkit
  git shipkit install completion            in the shells that are found
  git shipkit install man                   for 'git shipkit --help'
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
    /// More agents, or shells; for node and python the directory (default: the
    /// current one), for man too
    #[arg(value_name = "MORE")]
    pub(crate) more: Vec<String>,
    /// What is there for you in every project (agents)
    #[arg(long)]
    pub(crate) user: bool,
    /// Show the plan and remove nothing
    #[arg(short = 'n', long)]
    pub(crate) dry_run: bool,
}

const UNINSTALL_EXAMPLES: &str = "\
Examples:
  git shipkit uninstall git                 the hooks, asking first
  git shipkit uninstall claude --user       what is there for you
  git shipkit uninstall completion zsh      from one shell alone
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
    /// Claude Code
    #[value(alias = "claude-code")]
    Claude,
    /// Codex
    Codex,
    /// Gemini CLI
    #[value(alias = "gemini-cli")]
    Gemini,
    /// Copilot CLI
    #[value(aliases = ["copilot-cli", "github-copilot"])]
    Copilot,
    /// Cursor
    Cursor,
    /// OpenCode
    #[value(name = "opencode")]
    OpenCode,
    /// Skills alone, for whoever reads .agents/skills
    Skills,
    /// A plugin's folder, for Claude Code and Agent Plugins
    Plugin,
    /// Your shells: bash, zsh and fish complete what you type
    Completion,
    /// The manual page, for 'git shipkit --help'
    Man,
}

impl TargetArg {
    /// Whose files those are, where they are files that programs call us by.
    pub(crate) fn files(self) -> Option<Target> {
        match self {
            TargetArg::Node => Some(Target::Node),
            TargetArg::Python => Some(Target::Python),
            _ => None,
        }
    }

    /// The agent that is meant, or the shared skills.
    pub(crate) fn holder(self) -> Option<Holder> {
        match self {
            TargetArg::Claude => Some(Holder::Agent(Agent::Claude)),
            TargetArg::Codex => Some(Holder::Agent(Agent::Codex)),
            TargetArg::Gemini => Some(Holder::Agent(Agent::Gemini)),
            TargetArg::Copilot => Some(Holder::Agent(Agent::Copilot)),
            TargetArg::Cursor => Some(Holder::Agent(Agent::Cursor)),
            TargetArg::OpenCode => Some(Holder::Agent(Agent::OpenCode)),
            TargetArg::Skills => Some(Holder::Skills),
            TargetArg::Git
            | TargetArg::Node
            | TargetArg::Python
            | TargetArg::Plugin
            | TargetArg::Completion
            | TargetArg::Man => None,
        }
    }
}
