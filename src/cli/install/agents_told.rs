//! A plan for agents in words: a line a file, below it what comes and goes.

use crate::install::Does;
use crate::install::agents::{AgentPlan, AgentStep, Scope};
use crate::model::quoted;
use crate::report::{Style, one_line};

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
        format!("To {verb} for {names}, {place}:\n")
    };
    text.extend(plan.steps.iter().map(|step| {
        let why = step.why.as_ref();
        let why = why.map_or_else(String::new, |why| format!(" ({})", one_line(why)));
        let (does, path) = (step.does.word(), quoted(&step.shown));
        let changes = changes(step, verb, exact, style);
        format!("  {does:<6}  {path}{why}\n{changes}")
    }));
    let notes = plan.notes.iter();
    text.extend(notes.map(|note| format!("{}\n", one_line(note))));
    text
}

/// What comes and goes in settings: which events, or every line.
fn changes(step: &AgentStep, verb: &str, exact: bool, style: Style) -> String {
    let sign = if verb == "install" { '+' } else { '-' };
    let lines = if exact {
        step.lines.clone()
    } else if step.events.is_empty() {
        Vec::new()
    } else {
        let names: Vec<&str> = step.holders.iter().map(|holder| holder.name()).collect();
        let (agent, events) = (names.join(" "), step.events.join(", "));
        vec![format!("{sign} git-shipkit hook {agent} at {events}")]
    };
    let lines = lines.iter().map(|line| {
        let shown = one_line(line);
        let shown = if line.starts_with('+') {
            style.added(&shown)
        } else {
            style.removed(&shown)
        };
        format!("          {shown}\n")
    });
    lines.collect()
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
