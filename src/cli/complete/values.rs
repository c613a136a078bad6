//! Which values an argument can have: what its definition lists, else what the
//! repository holds, else files.

use super::known::Known;
use super::line::Line;
use super::offer::verbs;
use super::{Candidate, Kind};
use crate::cli::args::TargetArg;
use crate::install::Shell;
use crate::install::agents::Holder;
use crate::model::Agent;
use crate::report::json;
use crate::suggest::Event;
use clap::{Arg, Command, ValueEnum as _};

/// Where a value is being typed.
pub(super) struct Spot<'a> {
    pub(super) line: &'a Line,
    pub(super) verb: &'a str,
    pub(super) arg: &'a Arg,
    /// What stands there without a dash.
    pub(super) positionals: &'a [&'a str],
    /// As much of the value as is typed.
    pub(super) typed: &'a str,
}

/// The values at `spot`; `whole` is the command line with all verbs.
pub(super) fn of(spot: &Spot<'_>, whole: &Command) -> (Kind, Vec<Candidate>) {
    let known = Known {
        world: &spot.line.world,
    };
    let words = match (spot.verb, spot.arg.get_id().as_str()) {
        ("checkpoint", "from" | "state" | "file" | "open") | ("check", "files") => {
            return (Kind::Files, Vec::new());
        }
        ("install" | "uninstall", "more") => return more(spot),
        ("restore", "name") => known.restorable(spot.typed),
        ("restore", "entry") => known.entries(spot.positionals.first().copied()),
        ("diff", "name") => {
            let mut words = known.names(spot.typed);
            words.extend(known.paths(None));
            words
        }
        ("diff", "paths") => known.paths(spot.positionals.first().copied()),
        ("checkpoint", "done") => known.items(true),
        ("checkpoint", "doing") => known.items(false),
        (_, "name") => known.names(spot.typed),
        ("help", "topic") => topics(whole),
        ("schema", "what") => json::schema_names().map(plain).collect(),
        ("hook", "event") => callers(),
        _ => listed(spot.arg),
    };
    (Kind::Words, words)
}

fn plain(word: &str) -> Candidate {
    Candidate::new(word, "")
}

/// What the definition lists.
fn listed(arg: &Arg) -> Vec<Candidate> {
    let values = arg.get_possible_values();
    let values = values.iter().filter(|value| !value.is_hide_set());
    values
        .map(|value| {
            let about = value.get_help().map(ToString::to_string);
            Candidate::new(value.get_name(), about.unwrap_or_default())
        })
        .collect()
}

fn topics(whole: &Command) -> Vec<Candidate> {
    let more = [
        Candidate::new("agent", "One page, for a model"),
        Candidate::new("man", "The manual page"),
    ];
    verbs(whole).into_iter().chain(more).collect()
}

fn callers() -> Vec<Candidate> {
    let events = Event::ALL.iter().map(|event| plain(event.name()));
    let agents = Agent::ALL.iter();
    let agents = agents.map(|agent| Candidate::new(agent.name(), agent.title()));
    events.chain(agents).collect()
}

/// What follows a target: more agents, shells, or a directory.
fn more(spot: &Spot<'_>) -> (Kind, Vec<Candidate>) {
    let typed = spot.positionals;
    let first = typed.first().copied().unwrap_or_default();
    let is_new = |name: &&str| !typed.contains(name);
    let words = |names: &[&str]| {
        let names = names.iter().copied().filter(|name| is_new(name));
        names.map(plain).collect()
    };
    match TargetArg::from_str(first, true) {
        Ok(TargetArg::Completion) => (Kind::Words, words(&Shell::ALL.map(Shell::name))),
        Ok(target) if target.holder().is_some() => {
            (Kind::Words, words(&Holder::ALL.map(Holder::name)))
        }
        Ok(TargetArg::Git) | Err(_) => (Kind::Words, Vec::new()),
        Ok(_) if typed.len() > 1 => (Kind::Words, Vec::new()),
        Ok(_) => (Kind::Folders, Vec::new()),
    }
}
