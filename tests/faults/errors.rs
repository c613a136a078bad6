//! An error at every call that writes, syncs, renames, opens or removes: once,
//! as a passing shortage, or from then on, as a full or failing disk.

use super::act::Act;
use super::command::Said;
use super::grounds::struck;
use super::judge::{Wrong, judge_checkpoint};
use super::kills::count;
use super::row::{Row, Trial};
use super::savers;
use super::scale::Scale;
use super::trace::{ERRORS, Plan, class_of, traced};

/// How many errors a bounded run tries a row.
const BOUNDED: usize = 16;

/// What the system says of each error.
const SAID: [(&str, &str); 7] = [
    ("ENOSPC", "No space left on device"),
    ("EIO", "Input/output error"),
    ("EROFS", "Read-only file system"),
    ("EDQUOT", "Disk quota exceeded"),
    ("EACCES", "Permission denied"),
    ("EMFILE", "Too many open files"),
    ("EINTR", "Interrupted system call"),
];

/// One trial a command, a format and a hand.
pub(crate) fn trials(scale: &Scale) -> Vec<Trial> {
    struck("error", scale, |act, _, scale| {
        let mut row = sweep(act, scale);
        row.control = Some(savers::failed(scale));
        row
    })
}

/// Fails each call with each error it can have.
pub(crate) fn sweep(act: &Act, scale: &Scale) -> Row {
    let mut plans = Vec::new();
    for point in count(act).iter().filter(|point| point.on_file) {
        let Some(class) = class_of(&point.call) else {
            continue;
        };
        for (error, _) in ERRORS {
            if !class.may_fail_with(error) {
                continue;
            }
            let plan = |on| Plan::Fail {
                at: point.at,
                error: error.to_owned(),
                on,
            };
            plans.push(plan(false));
            if error != "EINTR" {
                plans.push(plan(true)); // nobody is interrupted for ever
            }
        }
    }
    let plans = scale.pick(&plans, BOUNDED);
    let mut row = Row::default();
    for (struck, told, wrong) in scale.each(&plans, |plan| strike(act, plan)) {
        row.tried += usize::from(struck);
        for (kind, what) in wrong {
            row.count(kind, format!("{told}: {what}"));
        }
    }
    row
}

fn strike(act: &Act, plan: &Plan) -> (bool, String, Vec<Wrong>) {
    let scene = act.scene();
    let traced = traced(&scene, plan, &act.command());
    let struck = traced.points.first();
    let at = struck.map_or("nothing".to_owned(), |point| {
        format!("{} of {}", point.call, point.told)
    });
    let told = format!("{} {at}", plan.text());
    let told = told.replace(&*scene.root().to_string_lossy(), "");
    let mut wrong = judge_checkpoint(act, &scene, &traced.said);
    if let Plan::Fail { error, .. } = plan {
        let by_git = act.is_by_git() || struck.is_some_and(|at| at.told.starts_with("git "));
        wrong.extend(told_well(&traced.said, error, by_git));
    }
    (struck.is_some(), told, wrong)
}

/// A failure is 128, with a sentence that names a path and the cause. Where git
/// itself failed it is told in git's words, which may lack the cause.
fn told_well(said: &Said, error: &str, by_git: bool) -> Option<Wrong> {
    if said.hung || said.is_ok() {
        return None;
    }
    let cause = SAID.iter().find(|(name, _)| *name == error);
    let names_cause = cause.is_some_and(|(_, text)| said.stderr.contains(text));
    let fatal = said.stderr.lines().find(|line| line.starts_with("fatal: "));
    let names_path = fatal.is_some_and(|line| line.contains('/') || line.contains(".shipkit"));
    let well = said.code == Some(128) && (names_cause || by_git) && names_path;
    (!well).then(|| ("badly told", said.why()))
}
