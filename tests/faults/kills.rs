//! Killed at every system call that changes something: the whole tree, the
//! process that makes the call, or the program alone while what it started
//! goes on.

use super::act::Act;
use super::grounds::struck;
use super::judge::{Wrong, judge};
use super::row::{Control, Row, Trial};
use super::savers::{self, Fault};
use super::scale::Scale;
use super::trace::{Plan, Point, Whom, traced};

/// How many points of a kind a bounded run tries.
const BOUNDED: usize = 8;
/// How many where others live beside the struck process.
const BOUNDED_OTHERS: usize = 3;

/// One trial a command, a format and a hand.
pub(crate) fn trials(scale: &Scale) -> Vec<Trial> {
    struck("kill", scale, |act, sketch, scale| {
        let mut row = sweep(act, scale);
        row.control = Some(control(sketch.name, scale));
        row
    })
}

/// Strikes at each point there is, in each way that makes a difference there.
pub(crate) fn sweep(act: &Act, scale: &Scale) -> Row {
    let points = count(act);
    let of = |whom, wanted: &dyn Fn(&Point) -> bool, bounded| -> Vec<Plan> {
        let points = points.iter().filter(|point| wanted(point));
        let at: Vec<usize> = points.map(|point| point.at).collect();
        let at = scale.pick(&at, bounded);
        at.into_iter().map(|at| Plan::Kill(whom, at)).collect()
    };
    let mut plans = of(Whom::Tree, &|_| true, BOUNDED);
    plans.extend(of(Whom::One, &|point| !point.by_root, BOUNDED_OTHERS));
    plans.extend(of(Whom::Root, &|point| point.others, BOUNDED_OTHERS));
    let mut row = Row::default();
    for (at, told, wrong) in scale.each(&plans, |plan| strike(act, plan)) {
        row.tried += usize::from(at);
        for (kind, what) in wrong {
            row.count(kind, format!("{told}: {what}"));
        }
    }
    beyond(act, points.len(), &mut row);
    row
}

/// Threads make a call more or less: goes on until nothing is left to strike.
fn beyond(act: &Act, counted: usize, row: &mut Row) {
    for at in counted + 1.. {
        let (struck, told, wrong) = strike(act, &Plan::Kill(Whom::Tree, at));
        for (kind, what) in wrong {
            row.count(kind, format!("{told}: {what}"));
        }
        if !struck {
            return;
        }
        row.tried += 1;
    }
}

/// The calls of an unhindered run.
pub(crate) fn count(act: &Act) -> Vec<Point> {
    let traced = traced(&act.scene(), &Plan::Count, &act.command());
    assert!(
        traced.said.is_ok(),
        "traced, it fails: {}",
        traced.said.why()
    );
    traced.points
}

/// One run; whether a call was struck, which, and what is wrong then.
pub(crate) fn strike(act: &Act, plan: &Plan) -> (bool, String, Vec<Wrong>) {
    let scene = act.scene();
    let traced = traced(&scene, plan, &act.command());
    let struck = traced.points.first();
    let at = struck.map_or("nothing".to_owned(), |point| {
        format!("{} of {}", point.call, point.told)
    });
    let told = format!("{} {at}", plan.text());
    let told = told.replace(&*scene.root().to_string_lossy(), "");
    (struck.is_some(), told, judge(act, &scene, &traced.said))
}

/// The worse program that a row is held against.
fn control(sketch: &str, scale: &Scale) -> Control {
    let fault = match sketch {
        "first save" | "later save" | "update" => Fault::InPlace,
        "clear" | "restore" | "save that packs" => Fault::RefFirst,
        _ => Fault::LeavesLock,
    };
    savers::killed(fault, scale)
}
