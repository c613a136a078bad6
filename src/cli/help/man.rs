//! The manual page, made from the definitions that the command line is read
//! by: one page for all verbs, since `git shipkit --help` opens that one.

use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, Command};
use roff::{Inline, Roff, bold, italic, roman};

/// What is to be known beside the verbs, as sections of paragraphs.
const ABOUT: [(&str, &str); 5] = [
    ("CONFIGURATION", include_str!("man/configuration.txt")),
    ("EXIT STATUS", include_str!("man/exit-status.txt")),
    ("ENVIRONMENT", include_str!("man/environment.txt")),
    ("FILES", include_str!("man/files.txt")),
    ("SEE ALSO", include_str!("man/see-also.txt")),
];

/// The page as roff, made from `whole`, built, with all verbs.
pub(crate) fn page(whole: &Command) -> String {
    let mut page = Roff::new();
    let version = whole.get_version().unwrap_or_default();
    let program = format!("git-shipkit {version}");
    page.control("TH", ["GIT-SHIPKIT", "1", " ", &program, "Git Manual"]);
    // Even spaces and whole words: what is quoted is to be typed.
    page.control("ad", ["l"]);
    page.control("nh", []);
    page.control("SH", ["NAME"]);
    let about = whole.get_about().map(ToString::to_string);
    let about = about.unwrap_or_default().to_lowercase();
    page.text([roman(format!("git-shipkit - {about}"))]);
    page.control("SH", ["SYNOPSIS"]);
    page.text([
        bold("git shipkit"),
        roman(" "),
        italic("VERB"),
        roman(" [options] [arguments]"),
    ]);
    page.control("SH", ["DESCRIPTION"]);
    let text = whole.get_after_help().map(ToString::to_string);
    prose(&mut page, &text.unwrap_or_default());
    page.control("SH", ["VERBS"]);
    for verb in whole.get_subcommands().filter(|verb| !verb.is_hide_set()) {
        describe(&mut page, verb);
    }
    page.control("SH", ["COMMON OPTIONS"]);
    for arg in whole.get_arguments().filter(|arg| arg.is_global_set()) {
        option(&mut page, arg);
    }
    for (title, text) in ABOUT {
        page.control("SH", [title]);
        prose(&mut page, text);
    }
    page.render().replace('…', "...") // which not every terminal of man's has
}

/// A verb: what it takes, what it does, its options, examples.
fn describe(page: &mut Roff, verb: &Command) {
    page.control("SS", [verb.get_name()]);
    let mut line = vec![bold(format!("git shipkit {}", verb.get_name()))];
    let is_own = |arg: &&Arg| !arg.is_global_set() && !arg.is_hide_set();
    let own = || verb.get_arguments().filter(is_own);
    if own().any(|arg| !arg.is_positional() && arg.get_id() != "help") {
        line.push(roman(" [options]"));
    }
    for arg in verb.get_positionals() {
        let many = matches!(arg.get_action(), ArgAction::Append);
        let dots = if many { "..." } else { "" };
        let [open, close] = match (arg.is_required_set(), arg.is_last_set()) {
            (_, true) => [" [-- ", "]"],
            (true, _) => [" ", ""],
            (false, _) => [" [", "]"],
        };
        line.extend([roman(open), italic(values(arg)), roman(dots), roman(close)]);
    }
    page.text(line);
    let about = verb.get_long_about().or_else(|| verb.get_about());
    prose(page, &about.map(ToString::to_string).unwrap_or_default());
    for arg in own().filter(|arg| arg.get_id() != "help") {
        option(page, arg);
    }
    if let Some(text) = verb.get_after_long_help() {
        page.control("PP", []);
        verbatim(page, &text.to_string());
    }
}

fn values(arg: &Arg) -> String {
    let names = arg.get_value_names().unwrap_or_default();
    let names: Vec<&str> = names.iter().map(clap::builder::Str::as_str).collect();
    names.join(" ")
}

/// An option or an argument with what it is for.
fn option(page: &mut Roff, arg: &Arg) {
    page.control("TP", []);
    page.text(spelled(arg));
    let help = arg.get_long_help().or_else(|| arg.get_help());
    let help = help.map(ToString::to_string).unwrap_or_default();
    for (at, paragraph) in help.split("\n\n").enumerate() {
        if at > 0 {
            page.control("IP", []);
        }
        page.text([roman(unbroken(paragraph))]);
    }
    let possible = arg.get_possible_values();
    let possible = possible.iter().filter(|value| !value.is_hide_set());
    let possible: Vec<&str> = possible.map(PossibleValue::get_name).collect();
    if arg.get_action().takes_values() && !possible.is_empty() {
        page.control("IP", []);
        page.text([roman(format!("One of: {}.", possible.join(", ")))]);
    }
}

/// `-n, --dry-run`, `--brief[=TOKENS]`, or what stands for an argument.
fn spelled(arg: &Arg) -> Vec<Inline> {
    if arg.is_positional() {
        return vec![italic(values(arg))];
    }
    let short = arg.get_short().map(|short| format!("-{short}"));
    let long = arg.get_long().map(|long| format!("--{long}"));
    let mut names = Vec::new();
    for name in short.into_iter().chain(long) {
        if !names.is_empty() {
            names.push(roman(", "));
        }
        names.push(bold(name));
    }
    if arg.get_action().takes_values() {
        let range = arg.get_num_args();
        let is_loose = range.is_some_and(|range| range.min_values() == 0);
        let [open, close] = match (is_loose, arg.is_require_equals_set()) {
            (true, _) => ["[=", "]"],
            (false, true) => ["=", ""],
            (false, false) => [" ", ""],
        };
        names.extend([roman(open), italic(values(arg)), roman(close)]);
    }
    names
}

fn unbroken(paragraph: &str) -> String {
    paragraph.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Paragraphs; what is indented stays as it is.
fn prose(page: &mut Roff, text: &str) {
    for paragraph in text.trim().split("\n\n") {
        page.control("PP", []);
        if paragraph.starts_with("  ") {
            verbatim(page, paragraph);
        } else {
            page.text([roman(unbroken(paragraph))]);
        }
    }
}

/// Lines that are not filled, such as examples.
fn verbatim(page: &mut Roff, text: &str) {
    page.control("nf", []);
    for line in text.lines() {
        page.text([roman(line)]);
    }
    page.control("fi", []);
}
