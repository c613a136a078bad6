//! The whole interface on one page for a model: what to do when, in our words,
//! and every verb with its options, as clap has them.

use clap::{Arg, ArgAction, Command};
use std::fmt::Write as _;

/// What to do when.
const ABOVE: &str = include_str!("agent/above.md");

/// What holds for all verbs.
const BELOW: &str = include_str!("agent/below.md");

/// What clap adds by itself.
const OURS_NOT: [&str; 2] = ["help", "version"];

/// The page, made from `whole`, built, with all verbs.
pub(super) fn page(whole: &Command) -> String {
    let version = whole.get_version().unwrap_or_default();
    let mut page = format!("# git shipkit {version}, for agents\n\n{ABOVE}\n## Verbs\n");
    for verb in whole.get_subcommands() {
        page.push_str(&line(verb));
    }
    let common = whole.get_arguments().filter(|arg| is_ours(arg));
    let common: Vec<String> = common.map(option).collect();
    writeln!(page, "\nEverywhere: {}", common.join(" ")).expect("a String takes every write");
    page + "\n" + BELOW
}

/// A verb on one line: what it takes and what it does, then its options.
fn line(verb: &Command) -> String {
    let about = verb.get_about().map(ToString::to_string);
    let mut line = format!("- `{}", verb.get_name());
    for arg in verb.get_positionals() {
        line.push(' ');
        line.push_str(&positional(arg));
    }
    line.push('`');
    line.push_str(": ");
    line.push_str(about.as_deref().unwrap_or_default());
    let options = verb.get_opts().chain(flags(verb));
    let options: Vec<String> = options.filter(|arg| is_own(arg)).map(option).collect();
    if !options.is_empty() {
        line.push_str(". ");
        line.push_str(&options.join(" "));
    }
    line.push('\n');
    line
}

fn flags(verb: &Command) -> impl Iterator<Item = &Arg> {
    let takes_none = |arg: &&Arg| !arg.is_positional() && !arg.get_action().takes_values();
    verb.get_arguments().filter(takes_none)
}

fn is_ours(arg: &Arg) -> bool {
    !OURS_NOT.contains(&arg.get_id().as_str()) && !arg.is_hide_set()
}

fn is_own(arg: &Arg) -> bool {
    is_ours(arg) && !arg.is_global_set()
}

fn positional(arg: &Arg) -> String {
    let name = value(arg);
    let many = if is_many(arg) { "..." } else { "" };
    if arg.is_last_set() {
        return format!("[-- {name}{many}]");
    }
    if arg.is_required_set() {
        format!("{name}{many}")
    } else {
        format!("[{name}{many}]")
    }
}

/// `--brief[=TOKENS]`, `--done TEXT*`, `-n/--dry-run`, each as code.
fn option(arg: &Arg) -> String {
    let mut text = "`".to_owned();
    let long = arg.get_long().map(|long| format!("--{long}"));
    let short = arg.get_short().map(|short| format!("-{short}"));
    let names: Vec<String> = short.into_iter().chain(long).collect();
    text.push_str(&names.join("/"));
    if arg.get_action().takes_values() {
        let is_loose = arg
            .get_num_args()
            .is_some_and(|range| range.min_values() == 0);
        let value = value(arg);
        let [before, after] = match (is_loose, arg.is_require_equals_set()) {
            (true, true) => ["[=", "]"],
            (true, false) => [" [", "]"],
            (false, true) => ["=", ""],
            (false, false) => [" ", ""],
        };
        text.extend([before, &value, after]);
        text.push_str(if is_many(arg) { "*" } else { "" });
    }
    text + "`"
}

fn is_many(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Append)
}

/// What it takes: the possible values where they are few, else its name.
fn value(arg: &Arg) -> String {
    let possible = arg.get_possible_values();
    let possible: Vec<&str> = possible
        .iter()
        .map(clap::builder::PossibleValue::get_name)
        .collect();
    let names = arg.get_value_names().unwrap_or_default();
    let names: Vec<&str> = names.iter().map(clap::builder::Str::as_str).collect();
    match possible.len() {
        2..=12 => possible.join("|"),
        _ => names.join(" "),
    }
}
