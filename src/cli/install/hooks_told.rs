//! A plan of hooks in words: a line a step, why, and what somebody else has to
//! add.

use crate::cli::desk::Desk;
use crate::install::Does;
use crate::install::hooks::{Advice, HookPlan, HookStep, Way};
use crate::model::quoted;
use crate::platform;
use std::path::{Component, Path, PathBuf};

/// Columns that a line of prose fills at most.
const WIDTH: usize = 80;

/// What comes before a reason: as wide as what comes before a path.
const INDENT: &str = "          ";

/// The whole plan.
pub(super) fn plan(desk: &Desk<'_>, plan: &HookPlan, verb: &str) -> String {
    if plan.steps.is_empty() {
        return "Nothing of git-shipkit's for git is there.\n".to_owned();
    }
    let keeps = |step: &HookStep| step.does == Does::Keep;
    let mut text = if verb == "install" && plan.steps.iter().all(keeps) {
        format!("All that git {} needs is there already:\n", plan.git)
    } else {
        format!("To {verb} for git {}:\n", plan.git)
    };
    let mut steps = &plan.steps[..];
    while let Some(first) = steps.first() {
        let alike = |step: &&HookStep| step.does == first.does && step.why == first.why;
        let length = steps.iter().take_while(alike).count();
        let (run, rest) = steps.split_at(length);
        text.push_str(&told_alike(desk, run));
        steps = rest;
    }
    for note in &plan.notes {
        text.push_str(&filled("", note));
    }
    text + &by_hand(desk, plan)
}

/// Steps with one reason: it stands behind the only one where it fits, else
/// once below all.
fn told_alike(desk: &Desk<'_>, steps: &[HookStep]) -> String {
    let lines = steps.iter().map(|step| {
        let path = quoted(&shown(desk, &step.path)).into_owned();
        let event = step.event.name();
        match &step.key {
            Some(key) => format!("  {:<6}  {key} in {path}", step.does.word()),
            None if step.way == Way::Manager && !step.path.ends_with(event) => {
                format!("  {:<6}  {event} in {path}", step.does.word())
            }
            None => format!("  {:<6}  {path}", step.does.word()),
        }
    });
    let lines: Vec<String> = lines.collect();
    let why = steps.first().and_then(|step| step.why.as_ref());
    let Some(why) = why.map(|why| format!("({why})")) else {
        return lines.join("\n") + "\n";
    };
    match &lines[..] {
        [line] if line.chars().count() + why.chars().count() < WIDTH => format!("{line} {why}\n"),
        lines => lines.join("\n") + "\n" + &filled(INDENT, &why),
    }
}

/// What somebody has to add, a part a file.
fn by_hand(desk: &Desk<'_>, plan: &HookPlan) -> String {
    let mut parts: Vec<Vec<&Advice>> = Vec::new();
    for advice in plan.steps.iter().flat_map(|step| &step.advice) {
        match parts.iter_mut().find(|part| part[0].into == advice.into) {
            Some(part) if part.contains(&advice) => {}
            Some(part) => part.push(advice),
            None => parts.push(vec![advice]),
        }
    }
    let mut text: String = parts.iter().map(|part| told_part(desk, part)).collect();
    let mut then: Vec<&str> = parts.iter().filter_map(|part| part[0].then).collect();
    then.dedup();
    text.extend(
        then.iter()
            .map(|command| format!("\nThen run: {command}\n")),
    );
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// What belongs into one file.
fn told_part(desk: &Desk<'_>, part: &[&Advice]) -> String {
    let into = shown(desk, Path::new(&part[0].into));
    let head = format!("To add by hand to {}, {}:", quoted(&into), part[0].place);
    let lines = part.iter().flat_map(|advice| &advice.lines);
    let lines = lines.map(|line| format!("    {}\n", crate::report::one_line(line)));
    format!("\n{}{}", filled("", &head), lines.collect::<String>())
}

/// What came of it.
pub(super) fn done(plan: &HookPlan, verb: &str, wanted: bool) -> String {
    let changes = plan.changes();
    match (verb, wanted) {
        ("install", true) if plan.is_whole() => format!("Installed.\n{SAYS}"),
        ("install", true) => format!("Installed, but for what is to be added by hand.\n{SAYS}"),
        (_, true) if plan.steps.iter().any(|step| step.does == Does::Leave) => {
            "Uninstalled, but for what is left.\n".to_owned()
        }
        (_, true) => "Uninstalled.\n".to_owned(),
        ("install", false) if changes || !plan.is_whole() => "Nothing was written.\n".to_owned(),
        ("uninstall", false) if changes || !plan.steps.is_empty() => {
            "Nothing was removed.\n".to_owned()
        }
        _ => String::new(),
    }
}

/// What hooks do, and how to be rid of them.
const SAYS: &str = "\
Before a commit, and after a commit, a checkout, a merge or an amend, they say
one line if the checkpoint needs you then, else nothing; no commit is stopped,
unless you want that: git config shipkit.preCommit block (or remind, or off)
Off for one command: SHIPKIT=0 git ...; for good: git shipkit uninstall git
";

/// A path where the command runs: relative to it in the work tree.
fn shown(desk: &Desk<'_>, path: &Path) -> String {
    let top = desk.repo.work_dir();
    let cwd = platform::real(&desk.world.cwd).unwrap_or_else(|_| desk.world.cwd.clone());
    let path = top.join(path);
    if !cwd.starts_with(top) || !path.starts_with(top) {
        return path.to_string_lossy().into_owned();
    }
    let common = cwd.components().zip(path.components());
    let common = common.take_while(|(one, other)| one == other).count();
    let up = cwd.components().skip(common).map(|_| Component::ParentDir);
    let down = path.components().skip(common);
    let relative: PathBuf = up.chain(down).collect();
    relative.to_string_lossy().into_owned()
}

/// A text in lines that fit, each behind `indent`. A word that is longer than
/// a line stays whole.
fn filled(indent: &str, text: &str) -> String {
    let mut out = String::new();
    let mut line = indent.to_owned();
    for word in crate::report::one_line(text).split(' ') {
        let is_begun = line.len() > indent.len();
        if is_begun && line.chars().count() + 1 + word.chars().count() > WIDTH {
            out.push_str(&line);
            out.push('\n');
            indent.clone_into(&mut line);
        } else if is_begun {
            line.push(' ');
        }
        line.push_str(word);
    }
    out + &line + "\n"
}
