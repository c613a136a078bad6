//! A plan for agents in words: a line a file, below it what comes and goes, no
//! wider than a terminal mostly is.

use crate::install::Does;
use crate::install::agents::{AgentPlan, AgentStep, Scope};
use crate::model::quoted;
use crate::report::{Style, one_line};
use unicode_width::UnicodeWidthStr as _;

/// The whole plan; `exact` with every line that comes or goes in settings.
pub(super) fn plan(plan: &AgentPlan, verb: &str, exact: bool, style: Style) -> String {
    let names: Vec<&str> = plan.holders.iter().map(|holder| holder.title()).collect();
    let names = match &names[..] {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    };
    let place = match plan.scope {
        Scope::Project => "in this project",
        Scope::User => "for you, in every project",
    };
    if plan.steps.is_empty() {
        return format!("Nothing of git-shipkit's for {names} is there.\n");
    }
    let keeps = |step: &AgentStep| step.does == Does::Keep;
    let mut text = if verb == "install" && plan.steps.iter().all(keeps) {
        let need = if plan.holders.len() == 1 {
            "needs"
        } else {
            "need"
        };
        format!("All that {names} {need} is there already:\n")
    } else {
        let first = format!("To {verb} for {names}, {place}:");
        folded("", &first, "  ") + "\n"
    };
    text.extend(plan.steps.iter().map(|step| {
        let (does, path) = (step.does.word(), quoted(&step.shown));
        let mut line = format!("  {does:<6}  {path}");
        if let Some(why) = &step.why {
            line = folded(&line, &format!(" ({})", one_line(why)), INDENT);
        }
        let changes = changes(step, verb, exact, style);
        format!("{line}\n{changes}")
    }));
    let notes = plan.notes.iter();
    text.extend(notes.map(|note| folded("", &one_line(note), "  ") + "\n"));
    text
}

/// Below what is said of a file.
const INDENT: &str = "          ";

/// `start`, and then `words`, on lines of 80 columns as far as they can be
/// broken; every further one begins with `indent`.
fn folded(start: &str, words: &str, indent: &str) -> String {
    let mut text = start.to_owned();
    let mut used = start.width();
    for word in words.split_inclusive(' ') {
        if used + word.trim_end().width() > 80 && used > indent.len() {
            text.truncate(text.trim_end().len());
            text = text + "\n" + indent;
            used = indent.len();
        }
        text += word;
        used += word.width();
    }
    text
}

/// What comes and goes in settings: which events, or every line.
fn changes(step: &AgentStep, verb: &str, exact: bool, style: Style) -> String {
    let painted = |sign: char, line: &str| {
        let line = match sign {
            '+' => style.added(line),
            _ => style.removed(line),
        };
        format!("{INDENT}{line}\n")
    };
    if exact {
        let sign = |line: &str| line.chars().next().unwrap_or_default();
        let lines = step.lines.iter();
        return lines
            .map(|line| painted(sign(line), &one_line(line)))
            .collect();
    }
    if step.events.is_empty() {
        return String::new();
    }
    let names: Vec<&str> = step.holders.iter().map(|holder| holder.name()).collect();
    let sign = if verb == "install" { '+' } else { '-' };
    let start = format!("{INDENT}{sign} git-shipkit hook {} at ", names.join(" "));
    let text = folded(&start, &step.events.join(", "), &format!("{INDENT}  "));
    let lines = text.lines().map(|line| &line[INDENT.len()..]);
    lines.map(|line| painted(sign, line)).collect()
}

/// What came of it.
pub(super) fn done(plan: &AgentPlan, verb: &str, wanted: bool) -> String {
    let is_left = plan.steps.iter().any(|step| step.does == Does::Leave);
    match (verb, wanted) {
        ("install", true) => SAYS.to_owned(),
        (_, true) if is_left => "Uninstalled, but for what is left.\n".to_owned(),
        (_, true) => "Uninstalled.\n".to_owned(),
        ("install", false) => match plan.obstacle() {
            Some(step) => format!(
                "Nothing is written as long as '{}' is in the way.\n",
                quoted(&step.shown)
            ),
            None if plan.changes() => "Nothing was written.\n".to_owned(),
            None => String::new(),
        },
        (_, false) if plan.changes() || is_left => "Nothing was removed.\n".to_owned(),
        (_, false) => String::new(),
    }
}

/// What it does from now on, and how to be rid of it.
const SAYS: &str = "\
Installed. New sessions are told the checkpoint, if there is one; before a
compaction and at the end of a session it is saved. Say \"checkpoint\" to save
with words, \"resume\" to go on. Off for one session: SHIPKIT=0.
";
