//! The options that every verb takes. The comments are the manual.

use clap::{Args, ValueEnum};
use std::ffi::OsString;

/// What every verb takes.
#[derive(Args, Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct Common {
    /// Print one JSON object instead of text, errors too
    #[arg(long, global = true, help_heading = "Common options")]
    pub(crate) json: bool,
    /// Answer yes wherever something is asked
    #[arg(short = 'y', long, global = true, help_heading = "Common options")]
    pub(crate) yes: bool,
    /// Say nothing when all went well
    #[arg(short = 'q', long, global = true, help_heading = "Common options")]
    pub(crate) quiet: bool,
    /// Say which hand asked the repository, gix or git, and why
    #[arg(short = 'v', long, global = true, help_heading = "Common options")]
    pub(crate) verbose: bool,
    /// Use colour: always, never or auto (where a person looks)
    #[arg(long, global = true, value_name = "WHEN", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "always", help_heading = "Common options")]
    #[arg(hide_possible_values = true)]
    pub(crate) color: Option<When>,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    Always,
    Never,
    Auto,
}

impl Common {
    /// What decides how help and complaints look, of words that were not read
    /// to their end.
    pub(crate) fn of_unread(words: &[OsString]) -> Common {
        let words = words.iter().filter_map(|word| word.to_str());
        let color = words.clone().rev().find_map(|word| {
            let when = word.strip_prefix("--color")?;
            match when.strip_prefix('=') {
                None => when.is_empty().then_some(When::Always),
                Some(when) => When::from_str(when, false).ok(),
            }
        });
        Common {
            json: words.clone().any(|word| word == "--json"),
            yes: false,
            quiet: false,
            verbose: false,
            color,
        }
    }
}
