//! What the flags of `checkpoint` said, in the order they were said: `--file`
//! belongs to the `--doing` before it.

use crate::cli::args::PriorityArg;
use crate::document;
use crate::error::Error;
use crate::model::{Change, FileMention, OpenFile, Priority, folded};
use clap::{ArgMatches, Command};

/// How a path argument is read: `PATH[:LINES][ NOTE]`, relative to where the
/// command runs, into a path from the top of the work tree.
pub(crate) type ReadPath<'a> = &'a dyn Fn(&str) -> (FileMention, Option<String>);

/// The changes that the command line asks for.
pub(crate) fn changes(matches: &ArgMatches, read_path: ReadPath) -> Result<Vec<Change>, Error> {
    let mut said = Vec::new();
    for id in TEXTS {
        let values = matches.get_many::<String>(id);
        let indices = matches.indices_of(id);
        if let (Some(values), Some(indices)) = (values, indices) {
            said.extend(
                indices
                    .zip(values)
                    .map(|(at, value)| (at, *id, value.as_str())),
            );
        }
    }
    said.sort_unstable_by_key(|(at, ..)| *at);
    let mut changes = Vec::new();
    for (_, id, value) in said {
        if id == "because" {
            give_reason(&mut changes, value)?;
        } else {
            changes.push(change(id, value, read_path)?);
        }
    }
    if matches.get_flag("no_blockers") {
        changes.insert(0, Change::NoBlockers);
    }
    if let Some(progress) = matches.get_one::<u8>("progress") {
        changes.push(Change::Progress(*progress));
    }
    if let Some(priority) = matches.get_one::<PriorityArg>("priority") {
        changes.push(Change::Priority(match priority {
            PriorityArg::Low => Priority::Low,
            PriorityArg::Normal => Priority::Normal,
            PriorityArg::High => Priority::High,
        }));
    }
    Ok(changes)
}

/// The flags that carry text, by clap's ids.
const TEXTS: &[&str] = &[
    "task",
    "last_action",
    "blocker",
    "tests",
    "context",
    "done",
    "doing",
    "todo",
    "file",
    "note",
    "stopped_at",
    "next",
    "decision",
    "because",
    "gotcha",
    "open",
];

/// Lets the flags that carry text carry any: `--gotcha '-v is broken'`.
pub(crate) fn any_text(command: Command) -> Command {
    command.mut_args(|arg| {
        let is_text = TEXTS.contains(&arg.get_id().as_str());
        if is_text {
            arg.allow_hyphen_values(true)
        } else {
            arg
        }
    })
}

/// Whether a value is a flag itself: then the text before it was forgotten.
fn is_flag(value: &str) -> bool {
    let Some(name) = value.strip_prefix("--") else {
        return false;
    };
    TEXTS.iter().any(|id| id.replace('_', "-") == name)
}

fn change(id: &str, value: &str, read_path: ReadPath) -> Result<Change, Error> {
    if is_flag(value) {
        return Err(empty(id));
    }
    let text = folded(value);
    if text.is_empty() {
        return Err(empty(id));
    }
    if matches!(id, "file" | "open") {
        let (file, note) = read_path(value);
        let note = note
            .map(|note| folded(&note))
            .filter(|note| !note.is_empty());
        return Ok(if id == "file" {
            Change::File(file)
        } else {
            Change::Open(OpenFile { file, note })
        });
    }
    if id == "context" {
        return variable(value);
    }
    Ok(match id {
        "task" => Change::Task(text),
        "last_action" => Change::LastAction(text),
        "blocker" => Change::Blocker(text),
        "tests" => Change::Tests(text),
        "done" => Change::Done(text),
        "doing" => Change::Doing(text),
        "todo" => Change::Todo(text),
        "note" => Change::Note(text),
        "stopped_at" => Change::StoppedAt(text),
        "next" => Change::Next(text),
        "gotcha" => Change::Gotcha(text),
        _ => Change::Decision(text, None),
    })
}

/// Reads how far it is, in whole percents.
pub(crate) fn percent(text: &str) -> Result<u8, &'static str> {
    let number = text.parse().ok().filter(|number| *number <= 100);
    number.ok_or("not a whole number from 0 to 100")
}

/// Reads a text in which there is something to read.
pub(crate) fn words(text: &str) -> Result<String, &'static str> {
    let said = Some(text.trim()).filter(|said| !said.is_empty());
    said.map(str::to_owned).ok_or("it says nothing")
}

/// A flag was given nothing.
pub(crate) fn empty(id: &str) -> Error {
    let wanted = match id {
        "file" | "open" => "a path",
        "task_id" => "an id",
        _ => "a text",
    };
    usage(format!("--{} needs {wanted}", id.replace('_', "-")), None)
}

fn give_reason(changes: &mut [Change], value: &str) -> Result<(), Error> {
    if folded(value).is_empty() {
        return Err(empty("because"));
    }
    let last = changes.iter_mut().rev().find_map(|change| match change {
        Change::Decision(_, why) => Some(why),
        _ => None,
    });
    match last {
        Some(why @ None) => {
            *why = Some(folded(value));
            Ok(())
        }
        _ => Err(usage(
            "--because has no --decision before it".to_owned(),
            Some("write --decision 'WHAT' --because 'WHY'".to_owned()),
        )),
    }
}

fn variable(value: &str) -> Result<Change, Error> {
    let hint =
        || Some("write --context KEY=JSON, a text in quotes: --context 'step=\"two\"'".to_owned());
    let Some((key, json)) = value.split_once('=').filter(|(key, _)| !key.is_empty()) else {
        return Err(usage(format!("--context '{value}' has no KEY="), hint()));
    };
    let value = document::read_json(json)
        .map_err(|why| usage(format!("--context {key} is no JSON: {why}"), hint()))?;
    Ok(Change::Context(key.to_owned(), value))
}

fn usage(message: String, hint: Option<String>) -> Error {
    Error::Usage { message, hint }
}
