//! What `help` takes. The comments are the manual.

use clap::Args;

/// Explain a verb, or the whole on one page for an agent
///
/// 'git shipkit help agent' is that page: Markdown for a model, made from the
/// very definitions that this version reads its command line by. 'git shipkit
/// help man' is the manual page (roff); 'git shipkit install man' puts it where
/// man finds it.
#[derive(Args, Debug)]
#[command(after_long_help = HELP_EXAMPLES)]
pub(crate) struct HelpArgs {
    /// A verb, 'agent' or 'man'; without it, the verbs
    #[arg(value_name = "VERB")]
    pub(crate) topic: Option<String>,
}

const HELP_EXAMPLES: &str = "\
Examples:
  git shipkit help checkpoint               the same as 'checkpoint --help'
  git shipkit help agent                    one page, for a model
  git shipkit help man >git-shipkit.1       the manual page, for a package";
