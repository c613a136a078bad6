//! The arguments of `doctor`.

use clap::Args;

/// Prove that the hooks fire
///
/// Makes a throwaway clone of the configuration in a temporary directory (this
/// repository's settings without remotes and credentials, its hooks, and what
/// hook managers read), and runs a commit, an amend, a checkout and a merge
/// there. Your own hooks run there too: that is the proof that they still do.
/// Nothing in this repository is touched. Of coding agents it says which call
/// us, by what settings, and what keeps them from it; none of them is run. Each
/// finding comes with the command that mends it. Exit code: 0 all is well, 1
/// something is to be mended.
#[derive(Args, Debug)]
#[command(after_long_help = DOCTOR_EXAMPLES)]
pub(crate) struct DoctorArgs {
    /// Look only, and run no hook
    #[arg(long)]
    pub(crate) no_run: bool,
}

const DOCTOR_EXAMPLES: &str = "\
Examples:
  git shipkit doctor                        run each hook, say what fires
  git shipkit doctor --no-run               only look at how they are set up
  git shipkit doctor --json                 for programs";
