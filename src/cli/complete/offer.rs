//! What fits at the cursor, by the definitions that the command line is read
//! by.

use super::line::Line;
use super::values::{self, Spot};
use super::{Candidate, Kind};
use crate::cli::verbs;
use clap::{Arg, ArgAction, Command, Id};

/// What was typed of a verb's arguments.
#[derive(Default)]
struct Typed<'a> {
    /// The options, by their ids.
    options: Vec<&'a str>,
    positionals: Vec<&'a str>,
    /// The option whose value comes next.
    open: Option<&'a Arg>,
    /// Whether `--` has ended the options.
    is_escaped: bool,
}

/// The candidates, and whether files fit too.
pub(super) fn offers(line: &Line) -> (Kind, Vec<Candidate>) {
    let mut whole = verbs::all();
    whole.build();
    let is_verb = |word: &&String| !word.starts_with('-');
    let at = line.words.iter().position(|word| is_verb(&word));
    let (verb, typed) = match at {
        None if !line.current.starts_with('-') => return (Kind::Words, verbs(&whole)),
        None => (&whole, read(&whole, &line.words)),
        Some(at) => match whole.find_subcommand(&line.words[at]) {
            Some(verb) => (verb, read(verb, &line.words[at + 1..])),
            None => return (Kind::Words, Vec::new()),
        },
    };
    let Some((arg, prefix)) = slot(verb, &typed, &line.current) else {
        return (Kind::Words, flags(verb, &typed));
    };
    let spot = Spot {
        line,
        verb: verb.get_name(),
        arg,
        positionals: &typed.positionals,
        typed: &line.current[prefix.len()..],
    };
    let (kind, mut found) = values::of(&spot, &whole);
    for candidate in &mut found {
        candidate.text.insert_str(0, &prefix);
    }
    let is_bare = line.current.is_empty() && typed.open.is_none() && !typed.is_escaped;
    if kind == Kind::Words && found.is_empty() && is_bare {
        found = flags(verb, &typed);
    }
    (kind, found)
}

/// The verbs, with a line of each.
pub(super) fn verbs(whole: &Command) -> Vec<Candidate> {
    let verbs = whole.get_subcommands().filter(|verb| !verb.is_hide_set());
    verbs
        .map(|verb| Candidate::new(verb.get_name(), about(verb.get_about())))
        .collect()
}

fn about(text: Option<&clap::builder::StyledStr>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}

/// Takes the words before the cursor apart, as clap would.
fn read<'a>(verb: &'a Command, words: &'a [String]) -> Typed<'a> {
    let mut typed = Typed::default();
    for word in words {
        if typed.open.take().is_some() {
            continue; // its value
        }
        if typed.is_escaped || !word.starts_with('-') || word == "-" {
            typed.positionals.push(word);
            continue;
        }
        if word == "--" {
            typed.is_escaped = true;
            continue;
        }
        let (arg, has_value) = option(verb, word);
        let Some(arg) = arg else { continue };
        typed.options.push(arg.get_id().as_str());
        let takes = arg.get_action().takes_values() && !arg.is_require_equals_set();
        typed.open = (takes && !has_value).then_some(arg);
    }
    typed
}

/// The option that a word is, and whether its value stands in it too; of
/// several short ones the last.
fn option<'a>(verb: &'a Command, word: &str) -> (Option<&'a Arg>, bool) {
    let mut args = verb.get_arguments();
    if let Some(long) = word.strip_prefix("--") {
        let (name, value) = match long.split_once('=') {
            Some((name, _)) => (name, true),
            None => (long, false),
        };
        return (args.find(|arg| arg.get_long() == Some(name)), value);
    }
    let last = word.chars().next_back();
    (args.find(|arg| arg.get_short() == last), false)
}

/// The argument whose value is at the cursor, and what stands before that
/// value in the same word; `None` where an option is being typed.
fn slot<'a>(verb: &'a Command, typed: &Typed<'a>, current: &str) -> Option<(&'a Arg, String)> {
    if let Some(arg) = typed.open {
        return Some((arg, String::new()));
    }
    if current.starts_with('-') && current != "-" && !typed.is_escaped {
        let (name, _) = current.split_once('=')?;
        let (arg, _) = option(verb, current);
        return Some((arg?, format!("{name}=")));
    }
    if current == "-" && !typed.is_escaped {
        return None;
    }
    let all: Vec<&Arg> = verb.get_positionals().collect();
    let last = all.iter().find(|arg| arg.is_last_set());
    if let Some(last) = last.filter(|_| typed.is_escaped) {
        return Some((last, String::new()));
    }
    let mut before = all.iter().filter(|arg| !arg.is_last_set());
    let nth = before.clone().nth(typed.positionals.len());
    let many = |arg: &&&Arg| matches!(arg.get_action(), ArgAction::Append);
    let arg = nth.or_else(|| before.next_back().filter(many))?;
    Some((arg, String::new()))
}

/// The options that can still be typed: none twice that counts once, none
/// that another one rules out.
fn flags(verb: &Command, typed: &Typed<'_>) -> Vec<Candidate> {
    if typed.is_escaped {
        return Vec::new();
    }
    let fits = |arg: &&Arg| {
        let id = arg.get_id().as_str();
        let is_known = typed.options.contains(&id);
        let is_many = matches!(arg.get_action(), ArgAction::Append);
        !arg.is_hide_set() && !arg.is_positional() && (is_many || !is_known)
    };
    let fitting = verb.get_arguments().filter(fits);
    let fitting = fitting.filter(|arg| !is_ruled_out(verb, arg, typed));
    fitting.filter_map(flag).collect()
}

fn is_ruled_out(verb: &Command, arg: &Arg, typed: &Typed<'_>) -> bool {
    let is_typed = |id: &Id| typed.options.contains(&id.as_str());
    let against = |one: &Arg| verb.get_arg_conflicts_with(one);
    let in_group = verb.get_groups().any(|group| {
        let ids: Vec<&Id> = group.get_args().collect();
        !group.clone().is_multiple() && ids.contains(&arg.get_id()) && ids.into_iter().any(is_typed)
    });
    let mut others = verb
        .get_arguments()
        .filter(|other| is_typed(other.get_id()));
    in_group
        || against(arg).iter().any(|other| is_typed(other.get_id()))
        || others.any(|other| {
            against(other)
                .iter()
                .any(|one| one.get_id() == arg.get_id())
        })
}

fn flag(arg: &Arg) -> Option<Candidate> {
    let Some(long) = arg.get_long() else {
        let short = arg.get_short()?;
        return Some(Candidate::new(format!("-{short}"), about(arg.get_help())));
    };
    let is_stuck = arg.is_require_equals_set() && arg.get_possible_values().len() > 1;
    let sign = if is_stuck { "=" } else { "" };
    let about = match long {
        "help" => "Say more of it".to_owned(), // clap's own tells of -h too
        _ => about(arg.get_help()),
    };
    Some(Candidate::new(format!("--{long}{sign}"), about))
}
