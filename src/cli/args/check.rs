//! The arguments of `check`.

use crate::drift::Severity;
use clap::{Args, ValueEnum};

/// See what has changed since a document was written
///
/// For any Markdown document, saved or not. Where it has a record, that pins
/// what it references; else each reference is pinned at the commit that last
/// touched its line, as 'git blame' tells it, so that mending a typo elsewhere
/// says nothing of it. Without --fix nothing is written; nothing is ever fetched.
/// Exit code: 1 something drifted, 2 nothing drifted but something cannot be
/// told, 0 else; 128 a document cannot be read.
#[derive(Args, Debug)]
#[command(after_long_help = CHECK_EXAMPLES)]
pub(crate) struct CheckArgs {
    /// The documents ('-': standard input, which no commit has written)
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<String>,
    /// From where on drift counts for the exit code (default: elsewhere)
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub(crate) severity: Option<SeverityArg>,
    /// How to tell it: text, or github (workflow annotations)
    #[arg(
        long,
        value_name = "FORMAT",
        value_enum,
        conflicts_with = "json",
        default_value = "text",
        hide_default_value = true
    )]
    pub(crate) format: FormatArg,
    /// Bring moved line numbers and renamed paths up to date in the documents
    ///
    /// Shows first what would change, and asks on a terminal (-y answers yes).
    /// What is edited, gone or ambiguous is left to a person, and with it the
    /// rest of its line: a line that is rewritten is pinned anew by its next
    /// commit. A line that would then read as another one does is left too: git
    /// blame cannot tell the two apart.
    #[arg(long, conflicts_with = "format")]
    pub(crate) fix: bool,
    /// With --fix: show what would change and write nothing
    #[arg(short = 'n', long, requires = "fix")]
    pub(crate) dry_run: bool,
}

const CHECK_EXAMPLES: &str = "\
Examples:
  git shipkit check README.md docs/*.md     what of this is out of date?
  git shipkit check --severity near DOC.md  changes far from its lines are fine
  git shipkit check --format=github DOC.md  annotations, in a workflow
  git shipkit check --fix README.md         renumber what merely moved";

/// From where on drift counts.
#[derive(ValueEnum, Debug, Clone, Copy)]
pub(crate) enum SeverityArg {
    /// A referenced file has changed anywhere
    Elsewhere,
    /// An edit lies within three lines of a position
    Near,
    /// A position itself was edited, deleted or became ambiguous
    AtPosition,
}

impl From<SeverityArg> for Severity {
    fn from(arg: SeverityArg) -> Severity {
        match arg {
            SeverityArg::Elsewhere => Severity::Elsewhere,
            SeverityArg::Near => Severity::Near,
            SeverityArg::AtPosition => Severity::AtPosition,
        }
    }
}

/// How it is told.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FormatArg {
    /// For people
    Text,
    /// Workflow commands of GitHub Actions
    Github,
}
