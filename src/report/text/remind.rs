//! What a hook says: one line, the command to type at its end.

use super::cut;
use crate::model::{Lines, Name, RepoPath};
use crate::report::words::{counted_len, span};
use crate::report::{as_argument, one_line};
use crate::suggest::{Act, Event, Remark, Reminder, Touch, Touched};

/// How many columns a line has where the task's name allows.
const COLUMNS: usize = 120;

/// The fewest columns that are left of a task.
const LEAST: usize = 24;

/// A remark as a hook says it: a line, and after a commit that it stopped a
/// second one that tells how to get past.
pub fn remark(remark: &Remark) -> String {
    let (before, after) = sentence(remark);
    let command = command(remark);
    let end = if after.ends_with('?') { "" } else { ":" };
    let whose = whose(remark, &format!("shipkit: {before}{after}{end} {command}"));
    let line = format!("shipkit: {before}{whose}{after}{end} {command}\n");
    if remark.stops {
        return line + "shipkit: to commit as it is: git commit --no-verify\n";
    }
    line
}

/// What is said where a commit would be stopped if there was time to look.
pub fn out_of_time() -> &'static str {
    "shipkit: there was no time to see whether the checkpoint is up to date: git shipkit status\n"
}

/// The line before and after the task.
fn sentence(remark: &Remark) -> (String, String) {
    let stopped = if remark.stops { "commit stopped: " } else { "" };
    match &remark.reminder {
        Reminder::Touched(event, files) => {
            let what = match (event, remark.stops) {
                (Event::PreCommit, true) => "it",
                (Event::PreCommit | Event::PostCommit, _) => "this commit",
                (Event::PostMerge, _) => "this merge",
                (Event::PostRewrite, _) => "this amend",
                (Event::PostCheckout, _) => "this checkout",
            };
            let did = did(*event, files);
            (format!("{stopped}{what} {did} pinned by "), String::new())
        }
        Reminder::Stale(days) => (
            format!("{stopped}the checkpoint of "),
            format!(" is {days} days old"),
        ),
        Reminder::Breakpoint(seconds) => (
            "a good moment to save ".to_owned(),
            match seconds {
                ..60 => ", last saved moments ago".to_owned(),
                seconds => format!(", last saved {} ago", span(*seconds)),
            },
        ),
        Reminder::Left { to, .. } => {
            let to = one_line(to).into_owned();
            (
                format!("before we switch to {to}, should I checkpoint "),
                "?".to_owned(),
            )
        }
        Reminder::Here => (
            "there is a checkpoint for this branch, ".to_owned(),
            String::new(),
        ),
    }
}

/// `changes src/a.rs (line 34) and 2 more files`.
fn did(event: Event, files: &[Touched]) -> String {
    let Some(first) = files.first() else {
        return "touches files".to_owned();
    };
    let is_to_be = event == Event::PreCommit;
    let path = |path: &RepoPath| one_line(&path.to_string()).into_owned();
    let verb = match (first.act, is_to_be) {
        (Act::Changed, true) => "changes",
        (Act::Changed, false) => "changed",
        (Act::Added, true) => "adds",
        (Act::Added, false) => "added",
        (Act::Removed, true) => "removes",
        (Act::Removed, false) => "removed",
    };
    let file = path(&first.path);
    let told = match first.touch {
        Touch::At(lines) => format!("{verb} {file} ({})", numbered(lines)),
        Touch::Near(lines) => format!("{verb} {file} (near {})", numbered(lines)),
        Touch::Moved(from, to) => {
            let verb = if is_to_be { "moves" } else { "moved" };
            format!("{verb} {} of {file} to {}", numbered(from), numbered(to))
        }
        Touch::Elsewhere => format!("{verb} {file}"),
    };
    match files.len() {
        1 => format!("{told},"),
        several => format!("{told} and {}", counted_len(several - 1, "more file")),
    }
}

fn numbered(lines: Lines) -> String {
    if lines.is_single() {
        format!("line {lines}")
    } else {
        format!("lines {lines}")
    }
}

/// The task in quotes, as long as the `rest` of the line leaves room for it;
/// else the checkpoint's name.
fn whose(remark: &Remark, rest: &str) -> String {
    use unicode_width::UnicodeWidthStr as _;
    match (&remark.task, remark.name.as_deref()) {
        (Some(task), _) => {
            let room = COLUMNS.saturating_sub(rest.width() + 2).max(LEAST);
            format!("'{}'", cut(&one_line(task), room))
        }
        (None, Some(name)) => format!("'{}'", one_line(name)),
        (None, None) => "the checkpoint".to_owned(),
    }
}

fn command(remark: &Remark) -> String {
    let named = |verb: &str, name: &Name| match name.as_deref() {
        Some(name) => format!("git shipkit {verb} {}", as_argument(&one_line(name))),
        None => format!("git shipkit {verb}"),
    };
    match &remark.reminder {
        Reminder::Touched(Event::PostMerge | Event::PostRewrite, _) | Reminder::Here => {
            named("resume", &remark.name)
        }
        Reminder::Left { from, .. } => format!(
            "git switch {} && {}",
            as_argument(&one_line(from)),
            named("checkpoint", &remark.name)
        ),
        _ => named("checkpoint", &remark.name),
    }
}
