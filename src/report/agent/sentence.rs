//! The sentences of a word of advice. The model reads nothing in them that the
//! document says: its words are data, and stand fenced in a brief.

use crate::model::Name;
use crate::report::text::{cut, reason_sentence};
use crate::report::{as_argument, one_line};
use crate::suggest::{Advice, Reason};

/// How many columns of a task or a branch are told.
const MOST: usize = 60;

/// Where the brief can be had.
pub(super) fn pointer() -> &'static str {
    "git-shipkit: there is a checkpoint of earlier work in this repository. Read it before you go on: git shipkit resume --brief"
}

/// What the user reads.
pub(super) fn for_the_user(advice: &Advice) -> String {
    let command = command(advice);
    match advice {
        Advice::Save { task, reason, .. } => {
            if let Reason::TaskSwitch { from, .. } = reason {
                let question = switch(reason, from.as_deref());
                return format!("shipkit: {question} {command}");
            }
            let whose = whose(task.as_deref(), "your work");
            let why = reason_sentence(reason);
            format!("shipkit: {why}; a good moment to save {whose}: {command}")
        }
        Advice::Entered { task, .. } => {
            let whose = whose(task.as_deref(), "of earlier work");
            format!("shipkit: there is a checkpoint here, {whose}: {command}")
        }
    }
}

/// What the model reads.
pub(super) fn for_the_model(advice: &Advice) -> String {
    let command = command(advice);
    match advice {
        Advice::Save { reason, .. } => {
            let why = match reason {
                Reason::TaskSwitch { .. } => switch(reason, None),
                _ => format!("{}.", reason_sentence(reason)),
            };
            format!(
                "git-shipkit: {why} At the next pause, offer the user to save a checkpoint: {command}"
            )
        }
        Advice::Entered { .. } => {
            format!("git-shipkit: there is a checkpoint in this directory: {command} --brief")
        }
    }
}

/// The question before another task, which a checkpoint of `from` would end.
fn switch(reason: &Reason, from: Option<&str>) -> String {
    let Reason::TaskSwitch { to, switched, .. } = reason else {
        return reason_sentence(reason);
    };
    reason_sentence(&Reason::TaskSwitch {
        from: from.map(|from| format!("'{}'", cut(&one_line(from), MOST))),
        to: cut(&one_line(to), MOST),
        switched: *switched,
    })
}

/// The task in quotes, or what stands for one.
fn whose(task: Option<&str>, nameless: &str) -> String {
    match task {
        Some(task) => format!("'{}'", cut(&one_line(task), MOST)),
        None => nameless.to_owned(),
    }
}

/// What to type.
fn command(advice: &Advice) -> String {
    let named = |verb: &str, name: &Name| match name.as_deref() {
        Some(name) => format!("git shipkit {verb} {}", as_argument(&one_line(name))),
        None => format!("git shipkit {verb}"),
    };
    match advice {
        Advice::Save { name, is_there, .. } => {
            let task = if *is_there { "" } else { " --task 'TEXT'" };
            named("checkpoint", name) + task
        }
        Advice::Entered { name, .. } => named("resume", name),
    }
}
