//! The arguments of `hook`.

use clap::Args;
use std::ffi::OsString;

/// Answer an event of git's or of a coding agent's
///
/// Called by git's hooks: pre-commit, post-checkout, post-commit, post-merge
/// and post-rewrite, with the arguments that git gives them. Says at most one
/// line, on standard error, and nothing twice for the same reason before the
/// next save; of a commit it stops, each time, and how to get past. Ends within
/// 200 ms, asks nothing, and changes neither the work tree nor the index. Exit
/// code: 0, whatever happens; 1 only from pre-commit, where shipkit.preCommit is
/// 'block' and there is something to say.
///
/// Called by coding agents with their name: claude, codex, gemini, copilot,
/// cursor or opencode, and the event after it where the agent does not say it on
/// standard input. What a session starts with is the brief of the checkpoint;
/// before the context is summed up and when the session ends, what is there is
/// saved; after a prompt, a tool or an answer there is a word of advice now and
/// then, never twice for the same reason before the next save. Says nothing
/// but one JSON object that this agent takes, on standard output. Ends within
/// 200 ms, a save within 1,200 ms. Exit code: 0, whatever happens. Subagents are
/// passed over.
///
/// shipkit.preCommit is 'remind' (as long as nobody says otherwise), 'block' or
/// 'off', in git's configuration or in .shipkit/config.toml. SHIPKIT=0 in the
/// environment switches all hooks off, SHIPKIT_TRACE=1 has them tell what went
/// wrong, and SHIPKIT_HOOK_LIMIT gives them another time to end in, in
/// milliseconds. What is not known is passed over.
#[derive(Args, Debug)]
#[command(after_long_help = HOOK_EXAMPLES)]
pub(crate) struct HookArgs {
    /// What happens, as git calls it; or the agent that calls
    #[arg(value_name = "EVENT|AGENT")]
    pub(crate) event: OsString,
    /// What git gives its hook; or the agent's event
    #[arg(
        value_name = "ARG",
        trailing_var_arg = true,
        allow_hyphen_values = true
    )]
    pub(crate) args: Vec<OsString>,
}

const HOOK_EXAMPLES: &str = "\
Examples:
  git shipkit hook pre-commit               what would be said of this commit?
  git-shipkit hook claude                   called by Claude Code, its event on stdin
  git config shipkit.preCommit block        stop commits that leave it behind
  SHIPKIT=0 git commit                      not this once";
