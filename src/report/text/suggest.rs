//! Whether it is time to save, and why.

use crate::drift::Count;
use crate::model::RepoPath;
use crate::report::one_line;
use crate::report::text::View;
use crate::report::text::choices::command;
use crate::report::text::page::Page;
use crate::report::words::{counted, counted_len, span};
use crate::suggest::{Reason, Since, Situation, active_seconds};
use unicode_width::UnicodeWidthStr;

/// How many files of a kind are named where no width says how many fit.
const NAMED: usize = 5;

/// What `suggest` tells.
pub struct Suggest<'a> {
    /// What to type for the checkpoint, `None` for the current one.
    pub name: Option<&'a str>,
    /// Whether there is a checkpoint.
    pub is_there: bool,
    /// What has happened.
    pub situation: &'a Situation,
    /// Why it is time to save; empty where it is not.
    pub reasons: &'a [Reason],
    /// How it is shown.
    pub view: View<'a>,
}

/// The question, the reasons and the command; or that there is nothing to
/// suggest.
pub fn suggest(told: &Suggest) -> String {
    if told.reasons.is_empty() {
        return format!("Nothing to suggest: {}.\n", facts(told.situation));
    }
    let view = &told.view;
    let is_switch = |reason: &&Reason| matches!(reason, Reason::TaskSwitch { .. });
    let switch = told.reasons.iter().find(is_switch);
    let question = switch.map_or_else(
        || "Before we continue, should I save a checkpoint?".to_owned(),
        reason_sentence,
    );
    let mut page = Page::default();
    page.line(format_args!("{}", view.style.heading(&one_line(&question))));
    for reason in told.reasons.iter().filter(|reason| !is_switch(reason)) {
        page.line(format_args!("- {}", one_line(&reason_sentence(reason))));
        if let Reason::SignificantProgress {
            created,
            modified,
            cut,
            ..
        } = reason
        {
            names("new:", (created, *cut), &mut page, view);
            names("modified:", (modified, *cut), &mut page, view);
        }
    }
    let typed = view.style.hint(&save_command(told.name, told.is_there));
    page.line(format_args!("\nTo save: {typed}"));
    page.done()
}

/// What to type to save, as it is typed; a task must be named where there is
/// no checkpoint yet.
pub fn save_command(name: Option<&str>, is_there: bool) -> String {
    let task = if is_there { "" } else { " --task 'TEXT'" };
    format!("{}{task}", command("checkpoint", name, ""))
}

/// One reason, without a full stop; of a task switch the question it asks.
/// Not made harmless.
pub fn reason_sentence(reason: &Reason) -> String {
    match reason {
        Reason::LongSession {
            active_seconds,
            since,
        } => format!("{} of work{}", minutes(*active_seconds), after(*since)),
        Reason::SignificantProgress {
            created,
            modified,
            cut,
            since,
        } => {
            let least = if *cut { "at least " } else { "" };
            let files = files(created.len(), modified.len());
            format!("{least}{files}{}{}", after(*since), new(created, modified))
        }
        Reason::NaturalBreakpoint {
            commits,
            tests_passed,
            since,
        } => match (commits.n, tests_passed) {
            (0, _) => "the tests pass".to_owned(),
            (_, true) => format!(
                "{}{}, and the tests pass",
                counting(*commits),
                after(*since)
            ),
            (_, false) => format!("{}{}", counting(*commits), after(*since)),
        },
        Reason::ContextAtRisk { percent } => format!("the context is {percent}% full"),
        Reason::TaskSwitch { from, to, switched } => {
            let verb = if *switched { "go on with" } else { "switch to" };
            match from {
                Some(from) => format!("Before we {verb} {to}, should I checkpoint {from}?"),
                None => format!("Before we {verb} {to}, should I save a checkpoint?"),
            }
        }
    }
}

/// `saved 4 minutes ago; 1 file modified and 6 minutes of work since`.
fn facts(situation: &Situation) -> String {
    let age = situation
        .since
        .at()
        .map(|at| situation.now.saturating_sub(at));
    let ago = match age {
        Some(0..60) => "just now".to_owned(),
        Some(age @ 60..) => format!("{} ago", span(age)),
        Some(early) => format!("{} in the future", span(early.saturating_neg())),
        None => String::new(),
    };
    let is_ahead = age.is_some_and(|age| age < 0);
    let mut out = match situation.since {
        Since::Save(_) if is_ahead => format!("the last save is dated {ago}; check the clock"),
        Since::Save(_) => format!("saved {ago}"),
        Since::Clear(_) if is_ahead => format!("the clearing is dated {ago}; check the clock"),
        Since::Clear(_) => format!("cleared {ago}"),
        Since::Commit(_) if is_ahead => format!("the last commit is dated {ago}; check the clock"),
        Since::Commit(_) => format!("no checkpoint yet, last commit {ago}"),
        Since::Nothing => "no checkpoint and no commit yet".to_owned(),
    };
    let (created, modified) = (situation.created.len(), situation.modified.len());
    let mut more = Vec::new();
    if created + modified > 0 {
        let least = if situation.files_cut { "at least " } else { "" };
        more.push(format!("{least}{}", files(created, modified)));
    }
    let active = active_seconds(situation);
    if active >= 60 {
        more.push(format!("{} of work", minutes(active)));
    }
    if !more.is_empty() {
        let since = situation.since.at().map_or("", |_| " since");
        out = format!("{out}; {}{since}", more.join(" and "));
    }
    out
}

fn after(since: Since) -> &'static str {
    match since {
        Since::Save(_) => " since the last save",
        Since::Clear(_) => " since the checkpoint was cleared",
        Since::Commit(_) => " since the last commit",
        Since::Nothing => ", and no save yet",
    }
}

/// Minutes as long as that can be read at a glance.
fn minutes(seconds: u64) -> String {
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    match seconds / 60 {
        minutes @ ..120 => counted(minutes, "minute"),
        _ => span(seconds),
    }
}

fn files(created: usize, modified: usize) -> String {
    let all = counted_len(created + modified, "file");
    match (created, modified) {
        (_, 0) => format!("{all} created"),
        (0, _) => format!("{all} modified"),
        _ => format!("{all} created or modified"),
    }
}

fn new(created: &[String], modified: &[String]) -> String {
    match (created.len(), modified.len()) {
        (0, _) | (_, 0) => String::new(),
        (new, _) => format!(" ({new} new)"),
    }
}

fn counting(commits: Count) -> String {
    let least = if commits.more { "at least " } else { "" };
    format!("{least}{}", counted_len(commits.n, "commit"))
}

/// As many names as fit on one line, and how many more there are; `cut` where
/// nobody counted further.
fn names(label: &str, (names, cut): (&[String], bool), page: &mut Page, view: &View) {
    let least = if cut { "at least " } else { "" };
    let mut line = format!("  {label}");
    let mut shown = 0;
    for name in names {
        let path = RepoPath::new(name.as_str());
        let name = path.map_or_else(|_| name.clone(), |path| (view.display)(&path));
        let name = one_line(&name);
        let comma = if shown == 0 { " " } else { ", " };
        let left = names.len() - shown - 1;
        let rest = if left > 0 {
            ", and 9999 more".len() + least.len()
        } else {
            0
        };
        let fits = match view.width {
            Some(width) => line.width() + comma.len() + name.width() + rest <= width,
            None => shown < NAMED,
        };
        if !fits && shown > 0 {
            break;
        }
        line.push_str(comma);
        line.push_str(&view.cut(&name, line.width() + rest));
        shown += 1;
    }
    match names.len() - shown {
        _ if names.is_empty() => return,
        0 => {}
        more => line = format!("{line}, and {least}{more} more"),
    }
    page.line(format_args!("{}", view.style.dim(&line)));
}
