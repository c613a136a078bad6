//! What `schema` takes. The comments are the manual.

use clap::Args;

/// Print what programs give and get, as JSON Schema
///
/// JSON Schema 2020-12, whole in itself. Without WHAT: the state that
/// 'checkpoint --state' takes. Every answer has a 'kind', which is the name of
/// its schema; a program meets fields it does not know by passing over them,
/// as they may be added within version 1.
#[derive(Args, Debug)]
#[command(after_long_help = SCHEMA_EXAMPLES)]
pub(crate) struct SchemaArgs {
    /// Which: 'state', or the kind of an answer ('--list' tells them)
    #[arg(value_name = "WHAT")]
    pub(crate) what: Option<String>,
    /// List the schemas there are
    #[arg(long, conflicts_with = "what")]
    pub(crate) list: bool,
}

const SCHEMA_EXAMPLES: &str = "\
Examples:
  git shipkit schema                        what 'checkpoint --state' takes
  git shipkit schema resume                 what 'resume --json' answers
  git shipkit schema serve-request          a line for 'serve --stdio'
  git shipkit schema >state.schema.json     for an editor or a validator";
