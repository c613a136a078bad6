//! The arguments of `serve`.

use clap::Args;

/// Serve a program that saves often, in one process
///
/// Reads requests from standard input and answers each on standard output, in
/// their order: one JSON object a line, UTF-8. A request has an "id" (a string
/// or a number, which comes back), a "verb" (checkpoint, show or clear), a
/// "name" where it means a named checkpoint, and for checkpoint a "state", as
/// --state takes it. The answer has that id, the verb's exit code, and what
/// the verb prints with --json. A save is answered once it is durable.
///
/// With "coalesce": true a save that still waits when a newer one of the same
/// name and task has come is answered by the newer one, and is no entry of its
/// own. A line that cannot be read is answered with the id null. Warnings go
/// to standard error. At the end of its input it answers what is left, and
/// ends with 0.
///
/// What lies in the repository is looked at anew for every request, so
/// anything may change it meanwhile; read the answers while you send.
#[derive(Args, Debug)]
#[command(after_long_help = SERVE_EXAMPLES)]
pub(crate) struct ServeArgs {
    /// Serve on standard input and output
    #[arg(long)]
    pub(crate) stdio: bool,
}

const SERVE_EXAMPLES: &str = r#"Example ('>' is sent, '<' is answered; long lines are cut):
  < {"version":1,"kind":"serve","program":"git-shipkit …"}
  > {"id":1,"verb":"checkpoint","state":{"taskName":"Import","progress":40}}
  < {"id":1,"exit":0,"answer":{"version":1,"kind":"checkpoint","checkpoint":…}}
  > {"id":"last","verb":"show"}
  < {"id":"last","exit":0,"answer":{"version":1,"kind":"show","taskName":…}}
  > {"id":3,"verb":"clear","name":"auth"}
  < {"id":3,"exit":3,"answer":{"version":1,"kind":"none","name":"auth",…}}"#;
